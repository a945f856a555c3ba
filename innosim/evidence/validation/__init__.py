"""Holds claims against the model: kinds of claims, their runs, verdicts and page."""
