"""Plans within a budget of hours that do well in most assumed worlds."""
