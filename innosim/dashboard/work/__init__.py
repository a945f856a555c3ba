"""Work in the background: worker processes, and who may use them when."""
