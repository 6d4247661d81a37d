"""The one gate just before a letter goes. Pure: it is asked for every letter at every try.

Whatever decided that a letter be written may be wrong; what stands here holds all the same. RFC 3834 section 2
says whom an automatic responder must not answer.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from mailproc.cases.kinds import Kind
from mailproc.config import Settings
from mailproc.message.machines import machine
from mailproc.reply.model import Letter

HOUR = timedelta(hours=1)
OFFICERS_PER_HOUR = 30
"""The officer's own mail in an hour: a flood of forged emergencies must not become one of alarms. They wait."""
DEAD_ADDRESS = "Esa dirección no existe o ya no recibe correo: no se le escribe más, hasta que escriba de nuevo."
"""Why no letter goes to an address that was refused for good."""

# RFC 5321 section 4.1.2 (Dot-string and Domain), without quoted strings, literals and lone host names.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"({_ATOM}(?:\.{_ATOM})*)@(?:{_LABEL}\.)+{_LABEL}")


@dataclass(frozen=True, slots=True)
class Answered:
    """The message that a letter answers. `sender` is "" where From was broken; `authentic` is None where nothing
    speaks for or against the sender; `arrived` is None where it does not matter how old it is."""

    sender: str
    kind: Kind | None
    automatic: bool
    authentic: bool | None
    arrived: datetime | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """Letters begun in a span of time, and when the oldest of them was (None where there are none)."""

    letters: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Traffic:
    """What went lately: to the letter's own address since the institute's midnight, and to all addresses (of the
    letter's class: students or officer) in the last hour; to students, since a person let the letters go again.
    `dead`: a mail server has said for good that the letter's address takes no mail, and nobody has written from there
    since."""

    address_today: Count
    last_hour: Count
    dead: bool = False


@dataclass(frozen=True, slots=True)
class Go:
    """It may go now."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Not now. `until` is None where it waits for a person (the mode). `reason` is a Spanish sentence."""

    until: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Halt:
    """More than `letters_per_hour`: no letter goes to students any more until a person says so."""


@dataclass(frozen=True, slots=True)
class Never:
    """It must not go at all. `reason` is a Spanish sentence without an address in it."""

    reason: str


Verdict = Go | Hold | Halt | Never


def judge(
    letter: Letter, answered: Answered | None, traffic: Traffic, settings: Settings, *, now: datetime, draft: bool
) -> Verdict:
    """Whether the letter goes. `draft` is true for a letter that is only put into Drafts."""
    never = (
        _officers(letter, settings)
        if letter.for_officer
        else _never(letter.recipient, answered, traffic, settings)
    )
    if not never and not draft and answered is not None and _too_old(answered, settings, now):
        never = "El mensaje ya es demasiado viejo para contestarlo sin que lo vea una persona."
    if never:
        return Never(never)
    if letter.for_officer:
        return _hourly(traffic, now) or Go()
    hold = (
        _mode(settings, draft=draft)
        or (None if draft else _quiet(settings, now))
        or _daily(traffic, settings, now)
    )
    if hold is None and traffic.last_hour.letters >= settings.policy.letters_per_hour:
        return Halt()
    return hold or Go()


def sendable(address: str) -> bool:
    """Whether the text is one plain address, with no name, no space, no line break, no quoting."""
    match = _ADDRESS.fullmatch(address)
    return match is not None and len(address) <= 254 and len(match[1]) <= 64


def midnight(now: datetime, settings: Settings) -> datetime:
    """The beginning of the institute's day that `now` lies in."""
    zone = settings.zone
    return datetime.combine(now.astimezone(zone).date(), time(), zone)


def _next_midnight(now: datetime, settings: Settings) -> datetime:
    zone = settings.zone
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone)


def _officers(letter: Letter, settings: Settings) -> str:
    if letter.recipient != settings.officer.address:
        return "Los resúmenes y las alarmas solo van a la encargada."
    return ""


def _never(recipient: str, answered: Answered | None, traffic: Traffic, settings: Settings) -> str:
    """The first reason why no letter may ever go to this address for this message, "" where there is none."""
    address = recipient.lower()
    local, _, domain = address.partition("@")
    plain = f"{local.partition('+')[0]}@{domain}"
    reasons = {
        "La dirección está vacía o mal escrita.": not sendable(recipient),
        "Es una dirección nuestra.": not settings.own_addresses.isdisjoint((address, plain)),
        "Es la dirección de un sistema que no lee respuestas.": machine(local),
    }
    if answered is not None:
        silent = answered.automatic or answered.kind in (Kind.AUTOMATICO, Kind.AJENO)
        reasons |= {
            "El mensaje es automático o ajeno: no se contesta.": silent,
            "El remitente no es auténtico: no se contesta.": answered.authentic is False,
            "La dirección no es la de quien escribió.": answered.sender.lower() != address,
        }
    reasons[DEAD_ADDRESS] = traffic.dead
    return next((reason for reason, holds in reasons.items() if holds), "")


def _too_old(answered: Answered, settings: Settings, now: datetime) -> bool:
    """A letter that could not go for so long is overtaken. A held one has a day more than the message had."""
    days = timedelta(days=settings.policy.answer_newer_than_days + 1)
    return answered.arrived is not None and now - answered.arrived > days


def _mode(settings: Settings, *, draft: bool) -> Hold | None:
    mode = settings.policy.mode
    if mode == "observe" or (mode == "draft" and not draft):
        return Hold(None, f"El modo es «{mode}»: la carta espera.")
    return None


def _quiet(settings: Settings, now: datetime) -> Hold | None:
    """A letter at night wakes somebody up; a draft wakes nobody."""
    until = settings.schedule.quiet_until(now, settings.zone)
    if until is None:
        return None
    return Hold(until, f"Son horas de descanso: la carta sale a las {until.astimezone(settings.zone):%H:%M}.")


def _daily(traffic: Traffic, settings: Settings, now: datetime) -> Hold | None:
    number = traffic.address_today.letters
    if number < settings.policy.replies_per_day:
        return None
    return Hold(_next_midnight(now, settings), f"Ya van {number} cartas hoy a esa dirección: espera a mañana.")


def _hourly(traffic: Traffic, now: datetime) -> Hold | None:
    number = traffic.last_hour.letters
    if number < OFFICERS_PER_HOUR:
        return None
    until = (traffic.last_hour.oldest or now) + HOUR
    return Hold(until, f"Ya van {number} cartas en una hora: espera para no pasar del límite.")
