"""What must hold of all letters and all cases, whoever they are about. Each check gives what is amiss, in words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from sqlalchemy import select

from mailproc.reply.model import LetterState
from mailproc.store import schema
from mailproc.store.opening import Store
from tests.documents.identifiers import plain
from tests.mail.semester import clock
from tests.mail.semester.oracle import INBOX, Says
from tests.mail.semester.play import Play, Semester
from tests.mail.semester.students import DOMAIN, MAILBOX, Received, Student

IDENTIFIER = re.compile(r"\b(?:\d{11}|[A-ZÑ]{4}\d{6}[HMX][A-ZÑ]{5}[A-ZÑ\d]\d)\b")
TAIL = re.compile(r"terminaci[oó]n (\d{4})|termina en (\d{4})|terminad[oa] en (\d{4})")


def to_students(letters: Iterable[Received]) -> list[Received]:
    """The letters that are no alarms."""
    return [one for one in letters if one.to != MAILBOX]


def at_night(letters: Iterable[Received]) -> list[str]:
    """Letters that woke somebody up."""
    return [f"{one.to} {one.sent}" for one in to_students(letters) if clock.is_quiet(one.sent)]


def told_twice(semester: Semester) -> list[str]:
    """The same words to the same address in one case, but for what the oracle lets be said again (reminders are
    counted apart)."""
    template = {}
    with semester.office.store.reading() as session:
        rows = session.execute(select(schema.Letter.message_id, schema.Letter.template, schema.Letter.case_id))
        template = {row.message_id: (row.case_id, row.template) for row in rows}
    again = {sent.message_id for play in semester.plays for sent in play.sent if sent.step.then.again}
    told = Counter(
        (*template[one.message_id], one.to, one.text)
        for one in to_students(semester.office.letters)
        if one.answers not in again and template[one.message_id][1] != "recordatorio"
    )
    return [f"{number} veces {what[:3]}" for what, number in told.items() if number > 1]


def to_nobody(semester: Semester) -> list[str]:
    """Letters to machines, to ourselves, to staff, to who may be somebody else."""
    silent = {
        sent.message_id
        for play in semester.plays
        for sent in play.sent
        if not sent.step.then.cases or sent.step.headers
    }
    staff = re.compile(rf"[a-z.]+@{re.escape(DOMAIN)}")
    return [
        f"{one.to} {one.subject}"
        for one in to_students(semester.office.letters)
        if one.answers in silent or staff.fullmatch(one.to) or "boletin@" in one.to
    ]


def alarms(semester: Semester) -> tuple[int, int]:
    """How many came, how many should have."""
    came = sum(one.to == MAILBOX for one in semester.office.letters)
    return came, sum(sent.step.then.alarm for play in semester.plays for sent in play.sent)


def others_values(letters: Iterable[Received], students: Iterable[Student]) -> Iterator[str]:
    """Letters that state a value of somebody whom their reader is not, or a whole NSS or CURP of anybody."""
    every = list(students)
    owners = {plain(one.name): one for one in every} | {one.school: one for one in every}
    tails = {one.nss[-4:]: one for one in every}
    names = re.compile("|".join(map(re.escape, sorted(owners, key=len, reverse=True))))
    for letter in to_students(letters):
        text = plain(f"{letter.subject} {letter.text}")
        found = {owners[name] for name in names.findall(text)}
        found |= {tails[tail] for groups in TAIL.findall(letter.text) for tail in groups if tail in tails}
        mine = {one.curp for one in every if letter.to in {one.address, f"l{one.control}@{DOMAIN}"}}
        if any(one.curp not in mine for one in found):
            yield f"{letter.to}: {letter.subject}"
        if IDENTIFIER.search(text):
            yield f"{letter.to}: un NSS o una CURP entera"


def stories_amiss(store: Store) -> list[str]:
    """Cases whose history does not lead from how they began to what they are."""
    amiss = []
    with store.reading() as session:
        for case in session.scalars(select(schema.Case)):
            events = session.scalars(
                select(schema.Event).where(schema.Event.case_id == case.id).order_by(schema.Event.id)
            ).all()
            opened = [event.detail for event in events if event.what == "opened"]
            kind, state = opened[0], None
            for event in events:
                if event.what in {"kind", "state"}:
                    before, after = event.detail.split()
                    if event.what == "kind":
                        amiss += [f"{case.folio}: {event.detail} después de {kind}"] if before != kind else []
                        kind = after
                    else:
                        amiss += (
                            [f"{case.folio}: {event.detail} después de {state}"]
                            if before != (state or before)
                            else []
                        )
                        state = after
            if len(opened) != 1 or kind != case.kind.value or (state or case.state.value) != case.state.value:
                amiss.append(f"{case.folio}: termina en {kind} {state}, y es {case.kind} {case.state}")
    return amiss


def left_behind(semester: Semester) -> list[str]:
    """Letters that are not where they end, and messages in the inbox that nobody has put or left there."""
    with semester.office.store.reading() as session:
        ended = (LetterState.SENT, LetterState.SUPERSEDED)
        rows = session.scalars(select(schema.Letter).where(schema.Letter.state.not_in(ended)))
        amiss = [f"{row.template} {row.state}: {row.reason}" for row in rows]
    inbox = {name for name, places in semester.office.places().items() if places[0].rstrip("*") == INBOX}
    belong = {
        sent.message_id
        for play in semester.plays
        for sent in play.sent
        if semester.place(play, sent).rstrip("*") == INBOX
    }
    return amiss + sorted(inbox - belong)


def longest(plays: Iterable[Play]) -> int:
    """Messages of the longest thread."""
    return max(sum(isinstance(step, Says) for step in play.script.steps) for play in plays)
