"""What a constancia states: situations of students, from `cases.md`-like everyday ones to rare ones."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from bench.third.people import SURNAMES, Human, agregado_of, human, registro_of
from mailproc.reading.model import Employer

TODAY = date(2026, 11, 16)
OURS = Employer("A3399990326", "32", "INSTITUTO TECNOLOGICO DE TUXTLA GUTIERREZ")
SCHOOLS = (
    "COBACH PLANTEL 33 POLYFORUM", "COLEGIO DE ESTUDIOS CIENTIFICOS Y TECNOLOGICOS DEL ESTADO",
    "INSTITUTO TECNOLOGICO DE COMITAN", "UNIVERSIDAD INTERCULTURAL DE CHIAPAS", "CBTIS 108",
    "PREPARATORIA DEL ESTADO NUMERO 7", "UNIVERSIDAD DE CIENCIAS Y ARTES DE CHIAPAS", "CETIS No. 138",
    "UNIVERSIDAD TECNOLOGICA DE LA SELVA",
)  # fmt: skip
FIRMS = (
    "COMERCIALIZADORA DE LACTEOS SOCONUSCO SA DE CV", "HOTELERA RIO GRANDE S DE RL DE CV", "MENDEZ RUIZ OFELIA",
    "CONSTRUCTORA E INMOBILIARIA ZOQUE SA DE CV", "FARMACIAS DEL BARRIO SAPI DE CV", "TACOS EL GUERO",
    "SEGURIDAD PRIVADA CAÑON DEL SUMIDERO SA", "TRANSPORTES UNIDOS 3 DE MAYO SC DE RL",
    "DESPACHO CONTABLE PEÑA Y ASOCIADOS SC", "AUTOPARTES 2000 SA DE CV",
)  # fmt: skip
CLINICS = ("013", "023", "025", "013", "023", "025", "011", "033", "107", "001")


@dataclass(frozen=True, slots=True)
class Relative:
    """A row of the beneficiaries; `right` None where the sheet does not tell it."""

    human: Human
    relation: str
    agregado: str
    right: bool | None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a constancia may print. `umf` and `agregado` are "" where blank, and so is `estado`.

    `students` are those who may be the student: the head, or one or two of the relatives. `past` is an employer
    that is none any more. `broken` names an identifier of the head printed with a wrong check digit.
    """

    case: str
    head: Human
    issued: date
    moved: date
    students: tuple[Human, ...]
    right: bool = True
    estado: str = "VIGENTE"
    movement: str = "REINGRESO"
    agregado: str = ""
    umf: str = ""
    shift: str = ""
    room: str = ""
    employers: tuple[Employer, ...] = ()
    past: Employer | None = None
    relatives: tuple[Relative, ...] = ()
    valid_until: date | None = None
    broken: str = ""


def school(rng: Random) -> Employer:
    """A school that is not ours."""
    return Employer(registro_of(rng, "32"), "32", rng.choice(SCHOOLS))


def firm(rng: Random) -> Employer:
    """An employer of any other modality, mostly the ordinary one."""
    modality = rng.choices(("10", "13", "17", "38", "42"), (9, 1, 1, 1, 1))[0]
    return Employer(registro_of(rng, modality), modality, rng.choice(FIRMS))


def facts(rng: Random, case: str) -> Facts:
    """The facts of one of CASES; a KeyError tells of an unknown one."""
    who = human(rng, TODAY, (17, 29))
    issued = TODAY - timedelta(days=rng.choice((0, 1, 2, 3, 5, 8, 13, 21, 29)))
    made = Facts(
        case, who, issued, issued - timedelta(days=rng.randint(20, 1100)), (who,), umf=rng.choice(CLINICS),
        shift=rng.choice(("MATUTINO", "VESPERTINO", "NOCTURNO")), room=str(rng.randint(1, 30)),
    )  # fmt: skip
    made = CASES[case][1](rng, made)
    if not made.agregado and made.umf:
        made = replace(made, agregado=agregado_of(1, made.head, _ending(made), older=rng.random() < 0.1))
    if made.right and made.valid_until is None and rng.random() < 0.3:
        made = replace(made, valid_until=made.issued + timedelta(days=rng.choice((15, 30, 90, 182))))
    return made


