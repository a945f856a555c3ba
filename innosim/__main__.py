"""`python -m innosim` is the same as `innosim`."""

from innosim.cli import main

main()
