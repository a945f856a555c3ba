"""The lessons, one file each; what was computed for their reveals is in the folder data."""
