"""What was sent: files of it stay in memory, and what nobody read of it is read to its end.

A photograph of a paper tells who somebody is: it must not lie in a folder of temporary files while it is looked
at. And a browser that is still sending when the connection is closed shows its user an error of its own, and
never the sentence that was the answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

from flask import Request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_PIECE_BYTES = 64 * 1024


class InMemory(Request):
    """A request whose files are never written to the disk."""

    def _get_file_stream(self, *_: Any, **__: Any) -> IO[bytes]:
        return BytesIO()


class ReadToItsEnd:
    """A WSGI application around another: what that left unread of a request is read, and thrown away."""

    def __init__(self, inside: WSGIApplication) -> None:
        self._inside = inside

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, once all of it has come."""
        answer = self._inside(environ, start_response)
        left = int(environ.get("CONTENT_LENGTH") or 0)
        while left > 0 and (piece := environ["wsgi.input"].read(min(left, _PIECE_BYTES))):
            left -= len(piece)
        return answer
