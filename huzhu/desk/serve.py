"""Serves the desk: one process, some threads, until stopped."""

from __future__ import annotations

import gc
import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from huzhu.desk.door import EVERYWHERE
from huzhu.desk.users import first_sign_in
from ledger import standing
from ledger.mistake import Mistake

if TYPE_CHECKING:
    from cheroot.ssl.builtin import BuiltinSSLAdapter
    from cheroot.wsgi import Server

    from huzhu.desk.tickets import Tickets

THREADS = 10
_WAITING_AT_THE_DOOR = 128
"""How many may knock at one instant; the server's own five are too few for a district's month end."""
_PATIENCE_SECONDS = 60
"""How long a connection may wait for its turn while the threads are busy."""
_IDLE_SECONDS = 600.0
"""Books that nobody asked for in so long are let go; at the latest after twice as long."""
_HEADER_LIMIT_BYTES = 32 * 1024
_BODY_LIMIT_BYTES = 256 * 1024 * 1024
"""More is cut off without a word. What a page takes is far less; up to here the browser hears that it was too much."""

__all__ = ["CannotListen", "Manner", "first_sign_in", "prepare", "serve"]


class CannotListen(Mistake):
    """The desk cannot answer at that address and port; the sentence says what to do."""


@dataclass(frozen=True)
class Manner:
    """How the desk answers, beside where."""

    hosts: tuple[str, ...] = ()
    """Further names under which browsers may call it, as behind a proxy."""
    certificate: Path | None = None
    private_key: Path | None = None
    """With both it answers over https alone."""
    backups: Path | None = None
    """Where the administrator's page puts backups."""
    tickets: Tickets | None = None
    """With which one user signs in on this machine."""


USUAL = Manner()


def is_this_machine(host: str) -> bool:
    """Whether an address is one that only this machine reaches."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def prepare(district: Path, host: str, port: int, manner: Manner = USUAL) -> Server:
    """A server that already listens, so that nobody else has the port; CannotListen when somebody has.

    Port 0 takes any that is free. Its owner calls `serve()` on it, and `stop()` from another thread.
    """
    from cheroot.wsgi import Server

    from huzhu.desk.app import create

    names = {host, *manner.hosts, *([socket.gethostname()] if host in EVERYWHERE else [])}
    secure = _https(manner)
    app = create(district, names, secure=secure is not None, backups=manner.backups, tickets=manner.tickets)
    server = Server(
        (host, port),
        app,
        numthreads=THREADS,
        request_queue_size=_WAITING_AT_THE_DOOR,
        timeout=_PATIENCE_SECONDS,
    )
    server.max_request_header_size = _HEADER_LIMIT_BYTES
    server.max_request_body_size = _BODY_LIMIT_BYTES
    server.ssl_adapter = secure
    try:
        server.prepare()
    except OSError as error:
        raise CannotListen(
            f"打不开 {host} 的端口 {port}：可能已有程序在用（也许网页已经开着），或者本机没有这个地址。"
            "请先关掉它，或用 --port 换一个端口"
        ) from error
    return server


def _https(manner: Manner) -> BuiltinSSLAdapter | None:
    """What speaks https; None where no certificate is given."""
    if manner.certificate is None and manner.private_key is None:
        return None
    if manner.certificate is None or manner.private_key is None:
        raise CannotListen("证书和私钥要一起给：--certificate 和 --private-key")
    from cheroot.ssl.builtin import BuiltinSSLAdapter

    try:
        return BuiltinSSLAdapter(str(manner.certificate), str(manner.private_key))
    except (OSError, ValueError) as error:  # an SSLError is an OSError
        raise CannotListen(
            f"证书 {manner.certificate} 或私钥 {manner.private_key} 用不了：要 PEM 格式、没有密码、互相配对"
        ) from error


def serve(
    district: Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    manner: Manner = USUAL,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the desk on the district until interrupted; `on_ready` is told the address to open.

    CannotListen when the port is taken. It adds no user: when there is none, call `first_sign_in` or `Users.add`
    before.
    """
    gc.enable()  # the command starts without it, but this process lives long
    server = prepare(district, host, port, manner)
    if on_ready:
        on_ready(address(server, host))
    ended = Event()
    Thread(target=_forget_the_idle, args=(ended,), daemon=True).start()
    try:
        server.serve()
    except KeyboardInterrupt:
        pass
    finally:
        ended.set()
        server.stop()


def _forget_the_idle(ended: Event) -> None:
    """Let go of books that nobody works on, until the desk ends."""
    while not ended.wait(_IDLE_SECONDS):
        standing.sweep()


def address(server: Server, host: str) -> str:
    """The address to open in a browser on this machine."""
    named = "127.0.0.1" if host in EVERYWHERE else host
    scheme = "https" if server.ssl_adapter else "http"
    return f"{scheme}://{f'[{named}]' if ':' in named else named}:{server.bind_addr[1]}/"
