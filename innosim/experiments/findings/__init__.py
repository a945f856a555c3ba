"""What the runs of a sweep show: which factors matter, and under which conditions."""
