"""Runs the runs of an experiment, keeps what they give as they come, and goes on where it ended."""
