"""Answers that refuse: one page and one line of JSON in Chinese, for the portal and for Fava alike."""

from __future__ import annotations

import logging
import sqlite3
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from flask import jsonify, make_response, request
from jinja2 import Environment, FileSystemLoader
from werkzeug.exceptions import HTTPException

from huzhu.desk.wording import at_the_desk
from ledger.mistake import Mistake

if TYPE_CHECKING:
    from flask import Flask, Response

_SENTENCES = {
    400: "请求有误，没有受理。请退回上一页检查后重试",
    401: "登录已过期，请重新登录",
    403: "这里只能查看，不能这样操作",
    404: "没有这个页面，或者它不在您可以查看的范围内",
    405: "这个页面不能这样使用",
    409: "这本账暂时不能打开",
    413: "提交的内容太大，没有受理。请把照片或文件减小、分几次再传",
    429: "试得太频繁，请过一分钟再试",
    500: "系统出错了，已记入日志。请先看看刚才那一笔记上没有，再告诉管理员",
    503: "现在太忙，请过一会儿再试",
}

_TITLES = {
    401: "请重新登录", 404: "找不到", 409: "暂时打不开", 413: "太大了", 429: "请稍等", 500: "系统出错了", 503: "现在太忙",
}  # fmt: skip

_NO_STORE = "登录和待批的资料（desk.sqlite3）现在读写不了，请过一会儿再试；一直这样，请告诉管理员"

_log = logging.getLogger("huzhu.desk")


def refuse(code: int, sentence: str = "") -> Response:
    """The answer with that status: JSON where the page asked for data, else a page of one sentence."""
    said = sentence or _SENTENCES.get(code, _SENTENCES[400 if code < 500 else 500])
    if request.blueprint == "json_api":
        return make_response(jsonify({"error": said}), code)
    return make_response(
        _pages().get_template("refusal.html").render(title=_TITLES.get(code, "没有受理"), sentence=said), code
    )


def speak_chinese(app: Flask) -> None:
    """Let every refusal of the app be one of ours, and its log say where it failed but not on what data."""

    @app.errorhandler(HTTPException)
    def _refused(error: HTTPException) -> Response:
        if error.response is not None:  # a redirect that was raised
            return make_response(error.response)
        return refuse(error.code or 500)

    @app.errorhandler(Mistake)
    def _mistaken(mistake: Mistake) -> Response:
        return refuse(409, at_the_desk(str(mistake)).rstrip("。"))

    @app.errorhandler(sqlite3.Error)
    def _without_store(error: sqlite3.Error) -> Response:
        _log_place((type(error), error, error.__traceback__))
        return refuse(503, _NO_STORE)

    app.log_exception = _log_place  # type: ignore[assignment]


def _log_place(exc_info: tuple[type[BaseException], BaseException, TracebackType | None]) -> None:
    """Log the kind of an exception and its place: its text may name a person or an account number."""
    kind, _, trace = exc_info
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    _log.error("%s at %s during %s %s", kind.__name__, place, request.method, request.endpoint)


@cache
def _pages() -> Environment:
    return Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)
