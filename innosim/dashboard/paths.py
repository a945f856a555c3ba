"""Addresses of pages that lead to each other."""

DEATHS = "/where-ideas-die"
ORGANISATION = "/organisation"
STORIES = "/stories"
