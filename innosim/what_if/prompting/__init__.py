"""The four prompting questions: answers of several people describe a service and lead to moves."""