def _ending(made: Facts) -> str:
    if not made.employers:
        return ""
    return "ES" if all(each.modality == "32" for each in made.employers) else "OR"


def _with(*who: Callable[[Random], Employer]) -> Callable[[Random, Facts], Facts]:
    def employed(rng: Random, made: Facts) -> Facts:
        return replace(made, employers=tuple(each(rng) for each in who))

    return employed


def _ours(_rng: Random) -> Employer:
    return OURS


def _out(rng: Random, made: Facts) -> Facts:
    """BAJA, the last employer printed or not."""
    past = rng.choice((None, school(rng), firm(rng)))
    return replace(made, right=False, estado="BAJA", movement="BAJA", past=past)


def _never(_rng: Random, made: Facts) -> Facts:
    """Never registered anywhere: neither estado nor clinic nor agregado."""
    return replace(made, right=False, estado="", umf="", shift="", room="", movement="")


def _unassigned(rng: Random, made: Facts) -> Facts:
    """In force, but no clinic chosen yet."""
    return replace(made, umf="", shift="", room="", employers=(rng.choice((OURS, school(rng), firm(rng))),))


def _until(estado: str) -> Callable[[Random, Facts], Facts]:
    def kept(rng: Random, made: Facts) -> Facts:
        until = made.issued + timedelta(days=rng.randint(2, 56))
        return replace(made, estado=estado, past=firm(rng), movement="BAJA", valid_until=until)

    return kept


def _pension(rng: Random, made: Facts) -> Facts:
    return replace(made, estado="PENSIÓN EN TRÁMITE", past=firm(rng), agregado=agregado_of(5, made.head, "PE"))


def _dead(rng: Random, made: Facts) -> Facts:
    return replace(made, estado="FALLECIDO", right=False, past=firm(rng), movement="BAJA")


def _entitled(rng: Random, made: Facts) -> Facts:
    return replace(made, estado="CON DERECHO", employers=(rng.choice((OURS, school(rng))),))


def _insured_family(rng: Random, made: Facts) -> Facts:
    """Health insurance for the family, paid by oneself."""
    own = Employer(registro_of(rng, "33"), "33", made.head.full)
    return replace(made, employers=(own,), agregado=agregado_of(1, made.head, "SF"))


def _old(rng: Random, made: Facts) -> Facts:
    issued = TODAY - timedelta(days=rng.randint(45, 1300))
    return replace(made, employers=(OURS,), issued=issued, moved=issued - timedelta(days=rng.randint(5, 300)))


def _child_of(rng: Random, head: Human, ages: tuple[int, int], *, right: bool | None = True) -> Relative:
    own = head.first, rng.choice(SURNAMES)
    child = human(rng, TODAY, ages, surnames=own if head.sex != "M" else (own[1], own[0]))
    word = {"H": "HIJO", "M": "HIJA", "X": "HIJO(A)"}[child.sex]
    return Relative(child, rng.choice((word, word, "HIJOS")), agregado_of(3, child, "OR"), right)


def _parents(rng: Random, made: Facts, children: tuple[Relative, ...], head: Human) -> Facts:
    rows = list(children)
    if rng.random() < 0.5:
        other = human(rng, TODAY, (40, 60), sex="M" if head.sex == "H" else "H")
        word = "ESPOSA" if other.sex == "M" else "ESPOSO"
        rows.append(Relative(other, rng.choice((word, "CÓNYUGE")), agregado_of(2, other, "OR"), right=True))
    if rng.random() < 0.4:
        rows.append(_child_of(rng, head, (4, 12)))
    if rng.random() < 0.15:
        old = human(rng, TODAY, (66, 85), sex="M")
        rows.append(Relative(old, "MADRE", agregado_of(4, old, "OR"), right=True))
    rng.shuffle(rows)
    students = tuple(row.human for row in children)
    return replace(made, head=head, employers=(firm(rng),), relatives=tuple(rows), students=students)


def _parent(rng: Random, made: Facts) -> Facts:
    head = human(rng, TODAY, (42, 62))
    return _parents(rng, made, (_child_of(rng, head, (17, 23)),), head)


