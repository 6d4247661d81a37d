"""Labels: the texts that say what stands beside them.

Spellings are data (labels.toml). They are looked for in the squeezed text of segments, so that accents, case
and joined words do not matter; engines' layers also get a tolerance for misread letters. A label that wraps
over two lines of a cell is found across the two.
"""

import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from rapidfuzz import fuzz, process

from mailproc.reading.folding import squeeze
from mailproc.reading.layout import Chart, Segment, around, drop, in_column, same_place
from mailproc.reading.model import Box, Witness

SECTIONS = frozenset({"beneficiaries", "employers", "head", "seal"})
# A spelling shorter than this must be a word of its own, and is never matched with errors.
_LONG = 8
# A spelling this long may wrap over two lines.
_WRAPPING = 14
_TAILS = ("DELASEGURADO", "DELAASEGURADA", "DELTITULAR", "DELTRABAJADOR", "DELDERECHOHABIENTE", "DELPACIENTE",
          "DELESTUDIANTE", "ADSCRITO", "ADSCRITA", "NSS", "CURP", "UMF")  # fmt: skip
# Words that values also begin with ("SERVICIOS DE PERSONAL SC"): labels only if no further word follows.
_STRICT_FIELDS = frozenset({"services", "head", "address", "employers", "movement"})
_STRICT = frozenset(
    {"EMPRESA", "CLINICA", "LUGAR", "DESDE", "REFERENCIA", "CERTIFICADO", "CUENTA", "CREDITO", "SECUENCIA",
     "EXPEDICION", "EMISION", "FAMILIARES", "DERECHO"}
)  # fmt: skip
_TAIL = f"(?:{'|'.join(_TAILS)})?"


@dataclass(frozen=True, slots=True)
class Label:
    """A label found. `segment` is the index of the (last) segment it stands in, or -1 in another layer's view;
    `start` and `end` are its span in that segment's text. `opens` and `closes` tell whether it begins and
    ends its segment; `share` is how much of the segment it is."""

    field: str
    box: Box
    segment: int
    start: int
    end: int
    exact: bool
    length: int
    opens: bool
    closes: bool
    share: float


@cache
def table() -> dict[str, Any]:
    """labels.toml, parsed."""
    return tomllib.loads(files("mailproc.reading").joinpath("labels.toml").read_text(encoding="utf-8"))


@cache
def _spellings() -> dict[str, str]:
    """Squeezed spelling to field, longest first: the longer label wins where two begin alike."""
    pairs = {squeeze(text): field for field, texts in table()["labels"].items() for text in texts}
    return dict(sorted(pairs.items(), key=lambda pair: -len(pair[0])))


@cache
def _exact() -> re.Pattern[str]:
    return re.compile("(" + "|".join(_spellings()) + ")" + _TAIL)


def find_labels(chart: Chart) -> list[Label]:
    """All labels of one layer, longer ones first where they overlap."""
    found: list[Label] = []
    masked: list[str] = []
    for index, segment in enumerate(chart.segments):
        hits, rest = _exact_in(segment, index)
        found.extend(hits)
        masked.append(rest)
    if chart.witness is not Witness.TEXT:
        found.extend(_blurred(chart.segments, masked))
    whole = {label.segment for label in found if label.share > 0.8 and label.length > _WRAPPING}
    wrapped = _wrapped(chart.segments, whole, tolerant=chart.witness is not Witness.TEXT)
    return wrapped + [one for one in found if not any(same_place(one.box, over.box) for over in wrapped)]


def _exact_in(segment: Segment, index: int) -> tuple[list[Label], str]:
    hits: list[Label] = []
    rest = segment.squeezed
    position = 0
    while match := _exact().search(segment.squeezed, position):
        spelling, span = match[1], match.span()
        if _is_word(segment, match.span(1), len(spelling)) or (
            span != match.span(1) and _is_word(segment, span, len(spelling))
        ):
            field = _spellings()[spelling]
            strict = field in _STRICT_FIELDS or spelling in _STRICT
            # "PREPARATORIA DEL ESTADO" is a name.
            named = spelling == "ESTADO" and segment.squeezed[: span[0]].endswith("DEL")
            if named or (strict and _goes_on(segment, span[1])):
                position = span[1]
                continue
            hits.append(_label(segment, index, field, span, exact=True))
            rest = rest[: span[0]] + "#" * (span[1] - span[0]) + rest[span[1] :]
            position = span[1]
        else:
            position = span[0] + 1
    return hits, rest


def _is_word(segment: Segment, span: tuple[int, int], length: int) -> bool:
    """Whether the match begins and ends at word boundaries; a long one may begin or end amid joined words."""
    start, end = segment.places[span[0]], segment.places[span[1] - 1] + 1
    before = start == 0 or not segment.text[start - 1].isalnum()
    after = end == len(segment.text) or not segment.text[end].isalpha()
    if length >= _LONG + 4:
        return before or after
    return before and after


def _goes_on(segment: Segment, end: int) -> bool:
    """Whether a further word follows with no sign between."""
    rest = segment.text[segment.places[end - 1] + 1 :].lstrip()
    return rest[:1].isalpha()


