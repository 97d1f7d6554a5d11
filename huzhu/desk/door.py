"""The door that every request passes: which host it names, where it comes from, and what its answer carries.

Books are shown to browsers, and a browser can be led by any page it has open. So a request must name one of our
hosts (else a foreign name pointed at this machine reads the books), and must not come from another site.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from werkzeug.datastructures import Headers
from werkzeug.wrappers import Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
EVERYWHERE = {"", "0.0.0.0", "::"}

_STRICT = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
_FAVA = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: with it a browser hides the origin of our own forms from us as well.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Door:
    """A WSGI application around another: refuses foreign hosts and sites, and adds the headers to every answer.

    `hosts` are the names and addresses under which the desk may be called; with an address that means all of this
    machine's (0.0.0.0) among them, any address written as numbers is ours as well, for no foreign name is one.
    """

    def __init__(self, inside: WSGIApplication, hosts: Iterable[str], fava: str) -> None:
        self._inside = inside
        self._hosts = {host.lower().strip("[]") for host in hosts}
        self._any_address = bool(self._hosts & EVERYWHERE)
        self._fava = fava

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path = str(environ.get("PATH_INFO", ""))
        policy = _FAVA if path.startswith(f"{self._fava}/") else _STRICT

        def start(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> object:
            kept = Headers(headers)
            for name, value in _HEADERS.items():
                kept.setdefault(name, value)
            kept.setdefault("Content-Security-Policy", policy)
            if "/static/" not in path:
                kept["Cache-Control"] = "no-store"
            return start_response(status, kept.to_wsgi_list(), exc_info)  # type: ignore[arg-type]

        refusal = self._refusal(environ)
        if refusal:
            answer = Response(f"{refusal}\n", status=403, content_type="text/plain; charset=utf-8")
            return answer(environ, start)  # type: ignore[arg-type]
        return self._inside(environ, start)  # type: ignore[arg-type]

    def _refusal(self, environ: WSGIEnvironment) -> str:
        host = str(environ.get("HTTP_HOST", ""))
        if not self._ours(host):
            return "这个网址不是本系统的。请用管理员告诉您的网址打开"
        origin, referer = environ.get("HTTP_ORIGIN"), environ.get("HTTP_REFERER")
        if origin is not None and _host(str(origin)) != host.lower():
            return "请求来自别的网站，没有受理"
        if (
            referer is not None and _host(str(referer)) is None
        ):  # what looks at it further in would fail on it
            return "请求来自别的网站，没有受理"
        if environ.get("HTTP_SEC_FETCH_SITE", "none") not in {"none", "same-origin"} and not _followed(
            environ
        ):
            return "请求来自别的网站，没有受理"
        return ""

    def _ours(self, host: str) -> bool:
        try:
            name = (urlsplit(f"//{host}").hostname or "").lower()
        except ValueError:
            return False
        return name in self._hosts - EVERYWHERE or (self._any_address and _is_address(name))


def _followed(environ: WSGIEnvironment) -> bool:
    """Whether a person followed a link: that only shows a page, whose session the link does not carry."""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and environ.get("HTTP_SEC_FETCH_MODE") == "navigate"
        and environ.get("HTTP_SEC_FETCH_DEST") == "document"
    )


def _host(url: str) -> str | None:
    """The host that an address names, with its port; None where it is no address."""
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return None


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
