"""The semester as it is played: who writes when, and what the oracle finds amiss after each turn of the program."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from mailproc.store import schema
from tests.mail.semester import clock
from tests.mail.semester.office import Office
from tests.mail.semester.oracle import CLOSED, INBOX, KINDS, TOLD, URGENCY, WAITS, Moves, Says, Script, Then, Waits
from tests.mail.semester.students import Received, Student, written

PATIENCE = timedelta(days=4)
"""After so long without the letter that was due, a student writes on without it."""


@dataclass
class Sent:
    """A message that is on its way or has arrived."""

    message_id: str
    step: Says
    arrived: datetime


@dataclass
class Play:
    """One script on its way through the semester."""

    script: Script
    begins: date
    rng: Random
    at: int = 0
    last: datetime | None = None
    sent: list[Sent] = field(default_factory=list)
    folios: dict[str, str] = field(default_factory=dict)
    put: dict[str, str] = field(default_factory=dict)
    """Where the officer has put messages: there they stay, whatever becomes of their case."""
    now: dict[str, tuple[str, str]] = field(default_factory=dict)
    due: datetime | None = None

    def next_at(self) -> datetime | None:
        """When the next step is to happen; None at the end."""
        if self.at >= len(self.script.steps):
            return None
        if self.due is None:
            step = self.script.steps[self.at]
            day = (clock.day_of(self.last) if self.last else self.begins) + timedelta(days=step.days)
            if isinstance(step, Says) and step.clock:
                self.due = clock.at(day, time.fromisoformat(step.clock))
            else:
                self.due = clock.some_time(self.rng, day)
        return self.due

    def done(self, moment: datetime) -> None:
        """On to the next step."""
        self.at, self.last, self.due = self.at + 1, moment, None


class Semester:
    """All of it. `amiss` collects what the oracle does not agree with, in words."""

    def __init__(self, office: Office, plays: list[Play], students: list[Student], rng: Random) -> None:
        self.office = office
        self.plays = plays
        self.students = students
        self.rng = rng
        self.amiss: list[str] = []
        self.kills = 0
        self._numbers = 0

    def run(self) -> None:
        """From the first poll to the last."""
        before = clock.at(clock.FIRST, time())
        for now in clock.polls():
            fresh = [one for play in self.plays for one in self._act(play, before, now)]
            chance = self.rng.random()
            if chance < 0.05:
                self.office.restart()
            elif chance < 0.25:
                self.kills += self.office.killed_turn(now, after=self.rng.randint(1, 2))
            self.office.turn(now)
            for play, sent in fresh:
                self._check(play, sent)
            before = now
        self.ended = before

    def _act(self, play: Play, before: datetime, now: datetime) -> list[tuple[Play, Sent]]:
        """What of this errand happens between two polls."""
        fresh = []
        while (due := play.next_at()) is not None and due <= now:
            moment = max(due, before + timedelta(minutes=self.rng.randint(1, 60)))
            step = play.script.steps[play.at]
            match step:
                case Says():
                    if not self._ready(play, step, now):
                        break
                    fresh.append((play, self._send(play, step, moment)))
                case Moves():
                    if play.sent and self._answer(play.sent[-1]) is None and play.sent[-1].step.then.letter:
                        break
                    self.office.move(play.folios[step.case], step.to, now=moment)
                    mine = [sent for sent in play.sent if step.case in sent.step.then.cases]
                    play.put |= dict.fromkeys((sent.message_id for sent in mine), step.to)
                    kind = play.now[step.case][0]
                    play.now[step.case] = (kind, "hecho" if step.to == "Hecho" else "en_manos_de_la_encargada")
                case Waits():
                    self._check_waiting(play, step)
            play.done(moment)
        return fresh

    def _ready(self, play: Play, step: Says, now: datetime) -> bool:
        """Nobody writes on before the answer to the message before has come."""
        if step.clock or not play.sent or play.sent[-1].step.then.letter is None:
            return True
        return self._answer(play.sent[-1]) is not None or now - play.sent[-1].arrived > PATIENCE

    def _answer(self, sent: Sent) -> Received | None:
        return next((one for one in self.office.letters if one.answers == sent.message_id), None)

    def _send(self, play: Play, step: Says, moment: datetime) -> Sent:
        self._numbers += 1
        papers = [(paper.name(), self.office.papers.add(paper, clock.day_of(moment))) for paper in step.papers]
        got = [one for one in self.office.letters if one.to == step.who.address]
        raw = written(
            step.who,
            step.text,
            number=self._numbers,
            sent=moment - timedelta(seconds=20),
            subject=step.subject,
            papers=papers,
            answering=got[-1] if step.thread and got else None,
            headers=step.headers,
        )
        self.office.deliver(raw, arrived=moment)
        sent = Sent(f"<{self._numbers:05}.semestre@{step.who.address.partition('@')[2]}>", step, moment)
        play.sent.append(sent)
        return sent

    def _say(self, play: Play, what: str) -> None:
        self.amiss.append(f"{play.script.title} ({', '.join(play.folios.values())}), paso {play.at}: {what}")

    def _check(self, play: Play, sent: Sent) -> None:
        """The message's cases, as soon as it has been handled."""
        then = sent.step.then
        with self.office.store.reading() as session:
            row = session.scalars(
                select(schema.Message).where(schema.Message.message_id == sent.message_id)
            ).first()
            if row is None:
                self._say(play, f"«{sent.step.text}» no se atendió")
                return
            cases = {case.folio: (case.kind.value, case.state.value) for case in row.cases}
            previous = {case.folio: case.previous_id for case in row.cases}
            ids = dict(session.execute(select(schema.Case.folio, schema.Case.id)).all())
        self._name(play, then, cases)
        found = {name: cases.get(play.folios.get(name, "")) for name in then.cases}
        if found != dict(then.cases) or len(cases) != len(then.cases):
            self._say(play, f"«{sent.step.text}» dio {cases}, debía {dict(then.cases)}")
        if then.previous and then.cases:
            leading = next(iter(then.cases))
            if previous.get(play.folios.get(leading, "")) != ids.get(play.folios.get(then.previous, "")):
                self._say(play, f"«{sent.step.text}» no señala el caso anterior")
        play.now |= dict(then.cases)

    def _name(self, play: Play, then: Then, cases: dict[str, tuple[str, str]]) -> None:
        """New cases get the script's names: by their kind where several came."""
        known = {folio for one in self.plays for folio in one.folios.values()}
        fresh = sorted(folio for folio in cases if folio not in known)
        for name, (kind, _) in then.cases.items():
            if name not in play.folios and fresh:
                alike = [folio for folio in fresh if cases[folio][0] == kind] or fresh
                play.folios[name] = alike[0]
                fresh.remove(alike[0])

    def _check_waiting(self, play: Play, step: Waits) -> None:
        for name, wanted in step.then.cases.items():
            with self.office.store.reading() as session:
                case = session.scalars(
                    select(schema.Case).where(schema.Case.folio == play.folios.get(name))
                ).first()
                found = (case.kind.value, case.state.value) if case else None
                sent = sum(letter.template == "recordatorio" for letter in case.letters) if case else 0
            if (found, sent) != (wanted, step.reminders):
                self._say(
                    play, f"esperando: {found} con {sent} recordatorios, debía {wanted} con {step.reminders}"
                )
        play.now |= dict(step.then.cases)

    # What is known only at the end.

    def letters_amiss(self) -> list[str]:
        """Messages that were not answered as they should be."""
        answers: dict[str, list[str]] = {}
        template = self._templates()
        for letter in self.office.letters:
            answers.setdefault(letter.answers, []).append(template.get(letter.message_id, "?"))
        return [
            f"{play.script.title}: «{sent.step.text}» tuvo {got}, debía {wanted}"
            for play in self.plays
            for sent in play.sent
            if (got := [one for one in answers.get(sent.message_id, []) if one != "recordatorio"])
            != (wanted := [sent.step.then.letter] if sent.step.then.letter else [])
        ]

    def reminders_amiss(self) -> list[str]:
        """Cases that were reminded more or less often than they should be."""
        with self.office.store.reading() as session:
            rows = session.execute(
                select(schema.Case.folio, schema.Letter.id)
                .join(schema.Letter, schema.Letter.case_id == schema.Case.id)
                .where(schema.Letter.template == "recordatorio")
            ).all()
        counts = Counter(folio for folio, _ in rows)
        return [
            f"{play.script.title} {folio}: {counts[folio]} recordatorios"
            for play in self.plays
            for name, folio in play.folios.items()
            if counts[folio] != play.script.reminders.get(name, 0)
        ]

    def cases_amiss(self) -> list[str]:
        """Cases that do not end as they should, those that ended for want of an answer included."""
        with self.office.store.reading() as session:
            rows = session.scalars(select(schema.Case).options(selectinload(schema.Case.messages))).all()
            found = {row.folio: (row.kind.value, row.state.value) for row in rows}
        wanted = {
            play.folios.get(name, "?"): self._in_the_end(play, name) for play in self.plays for name in play.now
        }
        return [
            f"{folio}: {found.get(folio)}, debía {wanted.get(folio)}"
            for folio in sorted({*found, *wanted})
            if found.get(folio) != wanted.get(folio)
        ]

    def _in_the_end(self, play: Play, name: str) -> tuple[str, str]:
        kind, state = play.now[name]
        last = max(sent.arrived for sent in play.sent if name in sent.step.then.cases)
        over = state in (WAITS, TOLD) and kind != "urgente" and self.ended - last >= timedelta(days=60)
        return kind, CLOSED if over else state

    def places_amiss(self) -> list[str]:
        """Messages that do not lie where they should, or lie in two places."""
        places = self.office.places()
        return [
            f"{play.script.title}: «{sent.step.text}» está en {places.get(sent.message_id)}, debía {wanted}"
            for play in self.plays
            for sent in play.sent
            if places.get(sent.message_id) != (wanted := [self.place(play, sent)])
        ]

    def place(self, play: Play, sent: Sent) -> str:
        then = sent.step.then
        if place := play.put.get(sent.message_id) or then.place:
            return place
        # A message lies where the most urgent of its cases does: those named in its step, as they are in the end.
        folders = [self._folder(*play.now[name]) for name in then.cases]
        flag = "*" if any(play.now[name][0] == "urgente" for name in then.cases) else ""
        return min(folders, key=URGENCY.index) + flag

    def _folder(self, kind: str, state: str) -> str:
        if state == "en_manos_de_la_encargada":
            return INBOX
        return "Hecho" if state == "hecho" else KINDS[kind][1]

    def _templates(self) -> dict[str, str]:
        with self.office.store.reading() as session:
            return dict(session.execute(select(schema.Letter.message_id, schema.Letter.template)).all())
