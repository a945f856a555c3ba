"""What a run comes to, worked out from its results alone."""
