"""Model: the card, equations with present values, sources, claims, and what it cannot tell."""

from __future__ import annotations

import solara

from innosim.dashboard.frame import block, use_session
from innosim.dashboard.parts import Address, Card, Claims, Tables
from innosim.dashboard.shown import modelled
from innosim.dashboard.shown.standing import table
from innosim.dashboard.state.shared import whole_link

TITLE = "Model"
PATH = "/model"

_ORIGINS = (
    "K is the text “Five ways leaders can foster innovation in the public sector” (Marlieke "
    "Kieboom, 2019), O the recorded talk “Role of leadership and management in fostering "
    "innovation” (OECD Observatory of Public Sector Innovation), with time stamps. They say what "
    "acts on what; hardly ever how much."
)

_MOVED = (
    "Values above are those from which a run starts. The practices and interventions that are set "
    "add to some of them while they act."
)
_SECTIONS = "Numbers such as 3.3 are sections of ODD.md, the full description of the model."


@solara.component
def Page() -> None:
    """The page."""
    session, _ = use_session()
    setting = session.setting
    shown = solara.use_memo(lambda: modelled.model(setting.scenario(session.base)), [setting])
    Address(query=whole_link(session.shared))
    with block("div", name="inno-compare"):
        with block("section", name="inno-card", attributes={"aria-label": "What the model is"}):
            block("h1", "The model")
            block("p", shown["purpose"], name="inno-lead")
            told = (
                f"{shown['numbers']} numbers stand in its equations. {shown['assumed']} of them "
                "are assumed; of the others, many sources say what acts on what, and not how much."
            )
            block("p", told, name="inno-lead")
        with block("section", name="inno-card", attributes={"aria-label": "Equations"}):
            block("h2", "Equations with their present values")
            Card(
                phases=shown["phases"],
                sections=shown["sections"],
                service=session.base.title,
                changed=setting != setting.reference(),
            )
            if shown["moved"]:
                block("p", _MOVED, name="inno-note")
                _tables(("What practices and interventions move", shown["moved"], "moved"))
        with block("section", name="inno-card", attributes={"aria-label": "Claims"}):
            block("h2", "What is said, and whether the model shows it")
            Claims(**modelled.claimed())
        _Limits()
        with block("section", name="inno-card", attributes={"aria-label": "Sources"}):
            block("h2", "Sources")
            block("p", _ORIGINS, name="inno-lead")
            sourced = [[r["key"], r["value"], r["unit"], r["source"]] for r in shown["sourced"]]
            heads = ["Number", "Present value", "Unit", "Source"]
            _tables(
                ("Numbers with a source", [heads, *sourced], "sources"),
                ("What the two texts say", modelled.phrases(), "phrases"),
            )


def _tables(*tables: tuple[str, list[list[str]], str]) -> None:
    """Tables, each with its title, its rows with the heads first, and the name of its file."""
    Tables(
        tables=[table(title, rows, f"innosim-{name}.csv") for title, rows, name in tables],
        drawn=False,
    )


@solara.component
def _Limits() -> None:
    with block("section", name="inno-card", attributes={"aria-label": "Limits"}):
        block("h2", "What the model cannot tell")
        with block("dl", name="inno-limits"):
            for limit in modelled.limits():
                block("dt", limit["title"])
                block("dd", limit["plain"] or limit["text"])
        block("p", _SECTIONS, name="inno-note")
