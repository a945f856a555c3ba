"""Whether this machine can show the dashboard without a network."""
