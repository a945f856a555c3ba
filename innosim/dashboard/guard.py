"""What stands between the network and the dashboard: whom it answers, and what a page may load."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, MutableMapping
from html import escape
from ipaddress import ip_address
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import parse_qs, urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""What browsers call their own machine."""

_HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
        b"style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        b"connect-src 'self' ws: wss:; worker-src 'self' blob:; frame-ancestors 'none'",
    ),
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)

FILES = "/_solara/cdn/"
"""Files of the pages; the server would fetch from elsewhere what it does not find among them."""

_INNER = ("_solara", "jupyter", "static", "resourcez")
"""First parts of the addresses of the server's own, of which pages need a few only."""
_STATIC = (
    "/static/assets/",
    "/jupyter/nbextensions/jupyter-vue/",
    "/jupyter/nbextensions/jupyter-vuetify/",
)
_KERNELS, _CLOSE = "/jupyter/api/kernels/", "/_solara/api/close/"

_NO_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>No page here · innosim</title></head>
<body style="font: 1.1rem system-ui, sans-serif; margin: 3rem">
<h1>There is no page {path} here</h1><p><a href="{root}/">innosim begins here</a></p></body></html>
"""

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]


def is_loopback(host: str) -> bool:
    """Whether nobody but this machine reaches an address."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def names(host: str, port: int) -> frozenset[str]:
    """What a server that listens there may be called by; none where other machines reach it."""
    if not is_loopback(host):
        return frozenset()
    own = f"[{host}]" if ":" in host else host
    return frozenset(f"{name}:{port}" for name in (*LOOPBACK, own))


class Guard:
    """Refuses requests of other web pages, and tells browsers to load nothing from outside.

    It also keeps the server from answering what no page asks for.

    Args:
        app: what is guarded (ASGI).
        hosts: names that it may be called by, with the port; none named: any.
        files: the folder with the files of the pages.
    """

    def __init__(
        self, app: Callable[..., Awaitable[None]], hosts: Collection[str], files: Path
    ) -> None:
        self._app = app
        self._hosts = hosts
        self._files = files

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            if self._welcome(scope) and self._open(scope):
                await self._app(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008})
        elif not self._welcome(scope):
            await _say(send, 403, "not from here", "text/plain")
        elif not self._open(scope):
            await _no_page(send, scope)
        else:
            await self._app(scope, receive, _Answer(send, scope))

    def _welcome(self, scope: Message) -> bool:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        host, origin = headers.get(b"host", "").lower(), headers.get(b"origin")
        if self._hosts and host not in self._hosts:
            return False
        return origin is None or urlsplit(origin).netloc == host

    def _open(self, scope: Message) -> bool:
        """Whether it is something that a page asks for."""
        path = str(scope["path"])
        first = path.lstrip("/").partition("/")[0]
        if scope["type"] == "websocket":
            return path.startswith(_KERNELS) and _names_page(scope)
        if first not in _INNER or path.startswith(_STATIC):
            return True
        if path.startswith(_CLOSE):
            return _names_page(scope)
        return path.startswith(FILES) and self._is_file(path.removeprefix(FILES))

    def _is_file(self, name: str) -> bool:
        parts = PurePosixPath(name).parts
        if not parts or parts[0] == "/" or ".." in parts or "\0" in name or "\\" in name:
            return False
        try:
            return self._files.joinpath(*parts).is_file()
        except OSError:
            return False


class _Answer:
    """Passes an answer on, with what browsers must be told; one for no page is put in words."""

    def __init__(self, send: Send, scope: Message) -> None:
        self._send = send
        self._scope = scope
        self._replaced = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._replaced = message["status"] == 404
            if self._replaced:
                await _no_page(self._send, self._scope)
                return
            message["headers"] = [*message.get("headers", ()), *_HEADERS]
        if not self._replaced:
            await self._send(message)


def _names_page(scope: Message) -> bool:
    return bool(parse_qs(scope["query_string"].decode("latin-1")).get("session_id"))


async def _no_page(send: Send, scope: Message) -> None:
    path, root = (escape(str(scope.get(key, ""))[:80]) for key in ("path", "root_path"))
    await _say(send, 404, _NO_PAGE.format(path=path, root=root), "text/html")


async def _say(send: Send, status: int, text: str, kind: str) -> None:
    headers = [(b"content-type", f"{kind}; charset=utf-8".encode()), *_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode("utf-8", "replace")})
