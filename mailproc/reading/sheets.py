"""Which document a page is, by its tell-tale texts.

A heading decides; where a picture lost its heading, what the sheet is made of does. A page that is headed as
something else is never a constancia, whatever it mentions, and one without a heading only if it answers whether
there is a right to care: carnets, hojas and cards show most of a constancia's other fields.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from mailproc.reading.folding import squeeze
from mailproc.reading.layout import Segment, drop, in_column, rows_of
from mailproc.reading.model import Document, Witness
from mailproc.reading.near import Near
from mailproc.reading.places import Place
from mailproc.reading.views import View

# How much of its line (or lines) a title must be, to be a heading and not a mention in a sentence; and how far down
# the page's text a heading stands at most.
_HEADING_SHARE = 0.6
_LOWEST_HEADING = 0.45
# Shorter telltales must be there to the letter.
_LEAST_BLURRED = 10
# How many of a title's first letters may be misread.
_FIRST, _FIRST_MISREAD = 6, 2
# What a title of few letters needs beside it: a menu or a sentence's line may be as short.
_SHORT_TITLE, _SOME_STRUCTURE = 20, 2.0
_MUCH_LONGER = 1.5
# What a page needs where the answer was not read, but the question.
_MUCH_STRUCTURE = 5.5
_DENIES = re.compile(r"N[O0](?:DE|VI|AF|SE|CU|TI)")
# What a viewer shows of a file's name over its picture: cut off, or with its ending.
_FILE_NAME = re.compile(r"^\W*\w{12,}(?:\.{2,}|…)$|\.(?:PDF|JPE?G|PNG|HEIC)\b")
# What kind of paper it is says nothing of what it tells: "Constancia electrónica de vigencia de derechos".
_ADJECTIVE = re.compile(
    r"(CONSTANCIA|COMPROBANTE|REPORTE|CONSULTA)"
    r"(?:ELECTRONIC[AO]|DIGITAL|INDIVIDUAL|PERSONAL|OFICIAL|GENERAL|SIMPLE)(?=DE)"
)
_OF = re.compile(
    r"(?<=[AEO])(?:SOBRE|ACERCADE|RELATIV[AO]A|RESPECTODE|REFERENTEA|DE)(?:LA|SU|TU)(?=VIGENCIA)|SOBRE(?=VIGENCIA)"
)
_ASKED = re.compile(r"(?<=CONSTANCIA)DE(?:LA)?CONSULTA(?=DEVIGENCIA)")
_RIGHTS = re.compile(r"(VIGENCIA)DE(?:LOS|SUS|TUS)DERECHOS")
# What asks for the paper, or tells how to get it, is another one.
_ABOUT_IT = re.compile(r"SOLICITUD(?!YCONSTANCIA)|GUIA|INSTRUCTIVO|INSTRUCCIONES|REQUISITOS|PREGUNTAS|ENCUESTA")
# Who issues a paper: "Coordinación de movimientos afiliatorios" is no title.
_OFFICE = re.compile(
    r"(?:DIRECCION|COORDINACION|JEFATURA|DEPARTAMENTO|DEPTO|OFICINA|(?:SUB)?DELEGACION|AREA|MODULO|DIVISION|VENTANILLA)"
    r"(?:DE|Y|REGIONAL|LOCAL|GENERAL|ESTATAL|UNICA)"
)
# What else a paper about it may be called.
_PAPER = re.compile(
    r"^(?:CERTIFICACION|CERTIFICADO|CARTA|AVISO|CEDULA|HOJA|FICHA|INFORME|ACREDITACION|VERIFICACION|RESUMEN|TICKET"
    r"|RESPUESTADE(?:LA)?CONSULTA|RESULTADODE(?:LA)?CONSULTA|SOLICITUDYCONSTANCIA)(?=DEVIGENCIA(?:DEDERECHOS|$|ANTE|DELIMSS|AFIL))"
)
# Labels that together are found on a constancia only; a page with this much of them needs no heading.
_STRUCTURE = {"vigente": 2.0, "agregado": 1.0, "estado": 0.5, "umf": 0.5, "nss": 0.5, "valid_until": 0.5,
              "beneficiaries": 0.5, "registro": 0.5, "employers": 0.5, "shift": 0.5, "room": 0.5}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """What a page looks like. `headed` tells whether a heading said so; `structure` is how much of a constancia's
    make-up is there."""

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
    headings: dict[Document, _Heading] = {}
    signs: dict[Document, set[str]] = {}
    for view in views:
        _collect(view, headings, signs)
    make = _make(views, slots, places)
    document = _headed(headings, make)
    if document is not None:
        return Look(document, True, make.structure)
    return Look(_by_signs(signs, make), False, make.structure)


@dataclass(frozen=True, slots=True)
class _Heading:
    """`weight` is its length times how well it was read, `top` where it stands, 0 the page's first line, 1 its
    last."""

    weight: float
    top: float


@dataclass(frozen=True, slots=True)
class _Make:
    """What the page is made of: `structure` as in Look; `asks`, whether it has the question for the right to care
    as a label of its own, and `answers`, whether SI or NO stands beside it; `rest` the structure without both."""

    structure: float
    asks: bool
    answers: bool
    rest: float


def _collect(view: View, headings: dict[Document, _Heading], signs: dict[Document, set[str]]) -> None:
    lines = _lines(view)
    # "Número de afiliación" is nearly "Hoja de afiliación": what is a label to the letter is no misread title.
    labels = {
        view.chart.segments[one.segment].squeezed
        for one in view.labels
        if one.segment >= 0 and one.exact and one.share > 0.8
    }
    tolerant = view.chart.witness is not Witness.TEXT
    for printed, top in lines:
        text = _OF.sub("DE", printed.removeprefix("ASUNTO").removeprefix("IMSS"))
        text = _ADJECTIVE.sub(r"\1", _ASKED.sub("", text))
        text = _PAPER.sub("CONSTANCIA", _RIGHTS.sub(r"\1DEDERECHOS", text))
        told: set[Document] = set()
        for telltale, score in _told_by(text, tolerant=tolerant and text not in labels):
            if score < 1 and telltale.document in told:
                continue  # "tu número …" and "su número …" are one misreading
            told.add(telltale.document)
            length = len(telltale.text)
            opens = text.startswith(telltale.text) and length >= 0.35 * len(text) and top < 0.3 and len(text) <= 60
            heads = length >= _HEADING_SHARE * len(text) and top <= _LOWEST_HEADING
            office = telltale.document is not Document.CONSTANCIA and _OFFICE.match(text) is not None
            if telltale.title and (heads or opens) and not office and _ABOUT_IT.match(text) is None:
                # Longer titles are surer; "vigencia" within "no vigencia" must lose.
                known = headings.get(telltale.document, _Heading(0.0, 1.0))
                headings[telltale.document] = _Heading(max(known.weight, length * score), min(known.top, top))
            else:
                signs.setdefault(telltale.document, set()).add(telltale.text)


@lru_cache(maxsize=2048)
def _told_by(text: str, *, tolerant: bool) -> tuple[tuple[_Telltale, float], ...]:
    """The telltales in a line, with how well each was read: 1 to the letter, less where letters are misread."""
    possible = _near().may_stand_in(text) if tolerant else ()
    found: list[tuple[_Telltale, float]] = []
    for telltale in _telltales():
        if telltale.text in text:
            found.append((telltale, 1.0))
        elif telltale.text in possible and (score := _blurred(telltale, text)):
            found.append((telltale, score))
    return tuple(found)


@cache
def _near() -> Near:
    return Near((one.text for one in _telltales() if len(one.text) >= _LEAST_BLURRED), errors=8)


def _blurred(telltale: _Telltale, text: str) -> float:
    """How well a telltale of one misread letter in eight was read, 0 where it is not there."""
    length = len(telltale.text)
    cutoff = 100 * (1 - (length // 8) / length) - 0.5
    place = fuzz.partial_ratio_alignment(telltale.text, text, score_cutoff=cutoff)
    # A title that lacks its ends may be a label of any paper: "[tu] Número de Seguridad Social [es]".
    if place is None or length - (place.dest_end - place.dest_start) > length // 8:
        return 0.0
    # "Coordinación de afiliación" is no "Aviso de afiliación": its first word says what a paper is.
    first = text[place.dest_start : place.dest_start + _FIRST]
    if telltale.title and Levenshtein.distance(telltale.text[:_FIRST], first) > _FIRST_MISREAD:
        return 0.0
    # Two letters part "no derecho" from "derecho": what denies must be there to the letter.
    if telltale.document is Document.NO_DERECHO and not _DENIES.search(text[place.dest_start : place.dest_end]):
        return 0.0
    return place.score / 100


def _lines(view: View) -> list[tuple[str, float]]:
    """Squeezed segments, and two or three that stand one below the other (titles wrap), each with how far down the
    page's text it begins, by whichever witness that was read."""
    lines = [one for one in view.chart.segments if one.squeezed and not _FILE_NAME.search(one.text)]
    first = min((box.y0 for box in view.obstacles), default=0.0)
    extent = max(max((box.y1 for box in view.obstacles), default=0.0) - first, 1e-6)
    found = [(segment.squeezed, (segment.box.y0 - first) / extent) for segment in lines]
    for one in lines:
        # A heading below a line that reads like a sentence was joined to it.
        found += [(row.squeezed, (row.box.y0 - first) / extent) for row in rows_of(one)]
    for at, upper in enumerate(lines):
        if (upper.box.y0 - first) / extent > _LOWEST_HEADING:
            break  # only headings are looked for over several lines
        text, last = upper.squeezed, upper
        for _ in range(2):
            below = _below(lines, at, last)
            if below is None or len(text) < 6:
                break
            text, last = text + below.squeezed, below
            found.append((text, (upper.box.y0 - first) / extent))
    return found


