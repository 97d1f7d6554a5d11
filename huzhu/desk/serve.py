"""Serves the desk: one process, some threads, until stopped."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from huzhu.desk.door import EVERYWHERE
from huzhu.desk.users import first_sign_in

if TYPE_CHECKING:
    from cheroot.wsgi import Server

THREADS = 10
_HEADER_LIMIT_BYTES = 32 * 1024
_BODY_LIMIT_BYTES = 1024 * 1024

__all__ = ["CannotListen", "first_sign_in", "prepare", "serve"]


class CannotListen(Exception):
    """The desk cannot answer at that address and port; the sentence says what to do."""


def prepare(district: Path, host: str, port: int, hosts: Iterable[str] = ()) -> Server:
    """A server that already listens, so that nobody else has the port; CannotListen when somebody has.

    Port 0 takes any that is free. Its owner calls `serve()` on it, and `stop()` from another thread.
    """
    from cheroot.wsgi import Server

    from huzhu.desk.app import create

    names = {host, *hosts, *([socket.gethostname()] if host in EVERYWHERE else [])}
    server = Server((host, port), create(district, names), numthreads=THREADS)
    server.max_request_header_size = _HEADER_LIMIT_BYTES
    server.max_request_body_size = _BODY_LIMIT_BYTES
    try:
        server.prepare()
    except OSError as error:
        raise CannotListen(
            f"打不开 {host} 的端口 {port}：可能已有程序在用（也许网页已经开着），或者本机没有这个地址。"
            "请先关掉它，或用 --port 换一个端口"
        ) from error
    return server


def serve(
    district: Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    hosts: Iterable[str] = (),
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the desk on the district until interrupted; `on_ready` is told the address to open.

    `hosts` are further names under which browsers may call it, as behind a proxy. CannotListen when the port is
    taken. It adds no user: when there is none, call `first_sign_in` or `Users.add` before.
    """
    gc.enable()  # the command starts without it, but this process lives long
    server = prepare(district, host, port, hosts)
    if on_ready:
        on_ready(address(server, host))
    try:
        server.serve()
    except KeyboardInterrupt:
        pass
    finally:
        server.stop()


def address(server: Server, host: str) -> str:
    """The address to open in a browser on this machine."""
    named = "127.0.0.1" if host in EVERYWHERE else host
    return f"http://{f'[{named}]' if ':' in named else named}:{server.bind_addr[1]}/"
