"""The story of one idea, told from what a run has recorded, and which ideas are worth telling."""
