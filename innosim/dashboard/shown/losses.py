"""What the page of losses shows of the runs of all arms: the flow, its table, and one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from innosim.analysis.flow import WAITING
from innosim.dashboard.shown import words

Plain = dict[str, Any]

COLOURS = ("#d55e00", "#0072b2", "#e69f00", "#cc79a7", "#009e73", "#56b4e9")
"""Of the commonest reasons; further ones are dark grey. Okabe and Ito."""
OTHER, STILL = "#4b5563", "#c5cad3"
STILL_THERE = "still there"
PRACTICE = "Normal practice at the end of the run"
INTERVALS = "in brackets: 95 % interval"
BEYOND = "Beyond the gates nobody reviews; ideas end there for these reasons."
UNREVIEWED = "Nobody reviews ideas at this layer; these ended before anybody had."


def flow(found: Plain, arms: Mapping[str, Plain]) -> Plain:
    """The flow of one arm; a reason has the same colour in all of them."""
    colours = palette(arms.values())
    own = found["flow"]
    return {
        "ideas": own["ideas"],
        "worlds": found["worlds"],
        "stations": [_station(one, colours) for one in own["stations"]],
        "practice": tenth(own["stations"][-1]["on"]),
        "end": PRACTICE,
        "still": STILL,
    }


def palette(arms: Any) -> dict[str, str]:
    """A colour for each reason, the commonest first."""
    total: Counter[str] = Counter()
    for found in arms:
        for station in found["flow"]["stations"]:
            for loss in station["losses"]:
                total[loss["reason"]] += loss["ideas"]
    order = sorted(total, key=lambda why: (-total[why], why))
    colours = dict.fromkeys(order, OTHER)
    return colours | dict(zip(order, COLOURS, strict=False))


def _station(one: Plain, colours: Mapping[str, str]) -> Plain:
    items = [
        {"text": f"{_word(loss['reason'])} {some(loss)}", "colour": colours[loss["reason"]]}
        | {"tenths": loss["tenths"]}
        for loss in one["losses"]
    ]
    return {
        "label": one["label"],
        "clay": one["clay"],
        "came": one["came"],
        "on": one["on"],
        "waiting": one["waiting"],
        "lost": tenth(one["lost"]),
        "items": items,
        "still": f"{STILL_THERE} {tenth(one['waiting'])}" if one["ideas_waiting"] else "",
    }


def some(loss: Plain) -> str:
    """An amount of 100 ideas; what is there and rounds to nothing is said to be small."""
    return tenth(loss["tenths"]) if loss["tenths"] or not loss["ideas"] else "under 0.1"


def tenth(tenths: int) -> str:
    """Tenths as a number with one digit."""
    return f"{tenths / 10:.1f}"


def _word(reason: str) -> str:
    return reason.replace("_", " ") or "no reason given"


def rows(arms: Mapping[str, Plain]) -> list[list[str]]:
    """The flows of all arms side by side as a table, the heads first."""
    heads = ["Place", "What happens there"]
    for name in arms:
        heads += [f"{name}: of 100 ideas", f"{name}: ideas"]
    found = [heads]
    flows = [one["flow"] for one in arms.values()]
    for label in _labels(flows):
        here = [_at(one, label) for one in flows]
        found += _station_rows(label, here)
    last = [(tenth(one["stations"][-1]["on"]), f"{one['practice']:,}") for one in flows]
    found.append([PRACTICE, "", *(cell for pair in last for cell in pair)])
    return found


def _labels(flows: Sequence[Plain]) -> list[str]:
    longest = max(flows, key=lambda one: len(one["stations"]))
    labels = [station["label"] for station in longest["stations"]]
    others = [s["label"] for one in flows for s in one["stations"] if s["label"] not in labels]
    return [*dict.fromkeys(others), *labels]


def _at(one: Plain, label: str) -> Plain | None:
    return next((s for s in one["stations"] if s["label"] == label), None)


def _station_rows(label: str, here: Sequence[Plain | None]) -> list[list[str]]:
    reasons = dict.fromkeys(
        loss["reason"] for station in here if station for loss in station["losses"]
    )
    found = []
    for why in reasons:
        cells = [_loss(station, why) for station in here]
        found.append([label, _word(why), *(cell for pair in cells for cell in pair)])
    for what, share, count in (
        ("lost in all", "lost", "ideas_lost"),
        (WAITING, "waiting", "ideas_waiting"),
    ):
        pairs = [(tenth(s[share]), f"{s[count]:,}") if s else ("0.0", "0") for s in here]
        found.append([label, what, *(cell for pair in pairs for cell in pair)])
    return found


def _loss(station: Plain | None, why: str) -> tuple[str, str]:
    for loss in station["losses"] if station else ():
        if loss["reason"] == why:
            return tenth(loss["tenths"]), f"{loss['ideas']:,}"
    return "0.0", "0"


def tallest(found: Plain) -> int:
    """The gate at which most ideas end; without any gate the place at which most do."""
    stations = found["flow"]["stations"]

    def rank(n: int) -> tuple[bool, int, int]:
        station = stations[n]
        return _layer(found, station["layer"]) is not None, station["ideas_lost"], -n

    return max(range(len(stations)), key=rank)


def place_of(found: Plain, layer: str) -> int:
    """The station of a layer ("layer 2") in a flow; -1 if there is none."""
    names = [f"layer {station['layer']}" for station in found["flow"]["stations"]]
    return names.index(layer) if layer in names else -1


def gate(place: int, kind: str, arms: Mapping[str, Plain]) -> Plain:
    """What there is to see at a place: its X-ray if it is a gate.

    Args:
        place: number of the station in the flow of the arm that is looked at.
        kind: name of that arm.
        arms: what came of each arm.
    """
    station = arms[kind]["flow"]["stations"][place]
    looked = {name: _layer(one, station["layer"]) for name, one in arms.items()}
    own = looked[kind]
    base = {"place": station["label"], "arm": kind, "clay": station["clay"], "lost": _lost(station)}
    if own is None:
        why = BEYOND if station["layer"] < 0 else UNREVIEWED
        return {**base, "sentence": why, "reasons": _parts(station), "tables": [], "opening": ""}
    there = {name: one for name, one in looked.items() if one is not None}
    reasons = [
        {"label": r["label"], "meaning": r["meaning"], "percent": tenth(r["tenths"])}
        for r in own["reasons"]
    ]
    return {
        **base,
        "sentence": own["sentence"],
        "reasons": reasons,
        "tables": [
            {"title": f"Queues and decisions; {INTERVALS}", "rows": _joined(there, "measures")},
            {"title": f"Why ideas were stopped; {INTERVALS}", "rows": _joined(there, "shares")},
        ],
        "opening": arms[kind]["xray"]["opening"],
        "how": arms[kind]["xray"]["how"],
    }


def _lost(station: Plain) -> str:
    return (
        f"Of 100 ideas raised, {tenth(station['lost'])} end here "
        f"({ideas(station['ideas_lost'])}) and {tenth(station['waiting'])} are still here in the "
        "last week."
    )


def ideas(number: int) -> str:
    """So many ideas, in words."""
    return "1 idea" if number == 1 else f"{number:,} ideas"


def _parts(station: Plain) -> list[Plain]:
    """Reasons of what was lost in per cent; they add up to 100."""
    from innosim.organisation.apportion import apportion

    losses = station["losses"]
    if not losses:
        return []
    parts = apportion(1000, [loss["ideas"] for loss in losses]).tolist()
    return [
        {"label": _word(loss["reason"]), "meaning": "", "percent": tenth(part)}
        for loss, part in zip(losses, parts, strict=True)
    ]


def _layer(found: Plain, layer: int) -> Plain | None:
    short = f"layer {layer}"
    return next((one for one in found["xray"]["layers"] if one["short"] == short), None)


def _joined(looked: Mapping[str, Plain], key: str) -> list[list[str]]:
    """The tables of several arms side by side, each column under the name of its arm."""
    first = next(iter(looked.values()))[key]
    labels = list(dict.fromkeys(row[0] for one in looked.values() for row in one[key][1:]))
    labels.sort(key=lambda name: name == "all")
    values = {name: {row[0]: row[1] for row in one[key]} for name, one in looked.items()}
    return [
        [words.capital(first[0][0]), *looked],
        *(
            [words.capital(label), *(values[name].get(label, "") for name in looked)]
            for label in labels
        ),
    ]
