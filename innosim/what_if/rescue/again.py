"""The scenario of a results folder, to live its world again; and why that cannot be done."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from innosim import __version__
from innosim.errors import InputError
from innosim.results.manifest import machine_facts
from innosim.results.reader import Results
from innosim.scenario.attachments import stated
from innosim.scenario.content import differing, resolved
from innosim.scenario.files import load
from innosim.scenario.restored import UnknownSettingError, restored
from innosim.scenario.schema import Scenario

LIBRARIES = ("numpy", "scipy")
"""Libraries whose version may decide on the numbers of a run."""

_ANEW = "run the scenario anew with `innosim run`"


def scenario_of(results: Results, source: str | Path | None = None) -> Scenario:
    """The scenario of a results folder, as it was run.

    Args:
        results: the folder.
        source: the scenario file or name it was run from, for the files of its organisation; they
            are not part of the results.

    Raises:
        InputError: if files are needed and not given or not the same, or if this version of
            innosim reads the settings otherwise.
    """
    recorded = results.manifest.scenario
    settings = dict(recorded)
    file = next((one.file for one in stated(settings["organisation"])), "")
    if source is not None:
        settings["organisation"] = json.loads(load(source).organisation.model_dump_json())
    elif file:
        raise InputError(
            f"the run read {file}, which is not part of its results; "
            "name its scenario with --scenario FILE",
            file=results.folder,
        )
    try:
        found = restored(settings)
    except UnknownSettingError as error:
        at = error.key or "its start"
        raise _cannot(results, f"this innosim does not know its setting {at}") from error
    changed = differing(json.loads(json.dumps(recorded)), json.loads(json.dumps(resolved(found))))
    if changed and source is not None and changed[0].key.startswith("organisation"):
        raise _another(results, str(source), changed[0], file)
    if changed:
        key, old, new = changed[0]
        what = f"this innosim reads its setting {key} as {_words(new)}, it was {_words(old)}"
        raise _cannot(results, what)
    return found


def came_out_otherwise(results: Results) -> InputError:
    """That a world, lived again, came out otherwise than it stands in the results."""
    return _cannot(results, "it comes out otherwise than it stands in the results")


def _another(results: Results, source: str, first: Any, file: str) -> InputError:
    """That the organisation of a scenario is not that of the run."""
    key, old, new = first
    advice = f"name the one that was run, with its {file}" if file else "leave --scenario out"
    reads = "" if file else "; the run read no files, its settings are in the results"
    return InputError(
        f"--scenario {source} has another organisation than the run: {key} is {_words(new)} there "
        f"and was {_words(old)} in the run{reads}: {advice}",
        file=results.folder,
    )


def _words(value: Any) -> str:
    return "not set" if value is None else json.dumps(value, ensure_ascii=False)


def _cannot(results: Results, why: str) -> InputError:
    return InputError(
        f"the world cannot be lived again: {why}; {_apart(results)}; {_ANEW}", file=results.folder
    )


def _apart(results: Results) -> str:
    """What may be the reason: another version, other libraries, or else the code itself."""
    made = results.manifest.version
    if made != __version__:
        return f"the run was made by innosim {made}, this is {__version__}"
    here = machine_facts("", 0.0, "")["libraries"]
    there = results.machine.get("libraries", {})
    other = [
        f"{name} was {there[name]} and is {now}"
        for name, now in here.items()
        if name in LIBRARIES and there.get(name, now) != now
    ]
    if other:
        return f"innosim is the same {made}, but {', '.join(other)}"
    return f"innosim is the same {made}, so its code or that of a plug-in was changed since"
