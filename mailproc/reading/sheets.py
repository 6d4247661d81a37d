"""Which document a page is, by its tell-tale texts, and which pages belong to one sheet.

A heading decides; where a picture lost its heading, what the sheet is made of does. A page that is headed as
something else is never a constancia, whatever it mentions.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from rapidfuzz import fuzz, process

from mailproc.reading.folding import squeeze
from mailproc.reading.layout import Segment
from mailproc.reading.model import Document, Witness
from mailproc.reading.places import Place
from mailproc.reading.views import View

# How much of its line (or two lines) a title must be, to be a heading and not a mention in a sentence.
_HEADING_SHARE = 0.6
_DENIES = re.compile(r"N[O0](?:DE|VI|AF|SE|CU|TI)")
# Labels that together are found on a constancia only; a page with this much of them needs no heading.
_STRUCTURE = {"vigente": 2.0, "agregado": 1.0, "estado": 0.5, "umf": 0.5, "nss": 0.5, "valid_until": 0.5,
              "beneficiaries": 0.5, "registro": 0.5, "employers": 0.5, "shift": 0.5, "room": 0.5}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """What a page looks like. `headed` tells whether a heading said so; `structure` is how much of a
    constancia's make-up is there; `height` is where the heading stands, 0 top to 1 bottom."""

    document: Document
    headed: bool
    structure: float


@dataclass(frozen=True, slots=True)
class _Telltale:
    document: Document
    text: str
    title: bool


@cache
def _telltales() -> tuple[_Telltale, ...]:
    raw = tomllib.loads(files("mailproc.reading").joinpath("sheets.toml").read_text(encoding="utf-8"))
    found = [
        _Telltale(Document(name), squeeze(text), kind == "titles")
        for name, texts in raw.items()
        for kind in ("titles", "signs")
        for text in texts[kind]
    ]
    return tuple(sorted(found, key=lambda one: -len(one.text)))


def look_at(views: Sequence[View], slots: Sequence[Place], places: Sequence[Place]) -> Look:
    """What one page is, as far as all its witnesses tell."""
    headings: dict[Document, tuple[float, float]] = {}
    signs: dict[Document, set[str]] = {}
    for view in views:
        _collect(view, headings, signs)
    structure = _structure(views, slots, places)
    document = _headed(headings, structure)
    if document is not None:
        return Look(document, True, structure)
    return Look(_by_signs(signs, structure), False, structure)


def _collect(view: View, headings: dict[Document, tuple[float, float]], signs: dict[Document, set[str]]) -> None:
    lines = _lines(view.chart.segments)
    texts = [text for text, _ in lines]
    height = max(view.chart.height, 1.0)
    tolerant = view.chart.witness is not Witness.TEXT
    for telltale in _telltales():
        length = len(telltale.text)
        hits = [(1.0, at) for at, text in enumerate(texts) if telltale.text in text]
        if not hits and tolerant and length >= 10:
            hits = _blurred(telltale, texts)
        for score, at in hits:
            text, top = lines[at]
            opens = text.startswith(telltale.text) and length >= 0.35 * len(text) and top < 0.3 * height
            if telltale.title and (length >= _HEADING_SHARE * len(text) or (opens and len(text) <= 60)):
                # Longer titles are surer; "vigencia" within "no vigencia" must lose.
                weight, place = headings.get(telltale.document, (0.0, 1.0))
                headings[telltale.document] = (max(weight, length * score), min(place, top / height))
            else:
                signs.setdefault(telltale.document, set()).add(telltale.text)


def _blurred(telltale: _Telltale, texts: Sequence[str]) -> list[tuple[float, int]]:
    """Score and line of near matches, one misread letter in eight."""
    length = len(telltale.text)
    cutoff = 100 * (1 - (length // 8) / length) - 0.5
    hits: list[tuple[float, int]] = []
    for text, score, at in process.extract(
        telltale.text, texts, scorer=fuzz.partial_ratio, score_cutoff=cutoff, limit=3
    ):
        place = fuzz.partial_ratio_alignment(telltale.text, text, score_cutoff=cutoff)
        if len(text) < 0.9 * length or place is None:
            continue
        # Two letters part "no derecho" from "derecho": what denies must be there to the letter.
        if telltale.document is Document.NO_DERECHO and not _DENIES.search(
            text[place.dest_start : place.dest_end]
        ):
            continue
        hits.append((score / 100, at))
    return hits


def _lines(segments: Sequence[Segment]) -> list[tuple[str, float]]:
    """Squeezed segments, and pairs that follow one another downwards (titles wrap), with their tops."""
    single = [(segment.squeezed, segment.box.y0) for segment in segments if segment.squeezed]
    pairs: list[tuple[str, float]] = []
    for upper, lower in pairwise(segments):
        gap = lower.box.y0 - upper.box.y1
        if (
            len(upper.squeezed) >= 6
            and len(lower.squeezed) >= 6
            and -0.5 <= gap / max(upper.box.height, 1e-6) <= 1.2
        ):
            pairs.append((upper.squeezed + lower.squeezed, upper.box.y0))
    return single + pairs


def _structure(views: Sequence[View], slots: Sequence[Place], places: Sequence[Place]) -> float:
    labels = {label.field for view in views for label in view.labels}
    score = sum(weight for field, weight in _STRUCTURE.items() if field in labels)
    if any(slot.kind == "vigente" for slot in slots):
        score += 1.5
    if any(place.kind == "agregado" for place in places):
        score += 0.5
    return score


def _headed(headings: dict[Document, tuple[float, float]], structure: float) -> Document | None:
    if not headings:
        return None
    if Document.CONSTANCIA in headings and len(headings) > 1:
        others = {document: place for document, place in headings.items() if document is not Document.CONSTANCIA}
        ours = headings[Document.CONSTANCIA]
        # Another title that stands higher, or is at least as long, names the sheet: the constancia is mentioned.
        # A label of our sheet ("Clave Única de Registro de Población") is no title if the sheet is made like ours.
        rivals = {
            document: weight
            for document, weight in others.items()
            if not (
                document in {Document.CURP, Document.HOJA_AFILIACION} and structure >= 3 and weight[1] > ours[1]
            )
        }
        if not rivals:
            return Document.CONSTANCIA
        top = min(rivals, key=lambda document: rivals[document][1])
        if ours[1] + 0.02 < rivals[top][1] and structure >= 3.5:
            return Document.CONSTANCIA
        return top
    best = max(headings, key=lambda document: headings[document][0])
    if best is Document.CURP and structure >= 4:
        return None
    return best


def _by_signs(signs: dict[Document, set[str]], structure: float) -> Document:
    """No heading: what a constancia is made of, or two signs (one long title in a sentence) of another kind."""
    others = {
        document: sum(2 if len(text) > 20 else 1 for text in texts)
        for document, texts in signs.items()
        if document is not Document.CONSTANCIA
    }
    weight, strongest = max(((score, document) for document, score in others.items()), default=(0, None))
    if structure >= 3.5 and weight < 4:
        return Document.CONSTANCIA
    return strongest if strongest is not None and weight >= 2 else Document.DESCONOCIDO
