"""The organisation coloured by what happened: embedded ideas per 100 people in each branch."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from innosim.figures import organisation_chart, style
from innosim.organisation.chart import Chart, Role
from innosim.results.reader import Results

NAME = "organisation"
TITLE = "Where new practices took hold"

_LABEL = "new normal practices per 100 people"
_MOST_NAMED = 10


def draw(results: Results, size: style.Size = style.LAPTOP) -> Figure:
    """The chart of the service, each branch coloured by the ideas of its own that embedded."""
    figure = organisation_chart.draw(chart_of(results), per_hundred(results), _LABEL)
    figure.set_dpi(size.dpi)
    figure.set_size_inches(size.width / size.dpi, size.height / size.dpi)
    figure.set_layout_engine("constrained", rect=(0.012, 0.045, 0.976, 0.845))
    style.heading(figure, TITLE, f"{_runs(results)}  Ideas of a branch's own that were embedded.")
    return figure


def describe(results: Results) -> str:
    """How the branches compare, and the ones with the most."""
    values = per_hundred(results)
    units = results.columns("units", ["branch_name", "organisation_name", "posts"])
    order = np.lexsort((np.arange(len(values)), -np.nan_to_num(values)))[:_MOST_NAMED]
    table = [("branch", "organisation", "people", "per 100 people")]
    for row in order:
        names = (units["branch_name"][row], units["organisation_name"][row])
        table.append((*names, f"{units['posts'][row]:,}", f"{values[row]:.2f}"))
    none = int((np.nan_to_num(values) == 0).sum())
    sentence = f"{none:,} of {len(values):,} branches embedded no idea of their own."
    return f"{TITLE}. {_runs(results)}\n{sentence}\n\n{style.text_table(table)}\n"


def per_hundred(results: Results) -> NDArray[np.float64]:
    """Embedded ideas per 100 people of each branch over the whole run, mean of the replicates."""
    posts = results.columns("units", ["posts"])["posts"].astype(float)
    if results.rows("branches") == 0:
        return np.full(len(posts), np.nan)
    rows = results.columns("branches", ["branch", "embedded"])
    total = np.bincount(rows["branch"], rows["embedded"], minlength=len(posts))
    found: NDArray[np.float64] = 100 * total / results.manifest.replicates / np.maximum(posts, 1)
    return found


def chart_of(results: Results) -> Chart:
    """The chart that the run was made with, as far as results keep it: no grades, no ties."""
    posts = results.columns("posts")
    units = results.columns("units")
    roles = {role.name.lower(): int(role) for role in Role}
    codes, names = results.codes("posts", "role")
    _, first_of_team = np.unique(posts["team"], return_index=True)
    _, first = np.unique(units["organisation"], return_index=True)
    return Chart(
        name=results.manifest.title or "the service",
        superior=posts["superior"],
        role=np.array([roles[name] for name in names], np.int8)[codes],
        layer=posts["layer"],
        team=posts["team"],
        branch=posts["branch"],
        organisation=posts["organisation"],
        fte=np.ones(len(codes), np.float32),
        grade=("",) * len(codes),
        team_branch=posts["branch"][first_of_team],
        branch_organisation=units["organisation"],
        branch_names=tuple(units["branch_name"]),
        organisation_names=tuple(units["organisation_name"][first]),
    )


def _runs(results: Results) -> str:
    count = results.manifest.replicates
    runs = "one run, not a prediction" if count == 1 else f"mean of {count} runs"
    return f"{results.rows('posts'):,} people; {runs}."
