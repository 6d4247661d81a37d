"""Situations for the layouts held aside: the facts of one sheet before any wording, and their truth."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from bench.truth import Truth
from bench.unseen.cases import OURS, TODAY
from bench.unseen.people import Human, Pool, agregado_of, human, listed, registro_of
from mailproc.reading.model import Document, Employer, Holder, Person

POOL = Pool(
    men=listed(
        "ADRIÁN,ALDO RENATO,ÁNGEL URIEL,BENJAMÍN,CARLOS EFRÉN,DANTE,EDGAR ABRAHAM,ERNESTO,GILBERTO,HUGO,ISMAEL,"
        "JOSÉ ÁNGEL,JOSÉ MANUEL,KEVIN ALEXIS,LUIS FERNANDO,MARCO POLO,MARTÍN,NICOLÁS,PABLO CÉSAR,RAMIRO,SERGIO"
    ),
    women=listed(
        "ABRIL,ANA KAREN,BEATRIZ,CITLALI,DANNA PAOLA,ESTEFANÍA,EVA,FLOR DE MARÍA,GUADALUPE,INÉS,JIMENA,LETICIA,"
        "MARÍA DE LOS ÁNGELES,MARÍA FERNANDA,MELISSA,NADIA,NORMA ALICIA,PAMELA,REGINA,SUSANA,VALERIA,YOLANDA"
    ),
    surnames=listed(
        "ACUÑA,AGUILAR,ARGÜELLO,BALLINAS,BÁEZ,CAL Y MAYOR,CASTAÑÓN,CORZO,DEL CARPIO,DE LOS SANTOS,ESCANDÓN,"
        "ESPINOSA,FIGUEROA,GÓMEZ,GUTIÉRREZ,HERNÁNDEZ,JUÁREZ,LLAVEN,LÓPEZ,MACÍAS,MAZA,MORALES,MUÑOA,NÚÑEZ,ORANTES,"
        "PÉREZ,POLA,RUIZ,SÁNCHEZ,SOLÓRZANO,TRUJILLO,URBINA,VÁZQUEZ,VLEESCHOWER,YAMASAKI,ZENTENO"
    ),
    states={"CS": 10, "CC": 1, "GR": 1, "JC": 1, "MS": 1, "NE": 1, "NL": 1, "QR": 1, "SP": 1, "YN": 1},
)
PLACES = {
    "CS": "CHIAPAS", "CC": "CAMPECHE", "GR": "GUERRERO", "JC": "JALISCO", "MS": "MORELOS",
    "NE": "NACIDO EN EL EXTRANJERO", "NL": "NUEVO LEÓN", "QR": "QUINTANA ROO", "SP": "SAN LUIS POTOSÍ",
    "YN": "YUCATÁN",
}  # fmt: skip
SCHOOLS = (
    "COLEGIO DE ESTUDIOS CIENTIFICOS Y TECNOLOGICOS DEL ESTADO",
    "CBTIS NUM 233",
    "UNIVERSIDAD TECNOLOGICA DE LA SELVA",
    "ESCUELA NORMAL SUPERIOR DEL VALLE",
    "INSTITUTO TECNOLOGICO DE COMITAN",
    "UNIVERSIDAD DE CIENCIAS Y ARTES DE CHIAPAS",
    "PREPARATORIA DEL ESTADO NUM 7 TURNO VESPERTINO",
)
FIRMS = (
    "FERRETERIA Y MATERIALES LA CEIBA SA DE CV",
    "TORRES MUÑOZ ROSA ELENA",
    "CAFETICULTORES DE LA FRAILESCA SPR DE RL",
    "7 LEGUAS TRANSPORTES SA DE CV",
    "RESTAURANTE BAR EL MIRADOR",
    "CONSTRUCTORA JR & ASOCIADOS SA DE CV",
    "GRUPO FARMACEUTICO MAYA SAPI DE CV",
    "SEGURIDAD PRIVADA AGUILA REAL SC",
)
FAMILY_INSURANCE = "33"


@dataclass(frozen=True, slots=True)
class Kin:
    """A beneficiary; `right` is what the sheet says of that person."""

    human: Human
    relation: str
    agregado: str
    right: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a sheet may print. `students` are those who may have sent it: the head, or beneficiaries. `estado`,
    `umf`, `agregado` are "" where blank; `past` is an employer of former days; `broken` names a field of the head
    whose check digit is false."""

    case: str
    head: Human
    issued: date
    moved: date
    employers: tuple[Employer, ...] = ()
    past: Employer | None = None
    right: bool = True
    estado: str = "VIGENTE"
    agregado: str = ""
    umf: str = ""
    turn: str = ""
    room: str = ""
    kin: tuple[Kin, ...] = ()
    students: tuple[Human, ...] = ()
    valid_until: date | None = None
    broken: str = ""


