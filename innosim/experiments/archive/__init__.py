"""One file that holds results and all that they are made from, and makes them again."""
