"""The words of a PDF page by position: pieces of text with their loose boxes, gathered into lines.

Positions are whole hundredths of a point, rightwards and downwards, whichever way the page is turned.
Slanted words and pale grey ones are watermarks and left out.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from importers.cells import heading
from importers.paper import UnreadablePaper
from importers.readers.radicals import plain

MAX_CHARS = 100_000
"""The most signs of one page; a full page of small print has some 6 000."""

_BLANKS = frozenset(map(ord, " \t\r\n\u00a0\u3000"))
_HYPHENS = dict.fromkeys([0x02, 0xAD, 0xFFFE], ord("-"))
"""What PDFium says for a hyphen at the end of a line."""
_BREAKS = frozenset(map(ord, "\r\n"))
_BLANK = 18
"""Hundredths of a sign's height: a wider gap is a blank, though none was drawn."""
_FEW = 40
"""So few signs on a page may be its number, printed over a scan."""
_INVISIBLE = 3
_CHINESE = 0x2E80
_PALE, _GREY, _THIN = (150, 250), 40, 160
"""Shades of a watermark: light but not white, without colour; or one that lets the paper through."""


class Word(NamedTuple):
    """A run of text without a gap: its sides, its height, and whether a blank stands before it.

    `tied`: both words were drawn in one go, so it belongs to the word before unless a column ends there.
    """

    left: int
    right: int
    size: int
    said: str
    spaced: bool = False
    tied: bool = False


class Line(NamedTuple):
    """Words on one base line, from left to right; `at` grows down the page, `signs` are those it is made of."""

    at: int
    words: list[Word]
    signs: frozenset[str]

    def said(self) -> str:
        """The line as it reads, with a blank at each gap; letter-spaced words are closed up."""
        if len(self.words) > 2 and all(len(word.said) == 1 for word in self.words):
            return "".join(word.said for word in self.words)
        return joined(self.words)

    def size(self) -> int:
        """The height of its largest word."""
        return max(word.size for word in self.words)


Fault = Literal["", "picture", "guessed", "fontless"]
"""What speaks against reading a page: a picture and hardly a sign; signs that mostly have no known character or
are the unseen guesses of a scanner; Chinese signs without a font, of which PDFium passes over some."""


class Page(NamedTuple):
    """The lines of a page, and what speaks against reading them."""

    lines: list[Line]
    fault: Fault


class _Style(NamedTuple):
    """What all signs of one text object share: its direction in degrees, its base line, its height, its shade."""

    angle: int
    base: int
    size: int
    pale: bool
    unseen: bool
    fontless: bool


class _Run:
    """Signs of one text object without a gap, while they are being gathered."""

    __slots__ = ("key", "left", "right", "said", "size", "spaced", "style", "tied")

    def __init__(self, key: int, style: _Style, sides: tuple[int, int], said: str) -> None:
        self.key, self.style, self.said, self.size = key, style, [said], style.size
        self.left, self.right = sides
        self.spaced = self.tied = False

    def reaches(self, left: int, tenths: int) -> bool:
        """Whether a sign that begins there is no further off than that many tenths of the run's height."""
        return -5 * self.size < 10 * (left - self.right) < tenths * self.size


def joined(words: list[Word]) -> str:
    """Words of one line, with a blank where one was drawn or where the gap is as wide as one."""
    said = words[0].said
    for before, word in pairwise(words):
        wide = 100 * (word.left - before.right) > _BLANK * word.size
        said += (" " if word.spaced or wide else "") + word.said
    return said


def page_of(page: Any) -> Page:
    """The words of one pypdfium2 page; raises UnreadablePaper where there are more than on any paper."""
    import pypdfium2.raw as raw

    text = page.get_textpage()
    try:
        count = raw.FPDFText_CountChars(text.raw)
        if count > MAX_CHARS:
            raise UnreadablePaper("PDF 里有一页的字多得不像账单，请重新下载原始账单。")
        runs, guessed = _runs(text.raw, count)
    except (OverflowError, ValueError) as error:  # a matrix that was spoilt puts signs at no number at all
        raise UnreadablePaper("PDF 里有的字没有位置，文件已损坏，请重新下载原始账单。") from error
    finally:
        text.close()
    return Page(_lines(_upright(runs)), _fault(page, runs, 2 * guessed > count))


def _fault(page: Any, runs: list[_Run], guessed: bool) -> Fault:
    if sum(len(run.said) for run in runs) < _FEW and _is_pictured(page, half=bool(runs)):
        return "picture"
    if guessed:
        return "guessed"
    return "fontless" if any(run.style.fontless for run in runs) else ""


def _is_pictured(page: Any, *, half: bool) -> bool:
    """Whether a page has a picture, or one that covers half of it."""
    import pypdfium2.raw as raw

    wide, high = page.get_size()
    for picture in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=4):
        left, bottom, right, top = picture.get_bounds()
        if not half or 2 * (right - left) * (top - bottom) > wide * high:
            return True
    return False


