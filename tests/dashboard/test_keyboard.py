"""The main journey by the keyboard alone: no mouse, and nothing is given the focus but by keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.dashboard.conftest import PageMaker, current

CHOSEN = """(words) =>
  document.activeElement.selectedOptions?.[0]?.text.startsWith(words) ?? false"""
FORGOTTEN = 1_100
"""Milliseconds after which a list begins anew with the letters that are typed."""
MOST_TRIES = 30
MOST_TABS = 60
"""Presses of Tab after which a control counts as out of reach."""
AT = "(part) => document.activeElement && document.activeElement.matches(part)"


class Keys:
    """Somebody at a page who has no mouse."""

    def __init__(self, page: Any) -> None:
        self.page = page
        page.evaluate(
            "window.addEventListener('pointerdown', () => { window.innoPointer = true; }, true)"
        )

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def to(self, part: str, back: bool = False) -> None:
        """Press Tab until a part of the page has the focus."""
        for _ in range(MOST_TABS):
            if self.page.evaluate(AT, part):
                return
            self.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"{part} is out of reach: {self.focus()}")

    def choose(self, part: str, words: str) -> None:
        """Type how an option begins; once more where letters came too slowly one by one."""
        for _ in range(MOST_TRIES):
            self.to(part)
            self.page.keyboard.type(words)
            if self.page.evaluate(CHOSEN, words):
                return
            self.page.wait_for_timeout(FORGOTTEN)
        raise AssertionError(f"{words} cannot be chosen: {self.focus()}")

    def focus(self) -> str:
        """What has the focus, for messages."""
        return str(self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))

    def lands(self, part: str) -> None:
        """Wait until the focus is there, without a key being pressed."""
        self.page.wait_for_function(AT, arg=part)

    def open(self, path: str, until: str) -> None:
        """Go to another page, and wait for what it shows; the focus is at its beginning."""
        link = f"nav a[href='{path}']"
        self.to(link, back=True)
        self.press("Enter")
        self.page.wait_for_selector(f"{link}[aria-current=page]")
        self.lands("#inno-main")
        self.page.wait_for_selector(until)

    def search(self, *words: str, without: str = "\0") -> None:
        """Wait until the address bar holds some words, and the page shows what it says."""
        self.page.wait_for_function(
            "([words, without]) => words.every((word) => location.search.includes(word))"
            " && !location.search.includes(without)",
            arg=[list(words), without],
        )
        current(self.page)


def test_the_main_journey_needs_no_mouse(new_page: PageMaker, tmp_path: Path) -> None:
    page = new_page()
    keys = Keys(page)
    _explore(keys)
    _look(keys)
    _tell(keys)
    _compare(keys)
    saved, link = _keep(keys, tmp_path)
    _diagnose(keys)
    _load(keys, saved)
    other = new_page(link)
    assert other.input_value("#dial-parity") == "1"
    assert other.locator(".inno-bar").count() == 1
    assert not page.evaluate("window.innoPointer")


def _explore(keys: Keys) -> None:
    """A scenario, a signal, an intervention with its week, an assumption; undo and redo."""
    keys.press("Tab", "Enter")
    keys.lands("#inno-main")
    keys.choose(".inno-source select", "A small")
    assert "s=small" not in keys.page.evaluate("location.search")
    keys.press("Enter")
    keys.search("s=small-service")
    keys.choose(".inno-source select", "A tiny")
    keys.press("Tab")
    keys.search("s=tiny.toml")
    keys.to("#dial-clarity")
    keys.press("End")
    keys.search("clarity:1")
    keys.choose(".inno-lever .inno-add select", "Forums")
    assert "forums" not in keys.page.evaluate("location.search")
    keys.press("Enter")
    keys.search("forums:0-:1")
    keys.to(".inno-lever .inno-step label:nth-of-type(1) input", back=True)
    keys.page.keyboard.type("10")
    keys.press("Enter")
    keys.search("forums:10-:1")
    keys.to("#dial-caution")
    keys.press("ArrowLeft")
    keys.search("caution")
    keys.press("Control+z")
    keys.search("forums:10", without="caution")
    keys.press("Control+y")
    keys.search("caution")
    _undo_all(keys)


def _undo_all(keys: Keys) -> None:
    """Where a button can do no more, the focus goes on to the next one; reset can be undone."""
    keys.to(".inno-tools [aria-label=History] button:nth-of-type(3)", back=True)
    keys.press("Enter")
    keys.search("s=tiny", without="clarity")
    keys.lands("button:enabled")
    keys.press("Control+z")
    keys.search("forums:10", "caution", "clarity")


def _look(keys: Keys) -> None:
    """The X-ray of a gate; a week and a unit of the organisation."""
    keys.open("/where-ideas-die", "[data-part=gate]")
    keys.to(".inno-place[aria-pressed=false]")
    label = keys.page.evaluate("document.activeElement.getAttribute('aria-label')")
    keys.press("Enter")
    keys.page.wait_for_function(
        "(label) => label.startsWith(document.querySelector('[data-part=gate] h2')"
        ".firstChild.textContent.trim())",
        arg=label,
    )
    keys.lands(".inno-place[aria-pressed=true]")
    keys.open("/organisation", "#inno-week")
    keys.to("#inno-week")
    last = keys.page.inner_text("[data-part=week]")
    keys.press("ArrowLeft")
    keys.page.wait_for_function(
        "(last) => document.querySelector('[data-part=week]').innerText !== last", arg=last
    )
    keys.to(".inno-stage")
    keys.press("ArrowDown", "Enter")
    keys.page.wait_for_selector("[data-part=unit] h2 >> text=manager")


def _tell(keys: Keys) -> None:
    """Another idea, and what would have saved it, as far as the search is at work."""
    keys.open("/stories", "[data-part=story]")
    before = keys.page.inner_text("[data-part=story]")
    keys.to(".inno-worth button[aria-pressed=false]")
    keys.press("Enter")
    keys.page.wait_for_function(
        "(before) => document.querySelector('[data-part=story]').innerText !== before", arg=before
    )
    keys.to("[data-part=rescue] button")
    keys.press("Enter")
    keys.lands(".inno-centre *")


def _compare(keys: Keys) -> None:
    """Two plans side by side, and the note."""
    keys.open("/", ".inno-chart > svg")
    _keep_plan(keys, "With forums")
    keys.to("#dial-parity", back=True)
    keys.press("End")
    keys.search("parity:1")
    _keep_plan(keys, "And parity")
    keys.open("/compare", "[data-plan='And parity']")
    keys.page.wait_for_selector("[data-plan='With forums']")
    keys.page.wait_for_selector(".inno-brief button[type=submit]:enabled")
    keys.to(".inno-brief input")
    keys.page.keyboard.type("Is parity worth it?")
    keys.press("Enter")
    keys.page.wait_for_selector("text=The note is ready")
    keys.to(".inno-brief a")


def _keep_plan(keys: Keys, name: str) -> None:
    keys.to(".inno-keep input")
    keys.page.keyboard.type(name)
    keys.press("Enter")
    keys.page.wait_for_function(
        "(name) => new URLSearchParams(location.search).getAll('p')"
        ".some((plan) => plan.startsWith(name + '|'))",
        arg=name,
    )


def _keep(keys: Keys, folder: Path) -> tuple[Path, str]:
    """The scenario as a file and as a link."""
    keys.open("/", ".inno-chart > svg")
    keys.to("[aria-label=Share] button:nth-of-type(1)")
    keys.press("Enter")
    keys.page.wait_for_selector(".inno-tools .inno-told >> text=/link/i")
    link = str(keys.page.evaluate("location.search"))
    keys.to("[aria-label=Share] button:nth-of-type(2)")
    with keys.page.expect_download() as download:
        keys.press("Enter")
    saved = folder / "plan.toml"
    download.value.save_as(saved)
    return saved, link


def _diagnose(keys: Keys) -> None:
    """Answers, and a move that is tried in Explore."""
    keys.open("/diagnose", "fieldset")
    keys.to(".inno-ask input[type=number]")
    keys.page.keyboard.type("60")
    for signal in ("clarity", "parity", "suitability", "normality"):
        keys.to(f"input[name=ask-{signal}]")
        keys.press("ArrowDown")
    keys.to(".inno-ask button[type=submit]")
    keys.press("Enter")
    keys.page.wait_for_selector(".inno-people li")
    keys.lands(".inno-who select")
    keys.to(".inno-moves button")
    keys.press("Enter")
    keys.page.wait_for_selector("[data-part=move]")
    keys.to(".inno-move button")
    keys.press("Enter")
    keys.page.wait_for_selector("nav a[href='/'][aria-current=page]")
    keys.lands("#inno-main")


def _load(keys: Keys, saved: Path) -> None:
    """The file is opened again, and shows what was saved."""
    with keys.page.expect_file_chooser() as chooser:  # asked of the browser well before the key
        current(keys.page)
        keys.to(".inno-file")
        keys.press("Enter")
    chooser.value.set_files(saved)
    keys.search("s=tiny.toml", "parity:1", "forums:10", "caution")
