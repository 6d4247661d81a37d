"""The cases of a constancia: who is insured, through whom, with which family. One function a case."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from mailproc.reading.model import Employer, Holder
from tests.documents import identifiers, people
from tests.documents.identifiers import WORDS
from tests.documents.people import Human


@dataclass(frozen=True, slots=True)
class Relative:
    """A row of the beneficiaries' table."""

    human: Human
    relation: str
    agregado: str
    right: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What the institute would print. `right`, `estado`, `agregado` are the head's; "" is blank.

    employers   the active ones (registro always with 11 characters here; the form shortens it).
    last        an employer that is over, printed on some BAJA sheets: a trap, not an active employer.
    student     None where the head is the student, else the index in `family`.
    ambiguous   True where nobody can tell from the sheet alone which beneficiary is the student.
    unclear     True where nobody can tell whether it is the head.
    dependent   the sheet is made out for a family member: the head's values but for the number.
    """

    head: Human
    right: bool
    estado: str
    agregado: str
    umf: str
    issued: date
    valid_until: date | None = None
    employers: tuple[Employer, ...] = ()
    last: Employer | None = None
    family: tuple[Relative, ...] = ()
    student: int | None = None
    ambiguous: bool = False
    unclear: bool = False
    dependent: bool = False

    @property
    def holder(self) -> Holder:
        """Of the student."""
        return Holder.TITULAR if self.student is None and not self.dependent else Holder.BENEFICIARIO


def ours() -> Employer:
    """The school of the example configuration."""
    return Employer(people.OURS, "32", people.OUR_NAMES[0])


def other_school(rng: Random) -> Employer:
    """Another school's modality 32."""
    return Employer(identifiers.registro(rng, "32"), "32", rng.choice(WORDS["schools"]))


def job(rng: Random) -> Employer:
    """An ordinary employer, modality 10 or rarely another."""
    modality = rng.choices(["10", "13", "17"], [90, 5, 5])[0]
    return Employer(identifiers.registro(rng, modality), modality, rng.choice(WORDS["employers"]))


def _issued(rng: Random, today: date) -> date:
    return today - timedelta(days=rng.randint(0, 20))


def _facts(
    rng: Random,
    today: date,
    *,
    right: bool,
    estado: str,
    suffix: str = "",
    head: Human | None = None,
    blank: bool = False,
    employers: tuple[Employer, ...] = (),
    last: Employer | None = None,
    family: tuple[Relative, ...] = (),
    student: int | None = None,
    ambiguous: bool = False,
    unclear: bool = False,
    issued: date | None = None,
) -> Facts:
    someone = head or people.student(rng, today)
    day = issued or _issued(rng, today)
    until = day + timedelta(days=rng.randint(20, 200)) if right and rng.random() < 0.7 else None
    return Facts(
        head=someone,
        right=right,
        estado=estado,
        agregado=""
        if blank
        else people.agregado(someone, "1", suffix, old_letters=not family and rng.random() < 0.15),
        umf="" if blank else rng.choice(people.CLINICS),
        issued=day,
        valid_until=until,
        employers=employers,
        last=last,
        family=family,
        student=student,
        ambiguous=ambiguous,
        unclear=unclear,
    )


def _relative(rng: Random, who: Human, kind: str, *, right: bool, suffix: str) -> Relative:
    words = {
        "child": ("HIJOS", "HIJO(A)", "HIJA" if who.sex == "M" else "HIJO"),
        "spouse": ("ESPOSO(A)", "CONYUGE", "ESPOSA" if who.sex == "M" else "ESPOSO"),
        "parent": ("PADRES", "MADRE" if who.sex == "M" else "PADRE"),
    }
    digit = {"child": "3", "spouse": "2", "parent": "4"}[kind]
    return Relative(who, rng.choice(words[kind]), people.agregado(who, digit, suffix), right)


def _si(*employers: Callable[[Random], Employer], blank: bool = False) -> Callable[[Random, date], Facts]:
    def case(rng: Random, today: date) -> Facts:
        active = tuple(make(rng) for make in employers)
        suffix = "OR" if any(each.modality != "32" for each in active) else "ES"
        return _facts(rng, today, right=True, estado="VIGENTE", suffix=suffix, employers=active, blank=blank)

    return case


def _estado(estado: str, *, right: bool, suffix: str = "") -> Callable[[Random, date], Facts]:
    def case(rng: Random, today: date) -> Facts:
        return _facts(rng, today, right=right, estado=estado, suffix=suffix)

    return case


def _no_last_employer(rng: Random, today: date) -> Facts:
    last = rng.choice([job, other_school])(rng)
    return _facts(rng, today, right=False, estado="BAJA", last=last)


def _no_blank(rng: Random, today: date) -> Facts:
    return _facts(rng, today, right=False, estado="", blank=True)


def _old(rng: Random, today: date) -> Facts:
    day = today - timedelta(days=rng.randint(70, 900))
    employers = (rng.choice([lambda _: ours(), other_school])(rng),)
    return _facts(rng, today, right=True, estado="VIGENTE", suffix="ES", employers=employers, issued=day)


def _con_derecho(rng: Random, today: date) -> Facts:
    return _facts(rng, today, right=True, estado="CON DERECHO", suffix="ES", employers=(ours(),))


