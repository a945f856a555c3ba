"""Experiments: what is varied over a scenario, at which points, and what is kept of each run."""
