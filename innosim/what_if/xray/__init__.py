"""X-ray of the gates: where ideas wait, what stops them, and how much of it would go."""