def _kids(rng: Random, today: date) -> Facts:
    head = people.human(rng, ages=(21, 29), today=today)
    children = people.with_children_of(rng, head, rng.randint(1, 2), ages=(0, 6), today=today)
    employer = rng.choice([lambda _: ours(), job, other_school])(rng)
    suffix = "ES" if employer.modality == "32" else "OR"
    family = [_relative(rng, child, "child", right=True, suffix=suffix) for child in children]
    return _facts(
        rng,
        today,
        right=True,
        estado="VIGENTE",
        suffix=suffix,
        head=head,
        employers=(employer,),
        family=tuple(family),
    )


def _grandparents(rng: Random, today: date) -> Facts:
    head = people.student(rng, today)
    mother = people.human(rng, ages=(42, 58), today=today, sex="M")
    family = (_relative(rng, mother, "parent", right=rng.random() < 0.5, suffix="OR"),)
    return _facts(
        rng, today, right=True, estado="VIGENTE", suffix="OR", head=head, employers=(job(rng),), family=family
    )


def _parent(rng: Random, today: date, *, right: bool = True, siblings: int = 0, twins: bool = False) -> Facts:
    head = people.human(rng, ages=(42, 60), today=today)
    pupils = people.with_children_of(rng, head, 2 if twins else 1, ages=(18, 23), today=today)
    small = people.with_children_of(rng, head, siblings, ages=(4, 13), today=today)
    rows = [_relative(rng, child, "child", right=right, suffix="OR") for child in pupils]
    rows += [_relative(rng, child, "child", right=True, suffix="OR") for child in small]
    if rng.random() < 0.6:
        spouse = people.human(rng, ages=(41, 59), today=today, sex="H" if head.sex == "M" else "M")
        rows.append(_relative(rng, spouse, "spouse", right=True, suffix="OR"))
    pupil = rows[0]
    rng.shuffle(rows)
    return _facts(
        rng,
        today,
        right=True,
        estado="VIGENTE",
        suffix="OR",
        head=head,
        employers=(job(rng),),
        family=tuple(rows),
        student=rows.index(pupil),
        ambiguous=twins,
    )


def _parent_no(rng: Random, today: date) -> Facts:
    return _parent(rng, today, right=False)


def _parent_siblings(rng: Random, today: date) -> Facts:
    return _parent(rng, today, siblings=rng.randint(1, 2))


def _parent_two(rng: Random, today: date) -> Facts:
    return _parent(rng, today, twins=True)


def _spouse(rng: Random, today: date) -> Facts:
    pupil = people.human(rng, ages=(20, 27), today=today)
    head = people.human(rng, ages=(38, 46), today=today, sex="H" if pupil.sex == "M" else "M")
    row = _relative(rng, pupil, "spouse", right=True, suffix="OR")
    return _facts(
        rng,
        today,
        right=True,
        estado="VIGENTE",
        suffix="OR",
        head=head,
        employers=(job(rng),),
        family=(row,),
        student=0,
    )


def _couple(rng: Random, today: date) -> Facts:
    """Two of student age, one insured by a job: either may be the student, and the sheet does not tell."""
    head = people.human(rng, ages=(20, 27), today=today)
    other = people.human(rng, ages=(19, 27), today=today, sex="H" if head.sex == "M" else "M")
    row = _relative(rng, other, "spouse", right=True, suffix="OR")
    return _facts(
        rng,
        today,
        right=True,
        estado="VIGENTE",
        suffix="OR",
        head=head,
        employers=(job(rng),),
        family=(row,),
        unclear=True,
    )


def _own_of_child(rng: Random, today: date) -> Facts:
    """Made out for a child: its own name, CURP and agregado at the head, and the parent's number."""
    pupil = people.student(rng, today)
    parent = people.human(rng, ages=(42, 60), today=today)
    facts = _facts(rng, today, right=True, estado="VIGENTE", head=replace(pupil, nss=parent.nss))
    return replace(facts, agregado=people.agregado(pupil, "3", "OR"), dependent=True)


CONSTANCIAS: dict[str, tuple[int, Callable[[Random, date], Facts]]] = {
    "si_ours": (18, _si(lambda _: ours())),
    "si_other_school": (14, _si(other_school)),
    "si_job": (12, _si(job)),
    "si_ours_and_job": (5, _si(lambda _: ours(), job)),
    "si_school_and_job": (4, _si(other_school, job)),
    "si_two_jobs": (4, _si(job, job)),
    "si_ours_and_school": (3, _si(lambda _: ours(), other_school)),
    "si_blank_umf": (6, _si(lambda _: ours(), blank=True)),
    "si_con_derecho": (3, _con_derecho),
    "no_baja": (12, _estado("BAJA", right=False)),
    "no_blank": (6, _no_blank),
    "no_last_employer": (7, _no_last_employer),
    "conservacion": (5, _estado("CONSERVACION DE DERECHOS", right=True, suffix="OR")),
    "prorroga": (2, _estado("VIGENTE POR PRORROGA", right=True, suffix="OR")),
    "pension": (2, _estado("PENSION EN TRAMITE", right=True, suffix="PE")),
    "fallecido": (1, _estado("FALLECIDO", right=False)),
    "old": (6, _old),
    "kids": (6, _kids),
    "mother_beneficiary": (3, _grandparents),
    "parent": (7, _parent),
    "parent_no": (4, _parent_no),
    "parent_siblings": (4, _parent_siblings),
    "parent_two": (3, _parent_two),
    "spouse": (3, _spouse),
    "couple": (2, _couple),
    "own_of_child": (2, _own_of_child),
}
"""Each case with its weight in a mixed set. The names tell the case: `si_*` in force, `no_*` not."""