def _label(segment: Segment, index: int, field: str, span: tuple[int, int], *, exact: bool) -> Label:
    start, end = segment.places[span[0]], segment.places[span[1] - 1] + 1
    return Label(
        field=field,
        box=segment.box_of(start, end),
        segment=index,
        start=start,
        end=end,
        exact=exact,
        length=span[1] - span[0],
        opens=span[0] == 0,
        closes=span[1] == len(segment.squeezed),
        share=(span[1] - span[0]) / len(segment.squeezed),
    )


def _cutoff(length: int) -> float:
    """One misread letter in seven."""
    return 100 * (1 - (length // 7) / length) - 0.5


def _blurred(segments: Sequence[Segment], masked: list[str]) -> list[Label]:
    found: list[Label] = []
    for spelling, field in _spellings().items():
        if len(spelling) < _LONG:
            break
        cutoff = _cutoff(len(spelling))
        for text, _, index in process.extract(
            spelling, masked, scorer=fuzz.partial_ratio, score_cutoff=cutoff, limit=None
        ):
            if len(text) < len(spelling) - 1:
                continue
            place = fuzz.partial_ratio_alignment(spelling, text, score_cutoff=cutoff)
            if place is None or "#" in text[place.dest_start : place.dest_end]:
                continue
            span = (place.dest_start, place.dest_end)
            segment = segments[index]
            strict = field in _STRICT_FIELDS and _goes_on(segment, span[1])
            if not strict and _is_word(segment, span, len(spelling)):
                found.append(_label(segment, index, field, span, exact=False))
                masked[index] = text[: span[0]] + "#" * (span[1] - span[0]) + text[span[1] :]
    return found


def _wrapped(segments: Sequence[Segment], whole: Collection[int], *, tolerant: bool) -> list[Label]:
    """Labels that begin in one segment and end in the one just below. `whole` are segments that are labels."""
    found: list[Label] = []
    for upper, (low, lower) in _stacked(segments, whole):
        text = upper.squeezed + lower.squeezed
        seam = len(upper.squeezed)
        hit = _long_exact().match(text)
        spelling, end = (hit[0], hit.end()) if hit is not None else ("", 0)
        if not spelling and tolerant:
            spelling, end = _blurred_start(text)
        # It must cross the seam by more than a letter or two: those are a value's.
        if not spelling or end - seam < 3 or seam < 3:
            continue
        inner = _label(lower, low, _spellings()[spelling], (0, end - seam), exact=hit is not None)
        found.append(replace(inner, box=around([upper.box, inner.box]), length=len(spelling), opens=True))
    return found


@cache
def _long_spellings() -> tuple[str, ...]:
    return tuple(spelling for spelling in _spellings() if len(spelling) >= _WRAPPING)


@cache
def _long_exact() -> re.Pattern[str]:
    return re.compile("|".join(_long_spellings()))


def _blurred_start(text: str) -> tuple[str, int]:
    """The long spelling that the text begins with, nearly, and where it ends; ("", 0) where none."""
    best = process.extractOne(text, _long_spellings(), scorer=fuzz.partial_ratio, score_cutoff=84)
    if best is None:
        return "", 0
    spelling = best[0]
    place = fuzz.partial_ratio_alignment(spelling, text, score_cutoff=_cutoff(len(spelling)))
    if place is None or len(text) < len(spelling) or place.dest_start != 0:
        return "", 0
    return spelling, place.dest_end


def _stacked(segments: Sequence[Segment], whole: Collection[int]) -> list[tuple[Segment, tuple[int, Segment]]]:
    """Pairs of short segments, the second just below the first and begun at (or centred on) the same x.

    What ends in a colon is over, and a second line that is a label itself begins another.
    """
    pairs: list[tuple[Segment, tuple[int, Segment]]] = []
    for at, upper in enumerate(segments):
        if not 5 <= len(upper.squeezed) <= 40 or upper.squeezed[-1].isdigit() or upper.text.endswith(":"):
            continue
        for low in range(at + 1, len(segments)):
            lower = segments[low]
            height = upper.box.height
            if lower.box.y0 - upper.box.y0 > 2.2 * height:
                break
            if drop(upper.box, lower.box) > 0.8 * height or not in_column(upper.box, lower.box) or low in whole:
                continue
            centred = abs(upper.box.x0 + upper.box.x1 - lower.box.x0 - lower.box.x1) < 2 * height
            if abs(upper.box.x0 - lower.box.x0) < height or centred:
                pairs.append((upper, (low, lower)))
    return pairs


def seen_from(own: Sequence[Label], others: Sequence[Label]) -> list[Label]:
    """A layer's labels and, where it has none at that place, what other layers of the page found there."""
    foreign: list[Label] = []
    for label in others:
        if not any(same_place(label.box, mine.box) for mine in [*own, *foreign]):
            foreign.append(
                Label(
                    label.field,
                    label.box,
                    -1,
                    0,
                    0,
                    label.exact,
                    label.length,
                    label.opens,
                    label.closes,
                    label.share,
                )
            )
    return [*own, *foreign]
