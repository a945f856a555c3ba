"""The summary of a results folder as files: a page to read and numbers to work with."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from innosim.analysis import deaths, words
from innosim.analysis.diagnosis import diagnose
from innosim.analysis.headline import Headline, summarise
from innosim.errors import InputError
from innosim.results.reader import Results

PAGE, NUMBERS = "summary.html", "summary.json"

Findings = Mapping[str, Sequence[Headline]]

STYLE = """
body { font: 17px/1.5 system-ui, sans-serif; color: #222; background: #fff; margin: 0 auto;
  max-width: 62rem; padding: 1.5rem 2rem 3rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.3rem; margin: 2.2rem 0 .4rem; }
p { max-width: 44rem; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0; font-size: .95rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .9rem .35rem 0;
  border-bottom: 1px solid #ddd; }
thead th { color: #555; font-weight: normal; border-bottom: 1px solid #888; }
tbody th { font-weight: normal; }
tr.part th, tr.part td { font-weight: bold; padding-top: 1rem; border-bottom: 1px solid #888; }
table.deaths { max-width: 44rem; }
table.deaths td, table.deaths th { padding-top: .15rem; padding-bottom: .15rem; }
table.deaths tr.part th, table.deaths tr.part td { padding-top: .8rem; }
td.number { white-space: nowrap; text-align: right; font-variant-numeric: tabular-nums; }
thead th.number { text-align: right; }
small { color: #555; display: block; font-size: .85rem; line-height: 1.35; }
figure { margin: 1.5rem 0; }
img { max-width: 100%; height: auto; }
pre { font-size: .8rem; line-height: 1.35; overflow-x: auto; }
.caution { color: #555; border-top: 1px solid #ddd; padding-top: 1rem; margin-top: 2.5rem; }
"""


def write(results: Results, pictures: Sequence[Path] = ()) -> list[Path]:
    """Write `summary.html` and `summary.json` into the results folder; returns the files.

    Args:
        results: what is summed up.
        pictures: figures within the folder that the page shows.

    Raises:
        InputError: if the folder cannot be written to.
    """
    headlines, found, died = summarise(results), diagnose(results), deaths.of_ideas(results)
    texts = {
        PAGE: page(results, headlines, found, died, pictures),
        NUMBERS: json.dumps(numbers(headlines, found, died), indent=2) + "\n",
    }
    try:
        for name, text in texts.items():
            (results.folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError(f"the summary cannot be written here ({why})", results.folder) from error
    return [results.folder / name for name in texts]


def numbers(
    headlines: Sequence[Headline], found: Findings, died: deaths.Deaths
) -> dict[str, list[dict[str, Any]]]:
    """Headline numbers, measures and deaths as plain values; null where not defined."""
    return {
        "headlines": [_plain(headline) for headline in headlines],
        "measures": [
            {"question": question, **_plain(headline)}
            for question, answers in found.items()
            for headline in answers
        ],
        "deaths": [
            {
                "place": place.label(),
                "layer": place.layer if place.layer >= 0 else None,
                "reason": reason,
                "ideas": died.causes[place, reason],
                "share": died.causes[place, reason] / died.total,
            }
            for place, reason in died.per_mille()
        ],
    }


def _plain(headline: Headline) -> dict[str, Any]:
    return {
        "name": headline.name,
        "label": headline.label,
        "unit": headline.unit,
        "meaning": headline.meaning,
        "value": _or_null(headline.mean),
        "low": _or_null(headline.low),
        "high": _or_null(headline.high),
        "pooled": headline.pooled,
        "by_replicate": [_or_null(value) for value in headline.values],
        "rows": list(headline.rows),
    }


def _or_null(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def page(
    results: Results,
    headlines: Sequence[Headline],
    found: Findings,
    died: deaths.Deaths,
    pictures: Sequence[Path],
) -> str:
    """The summary as one page of HTML, text first."""
    title = escape(results.manifest.title or "A run of innosim")
    parts = [
        f"<h1>{title}</h1>",
        *(f"<p>{escape(line)}</p>" for line in words.opening(results).splitlines()),
        f"<p>{_unbroken(words.story(results, headlines))}</p>",
        "<h2>Headline numbers</h2>",
        *_headline_table(headlines),
        f"<p>{escape(words.footing(results, headlines))}</p>",
        "<h2>Measures</h2>",
        f"<p>{escape(_explained(results))}</p>",
        *_measures_table(found),
        "<h2>Where ideas die</h2>",
        *_deaths_table(died),
        *figures(results.folder, pictures),
        f'<p class="caution">{escape(words.CAUTION)}</p>',
    ]
    return sheet(title, parts)


def sheet(title: str, parts: Sequence[str]) -> str:
    """A page of HTML of some parts; the title is HTML, too."""
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{STYLE}</style>"
    )
    body = "\n".join(parts)
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n{body}\n</body></html>\n'


def _unbroken(text: str) -> str:
    """Text in which no line ends within a band such as 8.8–12 %."""
    joined = text.replace("–", "\N{WORD JOINER}–\N{WORD JOINER}")
    return escape(joined.replace(" %", "\N{NO-BREAK SPACE}%"))


def _explained(results: Results) -> str:
    if results.manifest.replicates == 1:
        return "Of one run; with several replicates each measure has an interval."
    return (
        "Means over the replicates with the 95 % interval of the mean. Measures of what decides "
        "are worked out from the ideas of all replicates together; their interval comes from "
        "leaving out one replicate after the other."
    )


def _headline_table(headlines: Sequence[Headline]) -> Iterator[str]:
    targets = any(headline.target for headline in headlines)
    heads = ("value", "95 % interval", *(("target", "met") if targets else ()))
    yield _heads("", heads)
    for headline in headlines:
        yield _row(headline, words.row(headline)[1 : 1 + len(heads)])
    yield "</tbody></table>"


def _measures_table(found: Findings) -> Iterator[str]:
    heads = ("value", "95 % interval")
    yield _heads("", heads)
    for question, headlines in found.items():
        yield f'<tr class="part"><th colspan="3">{escape(question)}</th></tr>'
        for headline in headlines:
            yield _row(headline, words.row(headline)[1:3])
    yield "</tbody></table>"


def _deaths_table(died: deaths.Deaths) -> Iterator[str]:
    parts = died.per_mille()
    if not parts:
        yield "<p>No idea ended.</p>"
        return
    yield (
        f"<p>Of 100 ideas raised, {100 * died.total / died.ideas:.0f} had ended by the last week. "
        "The shares of those add up to 100 %.</p>"
    )
    yield _heads("where and why", ("share",), "deaths")
    for place in died.places():
        mine = {reason: part for (at, reason), part in parts.items() if at == place}
        yield f'<tr class="part"><th>{escape(place.label())}</th>{_number(_percent(mine))}</tr>'
        for reason, part in mine.items():
            yield f"<tr><th>{escape(reason)}</th>{_number(_percent({reason: part}))}</tr>"
    yield f'<tr class="part"><th>All that ended</th>{_number(_percent(parts))}</tr>'
    yield "</tbody></table>"


def _percent(parts: Mapping[Any, int]) -> str:
    return f"{sum(parts.values()) / 10:.1f} %"


def figures(folder: Path, pictures: Sequence[Path]) -> Iterator[str]:
    """Pictures within a folder, each with its text to unfold."""
    if pictures:
        yield "<h2>Figures</h2>"
    for picture in pictures:
        place = escape(picture.relative_to(folder).as_posix())
        text = picture.with_suffix(".txt").read_text(encoding="utf-8").strip()
        first, _, rest = text.partition("\n")
        yield f'<figure><img src="{place}" alt="{escape(first)}">'
        yield f"<figcaption><details><summary>{escape(first)}</summary>"
        yield f"<pre>{escape(rest.strip())}</pre></details></figcaption></figure>"


def _heads(first: str, others: Sequence[str], kind: str = "numbers") -> str:
    cells = "".join(f'<th class="number">{escape(head)}</th>' for head in others)
    row = f"<thead><tr><th>{escape(first)}</th>{cells}</tr></thead>"
    return f'<table class="{kind}">{row}<tbody>'


def _row(headline: Headline, cells: Sequence[str]) -> str:
    label = escape(words.row(headline)[0])
    values = "".join(map(_number, cells))
    return f"<tr><th>{label}<small>{escape(headline.meaning)}</small></th>{values}</tr>"


def _number(text: str) -> str:
    return f'<td class="number">{escape(text)}</td>'
