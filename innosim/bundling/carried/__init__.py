"""What goes into every bundle as it is; it imports nothing of innosim."""
