"""The unified social credit code (统一社会信用代码, GB 32100) of a society."""

from __future__ import annotations

_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SOCIAL_ORGANISATION = "51"
"""How the code of a 社会团体 begins."""


def check_digit(body: str) -> str:
    """The last character of a credit code, from the 17 before it (GB 32100)."""
    total = sum(_LETTERS.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return _LETTERS[(31 - total % 31) % 31]


def problem(code: str) -> str:
    """Why a text is no 社会团体's credit code; empty when it is one."""
    if len(code) != 18 or any(c not in _LETTERS for c in code):
        return f"“{code}”不对，应是18位数字和大写字母"
    if check_digit(code[:17]) != code[17]:
        return f"“{code}”校验位不对，请核对登记证书"
    if not code.startswith(SOCIAL_ORGANISATION):
        return f"“{code}”不是社会团体的代码，应以{SOCIAL_ORGANISATION}开头"
    return ""
