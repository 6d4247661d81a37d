"""Cuts hostile MIME down before the parser meets it, so that parsing takes bounded time and memory.

The standard library's parser is linear in ordinary mail, yet multiplies lines by nesting, and builds an object for
every line, header line and part, and a whole message for every group of a delivery report. Cutting keeps what stands
before the limit; the problem code tells that something is missing, and a person looks.
"""

import re
from collections.abc import Iterator

MAX_HEADER_LINES = 2_000
MAX_PARTS = 2_000
MAX_LINES = 800_000
"""Forty megabytes of base64 are 530,000; of lines that are short, a gigabyte of memory."""
MAX_GROUPS = 5_000
"""Of a delivery report: blank lines below the first word of one, wherever it stands."""
MAX_CONTAINERS = 200
MIN_CONTAINERS = 50
LINES_TIMES_CONTAINERS = 10_000_000
"""About three seconds of the parser's time on one core."""

_HEADER_END = re.compile(rb"\r?\n\r?\n|\r\r")
_BOUNDARY = re.compile(rb"^--", re.MULTILINE)
_LINE_END = re.compile(rb"\r\n|\r|\n")
_BLANK_LINE = re.compile(rb"(?:\r\n|\r|\n)(?=[\r\n])")
_REPORT = re.compile(rb"delivery-status", re.IGNORECASE)
_CONTAINER = re.compile(rb"(?:multipart|message)/", re.IGNORECASE)


def bounded(raw: bytes) -> tuple[bytes, tuple[str, ...]]:
    """`raw` within the limits, and the problem codes ("header", "parts", "depth") of what was cut off.

    The number of containers (`multipart/…`, `message/…`) named anywhere is an upper bound of the nesting;
    a class representative's thirty forwarded messages side by side stay below it.
    """
    problems: list[str] = []
    raw, cut = _fewer_header_lines(raw)
    if cut:
        problems.append("header")
    cut = False
    if raw.count(b"\n") + raw.count(b"\r") > MAX_LINES:
        raw, cut = _before(raw, _LINE_END.finditer(raw), MAX_LINES)
    if report := _REPORT.search(raw):
        raw, fewer = _before(raw, _BLANK_LINE.finditer(raw, report.start()), MAX_GROUPS)
        cut |= fewer
    raw, fewer = _before(raw, _BOUNDARY.finditer(raw), MAX_PARTS)
    if cut or fewer:
        problems.append("parts")
    lines = raw.count(b"\n") + 1
    allowed = max(MIN_CONTAINERS, min(MAX_CONTAINERS, LINES_TIMES_CONTAINERS // lines))
    raw, cut = _before(raw, _CONTAINER.finditer(raw), allowed)
    if cut:
        problems.append("depth")
    return raw, tuple(problems)


def _fewer_header_lines(raw: bytes) -> tuple[bytes, bool]:
    end = _HEADER_END.search(raw)
    stop = end.start() if end else len(raw)
    if raw.count(b"\n", 0, stop) + raw.count(b"\r", 0, stop) <= 2 * MAX_HEADER_LINES:
        return raw, False
    kept = b"\n".join(raw[:stop].splitlines()[:MAX_HEADER_LINES])
    return kept + raw[stop:], True


def _before(raw: bytes, places: Iterator[re.Match[bytes]], limit: int) -> tuple[bytes, bool]:
    for count, place in enumerate(places, start=1):
        if count > limit:
            return raw[: place.start()], True
    return raw, False
