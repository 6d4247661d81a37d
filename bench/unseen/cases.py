"""Situations of students and their families: the facts a constancia states, before any layout."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from bench.truth import Truth
from bench.unseen.people import SURNAMES, Human, agregado_of, human, registro_of
from mailproc.reading.model import Document, Employer, Holder, Person

TODAY = date(2026, 11, 20)
OURS = Employer("A3399990326", "32", "INSTITUTO TECNOLOGICO DE TUXTLA GUTIERREZ")
SCHOOLS = (
    "COLEGIO DE BACHILLERES DE CHIAPAS PLANTEL 35",
    "UNIVERSIDAD AUTONOMA DE CHIAPAS",
    "CENTRO DE ESTUDIOS TECNOLOGICOS NUM 144",
    "UNIVERSIDAD POLITECNICA DE CHIAPAS",
    "CONALEP ESTATAL DE CHIAPAS",
    "ESCUELA PREPARATORIA NUM 2 DEL ESTADO",
)
FIRMS = (
    "ABARROTES Y CARNES EL GRIJALVA SA DE CV",
    "SERVICIOS DE LIMPIEZA TEOPISCA S DE RL",
    "PANIFICADORA LA ESPIGA DE COMITAN SA DE CV",
    "TALLER MECANICO HERMANOS ZEBADUA",
    "OPERADORA DE TIENDAS SURESTE SAPI DE CV",
)


@dataclass(frozen=True, slots=True)
class Relative:
    """A row of the beneficiaries' table; `right` None where the sheet does not say."""

    human: Human
    relation: str
    agregado: str
    right: bool | None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a constancia may print. `estado` is "" where blank; `last` is an employer of the past."""

    case: str
    head: Human
    right: bool
    estado: str
    agregado: str
    umf: str
    employers: tuple[Employer, ...]
    last: Employer | None
    relatives: tuple[Relative, ...]
    student: Human
    issued: date
    valid_until: date | None
    moved: date
    phone: str
    folio: str
    chain: str
    turn: str
    room: str


def other_school(rng: Random) -> Employer:
    """A school that is not ours, modality 32."""
    return Employer(registro_of(rng, "32"), "32", rng.choice(SCHOOLS))


def firm(rng: Random) -> Employer:
    """An ordinary employer, modality 10."""
    return Employer(registro_of(rng, "10"), "10", rng.choice(FIRMS))


CASES = {
    "ours": 5, "school": 4, "job": 4, "both": 2, "school_and_job": 1, "baja": 4, "blank": 2, "conservacion": 2,
    "prorroga": 1, "parent": 6, "own_children": 3, "old": 2, "no_clinic": 2,
}  # fmt: skip


def facts(rng: Random, case: str) -> Facts:
    """The facts of one situation out of CASES."""
    head = human(rng, ages=(18, 25), today=TODAY)
    issued = TODAY - timedelta(days=rng.randint(0, 120))
    made = Facts(
        case=case, head=head, right=True, estado="VIGENTE", agregado=agregado_of("1", head, "ES"),
        umf=rng.choice(("013", "023", "025", "011", "017", "032")), employers=(OURS,), last=None, relatives=(),
        student=head, issued=issued, valid_until=None, moved=issued - timedelta(days=rng.randint(40, 900)),
        phone=f"961{rng.randint(1000000, 9999999)}", folio=str(rng.randint(10**10, 10**11 - 1)),
        chain="|".join(str(rng.randint(10**7, 10**13)) for _ in range(5)),
        turn=rng.choice(("MATUTINO", "VESPERTINO")), room=str(rng.randint(1, 24)),
    )  # fmt: skip
    made = _SITUATIONS[case](rng, made)
    if made.right and rng.random() < 0.35 and made.valid_until is None:
        made = replace(made, valid_until=made.issued + timedelta(days=rng.choice((30, 60, 90, 180))))
    return made


def _employed(rng: Random, made: Facts) -> Facts:
    who = {
        "ours": (OURS,), "school": (other_school(rng),), "job": (firm(rng),), "both": (firm(rng), OURS),
        "school_and_job": (other_school(rng), firm(rng)),
    }[made.case]  # fmt: skip
    ordinary = any(employer.modality == "10" for employer in who)
    return replace(made, employers=who, agregado=agregado_of("1", made.head, "OR" if ordinary else "ES"))


def _none(rng: Random, made: Facts) -> Facts:
    last = rng.choice((None, other_school(rng), firm(rng)))
    estado = "BAJA" if made.case == "baja" else ""
    bare = agregado_of("1", made.head, "") if rng.random() < 0.5 else ""
    return replace(made, right=False, estado=estado, employers=(), last=last, agregado=bare)


def _kept(rng: Random, made: Facts) -> Facts:
    until = made.issued + timedelta(days=rng.randint(5, 50))
    if made.case == "prorroga":
        estado, last, agregado = "VIGENTE POR PRÓRROGA", other_school(rng), agregado_of("1", made.head, "ES")
    else:
        estado, last, agregado = "CONSERVACIÓN DE DERECHOS", firm(rng), agregado_of("1", made.head, "")
    return replace(made, estado=estado, valid_until=until, employers=(), last=last, agregado=agregado)


def _parent(rng: Random, made: Facts) -> Facts:
    head = human(rng, ages=(42, 58), today=TODAY)
    mother = rng.random() < 0.5
    names = (made.head.first, head.first) if head.sex == "M" else (head.first, made.head.first)
    student = human(rng, ages=(18, 23), today=TODAY, family=names)
    rows = [
        Relative(student, "HIJO" if student.sex == "H" else "HIJA", agregado_of("3", student, "OR"), right=True)
    ]
    if mother:
        spouse = human(rng, ages=(41, 57), today=TODAY, sex="M" if head.sex == "H" else "H")
        word = "ESPOSA" if spouse.sex == "M" else "ESPOSO"
        rows.insert(0, Relative(spouse, word, agregado_of("2", spouse, "OR"), right=True))
    if rng.random() < 0.4:
        small = human(rng, ages=(3, 11), today=TODAY, family=names)
        rows.append(
            Relative(small, "HIJO" if small.sex == "H" else "HIJA", agregado_of("3", small, "OR"), right=True)
        )
    return replace(made, head=head, agregado=agregado_of("1", head, "OR"), employers=(firm(rng),), student=student,
                   relatives=tuple(rows))  # fmt: skip


def _own_children(rng: Random, made: Facts) -> Facts:
    head = human(rng, ages=(20, 27), today=TODAY)
    rows = []
    for _ in range(rng.choice((1, 1, 2))):
        other = rng.choice(SURNAMES)
        family = (head.first, other) if head.sex == "H" else (other, head.first)
        child = human(rng, ages=(0, 4), today=TODAY, family=family)
        word = "HIJO" if child.sex == "H" else "HIJA"
        rows.append(Relative(child, word, agregado_of("3", child, "OR"), right=rng.choice((True, True, False))))
    return replace(made, head=head, student=head, relatives=tuple(rows), employers=(firm(rng),),
                   agregado=agregado_of("1", head, "OR"))  # fmt: skip


def _old(rng: Random, made: Facts) -> Facts:
    issued = TODAY - timedelta(days=rng.randint(200, 900))
    return replace(made, employers=(other_school(rng),), issued=issued, moved=issued - timedelta(days=100))


def _no_clinic(_rng: Random, made: Facts) -> Facts:
    return replace(made, umf="", agregado="", turn="", room="")


_SITUATIONS = {
    "ours": _employed, "school": _employed, "job": _employed, "both": _employed, "school_and_job": _employed,
    "baja": _none, "blank": _none, "conservacion": _kept, "prorroga": _kept, "parent": _parent,
    "own_children": _own_children, "old": _old, "no_clinic": _no_clinic,
}  # fmt: skip


def truth_of(made: Facts, *, shown: frozenset[str], name: str, employers: tuple[Employer, ...]) -> Truth:
    """What a reader should find, given what the layout printed.

    `shown` names the optional things printed: agregado, umf, issued, valid_until. `employers` is the active ones
    as printed. For a beneficiary the head's estado, clinic and employers are arguable answers, and so are the
    employers where only a past one is printed (the head of the sheet has one registro, active or not).
    """
    child = made.student is not made.head
    people = [Person(Holder.TITULAR, made.head.full, made.head.curp, made.head.nss, made.agregado, "", made.right)]
    people += [
        Person(Holder.BENEFICIARIO, row.human.full, row.human.curp, "", row.agregado, row.relation, row.right)
        for row in made.relatives
    ]
    mine = next((row for row in made.relatives if row.human is made.student), None)
    unscored: set[str] = set()
    if child:
        unscored |= {"estado", "umf", "employers", "agregado"}
    if made.last:
        unscored.add("employers")
    agregado = mine.agregado if mine else made.agregado
    return Truth(
        document=Document.CONSTANCIA,
        case=made.case,
        nss=None if child else made.head.nss,
        curp=made.student.curp,
        name=made.student.full if child else name,
        vigente=mine.right if mine else made.right,
        estado=made.estado or None,
        agregado=(agregado or None) if "agregado" in shown else None,
        umf=(made.umf or None) if "umf" in shown else None,
        employers=employers,
        issued=made.issued if "issued" in shown else None,
        valid_until=made.valid_until if "valid_until" in shown else None,
        holder=Holder.BENEFICIARIO if child else Holder.TITULAR,
        people=tuple(people),
        unscored=frozenset(unscored),
    )
