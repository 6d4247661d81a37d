"""All that is kept of one student, as plain values: for the student, who may ask for it.

Other persons are masked: those that stand on a sheet beside the student (a parent, brothers and sisters), whoever wrote
in the student's place, other students of the same message. In doubt a value counts as another person's.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailproc.cases.person_names import agree
from mailproc.store import schema
from mailproc.store.blotting import Blot
from mailproc.store.erasing import own_messages
from mailproc.store.opening import Store
from mailproc.store.persons import Person, one

MASKED = "(otra persona)"
_CURP = 18
_NSS = 11
_PERSONAL = ("nss", "curp", "name", "agregado")
"""Fields of a sheet that belong to the one whose sheet it is."""


@dataclass(frozen=True, slots=True)
class Exported:
    """`data` is of JSON's own types, instants as ISO 8601 in UTC; `files` are pictures and letters, by the path under
    which `data` names them."""

    folios: tuple[str, ...]
    data: dict[str, Any]
    files: dict[str, bytes] = field(default_factory=dict)


def exported(store: Store, text: str) -> Exported:
    """What is kept of the student that a text means (persons.py). Raises UsageError, StoreError."""
    with store.reading() as session:
        person = one(session, store, text)
        clerk = _Clerk(session, store, person)
        data = {
            "student": [clerk.row(row) for row in clerk.rows(schema.Student, person.students)],
            "roster": [clerk.row(row) for row in clerk.rows(schema.RosterEntry, person.roster)],
            "cases": [clerk.case(case) for case in clerk.rows(schema.Case, person.cases)],
            "messages_without_case": [clerk.message(row) for row in clerk.alone()],
        }
        return Exported(person.folios, data, clerk.files)


class _Clerk:
    """Writes down rows, third persons masked; `files` fills as it goes."""

    def __init__(self, session: Session, store: Store, person: Person) -> None:
        self._session, self._store, self._person = session, store, person
        self._curps = {number for number in person.numbers if len(number) == _CURP}
        self._nsss = {number for number in person.numbers if len(number) == _NSS and number.isdigit()}
        self.files: dict[str, bytes] = {}
        others = _Others()
        for sheet in self._sheets():
            self._masked(sheet.body, others)
        self._add_other_students(others)
        self._blot = others.blot(person)

    def rows(self, table: type[schema.Base], identifiers: Iterable[int]) -> list[Any]:
        """In the order of their ids."""
        return list(self._session.scalars(select(table).where(table.id.in_(identifiers)).order_by(table.id)))

    def alone(self) -> list[schema.Message]:
        """The student's messages that have no case."""
        wanted = select(schema.Message).where(
            schema.Message.sender_id.in_(self._person.senders), ~schema.Message.cases.any()
        )
        return list(self._session.scalars(wanted.order_by(schema.Message.id)))

    def row(self, row: schema.Student | schema.RosterEntry) -> dict[str, Any]:
        """Who the student is, by a case or by the roster."""
        names = ("name", "curp", "nss", "control", "address", "programme", "semester", "status", "graduated")
        return {name: getattr(row, name) for name in names if hasattr(row, name)}

    def message(self, row: schema.Message) -> dict[str, Any]:
        """A message, without its text and files: they are not kept."""
        return {
            "message_id": self._blot.text(row.message_id),
            "arrived": _iso(row.arrived),
            "sender": self._address(row.sender.address) if row.sender else "",
            "subject": self._blot.text(row.subject),
            "kind": row.kind.value if row.kind else None,
            "reasons": self._blot.tree(row.reasons),
            "no_letter_because": row.silent,
        }

    def case(self, case: schema.Case) -> dict[str, Any]:
        """A case with all that hangs on it."""
        sheets = self._of(schema.Reading, case)
        return {
            "folio": case.folio,
            "kind": case.kind.value,
            "state": case.state.value,
            "reasons": self._blot.tree(case.reasons),
            "missing": list(case.missing),
            "umf_wish": case.umf_wish,
            "opened_at": _iso(case.opened_at),
            "due_at": _iso(case.due_at),
            "closed_at": _iso(case.closed_at),
            "messages": [self.message(row) for row in case.messages],
            "sheets": [self._sheet(case, number, row) for number, row in enumerate(sheets, start=1)],
            "letters": [self._letter(case, number, row) for number, row in enumerate(case.letters, start=1)],
            "movements": [
                {"type": one.type, "registro": one.registro, "exported_at": _iso(one.exported_at)}
                | {"accepted": one.accepted, "reason": self._blot.text(one.reason)}
                for one in self._of(schema.Movement, case)
            ],
            "requirements": [
                {"text": one.text, "ticked_at": _iso(one.ticked_at)} for one in self._of(schema.Requirement, case)
            ],
            "notes": [
                {"at": _iso(one.at), "who": one.who, "text": self._blot.text(one.text)} for one in case.notes
            ],
            "history": [
                {"at": _iso(one.at), "who": one.who, "what": one.what, "detail": one.detail}
                for one in self._of(schema.Event, case)
            ],
        }

    def _sheet(self, case: schema.Case, number: int, row: schema.Reading) -> dict[str, Any]:
        body = self._masked(row.body, _Others())
        crops = []
        for at, crop in enumerate(row.crops, start=1):
            told = (body.get("fields") or {}).get(crop.field)
            if told and told["value"] == MASKED:
                continue
            ending = crop.media.partition("/")[2]
            crops.append(f"recortes/{case.folio}-{number}-{at}-{crop.field}.{ending}")
            self.files[crops[-1]] = crop.image
        return {
            "file": self._blot.text(row.file),
            "document": row.document.value,
            "reading": self._blot.tree(body),
            "pictures": crops,
        }

    def _letter(self, case: schema.Case, number: int, row: schema.Letter) -> dict[str, Any]:
        path = f"cartas/{case.folio}-{number}-{row.template}.txt"
        subject = self._blot.text(row.subject)
        self.files[path] = f"{subject}\n\n{self._blot.text(row.text)}".encode()
        return {
            "template": row.template,
            "state": row.state.value,
            "recipient": self._address(row.recipient),
            "subject": subject,
            "composed_at": _iso(row.composed_at),
            "sent_at": _iso(row.sent_at),
            "text": path,
        }

    def _masked(self, body: Mapping[str, Any], others: "_Others") -> dict[str, Any]:
        """A sheet's reading; what was masked in it comes to `others`."""
        fields = dict(body.get("fields") or {})
        values = {name: fields[name]["value"] if fields.get(name) else "" for name in _PERSONAL}
        if fields:
            own = self._is_own(values["curp"], values["nss"], values["name"])
            for name in _PERSONAL:
                strange = not own or (name == "nss" and self._nsss and values["nss"] not in self._nsss)
                if fields.get(name) and strange:
                    others.add(name, values[name])
                    fields[name] = {**fields[name], "value": MASKED}
            told = {"fields": fields, **({} if own else {"name_parts": None})}
        else:
            told = {}
        people = [self._one_of(row, others) for row in body.get("people", ())]
        return {**body, **told, **({"people": people} if people else {})}

    def _one_of(self, row: Mapping[str, Any], others: "_Others") -> dict[str, Any]:
        """A person on a sheet; the NSS beside the student's name may be a parent's."""
        own = self._is_own(row["curp"], row["nss"], row["name"])
        keeps = {"curp": own, "name": own, "nss": own and row["nss"] in self._nsss, "agregado": own}
        for name, kept in keeps.items():
            if not kept:
                others.add(name, row[name])
        return {**row, **{name: MASKED for name, kept in keeps.items() if not kept and row[name]}}

    def _is_own(self, curp: str, nss: str, name: str) -> bool:
        if curp and self._curps:
            return curp in self._curps
        if nss and nss in self._nsss:
            return True
        return bool(name) and any(agree(name, known) for known in self._person.names)

    def _address(self, address: str) -> str:
        return address if not address or address in self._person.addresses else MASKED

    def _sheets(self) -> Iterator[schema.Reading]:
        wanted = select(schema.Reading).where(schema.Reading.case_id.in_(self._person.cases))
        yield from self._session.scalars(wanted)

    def _of(self, table: Any, case: schema.Case) -> list[Any]:
        return list(self._session.scalars(select(table).where(table.case_id == case.id).order_by(table.id)))

    def _add_other_students(self, others: "_Others") -> None:
        """Those whose cases share a message with this student's, and whoever wrote in the student's place."""
        own, shared = own_messages(self._session, self._person.cases)
        cases = (
            select(schema.Case)
            .where(schema.Case.messages.any(schema.Message.id.in_(shared)))
            .where(schema.Case.id.not_in(self._person.cases))
        )
        for case in self._session.scalars(cases):
            if case.student is not None:
                for name in ("name", "curp", "nss", "control", "address"):
                    others.add(name, getattr(case.student, name))
        wrote = select(schema.Message).where(schema.Message.id.in_(own | shared))
        for message in self._session.scalars(wrote):
            if message.sender is not None and message.sender.address not in self._person.addresses:
                others.add("name", message.sender.name)
                others.add("address", message.sender.address)


@dataclass(slots=True)
class _Others:
    """Names and values of other persons."""

    names: set[str] = field(default_factory=set)
    values: set[str] = field(default_factory=set)

    def add(self, what: str, value: str) -> None:
        if value:
            (self.names if what == "name" else self.values).add(value)

    def blot(self, person: Person) -> Blot:
        """What takes them out of texts, and leaves what is the student's."""
        names = {name for name in self.names if not any(agree(name, own) for own in person.names)}
        return Blot(names, self.values - person.numbers - person.addresses, instead=MASKED)


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
