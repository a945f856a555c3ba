"""Results folders: their tables, how they are written and how they are read."""
