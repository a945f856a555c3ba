"""Bundles, made from wheels that are made up here; nothing is fetched."""
