"""The digest's cases, grouped and worded: what the officer has to do, what waits on others, what went alone.

Here identifiers are masked and strangers' text is made inert; the templates only lay it out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mailproc.cases.decision import Missing, Student
from mailproc.cases.kinds import Folder, Kind, State
from mailproc.config import Settings
from mailproc.officer.reviewing import Pictures, Shown, command
from mailproc.officer.view import CaseLine, DigestView, LetterLine
from mailproc.reply import spanish
from mailproc.reply.inert import inert, tail
from mailproc.reply.model import LetterState

# Mail programs cut long messages (Gmail at 102 kB); what is left out is named, and lies in its folder.
TO_DO_LIMIT, REVIEW_LIMIT, OTHER_LIMIT, GRADUATES_LIMIT = 50, 25, 15, 8

KINDS: dict[Kind, str] = {
    Kind.HOJA: "hoja de afiliación",
    Kind.ALTA: "alta",
    Kind.BAJA_PREVIA: "baja en otra escuela",
    Kind.EMPLEO: "seguro por empleo",
    Kind.BENEFICIARIO: "seguro por un familiar",
    Kind.CONSERVACION: "conservación de derechos",
    Kind.BAJA: "baja",
    Kind.CARNET: "carnet",
    Kind.CONSULTA: "consulta",
    Kind.VENCIDA: "constancia vencida",
    Kind.DOCUMENTO_EQUIVOCADO: "documento equivocado",
    Kind.ILEGIBLE: "archivo ilegible",
    Kind.PROTEGIDO: "archivo con contraseña",
    Kind.SIN_ADJUNTO: "sin archivo adjunto",
    Kind.ERROR_PORTAL: "error del portal del IMSS",
    Kind.SEGUIMIENTO: "seguimiento",
    Kind.DUPLICADO: "repetido",
    Kind.URGENTE: "urgente",
    Kind.REVISAR: "revisar",
    Kind.AUTOMATICO: "automático",
    Kind.AJENO: "ajeno",
}

LETTERS: dict[str, str] = {
    "hoja": "hoja de afiliación",
    "alta": "alta",
    "baja_previa": "pide la baja en la otra escuela",
    "empleo": "vigente por empleo",
    "recibido": "recibimos tu mensaje",
    "carnet": "cómo sacar el carnet",
    "vencida": "envía una constancia reciente",
    "documento_equivocado": "falta la constancia",
    "ilegible": "no se pudo leer",
    "protegido": "envíalo sin contraseña",
    "sin_adjunto": "envía la constancia",
    "baja": "recibimos tu solicitud de baja",
    "consulta": "cómo va tu caso",
    "error_portal": "qué hacer con el mensaje del portal",
    "duplicado": "es lo mismo de antes, falta otra cosa",
    "familia": "vigente por la familia",
    "conservacion": "vigente por un tiempo",
    "recordatorio": "recordatorio",
    "alta_hecha": "el alta está hecha",
    "baja_hecha": "la baja está hecha",
    "hoja_lista": "la hoja está lista",
}

LETTER_STATES: dict[LetterState, str] = {
    LetterState.OBSERVED: "Se habría enviado la carta",
    LetterState.QUEUED: "Está por salir la carta",
    LetterState.HELD: "Detenida, no ha salido la carta",
    LetterState.SENDING: "Está saliendo la carta",
    LetterState.UNCERTAIN: "No sabemos si salió la carta",
    LetterState.SENT: "Se envió la carta",
    LetterState.DRAFT: "Está en tus borradores la carta",
    LetterState.FAILED: "No salió la carta",
    LetterState.SUPERSEDED: "Ya no sale la carta",
}

MISSING: dict[Missing, str] = {Missing.CLINIC: "la clínica", Missing.CONTROL: "el número de control"}


@dataclass(frozen=True, slots=True)
class Card:
    """One case, worded. `heat` is "fresh", "warm" or "hot", after the days it waits; `lines` are sentences. Of a case
    to be reviewed, `sheet` is what was read, `command` what corrects it, "" for others."""

    folio: str
    who: str
    identity: str
    sender: str
    subject: str
    waited: str
    heat: str
    tag: str
    lines: tuple[str, ...]
    letter: str
    sheet: tuple[Shown, ...] = ()
    command: str = ""

    @property
    def pictured(self) -> bool:
        """Whether there is a picture of the sheet."""
        return any(one.cid for one in self.sheet)


@dataclass(frozen=True, slots=True)
class Section:
    """Cases of one sort, oldest wait first. `total` counts those left out too; `short` labels the summary,
    `oldest` is the longest wait in days."""

    key: str
    title: str
    short: str
    hint: str
    total: int
    oldest: int
    cards: tuple[Card, ...]

    @property
    def more(self) -> int:
        """How many cases are not shown."""
        return self.total - len(self.cards)


_TO_DO = (
    ("urgente", "Urgente", "urgente", "urgentes", None),
    ("altas", "Altas por tramitar", "alta", "altas", Folder.ALTAS),
    ("bajas", "Bajas por tramitar", "baja", "bajas", Folder.BAJAS),
    ("hojas", "Hojas por emitir", "hoja", "hojas", Folder.HOJAS),
    ("revisar", "Por revisar", "por revisar", "por revisar", Folder.REVISAR),
)
_BY_KIND = {Kind.URGENTE: "urgente", Kind.ALTA: "altas", Kind.HOJA: "hojas", Kind.BAJA: "bajas"}


def to_do(
    view: DigestView, settings: Settings, pictures: Pictures, notes: Mapping[str, str], *, day: date
) -> tuple[Section, ...]:
    """What the officer has to do, the most pressing sort first; no empty sections. `notes` are further sentences on
    altas and bajas, by folio."""
    # A state that is foreseen nowhere is shown to her rather than lost.
    waiting = {State.ESPERA_ALUMNO, State.EN_MANOS}
    hers = [case for case in view.open if case.state not in waiting]
    sections = []
    for key, title, one, many, folder in _TO_DO:
        cases = [case for case in hers if _BY_KIND.get(case.kind, "revisar") == key]
        short = one if len(cases) == 1 else many
        limit = REVIEW_LIMIT if key == "revisar" else TO_DO_LIMIT
        section = _section(cases, settings, day=day, limit=limit, key=key, title=title, pictures=pictures)
        cards = tuple(_noted(one, notes.get(one.folio, "")) for one in section.cards)
        sections.append(replace(section, short=short, hint=_place(folder, settings), cards=cards))
    return tuple(section for section in sections if section.total)


def _noted(card: Card, note: str) -> Card:
    return replace(card, lines=(*card.lines, inert(note, limit=240))) if note else card


def others(view: DigestView, settings: Settings, *, day: date) -> tuple[Section, ...]:
    """What waits on a student or another school, what she took into her own hands, what needed nobody."""
    waiting = [case for case in view.open if case.state is State.ESPERA_ALUMNO]
    baja = [case for case in waiting if case.kind is Kind.BAJA_PREVIA]
    student = [case for case in waiting if case.kind is not Kind.BAJA_PREVIA]
    own = [case for case in view.open if case.state is State.EN_MANOS]
    groups: tuple[tuple[str, str, str, Iterable[CaseLine]], ...] = (
        ("esperan_baja", "Esperan la baja de otra escuela", _place(Folder.ESPERAN_BAJA, settings), baja),
        ("esperan_alumno", "Esperan algo del estudiante", _place(Folder.ESPERAN_ALUMNO, settings), student),
        ("en_manos", "Los llevas tú", "El programa ya no hace nada en estos casos.", own),
        ("informados", "Atendidos sin ti", _place(Folder.INFORMADOS, settings), view.answered),
        ("cerrados", "Se cerraron solos", "Nadie volvió a escribir en ellos.", view.closed),
    )
    sections = [
        replace(_section(cases, settings, day=day, limit=OTHER_LIMIT, key=key, title=title), hint=hint)
        for key, title, hint, cases in groups
    ]
    return tuple(section for section in sections if section.total)


@dataclass(frozen=True, slots=True)
class Graduates:
    """Students of the roster who have graduated: the first of them in words, and how many more there are."""

    total: int
    lines: tuple[str, ...]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.lines)


def graduates(view: DigestView) -> Graduates:
    """Bajas to consider."""
    return Graduates(len(view.graduates), tuple(_graduate(one) for one in view.graduates[:GRADUATES_LIMIT]))


def _graduate(student: Student) -> str:
    name = spanish.given_name(inert(student.name, limit=80)) or "Sin nombre"
    return " · ".join(filter(None, (name, _identity(student))))


def _place(folder: Folder | None, settings: Settings) -> str:
    watching = settings.policy.mode == "observe"
    if folder is None:
        return "En tu bandeja de entrada." if watching else "En tu bandeja de entrada, con bandera."
    path = " / ".join(settings.folders.path(folder))
    return f"Siguen en tu bandeja de entrada; irían a la carpeta {path}." if watching else f"Carpeta: {path}"


def _section(
    cases: Iterable[CaseLine],
    settings: Settings,
    *,
    day: date,
    limit: int,
    key: str,
    title: str,
    pictures: Pictures | None = None,
) -> Section:
    ordered = sorted(cases, key=lambda case: (case.since, case.folio))
    cards = tuple(card(case, settings.zone, day=day, pictures=pictures) for case in ordered[:limit])
    oldest = _days(ordered[0], settings.zone, day=day) if ordered else 0
    return Section(key, title, "", "", len(ordered), oldest, cards)


def _days(case: CaseLine, zone: ZoneInfo, *, day: date) -> int:
    return max(0, (day - case.since.astimezone(zone).date()).days)


def card(case: CaseLine, zone: ZoneInfo, *, day: date, pictures: Pictures | None = None) -> Card:
    """A case, worded for her: name and address whole, identifiers masked. With `pictures`, one to be reviewed has its
    sheet and the command beside one reason."""
    student = case.student
    days = _days(case, zone, day=day)
    name = spanish.given_name(inert(student.name, limit=80))
    review = pictures is not None and case.for_review
    return Card(
        folio=inert(case.folio, limit=20),
        who=name or inert(case.sender, limit=80) or "Sin nombre",
        identity=_identity(student),
        sender=inert(case.sender, limit=80) if name else "",
        subject=inert(case.subject, limit=90),
        waited=_waited(days),
        heat="hot" if days >= 7 else "warm" if days >= 3 else "fresh",
        tag=KINDS[case.kind],
        lines=(*tuple(_lines(case))[: 1 if review else None], *_notes(case)),
        letter=letter_phrase(case.letter, case.silent),
        sheet=pictures.shown(case) if pictures is not None and review else (),
        command=command(case) if review else "",
    )


def _identity(student: Student) -> str:
    """What tells the student apart, masked."""
    parts = (
        f"NSS\N{NO-BREAK SPACE}{tail(student.nss)}" if student.nss else "",
        f"CURP\N{NO-BREAK SPACE}{tail(student.curp)}" if student.curp else "",
        f"control\N{NO-BREAK SPACE}{inert(student.control, limit=20)}" if student.control else "",
        inert(student.programme, limit=40),
    )
    return " · ".join(filter(None, parts))


def _lines(case: CaseLine) -> Iterable[str]:
    yield from (inert(reason, limit=240) for reason in case.reasons[:2])
    if case.umf_wish:
        yield f"Quiere la UMF {inert(case.umf_wish, limit=6).lstrip('0')}."
    if case.missing:
        verb = "Falta" if len(case.missing) == 1 else "Faltan"
        yield f"{verb} {spanish.listed([MISSING[one] for one in case.missing])}."


def _notes(case: CaseLine) -> Iterable[str]:
    """The last two: what somebody has just written down."""
    return (f"Nota: {inert(note, limit=240)}" for note in case.notes[-2:])


def letter_phrase(letter: LetterLine | None, silent: str = "") -> str:
    """ "Se envió la carta «alta»", or why there is none."""
    if letter is None:
        return f"Sin carta: {inert(silent)}" if silent else "Sin carta"
    return f"{LETTER_STATES[letter.state]} «{letter_name(letter.template)}»"


def letter_name(template: str) -> str:
    """What the officer calls a letter; an unknown template keeps its own name."""
    return LETTERS.get(template, inert(template, limit=40))


def _waited(days: int) -> str:
    return "hoy" if days == 0 else spanish.count(days, "día", "días")


def moment(instant: datetime, zone: ZoneInfo) -> str:
    """ "17/08/2026, 08:00" in the institute's time."""
    return instant.astimezone(zone).strftime("%d/%m/%Y, %H:%M")
