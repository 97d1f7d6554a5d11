"""Fava's pages in the words of a society: its templates escaped and reworded, its catalogue with our words in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from flask import Flask
from flask_babel import force_locale, get_translations  # type: ignore[import-untyped]
from jinja2 import BaseLoader, Environment

_REWRITTEN = {
    "_layout.html": [
        ("<html>", '<html lang="zh-CN">'),
        (
            "</head>",
            '<link rel="stylesheet" href="/static/zhang.css"><script src="/static/zhang.js"></script></head>',
        ),
    ],
    "_journal_table.html": [
        ("{% autoescape false %}", "{% autoescape true %}"),
        # document-no and the like are words, not files; and Fava's way to such a file is closed.
        ("{%- if key.startswith('document') %}", "{%- if false %}"),
        ("accumulated <span", "账面 <span"),
        ("'balance': 'Bal'", "'balance': '核对', 'custom': '事项', 'event': '事件', 'price': '价格'"),
        ("'document': 'Doc'", "'document': '单据', 'pad': '补平', 'query': '查询', 'commodity': '币种'"),
        ("'close': 'Close'", "'close': '销户'"),
        ("'open': 'Open'", "'open': '开户'"),
        ("'note': 'Note'", "'note': '备注'"),
    ],
}


class _RewritingLoader(BaseLoader):
    """Hands out Fava's templates with what in them must be otherwise replaced."""

    def __init__(self, inside: BaseLoader) -> None:
        self._inside = inside

    def get_source(self, environment: Environment, template: str) -> Any:
        """The template's source; a passage that is no longer there is our mistake, to be seen at the start."""
        source, *rest = self._inside.get_source(environment, template)
        for old, new in _REWRITTEN.get(template, ()):
            assert source.count(old) == 1, f"{template} no longer has {old}"
            source = source.replace(old, new)
        assert "autoescape false" not in source, f"{template} does not escape"
        return source, *rest


def rewrite_templates(app: Flask) -> None:
    """Have Fava's templates escape what people wrote, and carry our style and words."""
    assert app.jinja_env.loader is not None
    app.jinja_env.loader = _RewritingLoader(app.jinja_env.loader)
    for name in _REWRITTEN:
        app.jinja_env.get_template(name)


def use_our_words(app: Flask) -> None:
    """Put the words of a society's books in place of those that Fava uses for a household's or a firm's."""
    words = json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8"))
    with app.app_context(), force_locale("zh"):
        catalog = get_translations()._catalog
        assert "Income Statement" in catalog
        catalog.update(words)
