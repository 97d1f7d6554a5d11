"""The canary: what the guard takes hold of inside Fava, beanquery and Flask is still where it was.

It imports nothing of the desk before it looks, so that it still sings when the desk cannot even be imported.
"""

from __future__ import annotations

import importlib
import inspect
import re
from functools import reduce
from typing import Any

import pytest

MEND = (
    "Fava, beanquery or Flask changed inside, at a place that the guard takes hold of. Before the new version is let in: read in "
    "{where} why it does so; find where the new version does that work; move the guard there; run tests/test_desk_guard.py. "
    "Until then keep the versions that requirements.txt pins. No longer there: {what}"
)
NAMES = (
    ("fava_guard", "fava._ctx_globals_class:Context"),
    ("fava_guard", "flask.ctx:_AppCtxGlobals"),
    ("fava_guard", "fava.application:create_app"),
    ("fava_guard", "fava.util.date:parse_date"),
    ("fava_guard", "fava.core.filters:Match"),
    ("fava_guard", "beanquery.query_compile:re"),
    ("fava_guard", "beanquery.query_env:re"),
    ("fava_guard", "fava.core.query_shell:FavaBQLShell.do_output"),
    ("fava_guard", "fava.core.query_shell:FavaBQLShell.noop"),
    ("questions", "fava.core.query_shell:FavaBQLShell.parse"),
    ("questions", "fava.core.query_shell:FavaBQLShell.onecmd"),
    ("questions", "fava.core.query_shell:FavaBQLShell.execute"),
    ("questions", "fava.core.query_shell:FavaBQLShell.on_Select"),
    ("questions", "fava.core.query_shell:QueryShell.execute_query_serialised"),
    ("questions", "fava.core.query_shell:QueryShell.query_to_file"),
    ("plain_search", "fava.core.filters:FilterError"),
    ("intervals", "fava.core:FilteredLedger.interval_ranges"),
    ("reading", "fava.core:FavaLedger.load_file"),
    ("reading", "fava.core:FavaLedger.paths_to_watch"),
    ("reading", "fava.core:FavaLedger.changed"),
    ("reading", "fava.core:FavaLedger._get_filtered"),
    ("reading", "fava.core:FavaLedger.interval_balances"),
    ("reading", "fava.core.extensions:ExtensionModule.load_file"),
    ("reading", "fava.core.ingest:IngestModule.load_file"),
    ("reading", "fava.core.fava_options:FavaOptions.invert_income_liabilities_equity"),
    ("reading", "fava.core.fava_options:FavaOptions.show_metadata_indicators"),
    ("reading", "fava.core.fava_options:FavaOptions.sidebar_show_queries"),
    ("reading", "fava.core.group_entries:group_entries_by_type"),
    ("fava_pages", "flask_babel:get_translations"),
    ("fava_pages", "flask_babel:force_locale"),
)
"""Which module of the desk leans on which name."""
USES = (
    ("fava_guard", "fava.core.filters", r"\bMatch\("),
    ("fava_guard", "beanquery.query_compile", r"\bre\.\w+\("),
    ("fava_guard", "beanquery.query_env", r"\bre\.\w+\("),
    ("fava_guard", "beanquery.shell", r"def do_output\("),
    ("registry", "fava.application", r"app\.config\[\"LEDGERS\"\]"),
    ("reading", "fava.core", r"self\.query_shell = "),
    ("reading", "fava.core", r"self\.ingest = "),
    ("reading", "fava.core", r"self\.extensions = "),
)
"""What the source of a module does with the name that is exchanged in it."""


def found(name: str) -> Any:
    """What a name like `fava.core:FavaLedger.load_file` means now; None where there is no such thing."""
    module, _, path = name.partition(":")
    try:
        return reduce(getattr, path.split("."), importlib.import_module(module))
    except (ImportError, AttributeError):
        return None


@pytest.mark.parametrize(("where", "name"), NAMES)
def test_canary_a_name_is_still_there(where: str, name: str) -> None:
    assert found(name) is not None, MEND.format(where=f"huzhu/desk/{where}.py", what=name)


@pytest.mark.parametrize(("where", "module", "use"), USES)
def test_canary_a_name_is_still_used(where: str, module: str, use: str) -> None:
    source = inspect.getsource(importlib.import_module(module))
    assert re.search(use, source), MEND.format(where=f"huzhu/desk/{where}.py", what=f"{use} in {module}")


def test_canary_the_app_is_still_built_as_the_guard_expects() -> None:
    app = found("fava.application:create_app")([], read_only=True)
    there = {
        'config["LEDGERS"]': "LEDGERS" in app.config,
        "url_value_preprocessors[None], a list": isinstance(app.url_value_preprocessors.get(None), list),
        "the view `document`": "document" in app.view_functions,
        "the view `json_api.get_context`": "json_api.get_context" in app.view_functions,
        "the blueprint `json_api`": "json_api" in app.blueprints,
    }
    gone = [what for what, is_there in there.items() if not is_there]
    assert gone == [], MEND.format(where="huzhu/desk/fava_guard.py", what=gone)


def test_canary_every_template_still_holds_what_is_rewritten_and_escapes_the_rest() -> None:
    from huzhu.desk.fava_pages import _REWRITTEN

    env = found("fava.application:create_app")([], read_only=True).jinja_env
    for name in [n for n in env.list_templates() if n.endswith(".html")]:
        source = env.loader.get_source(env, name)[0]
        for old, new in _REWRITTEN.get(name, ()):
            assert source.count(old) == 1, MEND.format(
                where="huzhu/desk/fava_pages.py", what=f"{old} in {name}"
            )
            source = source.replace(old, new)
        for opens in (r"autoescape false", r"\|\s*safe\b", r"Markup\("):
            assert not re.search(opens, source), MEND.format(
                where="huzhu/desk/fava_pages.py", what=f"escaping in {name}: {opens}"
            )
