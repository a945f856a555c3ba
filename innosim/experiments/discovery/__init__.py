"""Scenario discovery: boxes of conditions under which outcomes of interest are found."""
