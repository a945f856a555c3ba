"""Whom the dashboard answers, and what: nothing that no page asks for, and nothing of elsewhere."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from innosim.dashboard.guard import Guard, names

FILE = "package@1.0.0/dist/main.js"


@pytest.fixture
def guard(tmp_path: Path) -> Guard:
    (tmp_path / FILE).parent.mkdir(parents=True)
    (tmp_path / FILE).write_text("1", encoding="utf-8")

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            return
        status = 404 if scope["path"] == "/nosuch" else 200
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b"the page"})

    return Guard(app, names("127.0.0.1", 8765), tmp_path)


def answer(guard: Guard, path: str, kind: str = "http", query: str = "", **headers: str) -> Any:
    """Status and body of an answer; for a websocket what is done with it."""
    sent = messages(guard, path, kind, query, **headers)
    if kind == "websocket":
        return sent[0]["type"]
    return sent[0]["status"], sent[1]["body"].decode()


def messages(guard: Guard, path: str, kind: str, query: str = "", **headers: str) -> list[Any]:
    """All that comes back."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {}

    given = {"host": "127.0.0.1:8765", **headers}
    scope = {
        "type": kind,
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
    }

    async def ask() -> None:
        await guard(scope, receive, send)

    with ThreadPoolExecutor(1) as thread:  # browser tests leave a loop running in this one
        thread.submit(asyncio.run, ask()).result()
    return sent


@pytest.mark.parametrize(
    "path", ["/", "/compare", "/static/assets/style.css", f"/_solara/cdn/{FILE}", "/readyz"]
)
def test_what_a_page_asks_for_is_answered(guard: Guard, path: str) -> None:
    assert answer(guard, path) == (200, "the page")


@pytest.mark.parametrize(
    "path",
    [
        "/_solara/cdn/package@1.0.0",
        "/_solara/cdn/package@1.0.0/dist",
        "/_solara/cdn/package@1.0.0/dist/",
        "/_solara/cdn/other@2.0.0/x.js",
        "/_solara/cdn/../guard.py",
        "/_solara/cdn//etc/passwd",
        "/_solara/cdn/package@1.0.0\\dist",
        "/_solara/cdn/" + "x" * 5000,
        "/_solara/cdn/\0",
        "/_solara/cdn/",
        "/_solara/api/evict/x",
        "/_solara/api/close/x",
        "/resourcez",
        "/jupyter/api/kernels/x",
        "/jupyter/nbextensions/other/x.js",
        "/static/public/x",
    ],
)
def test_nothing_else_of_the_server_is_open(guard: Guard, path: str) -> None:
    """The server would fetch a file that is missing from elsewhere, and clear a folder."""
    status, body = answer(guard, path)
    assert status == 404
    assert "the page" not in body


def test_a_wrong_address_leads_back(guard: Guard) -> None:
    status, body = answer(guard, "/nosuch")
    assert status == 404
    assert 'href="/"' in body
    assert "/nosuch" in body
    assert "<b>" not in answer(guard, "/jupyter/<b>")[1]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "localhost:8765"}, 200),
        ({"host": "LOCALHOST:8765"}, 200),
        ({"host": "evil.example:8765"}, 403),
        ({"host": "127.0.0.1"}, 403),
        ({"host": ""}, 403),
        ({"origin": "http://127.0.0.1:8765"}, 200),
        ({"origin": "http://127.0.0.1:9"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_other_sites_and_other_names_are_refused(
    guard: Guard, headers: dict[str, str], status: int
) -> None:
    assert answer(guard, "/", **headers)[0] == status
    kernel, page = "/jupyter/api/kernels/x/channels", "session_id=y"
    done = "websocket.accept" if status == 200 else "websocket.close"
    assert answer(guard, kernel, "websocket", page, **headers) == done


def test_a_connection_that_names_no_page_is_closed(guard: Guard) -> None:
    assert answer(guard, "/jupyter/api/kernels/x/channels", "websocket") == "websocket.close"
    assert answer(guard, "/elsewhere", "websocket", "session_id=y") == "websocket.close"


def test_loopback_is_known_by_its_names_only() -> None:
    assert "[::1]:80" in names("::1", 80)
    assert "127.0.0.2:80" in names("127.0.0.2", 80)
    assert names("0.0.0.0", 80) == names("example.org", 80) == frozenset()


def test_behind_a_proxy_any_name_is_answered_and_other_pages_are_not(tmp_path: Path) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    guard = Guard(app, names("0.0.0.0", 8765), tmp_path)
    named = {"host": "innosim.example", "origin": "https://innosim.example"}
    assert answer(guard, "/", **named)[0] == 200
    assert answer(guard, "/", **named | {"origin": "https://evil.example"})[0] == 403


@pytest.mark.parametrize("path", ["/", "/nosuch", "/resourcez"])
def test_nothing_is_loaded_from_outside_and_no_address_is_told_outside(
    guard: Guard, path: str
) -> None:
    """With `no-referrer`, Firefox calls the origin of a page that is closed "null"."""
    headers = dict(messages(guard, path, "http")[0]["headers"])
    assert headers[b"content-security-policy"].startswith(b"default-src 'self';")
    assert b"http" not in headers[b"content-security-policy"]
    assert headers[b"referrer-policy"] == b"same-origin"
