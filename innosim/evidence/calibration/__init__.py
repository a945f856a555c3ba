"""Calibration: which levels of a scenario fit what is known, as a set and not as one point.

A design of points in the box of the levels is run; an emulator for each output says, with its
uncertainty, where else the outputs may lie in their bands; the next wave runs points from there.
The set are the points that were run and whose outputs lie in all bands.
"""
