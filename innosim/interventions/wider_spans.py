"""Wider spans: fewer managers review, each what waited for two."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Wider spans of control",
    source="O 01:03:12",
    group="structure",
    pulled_by="leaders of organisations",
    message="Half as many managers, each with twice as many people.",
    examples=(
        "two units are merged under one manager (our example)",
        "posts of managers that fall vacant are not filled (our example)",
    ),
    works="Half of the middle managers still review, and each has the queues and the people of "
    "two: ideas wait longer. There are as many layers as before, and each passes on signals as "
    "before; the organisation chart stays as it is. What people do more freely under a busier "
    "manager is not in the model, nor are the salaries saved. Not in the source, which only names "
    "the bottleneck: a counterpart of more_reviewers.",
    effects={"gates.span": 1.0},
    roles=("middle_manager",),
    leader_hours=1.0,
    rows=(36,),
    moves="weeks_in_gates",
    sign=1,
    fails_when="a bottleneck was hoped to go away: it becomes narrower, unless layers go too",
)
