"""Runs pip as if it were on another system: `python pip_for.py PLACE MARKERS ARGUMENTS...`.

pip chooses wheels by `--platform`, but reads the markers of requirements as those of the machine
it runs on, so that it would miss what only Windows needs. PLACE is a folder with pip in it, MARKERS
are those of the other system as JSON.
"""

from __future__ import annotations

import json
import runpy
import sys


def main(place: str, markers: str, arguments: list[str]) -> None:
    """Run pip; it ends the process."""
    sys.path[0] = place
    import pip._vendor.packaging.markers as packaged

    own, there = packaged.default_environment, json.loads(markers)
    packaged.default_environment = lambda: {**own(), **there}
    sys.argv = ["pip", *arguments]
    runpy.run_module("pip", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
