"""What a statement's movements are in the books: an event, or a reason why a person must look.

A row is booked where the books know its account and an allocation, or the choice made for the whole file, says
what it is; all others wait, with what a person may choose. Between a wallet and a bank account money goes by way
of 在途, so that each of the two papers books its own end and neither books the other's.
"""

from __future__ import annotations

from collections.abc import Iterable

from importers import by_hand
from importers.allocation import (
    CHANNELS,
    FUNDS,
    MOVED,
    NOTHING,
    TRANSIT,
    Choice,
    Known,
    allocated,
    awaited,
    choices,
    fits_way,
    otherwise,
)
from importers.hanging import movement
from importers.movement import Movement, Review, Statement
from importers.proposal import Choices, Proposal, asked, fields, made, who, whom, written
from ledger import chart
from ledger.events.moves import Draw, Move, Return
from ledger.events.payments import Expense
from ledger.events.receipts import Collective, Donation, Fee, Interest, Subsidy
from ledger.statements import Waiting

WALLETS = {"零钱": chart.WECHAT, "零钱通": chart.WECHAT, "余额": chart.ALIPAY, "余额宝": chart.ALIPAY}
"""What the papers of wallets call the wallets themselves."""
_ON_THE_WAY = {"wx": chart.WECHAT_TRANSIT, "ali": chart.ALIPAY_TRANSIT}
"""By the paper that a link is of: where money is that a wallet's paper shows on a bank card."""
_A_REFUND = (
    "是退款，不能这样记：救助退回用 huzhu record relief-return；别的先冲销原来那笔，再按实付重记；"
    "记好以后用 huzhu review 对上"
)
_NO_RELIEF = "付出去的钱要写明救助编号或用途、审批人和付款人；记好以后用 huzhu review 对上"


def propose(statement: Statement, chosen: Choices, known: Known = NOTHING) -> list[Proposal]:
    """What becomes of every row of a statement, in the rows' order."""
    here = {m.link for m in statement.movements}
    known = known._replace(cash=[entry for entry in known.cash if here.isdisjoint(entry.links)])
    found = [_movement(m, statement.source(m.row), chosen, known) for m in statement.movements]
    found += [Proposal(s.row, "", None, "skip", s.reason) for s in statement.skips]
    found += [_reviewed(r, statement.source(r.row), chosen, known) for r in statement.reviews]
    assert len(found) == statement.rows, "every row ends in exactly one place"
    return sorted(found, key=lambda p: p.row)


def reconsider(rows: Iterable[Waiting], chosen: Choices, known: Known) -> list[Proposal]:
    """What becomes of rows that wait, now that the books know more; one that the paper doubts stays a person's."""
    known = known._replace(waiting={})
    return [_movement(movement(row), row.source, chosen, known) for row in rows if not row.doubt]


def _reviewed(review: Review, source: str, chosen: Choices, known: Known) -> Proposal:
    """A row that the paper's own reading puts to a person; one that is settled is not put again."""
    moved = review.movement
    if moved is None:
        return Proposal(review.row, "", None, "review", review.reason, source=source)
    row = asked(moved, _holder(moved.account, moved.link, chosen, known), source, review.reason)
    row = row._replace(doubt=True)
    if done := known.done(moved.link):
        return row._replace(outcome="skip", reason=done)
    return row._replace(holder="") if moved.link.startswith("reg-") else row


def _movement(moved: Movement, source: str, chosen: Choices, known: Known) -> Proposal:
    if moved.link.startswith("reg-"):
        return by_hand.judged(moved, source, chosen, known)
    row = asked(moved, _holder(moved.account, moved.link, chosen, known), source)
    if done := known.done(moved.link):
        return row._replace(outcome="skip", reason=done)
    if moved.way == "move":
        row = row._replace(to=_holder(moved.other_account, moved.link, chosen, known))
    if row.holder and (undone := known.undone(moved.link)):
        return row._replace(reason=undone, offered=tuple(choices(moved, row.holder, known, chosen.fund)))
    if moved.refund:
        offered = tuple(choices(moved, row.holder, known))
        return row._replace(reason="是一笔付款的退款，请和那笔付款一起处理", offered=offered)
    if not row.holder:
        return row._replace(reason=_unnamed(moved.account))
    if moved.way == "move":
        return _between(row, moved, chosen)
    choice, why = _chosen(moved, row.holder, chosen, known)
    if choice is None:
        return row._replace(reason=why, offered=tuple(choices(moved, row.holder, known, chosen.fund)))
    return booked(row, choice, chosen)


