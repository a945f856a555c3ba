"""Scenarios in the same worlds: what one has more than another, and how sure that is."""
