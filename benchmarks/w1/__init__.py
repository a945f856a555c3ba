"""W1: one idea spreads through a whole service, written in six ways on the same graph."""
