"""The officer's mail: one digest a day, and an alarm for what cannot wait until then. Pure apart from templates.

The digest goes out also when there is nothing: its absence is how she learns that the program stands still.
"""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from mailproc.cases.kinds import COURSES, Folder, State
from mailproc.cases.ruling import CLOSING, WORK_FOLDERS
from mailproc.config import Settings
from mailproc.officer.alarms import alarm_of, causes
from mailproc.officer.chart import bars
from mailproc.officer.reviewing import Pictures
from mailproc.officer.sections import Section, graduates, letter_name, moment, others, to_do
from mailproc.officer.view import CaseLine, DigestView, Enclosures, LetterTrouble, LoginTrouble, SetAside
from mailproc.reply import spanish, templates
from mailproc.reply.inert import inert
from mailproc.reply.model import Letter, LetterState, Part
from mailproc.reply.replies import inlined
from mailproc.store.standstills import Standstill, Way

_STALE = timedelta(hours=1)

_TROUBLES: dict[LetterState, tuple[str, str]] = {
    LetterState.UNCERTAIN: ("No sabemos si la carta salió", ""),
    LetterState.FAILED: ("La carta no llegó", "Avísale tú por otro medio, si hace falta."),
    LetterState.HELD: ("La carta está detenida", ""),
}
_WAITED_FOR = frozenset(course.letter for course in COURSES.values() if course.state is State.ESPERA_ALUMNO)
_CLOSING = frozenset(CLOSING.values())


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that went wrong, worded: what, about whom, what to do; for whoever runs the machine, commands, each
    with the case in which it is the right one."""

    title: str
    about: str
    advice: str
    commands: tuple[tuple[str, str], ...] = ()


def compose_digest(
    view: DigestView, settings: Settings, *, day: date, message_id: str, enclosed: Enclosures | None = None
) -> Letter:
    """The digest of `day` (a date in the institute's time zone) with these files. Raises ConfigurationError for a
    template."""
    enclosed = enclosed or Enclosures()
    pictures = Pictures(message_id, hidden=not settings.officer.full_identifiers_in_attachments)
    sections = to_do(view, settings, pictures, enclosed.notes, day=day)
    troubles = _troubles(view, settings, enclosed)
    values = {
        "fecha": spanish.weekday_date(day),
        "instituto": " ".join(settings.institution.name.split()),
        "observando": settings.policy.mode == "observe",
        "borradores": settings.policy.mode == "draft",
        "titular": _headline(view, sections, troubles),
        "por_hacer": sections,
        "otros": others(view, settings, day=day),
        "egresados": graduates(view),
        "problemas": troubles,
        "viejos": spanish.count(view.old, "mensaje", "mensajes") if view.old else "",
        "dias_contesta": spanish.count(settings.policy.answer_newer_than_days, "día", "días"),
        "ultima_revision": moment(view.last_poll, settings.zone) if view.last_poll else "",
        "numeros": _numbers(view, settings),
        "dias": bars(view.days),
        "adjuntos": tuple(part.name for part in enclosed.parts),
    }
    folder = settings.policy.templates_dir
    html = templates.render("digest/resumen.html.j2", values, templates_dir=folder)
    text = templates.render("digest/resumen.txt.j2", values, templates_dir=folder)
    return Letter(
        template="digest",
        recipient=settings.officer.address,
        subject=_subject(sections, troubles, settings, day=day),
        text=text,
        html=inlined(html),
        message_id=message_id,
        parts=(*_shown(pictures.parts(view.open), html), *enclosed.parts),
    )


def _shown(parts: Iterable[Part], html: str) -> tuple[Part, ...]:
    """The pictures that the page shows: cases that are cut off, and templates of one's own, may leave some out."""
    return tuple(part for part in parts if f"cid:{part.content_id}" in html)


def standalone(letter: Letter) -> str:
    """The letter's HTML as a page of its own, its pictures within it (RFC 2397)."""
    html = letter.html
    for part in letter.parts:
        if part.content_id:
            data = base64.b64encode(part.content).decode("ascii")
            html = html.replace(f"cid:{part.content_id}", f"data:{part.media};base64,{data}")
    return html


def compose_alarm(case: CaseLine, settings: Settings, *, message_id: str) -> Letter:
    """The mail that says at once that a message looks urgent; it lies in the inbox, and nobody answered it."""
    values: dict[str, object] = {
        "folio": inert(case.folio, limit=20),
        "observando": settings.policy.mode == "observe",
        "remitente": inert(case.sender, limit=120),
        "alumno": spanish.given_name(inert(case.student.name, limit=80)),
        "asunto_recibido": inert(case.subject, limit=120),
        "motivo": inert(case.reasons[0], limit=240) if case.reasons else "",
        "llegada": moment(case.since, settings.zone),
    }
    return alarm_of("alarma", values, settings, message_id)


def _summary(sections: tuple[Section, ...]) -> str:
    return spanish.listed([f"{section.total} {section.short}" for section in sections])


def _subject(
    sections: tuple[Section, ...], troubles: tuple[Trouble, ...], settings: Settings, *, day: date
) -> str:
    what = _summary(sections) or "nada pendiente"
    notices = f"; {_notices(troubles)}" if troubles else ""
    watching = " (observando)" if settings.policy.mode == "observe" else ""
    return f"Afiliación{watching}: {what}{notices}, {spanish.weekday_date(day)}"


def _notices(troubles: tuple[Trouble, ...]) -> str:
    return spanish.count(len(troubles), "aviso", "avisos")


def _headline(view: DigestView, sections: tuple[Section, ...], troubles: tuple[Trouble, ...]) -> str:
    """What the mail says in one breath; the mail program shows it as the preview."""
    if not sections and not troubles and not view.open:
        return "Hoy no tienes nada pendiente. Que tengas un buen día."
    total = sum(section.total for section in sections)
    text = (
        f"Tienes {spanish.count(total, 'caso', 'casos')} por hacer." if total else "Hoy no tienes casos por hacer."
    )
    oldest = max((section.oldest for section in sections), default=0)
    if oldest > 0 and total > 1:
        text += f" El que más espera lleva {spanish.count(oldest, 'día', 'días')}."
    if troubles:
        text += f" Al final hay {_notices(troubles)}."
    return text


def _troubles(view: DigestView, settings: Settings, enclosed: Enclosures) -> tuple[Trouble, ...]:
    """The standing still of the program first, then letters, then messages."""
    found = []
    if view.last_poll is None:
        found.append(Trouble("El buzón no se ha revisado todavía", "", "Avisa a quien cuida el programa."))
    elif abs(view.taken - view.last_poll) > _STALE:
        when = moment(view.last_poll, settings.zone)
        found.append(
            Trouble(
                "El buzón no se revisa desde hace rato", f"Última vez: {when}", "Avisa a quien cuida el programa."
            )
        )
    found += [_standstill(one, settings) for one in view.standing]
    if view.paused_by:
        found.append(_pause(view, settings))
    if view.login is not None:
        found.append(_login(view.login, settings))
    if enclosed.trouble:
        found.append(
            Trouble("No se pudo hacer el archivo de IDSE", enclosed.trouble, "Avisa a quien cuida el programa.")
        )
    if view.junk:
        found.append(_junk(view.junk))
    order = list(_TROUBLES)
    letters = [one for one in view.troubles if one.state in _TROUBLES]
    letters.sort(key=lambda one: (order.index(one.state), one.since, one.folio))
    found += [_letter_trouble(one, settings) for one in letters]
    found += [_aside(one, settings) for one in sorted(view.set_aside, key=lambda one: one.arrived)]
    return tuple(found)


def _standstill(one: Standstill, settings: Settings) -> Trouble:
    titles = {Way.FETCHING: "El buzón no se puede revisar", Way.SENDING: "No se pueden mandar cartas"}
    since = f"Desde el {moment(one.since, settings.zone)}."
    advice = f"{causes((one,))[0]} Avisa a quien cuida el programa."
    return Trouble(titles[one.way], since, advice, (("Para saber qué falla", "mailproc check"),))


def _pause(view: DigestView, settings: Settings) -> Trouble:
    commands = (("Para que salgan", "mailproc resume"),)
    if view.paused_by == "backup":
        why = (
            "El programa volvió a un respaldo y no sabe qué cartas salieron después. Busca en tus enviados las que ya "
            "salieron; las demás esperan a que quien cuida el programa termine la pausa."
        )
        return Trouble("Las cartas a estudiantes esperan", "", why, commands)
    if view.halted is None:
        until = "No sale ninguna hasta que quien cuida el programa termine la pausa."
        return Trouble("Las cartas a estudiantes están en pausa", "", until, commands)
    since = f"Desde el {moment(view.halted, settings.zone)}."
    number = spanish.count(settings.policy.letters_per_hour, "carta", "cartas")
    why = f"Iban {number} en una hora y faltaban más. Avisa a quien cuida el programa: que vea si algo anda mal."
    return Trouble("Las cartas a estudiantes se detuvieron por precaución", since, why, commands)


def _login(one: LoginTrouble, settings: Settings) -> Trouble:
    title = "El programa pronto no podrá entrar al correo"
    when = f"Su permiso vence el {moment(one.ends, settings.zone)}." if one.ends else ""
    if one.refused:
        title, when = "El programa no puede renovar su permiso para entrar al correo", ""
    commands = () if one.by_secret else (("Para dar el permiso de nuevo", "mailproc login"),)
    return Trouble(title, when, "Avisa a quien cuida el programa.", commands)


def _junk(number: int) -> Trouble:
    many = number > 1
    messages = spanish.count(number, "mensaje", "mensajes")
    looks = "parecen constancias" if many else "parece una constancia"
    about = f"En la carpeta de correo no deseado hay {messages} que {looks}."
    advice = "si son de estudiantes, muévelos" if many else "si es de un estudiante, muévelo"
    return Trouble("Mira tu correo no deseado", about, f"Revísala y, {advice} a la bandeja de entrada.")


def _letter_trouble(one: LetterTrouble, settings: Settings) -> Trouble:
    title, advice = _TROUBLES[one.state]
    if one.state is LetterState.UNCERTAIN:
        advice = _ways_out(one.template, settings)
    about = " · ".join(
        part
        for part in (inert(one.folio, limit=20), letter_name(one.template), inert(one.recipient, limit=80))
        if part
    )
    return Trouble(title, about, f"{inert(one.cause, limit=240)} {advice}".strip(), _commands(one))


def _commands(one: LetterTrouble) -> tuple[tuple[str, str], ...]:
    if one.state is LetterState.UNCERTAIN:
        return (
            ("Si salió", f"mailproc outbox drop {one.number}"),
            ("Si no salió", f"mailproc outbox release {one.number} --yes"),
        )
    if one.for_person:
        return (
            ("Para que salga", f"mailproc outbox release {one.number}"),
            ("Para que no salga", f"mailproc outbox drop {one.number}"),
        )
    return ()


def _ways_out(template: str, settings: Settings) -> str:
    """What to do where nobody knows whether a letter went, by what moves mean (cases/ruling.py): its message lies in
    Revisar."""
    again = next((folder for folder, kind in WORK_FOLDERS.items() if COURSES[kind].letter == template), None)
    if template in _WAITED_FOR:
        there = f"mueve su mensaje a «{settings.folders.esperan_alumno}»"
    elif again is not None:
        there = f"haz el trámite y después mueve su mensaje a «{settings.folders.hecho}»"
    else:
        folder = Folder.HECHO if template in _CLOSING else Folder.INFORMADOS
        there = f"mueve su mensaje a «{settings.folders.path(folder)[-1]}»"
    missing = "contéstale tú"
    if again is not None:
        missing = f"mueve su mensaje a «{settings.folders.path(again)[-1]}» y la carta saldrá de nuevo"
    return f"Búscala en tus enviados. Si está, {there}. Si no está, {missing}."


def _aside(one: SetAside, settings: Settings) -> Trouble:
    sender = inert(one.sender, limit=80) or "sin dirección"
    subject = inert(one.subject, limit=90) or "sin asunto"
    return Trouble(
        "Un mensaje no se pudo procesar",
        f"{sender} · «{subject}» · {moment(one.arrived, settings.zone)}",
        f"{inert(one.cause, limit=240)} Ábrelo tú; el programa no lo vuelve a intentar.".strip(),
    )


def _numbers(view: DigestView, settings: Settings) -> tuple[tuple[str, int, int], ...]:
    """Rows of (label, since the last digest, in seven days)."""
    today, week = view.today, view.week
    letters = {
        "observe": "Cartas que se habrían enviado",
        "draft": "Cartas puestas en borradores",
        "send": "Cartas enviadas",
    }
    return (
        ("Mensajes de afiliación", today.messages, week.messages),
        ("Casos nuevos", today.cases, week.cases),
        (letters[settings.policy.mode], today.letters, week.letters),
        ("Atendidos sin ti", today.alone, week.alone),
        ("Terminados", today.done, week.done),
    )
