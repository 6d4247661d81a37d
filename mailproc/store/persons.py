"""One student by all that the store knows: rows, cases, roster entries and mail that are the same person's.

A student may have several rows: one by the numbers on a sheet, others by the address that wrote without one. They are
joined by CURP, NSS, control number and the student's own address, and never where a CURP or an NSS says otherwise; what
might be two persons' stays apart, for what is joined here may be deleted.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailproc.cases.roster import control_keys
from mailproc.errors import UsageError
from mailproc.store import schema
from mailproc.store.finding import Card, cards, meant
from mailproc.store.opening import Store

SHOWN = 8
"""Students that are listed where several are meant."""

Key = tuple[str, int]
"""A row that tells of a person: "student", "case" (one with no student's row), "roster" or "sender" (whose mail has no
case), and its id."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What one row tells: numbers and addresses by which it is known ("" and empty where it tells none)."""

    curp: str = ""
    nss: str = ""
    controls: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    @property
    def numbers(self) -> set[tuple[str, object]]:
        """What belongs to one person alone."""
        return {(name, value) for name, value in (("curp", self.curp), ("nss", self.nss)) if value}

    @property
    def weaker(self) -> set[tuple[str, object]]:
        """What one may have mistyped, or share with another."""
        return {("control", one) for one in self.controls} | {("address", one) for one in self.addresses}


@dataclass(frozen=True, slots=True)
class Person:
    """One student: ids of rows, folios in their order, and the values by which the student is known."""

    students: frozenset[int]
    cases: frozenset[int]
    roster: frozenset[int]
    senders: frozenset[int]
    folios: tuple[str, ...]
    names: frozenset[str]
    numbers: frozenset[str]
    addresses: frozenset[str]

    @property
    def shown(self) -> str:
        """Folios and the last four characters of numbers: enough to choose by, and no more."""
        known = (
            self.folios[:3] or ("in the roster",) if self.roster else self.folios[:3] or ("mail without a case",)
        )
        last = sorted(f"…{number[-4:]}" for number in self.numbers)
        return f"{', '.join(known)} ({', '.join(last)})" if last else ", ".join(known)


@dataclass(slots=True)
class _Group:
    """Rows that are one person's."""

    members: set[Key] = field(default_factory=set)
    curps: set[str] = field(default_factory=set)
    nsss: set[str] = field(default_factory=set)

    def add(self, key: Key, trace: Trace) -> None:
        self.members.add(key)
        self.curps |= {trace.curp} - {""}
        self.nsss |= {trace.nss} - {""}

    def contradicts(self, trace: Trace) -> bool:
        return _differ(self.curps, trace.curp) or _differ(self.nsss, trace.nss)


def one(session: Session, store: Store, text: str) -> Person:
    """The one student that a folio, CURP, NSS, control number, address or name means, found as `mailproc find` does.
    Raises UsageError where there is none, or where it may be several."""
    people = _People(session, store)
    groups: list[set[Key]] = []
    for key in people.seeds(text):
        if not any(key in group for group in groups):
            groups.append(people.grown(key))
    if not groups:
        raise UsageError(f"{text}: there is no such student, neither in a case nor in the roster.")
    if len(groups) > 1:
        listed = "; ".join(people.person(group).shown for group in groups[:SHOWN])
        more = f"; and {len(groups) - SHOWN} more" if len(groups) > SHOWN else ""
        raise UsageError(
            f"{text}: {len(groups)} students may be meant: {listed}{more}. Give the folio, the whole CURP or the whole "
            "NSS of one."
        )
    return people.person(groups[0])


