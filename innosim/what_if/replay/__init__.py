"""A run replayed on the organisation: numbers of each unit week by week, and the ways of ideas.

`seen` says what can be seen, `watch` runs one world and looks at it every week, `replay` is what
came of it, and `ways` tells where an idea was.
"""