def _parent_no(rng: Random, made: Facts) -> Facts:
    """The head is in force, the child is not (any more)."""
    head = human(rng, TODAY, (42, 62))
    return _parents(rng, made, (_child_of(rng, head, (18, 24), right=False),), head)


def _parent_baja(rng: Random, made: Facts) -> Facts:
    """Neither the head nor the child."""
    head = human(rng, TODAY, (42, 62))
    made = _parents(rng, made, (_child_of(rng, head, (18, 24), right=False),), head)
    rows = tuple(replace(row, right=False) for row in made.relatives)
    return replace(made, right=False, estado="BAJA", movement="BAJA", employers=(), past=firm(rng), relatives=rows)


def _siblings(rng: Random, made: Facts) -> Facts:
    """Two of student age: nobody can know which of them writes."""
    head = human(rng, TODAY, (44, 60))
    return _parents(rng, made, (_child_of(rng, head, (18, 20)), _child_of(rng, head, (21, 23))), head)


def _spouse(rng: Random, made: Facts) -> Facts:
    """Insured by a husband or wife who is well over student age."""
    head = human(rng, TODAY, (38, 45), sex=rng.choice("HM"))
    student = human(rng, TODAY, (19, 23), sex="M" if head.sex == "H" else "H")
    word = "ESPOSA" if student.sex == "M" else "ESPOSO"
    rows = [Relative(student, rng.choice((word, "CONCUBINA" if student.sex == "M" else "CONCUBINARIO")),
                     agregado_of(2, student, "OR"), right=True)]  # fmt: skip
    if rng.random() < 0.5:
        rows.append(_child_of(rng, head, (0, 5)))
    return replace(made, head=head, employers=(firm(rng),), relatives=tuple(rows), students=(student,))


def _own_children(rng: Random, made: Facts) -> Facts:
    """A student with small children, and sometimes a husband or wife no younger: still the head."""
    head = human(rng, TODAY, (20, 28))
    rows = [_child_of(rng, head, (0, 5)) for _ in range(rng.choice((1, 1, 2)))]
    return replace(made, head=head, students=(head,), relatives=tuple(rows),
                   employers=(rng.choice((OURS, school(rng), firm(rng))),))  # fmt: skip


def _broken(field: str) -> Callable[[Random, Facts], Facts]:
    def made_wrong(rng: Random, made: Facts) -> Facts:
        value = str(getattr(made.head, field))
        last = str((int(value[-1]) + rng.randint(1, 9)) % 10)
        head = replace(made.head, nss=value[:-1] + last) if field == "nss" else made.head
        head = replace(head, curp=value[:-1] + last) if field == "curp" else head
        return replace(made, head=head, students=(head,), employers=(OURS,), broken=field)

    return made_wrong


CASES: dict[str, tuple[int, Callable[[Random, Facts], Facts]]] = {
    "ours": (6, _with(_ours)),
    "school": (5, _with(school)),
    "job": (5, _with(firm)),
    "ours_and_job": (2, _with(_ours, firm)),
    "job_and_ours": (2, _with(firm, _ours)),
    "school_and_job": (2, _with(school, firm)),
    "school_and_ours": (2, _with(school, _ours)),
    "three_jobs": (1, _with(firm, firm, firm)),
    "baja": (6, _out),
    "never": (3, _never),
    "unassigned": (3, _unassigned),
    "conservacion": (2, _until("CONSERVACIÓN DE DERECHOS")),
    "prorroga": (2, _until("VIGENTE POR PRÓRROGA")),
    "pension": (1, _pension),
    "fallecido": (1, _dead),
    "con_derecho": (2, _entitled),
    "family_insurance": (1, _insured_family),
    "old": (2, _old),
    "parent": (5, _parent),
    "parent_no": (2, _parent_no),
    "parent_baja": (1, _parent_baja),
    "siblings": (2, _siblings),
    "spouse": (2, _spouse),
    "own_children": (4, _own_children),
    "broken_nss": (1, _broken("nss")),
    "broken_curp": (1, _broken("curp")),
}
"""Weight and maker of each case."""
