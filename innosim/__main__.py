"""The program `innosim`; `python -m innosim` is the same."""

import sys


def main() -> None:
    """Run the command line; Ctrl-C while it is still being read in makes no more words."""
    try:
        from innosim.cli import main as command_line

        command_line()
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    main()
