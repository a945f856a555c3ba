"""The pages, one module each with `TITLE`, `PATH` and the component `Page`.

A new page is a module here and a line in `innosim.dashboard.app`.
"""
