"""Radicals in place of characters, as a PDF gives them back: ⼾ is 户, ⺠ is 民.

A font draws both with one glyph, and the PDF names the radical. NFKC alone would turn ⼾ into 戶 and leave ⺠.
"""

from __future__ import annotations

import unicodedata

_FIRST, _LAST = 0x2E80, 0x2FDF
_OWN = dict(
    zip(
        map(
            ord,
            "⼾戶⻘靑⻩黃⺁⺅⺆⺈⺉⺊⺌⺍⺎⺐⺒⺓⺔⺖⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺲⺶⺷⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄"
            "⻅⻆⻇⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻙⻚⻛⻜⻝⻞⻟⻠⻢⻣⻤⻥⻦⻧⻨⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        ),
        "户户青青黄黄厂亻冂刀刂卜小小兀尢巳幺彑忄扌攵旡日月歺民氵氺灬爫丬牛犭王疋目示礻竹糸纟罒羊羊耂肀聿月臼艹艹艹虎衤覀西"
        "见角角讠贝车辶辶辶阝钅長镸长门阜阝雨韦页风飞食食飠饣马骨鬼鱼鸟卤麦黾斉齐歯齿竜龙龟亀龟",
        strict=True,
    )
)


def plain(said: str) -> str:
    """The text with characters where it has radicals; all else is left as it is."""
    if said.isascii():
        return said
    return "".join(map(_plain, said.translate(_OWN))).translate(_OWN)


def _plain(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign) if _FIRST <= ord(sign) <= _LAST else sign
