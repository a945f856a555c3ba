"""Whom the dashboard answers, and what it tells browsers to load."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from innosim.dashboard.guard import ANY, Guard, Message, Receive, Send

HERE = "127.0.0.1:8765"


async def _answers(scope: Message, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"yes"})


def _asked(headers: dict[str, str], hosts: Any = frozenset({HERE}), kind: str = "http") -> Any:
    """The first message that comes back."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def ask() -> None:
        await Guard(_answers, hosts)({"type": kind, "headers": raw}, receive, send)

    with ThreadPoolExecutor(1) as thread:  # browser tests leave a loop running in this one
        thread.submit(asyncio.run, ask()).result()
    return sent[0]


@pytest.mark.parametrize("headers", [{"host": HERE}, {"host": HERE, "origin": f"http://{HERE}"}])
def test_its_own_pages_are_answered(headers: dict[str, str]) -> None:
    assert _asked(headers)["status"] == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "evil.example", "origin": "http://evil.example"},
        {"host": HERE, "origin": "http://evil.example"},
        {"host": HERE, "origin": "http://127.0.0.1:9999"},
        {"host": HERE, "origin": "null"},
        {},
    ],
)
def test_others_are_refused(headers: dict[str, str]) -> None:
    assert _asked(headers)["status"] == 403
    assert _asked(headers, kind="websocket") == {"type": "websocket.close", "code": 1008}


def test_behind_a_proxy_any_name_is_answered_and_other_pages_are_not() -> None:
    named = {"host": "innosim.example", "origin": "https://innosim.example"}
    assert _asked(named, ANY)["status"] == 200
    assert _asked(named | {"origin": "https://evil.example"}, ANY)["status"] == 403


def test_nothing_is_loaded_from_outside_and_no_address_is_told_outside() -> None:
    """With `no-referrer`, Firefox calls the origin of a page that is closed "null"."""
    headers = dict(_asked({"host": HERE})["headers"])
    assert headers[b"content-security-policy"].startswith(b"default-src 'self';")
    assert b"http" not in headers[b"content-security-policy"]
    assert headers[b"referrer-policy"] == b"same-origin"
