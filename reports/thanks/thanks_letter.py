"""The letter of thanks (感谢信): to one giver, or to each giver of the period, with what was given and the society's stamp.

Clause (徽州 二（三）: 通过感谢信、锦旗、证书等形式……; 慈善法 42).
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger import money
from ledger.mistake import Mistake
from ledger.notices.sentences import long_day
from reports.forms import Form, Words
from reports.funds.givers import is_collective
from reports.funds.restricted_funds import FIRST_NAMED
from reports.publicity.donors_roll import Gift, Giver, givers
from reports.report import ANY, INSIDE, Asked, Report

_MOST_LISTED = 6
"""Gifts beyond these are told as a sum, so that a letter stays a letter."""


def letter(asked: Asked, giver: Giver) -> Form:
    """The letter to one giver."""
    you, wish = ("您", "祝您身体健康、阖家幸福。") if _is_person(giver) else ("贵单位", "祝贵单位事业兴旺。")
    kinds = "，含实物折价" if giver.worth else ""
    return Form(
        "感谢信",
        (
            Words(f"{salutation(giver)}：", "plain"),
            Words(
                f"{you}心系乡邻，{_listed(giver)}{_sum(giver)}"
                f"（{money.chinese(giver.total)}{kinds}）。我社已经全部入账，{_purpose(asked, giver)}。"
            ),
            Words(
                f"一方有难，邻里相帮。{you}的爱心由专人记账、按规定审批发放，收支按月公布；"
                "用到了哪里，随时可以向我社查询。"
            ),
            Words(f"谨代表受助的乡亲和全体会员，向{you}致以衷心的感谢！{wish}"),
            Words("此致"),
            Words("敬礼！", "plain"),
            *signature(asked),
        ),
    )


def _sum(giver: Giver) -> str:
    """The sum, where it is not said already."""
    return f"，合计{money.show(giver.total)}元" if len(giver.gifts) > 1 or giver.worth else ""


def _purpose(asked: Asked, giver: Giver) -> str:
    """What the gifts are for: a named fund's purpose where all of them went into one."""
    funds = {fund for gift in giver.gifts for fund in asked.books.funds(gift.entry)}
    if funds and all(fund[:2] >= FIRST_NAMED for fund in funds):
        return f"专门用于“{'”“'.join(fund[2:] for fund in sorted(funds))}”"
    return "用于帮助村里遇到急难的家庭"


def salutation(giver: Giver) -> str:
    """How a giver is addressed."""
    return f"尊敬的{giver.name}"


def signature(asked: Asked) -> Iterator[Words]:
    """Who writes, where the stamp goes, and the day."""
    yield Words(f"{asked.society}（盖章）", "right")
    yield Words(long_day(asked.today), "right")


def _is_person(giver: Giver) -> bool:
    firm = len(giver.name) == _LONGEST_NAME and giver.name.endswith(_FIRMS)
    return (
        len(giver.name) <= _LONGEST_NAME and not firm and not any(is_collective(g.entry) for g in giver.gifts)
    )


_LONGEST_NAME = 4
_FIRMS = tuple("站店厂社会院校局所部行馆队司")
"""How the name of a firm or an office ends that is as short as a long person's name; nobody wishes it good health."""


def _listed(giver: Giver) -> str:
    if len(giver.gifts) > _MOST_LISTED:
        first, last = giver.gifts[0].entry.date, giver.gifts[-1].entry.date
        return f"自{long_day(first)}至{long_day(last)}先后{len(giver.gifts)}次向我社捐赠"
    return "，".join(map(_one, giver.gifts))


def _one(gift: Gift) -> str:
    what = gift.goods or f"{money.show(gift.money)}元"
    return f"于{long_day(gift.entry.date)}捐赠{what}"


def _made(asked: Asked) -> tuple[Form, ...]:
    of, donor = asked.period, asked.said.get("donor", "")
    found = [
        giver
        for giver in givers(asked.books, of.first, of.last, all_named=True)
        if giver.name == donor or (not donor and giver.gifts[0].entry.payee == giver.name)
    ]
    if not found:
        who = f"“{donor}”的捐赠；姓名要和记账时写的一样" if donor else "留下姓名的捐赠人，没有感谢信可写"
        raise Mistake(f"{of.words}没有{who}")
    return tuple(letter(asked, giver) for giver in found)


REPORT = Report(
    "thanks-letter", "感谢信", _made, spans=ANY, closed=False, audiences=INSIDE, options={"donor": "捐赠人"}
)
