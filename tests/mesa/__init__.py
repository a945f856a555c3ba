"""Tests of the model as Mesa sees it."""
