"""Lessons for a room: computed reveals, table plans in the same worlds, sessions, handouts."""
