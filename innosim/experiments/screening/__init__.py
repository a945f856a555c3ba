"""Which assumptions decide: a Morris screening of all numbers that are assumed."""