def _below(lines: Sequence[Segment], at: int, upper: Segment) -> Segment | None:
    """The nearest line of like type straight below."""
    height = upper.box.height
    best: Segment | None = None
    for lower in lines[at + 1 :]:
        if lower.box.y0 - upper.box.y1 > 1.2 * height:
            break
        alike = 0.6 <= lower.box.height / max(height, 1e-6) <= 1.7 and len(lower.squeezed) >= 4
        below = alike and drop(upper.box, lower.box) <= 1.2 * height and in_column(upper.box, lower.box)
        if below and (best is None or lower.box.y0 < best.box.y0):
            best = lower
    return best


def _make(views: Sequence[View], slots: Sequence[Place], places: Sequence[Place]) -> _Make:
    labels = {label.field for view in views for label in view.labels}
    score = sum(weight for field, weight in _STRUCTURE.items() if field in labels)
    answers = any(slot.kind == "vigente" for slot in slots)
    if answers:
        score += 1.5
    if any(place.kind == "agregado" for place in places):
        score += 0.5
    question = (_STRUCTURE["vigente"] if "vigente" in labels else 0.0) + (1.5 if answers else 0.0)
    asks = any(label.field == "vigente" and label.share >= 0.5 for view in views for label in view.labels)
    return _Make(score, asks, answers, score - question)


