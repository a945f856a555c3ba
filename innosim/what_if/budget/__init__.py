"""What the interventions of a scenario take, before any run: hours, money, and what is too much."""
