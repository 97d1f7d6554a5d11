"""The words that books may use as values, as the policy documents use them (books.md §3, §4)."""

from __future__ import annotations

import re
import unicodedata

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
RESOLUTION_KINDS = ("提高救助标准", "四议两公开", "资金转移", "职责兼任", "管理支出", "其他")
OBJECTIONS = ("无异议", "有异议")
_UNSEEN = re.compile(
    r"[\s\u00ad\u115f\u1160\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufe00-\ufe0f\ufeff]+"
)


def as_read(text: str) -> str:
    """A text as an eye reads it, to look for words in: wide forms folded, without blanks and what is not seen."""
    return _UNSEEN.sub("", text if text.isascii() else unicodedata.normalize("NFKC", text))


WAIVED = "自愿放弃"
"""What stands for the receipt number where the donor waived the official receipt."""