def _headed(headings: dict[Document, _Heading], make: _Make) -> Document | None:
    ours = headings.get(Document.CONSTANCIA)
    if ours is not None and ours.weight < _SHORT_TITLE and make.structure < _SOME_STRUCTURE:
        headings = {document: one for document, one in headings.items() if document is not Document.CONSTANCIA}
        ours = None
    if not headings:
        return None
    if ours is None:
        best = max(headings, key=lambda document: headings[document].weight)
        # A label of our sheet ("Clave Única de Registro de Población") is no title if the sheet is made like ours.
        return None if best is Document.CURP and make.structure >= _SOME_STRUCTURE else best
    # Another title that stands higher, or is at least as long, names the sheet: the constancia is mentioned.
    rivals = {
        document: one
        for document, one in headings.items()
        if document is not Document.CONSTANCIA
        and not (
            document in {Document.CURP, Document.HOJA_AFILIACION} and make.structure >= 3 and one.top > ours.top
        )
    }
    if not rivals:
        return Document.CONSTANCIA
    top = min(rivals, key=lambda document: rivals[document].top)
    above = ours.top + 0.02 < rivals[top].top
    # A page's menu names other papers too, in fewer letters than its heading.
    longer = ours.weight >= _MUCH_LONGER * rivals[top].weight and make.structure >= _SOME_STRUCTURE
    if above and (longer or make.structure >= 3.5):
        return Document.CONSTANCIA
    return top


def _by_signs(signs: dict[Document, set[str]], make: _Make) -> Document:
    """No heading: what a constancia is made of, or two signs (one long title in a sentence) of another kind."""
    weights = {document: sum(2 if len(text) > 20 else 1 for text in texts) for document, texts in signs.items()}
    weights.pop(Document.CONSTANCIA, None)
    # A constancia may say in a sentence that there is no right; a paper on that alone shows nothing else of ours.
    if make.answers and make.rest >= 1.5:
        weights.pop(Document.NO_DERECHO, None)
    # "Clave Única de Registro de Población" is a label of our sheet.
    if make.structure >= _SOME_STRUCTURE:
        weights.pop(Document.CURP, None)
    strongest = max(weights, key=weights.__getitem__, default=None)
    weight = weights[strongest] if strongest is not None else 0
    like_ours = (make.structure >= 3.5 and make.answers) or (make.structure >= _MUCH_STRUCTURE and make.asks)
    if like_ours and weight < 3 and Document.NO_DERECHO not in weights:
        return Document.CONSTANCIA
    # One mention ("fotografía en Cartilla Nacional de Salud") names no paper that has as much of ours.
    mentioned = weight < 3 and Document.CONSTANCIA in signs and make.structure >= _SOME_STRUCTURE
    return strongest if strongest is not None and weight >= 2 and not mentioned else Document.DESCONOCIDO
