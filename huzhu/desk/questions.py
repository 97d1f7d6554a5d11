"""Questions in BQL that can only read: four kinds of statement, and no commands."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from beancount.parser import printer
from fava.core.query_shell import FavaBQLShell, FavaShellError, QueryShell
from fava.json_api import FavaJSONAPIError

LONGEST_CHARACTERS = 2000
READING = {"Select", "Journal", "Balances", "Print"}


class NotAQuestion(FavaJSONAPIError):
    """A query that is not a question to the books; the sentence says which are."""

    status = HTTPStatus.BAD_REQUEST

    def __init__(self) -> None:
        super().__init__(
            f"这里只回答 SELECT、JOURNAL、BALANCES 和 PRINT 开头的查询，最多{LONGEST_CHARACTERS}字"
        )


class Unanswerable(FavaJSONAPIError):
    """A question that cannot be understood or computed; the sentence has beanquery's reason."""

    status = HTTPStatus.BAD_REQUEST

    def __init__(self, reason: Exception) -> None:
        kind = "" if isinstance(reason, FavaShellError) else f"{type(reason).__name__}: "
        super().__init__(f"这个查询算不出来，请检查写法（{kind}{str(reason)[:200]}）")


class _ReadingShell(FavaBQLShell):
    """A shell without commands: every line is a statement, and only a reading one is run."""

    def onecmd(self, line: str) -> Any:
        """Run one statement; NotAQuestion for anything else. No line is ever looked up as a command."""
        return self.execute(line)

    def execute(self, query: str, **kwargs: Any) -> Any:
        """Run one statement of the four kinds; NotAQuestion for any other."""
        if len(query) > LONGEST_CHARACTERS or query.lstrip().startswith("."):
            raise NotAQuestion
        statement = self.parse(query, **kwargs)
        kind = type(statement).__name__
        if kind not in READING:
            raise NotAQuestion
        answer = self.on_Select(statement)
        if kind != "Print":
            return answer
        # Fava forgets to hand on what PRINT selects.
        self.outfile.write("\n".join(printer.format_entry(row[0]) for row in answer))
        return None


class Questions(QueryShell):
    """The questions to one ledger; each has a shell of its own.

    Fava shares one shell among all who ask, and the shell keeps what it works on: two who ask at the same time
    get each other's answer, and text of a question that failed half way comes out with the next.
    """

    def execute_query_serialised(self, entries: Sequence[Any], query: str) -> Any:
        """The answer as Fava's frontend wants it; a FavaAPIError says why there is none."""
        asked = QueryShell(self.ledger)
        asked.shell = _ReadingShell(self.ledger)
        try:
            return asked.execute_query_serialised(entries, query)
        except (FavaShellError, ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
            raise Unanswerable(error) from error

    def query_to_file(self, entries: Sequence[Any], query_string: str, result_format: str) -> Any:
        """Refused: Fava's files pass amounts through floats and hand on spreadsheet formulas from payees."""
        raise NotAQuestion
