"""A note of two pages for those who decide: what a plan brings, why, and what is not known."""
