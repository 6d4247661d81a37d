"""Labels: the texts that say what stands beside them.

Spellings are data (labels.toml). They are looked for in the squeezed text of segments, so that accents, case
and joined words do not matter; engines' layers also get a tolerance for misread letters. A label that wraps
over two lines of a cell is found across the two.
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from rapidfuzz import fuzz, process

from mailproc.reading.folding import squeeze
from mailproc.reading.layout import Chart, Segment, around, same_place, stacked
from mailproc.reading.model import Box, Witness
from mailproc.reading.near import Near
from mailproc.reading.wordings import Grammar, Wording

SECTIONS = frozenset({"beneficiaries", "employers", "head", "seal"})
# A spelling shorter than this must be a word of its own, and is never matched with errors.
_LONG = 8
# Letters of a word that do not make it part of a label.
_CRUMB = 2
# Letters by which a label that another layer read is longer than a part of it.
_MORE = 3
# A spelling this long may wrap over two lines; how alike its misread second line must be.
_WRAPPING = 14
_ALIKE_END = 70.0
# Whose a value is, as a complement of its label: "Situación del asegurado"; and what a label repeats in brackets.
_WHOSE = (
    "ASEGURADO", "ASEGURADA", "TITULAR", "TRABAJADOR", "TRABAJADORA", "DERECHOHABIENTE", "PACIENTE", "ESTUDIANTE",
    "PENSIONADO", "PENSIONADA",
)  # fmt: skip
_TAILS = (f"DEL?(?:LA)?(?:{'|'.join(_WHOSE)})", "ADSCRITO", "ADSCRITA", "NSS", "CURP", "UMF")
# A letter away from a word of titles and sentences.
_TO_THE_LETTER = frozenset({"CDERECHO"})
# Words that values also begin with ("SERVICIOS DE PERSONAL SC"): labels only if no further word follows.
_STRICT_FIELDS = frozenset({"services", "head", "address", "employers", "movement", "dated"})
_STRICT = frozenset(
    {"EMPRESA", "CLINICA", "LUGAR", "DESDE", "REFERENCIA", "CERTIFICADO", "CUENTA", "CREDITO", "SECUENCIA",
     "EXPEDICION", "EMISION", "FAMILIARES", "DERECHO"}
)  # fmt: skip
_NAMED = {"ESTADO": re.compile(r"\bDEL\s$"), "SERVICIOS": re.compile(r"\b(?:DE|Y|E|LOS)\s$")}
_COUNTED = re.compile(r"\b(?:NUMERO|NUM\.?|NO\.|N\.?°)\s(?:DEL?\s)?$")
_TAIL = f"(?:{'|'.join(_TAILS)})?"
# A form's fields are numbered: the number is the label's.
_ORDINAL = re.compile(r"\W*(?:\d{1,2}|[A-Z])\s?[.)][\s.)–-]*")
# Whose paper it is, at the end of a title ("… de derechos del asegurado", "… (titular)"), leads to no value.
_WHOSE_PAPER = re.compile(r"(?:\b(?:DEL|DE LA|AL|CON EL|CON LA)(?: PERSONA)?\s|\()$")
_NO_MORE = re.compile(r"[\s.)]*(?:\([^()]*\)\s*)?")


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


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(_TAIL)


@lru_cache(maxsize=4096)
def _worded_otherwise(text: str) -> tuple[Wording, ...]:
    """Labels in a segment's text by their grammar."""
    return tuple(_grammar().find(text))


@cache
def _grammar() -> Grammar:
    known = table()
    states = [spelling for spellings in known["states"].values() for spelling in spellings]
    return Grammar(known["labels"], known["senses"]["groups"], states, SECTIONS - {"beneficiaries"})


def opens_with_label(text: str) -> bool:
    """Whether the text begins with a label and a colon: a line of its own, in whatever block it stands."""
    head, colon, _ = text.partition(":")
    return bool(colon) and squeeze(head) in _spellings()


def is_piece_of_label(text: str) -> bool:
    """Whether the text is a label, or the beginning of one whose rest was not read."""
    squeezed = squeeze(text)
    return len(squeezed) >= 4 and any(spelling.startswith(squeezed) for spelling in _spellings())


def find_labels(chart: Chart) -> list[Label]:
    """All labels of one layer, longer ones first where they overlap."""
    found: list[Label] = []
    masked: list[str] = []
    for index, segment in enumerate(chart.segments):
        hits, rest = _in_other_words(segment, index, *_exact_in(segment, index))
        found.extend(hits)
        masked.append(rest)
    if chart.witness is not Witness.TEXT:
        found.extend(_blurred(chart.segments, masked))
    whole = {label.segment for label in found if label.share > 0.8 and label.exact}
    wrapped = _wrapped(chart.segments, whole, tolerant=chart.witness is not Witness.TEXT)
    return wrapped + [one for one in found if not any(same_place(one.box, over.box) for over in wrapped)]


