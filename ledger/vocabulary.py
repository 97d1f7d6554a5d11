"""The words that books may use as values, as the policy documents use them (books.md §3, §4)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

METHODS = ("现金", "转账", "实物")
CHANNELS = (
    "会费", "会员捐赠", "主动捐赠", "村内互助", "定向募捐", "合作募捐转入", "村集体",
    "公开募捐-募捐箱", "公开募捐-义卖义演", "公开募捐-互联网", "公开募捐-媒体", "摊派",
)  # fmt: skip
CATEGORIES = (
    "最低生活保障对象", "特困人员", "临时救助对象", "孤儿", "事实无人抚养儿童",
    "脱贫不稳定户", "边缘易致贫户", "突发严重困难户",
    "最低生活保障边缘家庭成员", "刚性支出困难家庭成员", "其他困难人员",
)  # fmt: skip
MATTERS = ("疾病", "意外", "灾害", "教育", "失业", "丧葬", "其他")
RELIEF_KINDS = ("补充救助", "应急救助")
FOUND = ("本人申请", "主动发现")
DECISIONS = ("同意", "不同意")
POSTS = ("社长", "秘书长", "会计", "出纳", "理事", "监事", "会员")
SOCIETY_KINDS = ("村", "社区")
SEED_AS = ("income", "capital")
RESTRICTIONS = ("非限定性", "限定性")
GOVERNMENT_AID = (
    "低保", "特困", "临时救助", "受灾人员救助", "医疗救助", "教育救助", "住房救助", "就业救助", "其他",
)  # fmt: skip
LOW_INCOME_AID = GOVERNMENT_AID[:3]
"""The aid whose recipients supplementary relief is meant for (徽州 二（四）: 接受低保、特困、临时救助等政府救助之后)."""
RESOLUTION_KINDS = ("提高救助标准", "四议两公开", "资金转移", "职责兼任", "管理支出", "其他")
OBJECTIONS = ("无异议", "有异议")
HARDSHIP = ("较轻", "较重")
"""How hard a household is hit (红河 二（三）2): it decides which ceiling holds."""
LEVELS = ("互助社", "乡镇", "县级")
"""Who gave the last word on a case, from the village upwards (红河 二（二）3)."""
PAPERS = (
    "申请表",
    "有效身份证明",
    "困难及经济状况证明",
    "入户调查表",
    "审批表",
    "领款单",
    "情况说明",
    "转介单",
    "照片",
    "其他",
)
MODES = ("村干部主导", "三老主导", "志愿者主导", "大众互助", "经营大户")
"""The five ways in which a society is run (东台 二、二是)."""
GRADES = ("优秀", "合格", "不合格")
AGENCIES = ("民政", "总工会", "共青团", "妇联", "残联", "红十字会", "少工委", "慈善会", "其他")
"""Whose roll a person is on (山西 二（一））: the seven members of the mechanism, and others."""
BECOMES = (
    "捐赠", "会费", "利息", "村集体", "财政补助", "支取备用金", "缴回备用金", "手续费", "办公费",
    "其他管理费用", "其他业务", "其他费用", "微信在途", "支付宝在途",
)  # fmt: skip
"""What a statement's row can be booked as by rule; relief cannot: each payment has its own decision."""
GIFTS = ("捐赠", "村集体")
"""Those of them that come through a channel."""
WAYS = ("收", "付")
REGISTERS = ("捐赠台账", "救助台账", "村集体捐赠名单")
_UNSEEN = re.compile(
    r"[\s\u00ad\u115f\u1160\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufe00-\ufe0f\ufeff]+"
)


@lru_cache(maxsize=1 << 14)
def as_read(text: str) -> str:
    """A text as an eye reads it, to look for words in: wide forms folded, without blanks and what is not seen."""
    return _UNSEEN.sub("", text if text.isascii() else unicodedata.normalize("NFKC", text))


def as_id(who: str) -> str:
    """A person's id as two of them are compared: as an eye reads it, capitals and small letters alike."""
    return as_read(who).casefold()


PSEUDONYM = re.compile(r"[PH]-[0-9a-f]{12}")
"""A person's or household's name in the books (books.md §4)."""
MASKS = "*某"
"""The signs that stand for the part of a person's name that the books do not show."""
NAMELESS = (*MASKS, "爱心", "匿名", "无名", "不留名", "网友", "好心")
"""What a payee's name holds that does not say who gave."""
WAIVED = "自愿放弃"
"""What stands for the receipt number where the donor waived the official receipt."""
KEYS = (
    "about", "account", "advanced-for", "agency", "amount", "approved-by", "at", "award", "becomes", "budget-line", "by",
    "cap-emergency", "cap-supplementary", "category", "ceiling", "certificate", "channel", "closing", "columns", "counted",
    "custodian", "decision", "digest", "document", "document-no", "donor", "doubt", "due", "duties", "event",
    "federation", "fee", "filed-as", "first-asked", "found", "from", "fund", "goods-name", "grade", "hamlet", "hardship",
    "household", "key", "kind", "label", "letter", "level", "matter", "matter-no", "memo", "method", "mode",
    "name", "names", "note", "number", "objections", "opening", "opinion", "outcome", "paid-by", "paper", "papers", "payee",
    "payer", "person", "place", "policy", "policy-sha256", "post", "prev", "procurement", "publish",
    "reason", "receipt", "recipient", "recorded-by", "refund-of", "relation", "relief", "resolution", "restriction", "reverses",
    "rows",
    "seed-as", "seq", "sha256", "sheet", "signed", "signing", "society", "source", "stages", "times", "to", "township", "until",
    "urgent", "uscc", "uses", "village", "voucher", "way", "witness", "words",
)  # fmt: skip
"""Every metadata key of books.md §3 and §4: a key that is almost one of these is a slip of the pen."""
