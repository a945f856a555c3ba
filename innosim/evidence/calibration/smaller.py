"""A smaller service of the same shape, on which points run faster."""

from __future__ import annotations

import numpy as np

from innosim.errors import InputError
from innosim.organisation.chart import Chart, Role
from innosim.organisation.generate import GeneratedOrganisation
from innosim.scenario.schema import Scenario
from innosim.scenario.sources import Organisation


def smaller(scenario: Scenario, chart: Chart, people: int) -> Scenario:
    """The scenario in a generated service of fewer people.

    Organisations become fewer in proportion, so that they stay about as large and deep as they
    are; the shares of leaders and middle managers are those of the service.

    Raises:
        InputError: if the service is no larger, or if its organisations must be there by name.
    """
    if people >= chart.n:
        raise InputError(f"--people {people}: the service has {chart.n} people; ask for fewer")
    if scenario.organisation.survey is not None:
        raise InputError(
            f"--people {people}: the smaller service has none of the organisations that the staff "
            "survey names; leave --people or the survey out"
        )
    organisation = Organisation(
        name=f"{chart.name}, {people} people",
        branch_size=scenario.organisation.branch_size,
        generate=_numbers(scenario.organisation.generate, chart, people),
    )
    return scenario.model_copy(update={"organisation": organisation})


def _numbers(own: GeneratedOrganisation | None, chart: Chart, people: int) -> GeneratedOrganisation:
    organisations = max(1, round(chart.n_organisations * people / chart.n))
    size = {"headcount": people, "organisations": organisations, "bodies": []}
    if own is not None:
        kept = own.model_dump(exclude={"headcount", "organisations", "bodies"})
        return GeneratedOrganisation.model_validate({**kept, **size})
    roles = {
        "share_leaders": float(np.mean(chart.role == Role.LEADER)),
        "share_middle_managers": float(np.mean(chart.role == Role.MIDDLE_MANAGER)),
    }
    return GeneratedOrganisation.model_validate({**roles, **size})