class _People:
    """Every row of the account that tells of a person, read once."""

    def __init__(self, session: Session, store: Store) -> None:
        self._session, self._store = session, store
        self.traces: dict[Key, Trace] = {}
        self._of_case: dict[int, Key] = {}
        self._rows()
        self._index: defaultdict[tuple[str, object], set[Key]] = defaultdict(set)
        for key, trace in self.traces.items():
            for mark in trace.numbers | trace.weaker:
                self._index[mark].add(key)

    def seeds(self, text: str) -> list[Key]:
        """The rows that the text means: those of which it is a whole number or the own address, else those that
        `find` would find. A folio means its case alone."""
        plain = text.strip()
        squeezed = "".join(filter(str.isalnum, plain)).upper()
        marks = {("curp", squeezed), ("nss", squeezed), ("address", plain.lower())}
        marks |= {("control", one) for one in control_keys(plain)}
        own = {key for mark in marks for key in self._index.get(mark, ()) if key[0] in {"student", "roster"}}
        if own:
            return sorted(own)
        among: dict[Key, Card] = {("case", one): card for one, card in cards(self._session, self._store).items()}
        for key, trace in self.traces.items():
            if key[0] in {"roster", "sender"}:
                card = among[key] = Card()
                card.add(trace.curp, trace.nss, *trace.controls)
                for name in trace.names:
                    card.add(name=name)
                for address in trace.addresses:
                    card.add(address=address)
        found = meant(plain, among)
        return list(dict.fromkeys(self._of_case[key[1]] if key[0] == "case" else key for key in found))

    def grown(self, seed: Key) -> set[Key]:
        """All rows of the person of whom this one tells."""
        group = _Group()
        group.add(seed, self.traces[seed])
        while fresh := self._joining(group):
            for key in fresh:
                # Of two that contradict each other, only the first is this person's.
                if not group.contradicts(self.traces[key]):
                    group.add(key, self.traces[key])
        return group.members

    def person(self, members: Collection[Key]) -> Person:
        """What these rows come to."""
        ids = {
            name: {key[1] for key in members if key[0] == name} for name in ("student", "case", "roster", "sender")
        }
        cases, folios = self._cases(ids["student"], ids["case"])
        traces = [self.traces[key] for key in members]
        return Person(
            students=frozenset(ids["student"]),
            cases=frozenset(cases),
            roster=frozenset(ids["roster"]),
            senders=frozenset(ids["sender"]),
            folios=folios,
            names=frozenset(name for trace in traces for name in trace.names),
            numbers=frozenset(
                number for trace in traces for number in (trace.curp, trace.nss, *trace.controls) if number
            ),
            addresses=frozenset(address for trace in traces for address in trace.addresses),
        )

    def _joining(self, group: _Group) -> list[Key]:
        """Rows that are this person's too: first those with one of the numbers, then those with the control number or
        the address, unless that may be another person's."""
        mine = [self.traces[key] for key in group.members]
        sure = self._with({mark for trace in mine for mark in trace.numbers}, group)
        if found := [key for key in sure if not group.contradicts(self.traces[key])]:
            return found
        marks = {mark for trace in mine for mark in trace.weaker}
        sharing = self._with(marks, group)
        weak = [key for key in sharing if not group.contradicts(self.traces[key])]
        return [key for key in weak if not self._contested(key, sharing, group)]

    def _contested(self, key: Key, sharing: Collection[Key], group: _Group) -> bool:
        """Whether one of the others that share something with the group is another person than this one, or could have
        this one as well."""
        trace, own = self.traces[key], _Group()
        own.add(key, trace)
        for other in sharing:
            theirs = self.traces[other]
            if other == key:
                continue
            if own.contradicts(theirs) and not group.curps and not group.nsss:
                return True
            if group.contradicts(theirs) and not trace.numbers and trace.weaker & theirs.weaker:
                return True
        return False

    def _with(self, marks: Iterable[tuple[str, object]], group: _Group) -> list[Key]:
        return sorted({key for mark in marks for key in self._index[mark]} - group.members)

    def _cases(self, students: Collection[int], cases: Collection[int]) -> tuple[set[int], tuple[str, ...]]:
        """These cases, and those that were joined to one of them."""
        rows = self._session.execute(
            select(schema.Case.id, schema.Case.student_id, schema.Case.folio, schema.Case.merged_into)
            .where(schema.Case.account_id == self._store.account_id)
            .order_by(schema.Case.year, schema.Case.number)
        ).all()
        found = {row.id for row in rows if row.id in cases or row.student_id in students}
        size = -1
        while len(found) != size:
            size = len(found)
            folios = {row.folio for row in rows if row.id in found}
            found |= {row.id for row in rows if row.merged_into in folios}
        return found, tuple(row.folio for row in rows if row.id in found)

    def _rows(self) -> None:
        session, account = self._session, self._store.account_id
        for table, name in ((schema.Student, "student"), (schema.RosterEntry, "roster")):
            for row in session.execute(
                select(table.id, table.curp, table.nss, table.control, table.address, table.name).where(
                    table.account_id == account
                )
            ):
                self.traces[name, row.id] = _trace(*row[1:])
        wanted = select(schema.Case.id, schema.Case.student_id).where(schema.Case.account_id == account)
        for identifier, student in session.execute(wanted):
            self._of_case[identifier] = ("student", student) if student else ("case", identifier)
        writers: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
        for identifier, *who in self._writers():
            writers[identifier].append((who[0], who[1]))
        for identifier, key in self._of_case.items():
            if key[0] == "case":
                self.traces[key] = _writers_trace(writers[identifier])
        for sender in session.scalars(
            select(schema.Sender)
            .join(schema.Message, schema.Message.sender_id == schema.Sender.id)
            .where(schema.Sender.account_id == account, ~schema.Message.cases.any())
            .distinct()
        ):
            self.traces["sender", sender.id] = _writers_trace([(sender.address, sender.name)])

    def _writers(self) -> Iterator[tuple[int, str, str]]:
        rows = self._session.execute(
            select(schema.CaseMessage.case_id, schema.Sender.address, schema.Sender.name)
            .join(schema.Message, schema.CaseMessage.message_id == schema.Message.id)
            .join(schema.Sender, schema.Message.sender_id == schema.Sender.id)
            .where(schema.Message.account_id == self._store.account_id)
        )
        yield from ((row[0], row[1], row[2]) for row in rows)


def _trace(curp: str, nss: str, control: str, address: str, name: str) -> Trace:
    return Trace(
        curp,
        nss,
        frozenset(control_keys(control)),
        frozenset({address.lower()} - {""}),
        frozenset({name} - {""}),
    )


def _writers_trace(writers: Iterable[tuple[str, str]]) -> Trace:
    """Of a case about nobody known, or of mail without one: who wrote."""
    every = list(writers)
    addresses = frozenset(address for address, _ in every if address)
    return Trace(addresses=addresses, names=frozenset(name for _, name in every if name))


def _differ(known: Collection[str], value: str) -> bool:
    return bool(known) and bool(value) and value not in known
