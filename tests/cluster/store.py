"""An S3 server on this machine that knows conditional writes, and fails when it is told to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

LOOPBACK = "127.0.0.1"
KEYS = {"AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing", "AWS_DEFAULT_REGION": "us-east-1"}
_ERROR = "<?xml version='1.0' encoding='UTF-8'?><Error><Code>{}</Code><Message>no</Message>{}</Error>"
Answer = Callable[..., Any]


class Server:
    """Before moto's server: one request at a time. `fails` says with which status a request fails, 0 for none.

    `honest` is whether conditions count; `lost` has a request that fails be done all the same.
    """

    def __init__(self, inner: Answer) -> None:
        self._inner, self._turn = inner, threading.Lock()
        self.address = ""
        self.honest, self.lost = True, False
        self.fails: Callable[[str, str], int] = lambda method, path: 0
        self.requests: list[tuple[str, str]] = []

    def __call__(self, environment: dict[str, Any], begin: Answer) -> Iterable[bytes]:
        with self._turn:
            method, path = environment["REQUEST_METHOD"], environment["PATH_INFO"]
            self.requests.append((method, path))
            if self.honest and method == "PUT" and "HTTP_IF_NONE_MATCH" in environment and self._is_there(environment):
                return _error(method, begin, 412, "PreconditionFailed", "<Condition>If-None-Match</Condition>")
            status = self.fails(method, path)
            if status and not self.lost:
                return _error(
                    method, begin, status, {403: "AccessDenied", 507: "QuotaExceeded"}.get(status, "InternalError")
                )
            answer = list(self._inner(environment, (lambda *_: None) if status else begin))
            return _error(method, begin, status, "InternalError") if status else answer

    def _is_there(self, environment: dict[str, Any]) -> bool:
        found: list[str] = []
        asked = environment | {"REQUEST_METHOD": "HEAD", "CONTENT_LENGTH": "0"}
        list(self._inner(asked, lambda status, *_: found.append(status)))
        return found[0].startswith("200")


@contextmanager
def serving() -> Iterator[Server]:
    """Such a server, at `address`. Skips the test where moto is not installed."""
    server = pytest.importorskip("moto.server")
    serving = pytest.importorskip("werkzeug.serving")
    made = Server(server.DomainDispatcherApplication(server.create_backend_app))
    running = serving.make_server(LOOPBACK, 0, made, threaded=True)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    made.address = f"http://{LOOPBACK}:{running.server_port}"
    yield made
    running.shutdown()
    thread.join()


def _error(method: str, begin: Answer, status: int, code: str, more: str = "") -> Iterable[bytes]:
    text = b"" if method == "HEAD" else _ERROR.format(code, more).encode()
    begin(f"{status} {code}", [("Content-Type", "application/xml"), ("Content-Length", str(len(text)))])
    return [text]
