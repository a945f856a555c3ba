"""How fast innosim is; `python -m benchmarks --help`."""