def _exact_in(segment: Segment, index: int) -> tuple[list[Label], str]:
    hits: list[Label] = []
    rest = segment.squeezed
    position = 0
    while match := _exact().search(segment.squeezed, position):
        hit = _worded(segment, match)
        if hit is None:
            position = match.start() + 1
            continue
        spelling, span = hit
        field = _spellings()[spelling]
        position = span[1]
        # "PREPARATORIA DEL ESTADO" and "INDUSTRIAL Y DE SERVICIOS" are names.
        named = spelling in _NAMED and _NAMED[spelling].search(segment.text[: segment.places[span[0]]])
        if not named and not (spelling in _WHOSE and _ends_a_title(segment, span)):
            strict = field in _STRICT_FIELDS or spelling in _STRICT
            if strict and _goes_on(segment, span[1]) and not (field == "vigente" and _answered(segment, span[1])):
                continue
            hits.append(_label(segment, index, field, span, exact=True))
        rest = rest[: span[0]] + "#" * (span[1] - span[0]) + rest[span[1] :]
    return hits, rest


def _in_other_words(segment: Segment, index: int, hits: list[Label], rest: str) -> tuple[list[Label], str]:
    """The labels found and what is left of the segment, with those that the grammar tells in the place of listed ones
    that are a part of them."""
    for one in _worded_otherwise(segment.text) if segment.lines == 1 else ():
        over = [hit for hit in hits if hit.start < one.end and one.start < hit.end]
        # A label that opens its segment begins with the form's number.
        if any((hit.start < one.start and not hit.opens) or hit.end > one.end for hit in over):
            continue
        begin, end = bisect_left(segment.places, one.start), bisect_left(segment.places, one.end)
        if any(hit.field == one.field and hit.end - hit.start >= one.end - one.start for hit in over):
            continue
        hits = [hit for hit in hits if hit not in over]
        hits.append(_label(segment, index, one.field, (begin, end), exact=True))
        rest = rest[:begin] + "#" * (end - begin) + rest[end:]
    return hits, rest


def _ends_a_title(segment: Segment, span: tuple[int, int]) -> bool:
    before, after = segment.text[: segment.places[span[0]]], segment.text[segment.places[span[1] - 1] + 1 :]
    return _WHOSE_PAPER.search(before) is not None and _NO_MORE.fullmatch(after) is not None


def _worded(segment: Segment, match: re.Match[str]) -> tuple[str, tuple[int, int]] | None:
    """The longest spelling at a match that begins and ends with words, and its span: where "NOMBRE SANCHEZ" is
    joined, "NOMBRES" is none."""
    start = match.start()
    for span in (match.span(1), match.span()):
        if _is_word(segment, span, len(match[1])):
            return match[1], match.span()
    for spelling in _spellings():
        if len(spelling) < len(match[1]) and segment.squeezed.startswith(spelling, start):
            bare = (start, start + len(spelling))
            tailed = _tail().match(segment.squeezed, bare[1])
            for span in ((start, tailed.end()) if tailed else bare, bare):
                if _is_word(segment, span, len(spelling)):
                    return spelling, span
    return None


def _is_word(segment: Segment, span: tuple[int, int], length: int) -> bool:
    """Whether the match begins and ends at word boundaries; a long one may begin or end amid joined words, but not
    with a letter or two of another word ("SERVICIO SI" is no "SERVICIOS")."""
    text = segment.text
    start, end = segment.places[span[0]], segment.places[span[1] - 1] + 1
    before = start == 0 or not text[start - 1].isalnum()
    after = end == len(text) or not text[end].isalpha()
    if text.startswith("HABIENTE", end):
        return False  # a derechohabiente is a person
    if length < _LONG + 4:
        return before and after
    last = text[start:end].split(" ")[-1]
    first = text[start:end].split(" ", maxsplit=1)[0]
    return (before and (after or len(last) > _CRUMB)) or (after and len(first) > _CRUMB)


def _goes_on(segment: Segment, end: int) -> bool:
    """Whether a further word follows with no sign between."""
    rest = segment.text[segment.places[end - 1] + 1 :].lstrip()
    return rest[:1].isalpha()


def _answered(segment: Segment, end: int) -> bool:
    """Whether nothing but SI or NO follows."""
    return segment.squeezed[end:] in {"SI", "NO"}


def _label(segment: Segment, index: int, field: str, span: tuple[int, int], *, exact: bool) -> Label:
    start, end = segment.places[span[0]], segment.places[span[1] - 1] + 1
    # "¿Con derecho …?": what is set flush is the sign; "Núm. de folio": the word that counts is the label's too.
    counted = _COUNTED.search(segment.text[:start])
    opened = counted.start() if counted is not None else start - (segment.text[start - 1 : start] == "¿")
    if counted is not None:
        start = opened
    if _ORDINAL.fullmatch(segment.text, 0, opened):
        start = opened = 0
    before = squeeze(segment.text[:opened])
    return Label(
        field=field,
        box=segment.box_of(opened, end),
        segment=index,
        start=start,
        end=end,
        exact=exact,
        length=span[1] - span[0],
        opens=not before,
        closes=span[1] == len(segment.squeezed),
        share=(span[1] - len(before)) / len(segment.squeezed),
    )