def _unnamed(account: str) -> str:
    return f"不知道“{account}”是本社的哪个账户，请用 --card “{account}=账户” 写明"


def _holder(account: str, link: str, chosen: Choices, known: Known) -> str:
    """The place of money that a paper's word means; empty where nobody said.

    A bank card on a wallet's paper stands for money on the way: the bank's own paper books the other end.
    """
    if account in WALLETS:
        return chosen.wallet or WALLETS[account]
    if chart.parse(account).root == "Assets":
        return account
    holder = known.named.get(account, "")
    return _ON_THE_WAY.get(link.partition("-")[0], holder) if holder else ""


def _chosen(movement: Movement, holder: str, chosen: Choices, known: Known) -> tuple[Choice | None, str]:
    """What a row is booked as: by allocation, by the money under way that it ends, by the choice for the file."""
    choice, why = allocated(movement, holder, known)
    if why:
        return None, why
    choice = choice or awaited(movement, holder, known)
    if choice is None and movement.way == "in" and chosen.channel:
        other = otherwise(movement, holder)
        if "会费" in other:
            return Choice("会费", FUNDS["会费"]), ""
        if other:
            return None, f"{other}，不像捐款，请用 huzhu review 选"
        return Choice("捐赠", chosen.fund, chosen.channel), ""
    if choice is None and movement.way == "out":
        return None, _NO_RELIEF
    return choice, "" if choice else "还没有说过这样的收款记作什么，请用 huzhu review 选"


def _between(row: Proposal, moved: Movement, chosen: Choices) -> Proposal:
    """Money between two of the society's own places, of which at least one is the paper's wallet."""
    ends = (row.holder, row.to)
    if not ends[1]:
        return row._replace(reason=_unnamed(moved.other_account))
    if set(ends) <= set(_ON_THE_WAY.values()):
        return row._replace(reason="两头都不是钱包里的钱，请看这张卡自己的账单")
    if ends[0] == ends[1]:
        why = "自己账户里的划转（零钱和零钱通、余额和余额宝），不用记账"
        return row._replace(outcome="skip", reason=why)
    given = fields(row, chosen) | {"account": ends[0], "to_account": ends[1]}
    return made(row, Move, given | {"fund": chosen.fund, "fee": moved.fee, "narration": moved.kind})


def booked(row: Proposal, choice: Choice, chosen: Choices) -> Proposal:
    """A row as it was chosen; still in review where that cannot be, with the reason."""
    moved = row.movement
    assert moved is not None and not choice.voucher
    if choice.becomes == MOVED:
        return _between(row, moved, chosen)
    if moved.refund and choice.becomes not in TRANSIT:
        return row._replace(reason=_A_REFUND)
    if not fits_way(choice.becomes, moved.way):
        return row._replace(reason=f"{choice.why}说是{choice.becomes}，这一行的收付却相反，请核实")
    given = fields(row, chosen) | {"account": row.holder, "fund": choice.fund}
    if transit := TRANSIT.get(choice.becomes):
        ends = (transit, row.holder) if moved.way == "in" else (row.holder, transit)
        return made(row, Move, given | {"account": ends[0], "to_account": ends[1]})
    name = who(moved)
    hands = {"approved_by": chosen.approved_by, "paid_by": chosen.paid_by}
    match choice.becomes:
        case "捐赠":
            return made(row, Donation, given | {"donor": name, "channel": choice.channel})
        case "会费":
            return made(row, Fee, given | {"payer": name})
        case "利息":
            return made(row, Interest, given)
        case "村集体":
            return made(
                row, Collective, given | {"payer": name, "channel": choice.channel or CHANNELS["村集体"]}
            )
        case "财政补助":
            return made(row, Subsidy, given | {"payer": name})
        case "支取备用金":
            return made(row, Draw, given | hands)
        case "缴回备用金":
            return made(row, Return, given | hands)
        case _:
            return made(
                row, Expense, given | hands | {"payee": written(whom(moved)) or name, "kind": choice.becomes}
            )
