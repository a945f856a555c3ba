"""What folders of results hold: one run of a scenario, or the runs of a sweep."""
