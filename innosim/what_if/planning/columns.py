"""What the columns of the tables of a search for plans mean."""

from __future__ import annotations

from innosim.parameters import facts
from innosim.results.csv_tables import Meaning
from innosim.scenario.explain import field_at
from innosim.scenario.schema import scenario_model
from innosim.what_if.comparison.quantities import quantities
from innosim.what_if.planning.plan import Planning
from innosim.what_if.planning.worlds import EFFECT

BURDEN = "burden"


def meanings(found: Planning) -> dict[str, Meaning]:
    """Unit and meaning by name of the column."""
    units = {quantity.name: quantity.unit for quantity in quantities()}
    metric, burden = units[found.question.metric], units[BURDEN]
    return {
        **_OF_PLANS,
        "money": (found.purse.before.money_unit, "what the hours cost at the rates of the budget"),
        "gain": (metric, f"{found.question.metric} more than with nothing, mean over the worlds"),
        "burden": (burden, "burden more than with nothing, mean over the worlds"),
        "regret": (
            metric,
            "what it falls short of the best plan, mean over the worse half of the worlds",
        ),
        "world": ("", "number of the world, from 0"),
        **{key: _setting(key) for key in found.fresh[0].settings},
        **outcomes(found),
    }


def outcomes(found: Planning) -> dict[str, Meaning]:
    """The columns of what came out in a world: with nothing, and with each plan."""
    known = {quantity.name: quantity for quantity in quantities()}
    measured = [known[name] for name in (found.question.metric, BURDEN)]
    names = ["nothing", *(f"plan {number}" for number in range(1, len(found.chosen) + 1))]
    return {
        f"{name}: {one.name}": (one.unit, f"with {name}: {one.meaning}")
        for name in names
        for one in measured
    }


def _setting(key: str) -> Meaning:
    """Unit and meaning of what is assumed in a world."""
    if key.startswith(EFFECT):
        return "factor", f"share of the declared effect of {key.removeprefix(EFFECT)} that it has"
    field = field_at(scenario_model(), tuple(key.split(".")))
    assert field is not None
    declared = facts(field)
    return declared["unit"], f"assumed: {declared['meaning']}"


_OF_PLANS: dict[str, Meaning] = {
    "number": ("", "number of a recommended plan; empty for the others"),
    "words": ("", "the interventions of the plan, with their starts and strengths"),
    "hours": ("hours", "that the plan takes in the whole run"),
    "worlds": ("worlds", "in which it was tried"),
    "best_for_hours": ("", "1 if no other plan brings more for fewer hours"),
    "best_for_burden": ("", "1 if no other plan brings more for less burden"),
}