def person(rng: Random, ages: tuple[int, int], *, family: tuple[str, str] | None = None, sex: str = "") -> Human:
    """Somebody of these names and places."""
    return human(rng, ages=ages, today=TODAY, family=family, sex=sex or None, pool=POOL)


def school(rng: Random) -> Employer:
    """A school that is not ours."""
    return Employer(registro_of(rng, "32"), "32", rng.choice(SCHOOLS))


def firm(rng: Random) -> Employer:
    """An ordinary employer."""
    modality = rng.choice(("10", "10", "10", "13", "17"))
    return Employer(registro_of(rng, modality), modality, rng.choice(FIRMS))


def ours(_rng: Random) -> Employer:
    """The institute."""
    return OURS


Maker = Callable[[Random, Facts], Facts]


def _by(*who: Callable[[Random], Employer]) -> Maker:
    return lambda rng, made: replace(made, employers=tuple(each(rng) for each in who))


def _out(rng: Random, made: Facts) -> Facts:
    past = rng.choice((None, school, firm, ours))
    return replace(made, right=False, estado="BAJA", past=past(rng) if past else None)


def _never(_rng: Random, made: Facts) -> Facts:
    return replace(made, right=False, estado="", umf="", turn="", room="")


def _no_clinic(rng: Random, made: Facts) -> Facts:
    return replace(made, umf="", turn="", room="", employers=(rng.choice((ours, school, firm))(rng),))


def _kept(estado: str, *, right: bool = True, days: tuple[int, int] = (3, 56)) -> Maker:
    def kept(rng: Random, made: Facts) -> Facts:
        until = made.issued + timedelta(days=rng.randint(*days)) if right else None
        return replace(made, estado=estado, right=right, past=rng.choice((school, firm))(rng), valid_until=until)

    return kept


def _insured_family(rng: Random, made: Facts) -> Facts:
    own = Employer(registro_of(rng, FAMILY_INSURANCE), FAMILY_INSURANCE, made.head.full)
    return replace(made, employers=(own,))


def _old(rng: Random, made: Facts) -> Facts:
    issued = TODAY - timedelta(days=rng.randint(60, 1100))
    moved = issued - timedelta(days=rng.randint(5, 400))
    return replace(made, employers=(rng.choice((ours, school))(rng),), issued=issued, moved=moved)


def _child(rng: Random, head: Human, ages: tuple[int, int], *, right: bool = True) -> Kin:
    other = rng.choice(POOL.surnames)
    child = person(rng, ages, family=(head.first, other) if head.sex == "H" else (other, head.first))
    return Kin(child, "HIJO" if child.sex == "H" else "HIJA", agregado_of("3", child, "OR"), right)


def _spouse(rng: Random, head: Human, ages: tuple[int, int], *, right: bool = True) -> Kin:
    who = person(rng, ages, sex="M" if head.sex == "H" else "H")
    word = rng.choice(("ESPOSA", "CONCUBINA") if who.sex == "M" else ("ESPOSO", "CONCUBINARIO"))
    return Kin(who, word, agregado_of("2", who, "OR"), right)


def _parent(*children: bool, head_right: bool = True) -> Maker:
    """A parent's sheet; for each child of student age whether it is in force. Wife or husband, an infant and a
    grandmother may stand beside them."""

    def made_so(rng: Random, made: Facts) -> Facts:
        head = person(rng, (43, 60))
        ages = ((18, 20), (22, 23)) if len(children) > 1 else ((18, 23),)
        students = [_child(rng, head, span, right=each) for span, each in zip(ages, children, strict=True)]
        rows = list(students)
        if rng.random() < 0.5:
            rows.append(_spouse(rng, head, (41, 58), right=head_right))
        if rng.random() < 0.3:
            rows.append(_child(rng, head, (2, 12), right=head_right))
        if rng.random() < 0.15:
            old = person(rng, (68, 84), sex="M")
            rows.append(Kin(old, "MADRE", agregado_of("4", old, "OR"), head_right))
        rng.shuffle(rows)
        made = replace(made, head=head, kin=tuple(rows), students=tuple(row.human for row in students))
        if head_right:
            return replace(made, employers=(firm(rng),))
        return replace(made, right=False, estado="BAJA", past=firm(rng))

    return made_so


def _married(rng: Random, made: Facts) -> Facts:
    """Insured by a husband or wife well over student age."""
    head = person(rng, (39, 46))
    mine = _spouse(rng, head, (19, 23))
    rows = (mine, _child(rng, head, (0, 6))) if rng.random() < 0.5 else (mine,)
    return replace(made, head=head, kin=rows, students=(mine.human,), employers=(firm(rng),))


