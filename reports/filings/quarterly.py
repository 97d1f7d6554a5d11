"""The quarter's text (季度进展情况和存在问题): drafted from the figures, written over by a person, counted, signed.

Clause (徽州 四、三是): 每季度次月1日前报送工作进展情况、问题建议等（不超过500字）。 The draft keeps to the policy's limit
by leaving out its last sentences; what a person wrote and is too long is refused with by how much.
"""

from __future__ import annotations

from collections.abc import Sequence

from ledger.notices.sentences import long_day
from reports.filings.letter import handed_in_by, paragraphs_of, refuse_longer, signs
from reports.filings.progress import place, standings
from reports.filings.quarter_draft import draft
from reports.filings.standing import standing, told
from reports.forms import Form, Words
from reports.report import Asked, District, DistrictReport, Told


def tell(asked: Asked) -> Told:
    """One society's share, and how long its policy lets the text be."""
    policy, last = asked.books.policy, asked.period.last
    line = policy.on(last, "quarterly_report_max_chars")
    return {
        "due": handed_in_by(last, policy.on(last, "quarterly_report_day")),
        "standing": told(standing(asked)),
        "limit": line.number if line else 0,
        "cited": line.cited if line else "",
    }


def make(district: District, shares: Sequence[Told]) -> Form:
    """The letter: the person's own words where there are any, else the draft."""
    limit = min((share["limit"] for share in shares if share["limit"]), default=0)
    societies = standings(district, shares)
    if text := district.said.get("text"):
        said = paragraphs_of(text)
        if limit:
            refuse_longer(said, limit)
    else:
        said = draft(district, societies, limit)
    return _letter(district, said, _counted(said, limit, shares, bool(text)))


def _counted(said: Sequence[str], limit: int, shares: Sequence[Told], written: bool) -> str:
    """How long it is, and whose words it is."""
    cited = next((share["cited"] for share in shares if share["cited"]), "")
    most = f"，上限{limit}字（{cited}）" if limit else ""
    by = "" if written else "本稿由各社账上数字起草，请核对、修改后再报。"
    due = next((share["due"] for share in shares if share["due"]), "")
    return f"正文{signs(said)}字{most}。{f'{due}前报送。' if due else ''}{by}"


def _letter(district: District, said: Sequence[str], counted: str) -> Form:
    township = district.said.get("township")
    to = (Words(f"{place(district)}民政局：", "plain"),) if township else ()
    sender = f"{township}人民政府（盖章）" if township else f"{place(district)}民政局（盖章）"
    silent = [Words(f"{society}没有计入：{why}", "small") for society, why in district.silent.items()]
    return Form(
        f"{district.period.words}“救急难”互助社工作进展情况和存在问题",
        (
            *to, *(Words(paragraph) for paragraph in said), Words("", "plain"), Words(sender, "right"),
            Words(long_day(district.today), "right"), Words("", "plain"), Words(counted, "small"), *silent,
        ),
        f"报送单位：{township or place(district)}",
    )  # fmt: skip


REPORT = DistrictReport(
    "quarterly", "季度进展情况和存在问题", tell, make, spans=frozenset({"quarter"}),
    options={"township": "只要这个乡镇的社", "text": "改好的文字"},
)  # fmt: skip