def _cutoff(length: int) -> float:
    """One misread letter in seven."""
    return 100 * (1 - (length // 7) / length) - 0.5


def _blurred(segments: Sequence[Segment], masked: list[str]) -> list[Label]:
    """Labels with misread letters in what is left of the segments, the longest spellings first."""
    waiting: dict[str, list[int]] = {}
    for index, text in enumerate(masked):
        for spelling in _near().may_stand_in(text):
            waiting.setdefault(spelling, []).append(index)
    found: list[Label] = []
    for spelling in sorted(waiting, key=lambda one: (-len(one), one)):
        field, cutoff = _spellings()[spelling], _cutoff(len(spelling))
        for index in waiting[spelling]:
            text = masked[index]
            if len(text) < len(spelling) - 1:
                continue
            place = fuzz.partial_ratio_alignment(spelling, text, score_cutoff=cutoff)
            # At a line's end it may be another, shorter text: "VIGENCIA DE DERECHOS" is none that ends in HASTA.
            if place is None or place.dest_end - place.dest_start < len(spelling) - len(spelling) // 7:
                continue
            span = (place.dest_start, place.dest_end)
            if "#" in text[span[0] : span[1]]:
                continue
            segment = segments[index]
            strict = field in _STRICT_FIELDS and _goes_on(segment, span[1])
            if not strict and _is_word(segment, span, len(spelling)):
                found.append(_label(segment, index, field, span, exact=False))
                masked[index] = text[: span[0]] + "#" * (span[1] - span[0]) + text[span[1] :]
    return found


@cache
def _near() -> Near:
    long = (spelling for spelling in _spellings() if len(spelling) >= _LONG and spelling not in _TO_THE_LETTER)
    return Near(long, errors=7)


def _wrapped(segments: Sequence[Segment], whole: Collection[int], *, tolerant: bool) -> list[Label]:
    """Labels that begin in one segment and end in the one just below. `whole` are segments that are labels."""
    found: list[Label] = []
    for upper, (low, lower) in stacked(segments):
        text = upper.squeezed + lower.squeezed
        seam = len(upper.squeezed)
        hit = _long_exact().match(text)
        spelling, end = ("", 0)
        if hit is not None:
            # A label that ends with its line is not repeated in brackets below: that is the next label.
            spelling, end = hit[1], hit.end() if hit.end(1) > seam else hit.end(1)
        if not spelling and tolerant:
            spelling, end = _blurred_start(text)
        # It must cross the seam by more than a letter or two: those are a value's.
        if not spelling or end - seam < 3 or seam < 3:
            continue
        # What is a label by itself goes on with another one only if the two are one to the letter; and a line that
        # is far from the label's end makes another label: "VIGENCIA DE DERECHOS | FECHA" is none that ends in HASTA.
        if low in whole and (hit is None or end != len(text)):
            continue
        if hit is None and fuzz.ratio(spelling[seam - end :], lower.squeezed[: end - seam]) < _ALIKE_END:
            continue
        inner = _label(lower, low, _spellings()[spelling], (0, end - seam), exact=hit is not None)
        found.append(replace(inner, box=around([upper.box, inner.box]), length=len(spelling), opens=True))
    return found


@cache
def _long_spellings() -> tuple[str, ...]:
    return tuple(spelling for spelling in _spellings() if len(spelling) >= _WRAPPING)


@cache
def _long_exact() -> re.Pattern[str]:
    return re.compile(f"({'|'.join(_long_spellings())}){_TAIL}")


def _blurred_start(text: str) -> tuple[str, int]:
    """The long spelling that the text begins with, nearly, and where it ends; ("", 0) where none."""
    known = [one for one in _near().may_stand_in(text[:40]) if len(one) >= _WRAPPING]
    best = process.extractOne(text, sorted(known), scorer=fuzz.partial_ratio, score_cutoff=84)
    if best is None:
        return "", 0
    spelling = best[0]
    place = fuzz.partial_ratio_alignment(spelling, text, score_cutoff=_cutoff(len(spelling)))
    if place is None or len(text) < len(spelling) or place.dest_start != 0:
        return "", 0
    return spelling, place.dest_end


def seen_from(own: Sequence[Label], others: Sequence[Label]) -> list[Label]:
    """A layer's labels and, where it has none at that place or only a part of one, what other layers of the page
    found there."""
    foreign: list[Label] = []
    for label in others:
        there = [mine for mine in [*own, *foreign] if same_place(label.box, mine.box)]
        if all(mine.field == label.field and label.length > mine.length + _MORE for mine in there):
            foreign.append(replace(label, segment=-1, start=0, end=0))
    return [*own, *foreign]