def _own_family(rng: Random, made: Facts) -> Facts:
    """A student with small children: the head of the sheet."""
    head = person(rng, (20, 27))
    rows = tuple(_child(rng, head, (0, 4), right=rng.random() < 0.8) for _ in range(rng.choice((1, 1, 2, 3))))
    return replace(made, head=head, students=(head,), kin=rows,
                   employers=(rng.choice((ours, school, firm))(rng),))  # fmt: skip


def _broken(field: str) -> Maker:
    def made_so(rng: Random, made: Facts) -> Facts:
        value = str(getattr(made.head, field))
        wrong = value[:-1] + str((int(value[-1]) + rng.randint(1, 9)) % 10)
        head = replace(made.head, nss=wrong) if field == "nss" else replace(made.head, curp=wrong)
        return replace(made, head=head, students=(head,), employers=(ours(rng),), broken=field)

    return made_so


CASES: dict[str, tuple[int, Maker]] = {
    "ours": (6, _by(ours)), "school": (5, _by(school)), "job": (5, _by(firm)), "ours_and_job": (2, _by(ours, firm)),
    "job_and_school": (2, _by(firm, school)), "school_and_ours": (2, _by(school, ours)),
    "three": (2, _by(firm, school, ours)), "family_insurance": (1, _insured_family), "baja": (6, _out),
    "never": (3, _never), "no_clinic": (3, _no_clinic), "conservacion": (2, _kept("CONSERVACIÓN DE DERECHOS")),
    "prorroga": (2, _kept("VIGENTE POR PRÓRROGA")), "pension": (1, _kept("PENSIÓN EN TRÁMITE")),
    "fallecido": (1, _kept("FALLECIDO", right=False)), "old": (2, _old), "parent": (5, _parent(True)),
    "parent_child_out": (2, _parent(False)), "parent_out": (1, _parent(False, head_right=False)),
    "siblings": (2, _parent(True, True)), "married": (2, _married), "own_family": (4, _own_family),
    "broken_nss": (1, _broken("nss")), "broken_curp": (1, _broken("curp")),
}  # fmt: skip
"""Weight and maker of each case."""


def facts(rng: Random, case: str) -> Facts:
    """The facts of one of CASES."""
    head = person(rng, (18, 28))
    issued = TODAY - timedelta(days=rng.choice((0, 0, 1, 2, 4, 6, 9, 14, 22, 28)))
    made = Facts(
        case, head, issued, issued - timedelta(days=rng.randint(30, 1000)), students=(head,),
        umf=rng.choice(("013", "013", "023", "025", "002", "019", "041")),
        turn=rng.choice(("MATUTINO", "VESPERTINO")), room=str(rng.randint(1, 28)),
    )  # fmt: skip
    made = CASES[case][1](rng, made)
    if made.umf:
        made = replace(made, agregado=agregado_of("1", made.head, _suffix(made)))
    if made.right and made.valid_until is None and rng.random() < 0.3:
        made = replace(made, valid_until=made.issued + timedelta(days=rng.choice((30, 60, 180, 365))))
    return made


def _suffix(made: Facts) -> str:
    modalities = {one.modality for one in made.employers}
    if not modalities:
        return ""
    return "ES" if modalities == {"32"} else "SF" if modalities == {FAMILY_INSURANCE} else "OR"


def truth_of(made: Facts, employers: tuple[Employer, ...]) -> Truth:
    """What a reader should find on a sheet that prints all of `made`; `employers` are the active ones as printed.
    A child's sheet leaves open what of the head's estado,
    clinic and employers is the child's; so does a past employer, who has a registro as the present ones do."""
    head = made.head
    people = (
        Person(Holder.TITULAR, head.full, head.curp, head.nss, made.agregado, "", made.right),
        *(Person(Holder.BENEFICIARIO, row.human.full, row.human.curp, "", row.agregado, row.relation, row.right)
          for row in made.kin),
    )  # fmt: skip
    sheet = Truth(
        Document.CONSTANCIA, made.case, estado=made.estado or None, umf=made.umf or None, employers=employers,
        issued=made.issued, valid_until=made.valid_until, people=people,
        unscored=frozenset({"employers"} if made.past else ()),
    )  # fmt: skip
    student = made.students[0]
    if student is head:
        bad = frozenset({made.broken} if made.broken else ())
        return replace(
            sheet, nss=head.nss, curp=head.curp, name=head.full, vigente=made.right, agregado=made.agregado or None,
            holder=Holder.TITULAR, untrustable=bad, problems=frozenset({"check_digit"} if bad else ()),
        )  # fmt: skip
    mine = next(row for row in made.kin if row.human is student)
    several = len(made.students) > 1
    return replace(
        sheet, curp=student.curp, name=student.full, vigente=mine.right, holder=Holder.BENEFICIARIO,
        unscored=frozenset({"estado", "umf", "employers", "agregado"}),
        untrustable=frozenset({"nss", "curp", "name"} if several else ()),
    )  # fmt: skip