def _runs(text: Any, count: int) -> tuple[list[_Run], int]:
    """The runs of a page as they are drawn, and how many signs cannot be read."""
    import pypdfium2.raw as raw

    styles: dict[int, _Style] = {}
    runs: list[_Run] = []
    box, guessed, blanks, spaced = raw.FS_RECTF(), 0, 0, False
    for at in range(count):
        code = raw.FPDFText_GetUnicode(text, at)
        if code in _BLANKS:
            blanks += code not in _BREAKS
            spaced = spaced or not raw.FPDFText_IsGenerated(text, at)
            continue
        drawn = raw.FPDFText_GetTextObject(text, at)
        key = ctypes.c_void_p.from_buffer(drawn).value or 0
        raw.FPDFText_GetLooseCharBox(text, at, box)
        style = styles.get(key) or styles.setdefault(key, _style(text, at, drawn, box))
        guessed += style.unseen or code in (0, 0xFFFD) or 0xE000 <= code < 0xF900
        sides = _sides(style.angle, box)
        sign = chr(_HYPHENS.get(code, code))
        run = runs[-1] if runs else None
        same = run is not None and run.key == key
        if run and same and not blanks and run.reaches(sides[0], 2):
            run.said.append(sign)
            run.right = sides[1]
        else:
            runs.append(_Run(key, style, sides, sign))
            runs[-1].spaced = spaced
            runs[-1].tied = bool(run and same and blanks == 1 and run.reaches(sides[0], 8))
        blanks, spaced = 0, False
    return runs, guessed


def _style(text: Any, at: int, drawn: Any, box: Any) -> _Style:
    import pypdfium2.raw as raw

    angle = -round(math.degrees(raw.FPDFText_GetCharAngle(text, at))) % 360  # PDFium turns clockwise
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, at, x, y)
    red, green, blue, cover = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(drawn, red, green, blue, cover)
    shades = (red.value, green.value, blue.value)
    grey = _PALE[0] <= min(shades) and max(shades) < _PALE[1] and max(shades) - min(shades) < _GREY
    unseen = raw.FPDFTextObj_GetTextRenderMode(drawn) == _INVISIBLE
    unseen = unseen or raw.FPDFText_HasUnicodeMapError(text, at) == 1
    base = {0: -y.value, 90: x.value, 180: y.value, 270: -x.value}.get(angle, 0)
    size = box.top - box.bottom if angle % 180 == 0 else box.right - box.left
    fontless = raw.FPDFText_GetUnicode(text, at) > _CHINESE and _is_blank(drawn)
    pale = grey or cover.value < _THIN
    return _Style(angle, round(base * 100), round(size * 100), pale, unseen, fontless)


def _is_blank(drawn: Any) -> bool:
    """Whether signs are drawn as nothing: their font is neither in the file nor on this machine."""
    import pypdfium2.raw as raw

    if raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(drawn)):
        return False
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
    return round(100 * (top.value - bottom.value)) == 0


def _sides(angle: int, box: Any) -> tuple[int, int]:
    """Left and right of a sign's box as one sees it who reads along its direction."""
    if angle == 0:
        return round(box.left * 100), round(box.right * 100)
    low, high = (box.left, box.right) if angle == 180 else (box.bottom, box.top)
    left, right = (low, high) if angle == 90 else (-high, -low)
    return round(left * 100), round(right * 100)


def _upright(runs: list[_Run]) -> list[_Run]:
    """The runs that stand as most signs do, without pale ones where most are not."""
    signs: Counter[tuple[int, bool]] = Counter()
    for run in runs:
        signs[run.style.angle, run.style.pale] += len(run.said)
    if not signs:
        return []
    angle, pale = max(signs, key=lambda kind: signs[kind])
    return [run for run in runs if run.style.angle == angle and (pale or not run.style.pale)]


def _lines(runs: list[_Run]) -> list[Line]:
    """The runs by base line, top to bottom, each line's words from left to right."""
    lines: list[list[_Run]] = []
    for run in sorted(runs, key=lambda r: r.style.base):
        first = lines[-1][0] if lines else None
        if first and 10 * (run.style.base - first.style.base) < 3 * min(run.size, first.size):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [_line(line[0].style.base, _words(line)) for line in lines]


def _line(at: int, words: list[Word]) -> Line:
    return Line(at, words, frozenset(heading("".join(word.said for word in words))))


def _words(runs: list[_Run]) -> list[Word]:
    """Runs that touch are one word: the font changes within it, as from Chinese to figures."""
    words: list[Word] = []
    last: _Run | None = None
    for run in sorted(runs, key=lambda r: r.left):
        if last and run.said == last.said and 2 * (run.left - last.left) < run.right - run.left:
            continue  # drawn twice, a hair apart, to look bold
        last, said = run, plain("".join(run.said))
        before = words[-1] if words else None
        if before and not run.spaced and -30 * run.size < 100 * (run.left - before.right) < 12 * run.size:
            size = max(run.size, before.size)
            words[-1] = before._replace(right=run.right, size=size, said=before.said + said)
        else:
            words.append(Word(run.left, run.right, run.size, said, run.spaced, run.tied))
    return words
