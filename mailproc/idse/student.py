"""What of a case goes into a line, and why it may not. Sentences are Spanish, for the officer, and name no value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from mailproc.idse.layout import Form, MovementType
from mailproc.idse.names import WIDTH, Written, parted, written
from mailproc.idse.record import Movement
from mailproc.reading.curp import is_curp
from mailproc.reading.folding import fold
from mailproc.reading.identifiers import is_nss, same_registro
from mailproc.reading.model import NameParts

LONGEST_CLAVE = 10


class Lacks(StrEnum):
    """Why a case is left out. REQUIREMENTS: not ticked yet. TWICE: the student has another movement in the file."""

    NSS = "nss"
    CURP = "curp"
    NAME = "name"
    UMF = "umf"
    CONTROL = "control"
    REGISTRO = "registro"
    REQUIREMENTS = "requirements"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Due:
    """A case with a movement to report. Its values are trusted ones or "" (cases.decision.Student), but for `control`.

    shown      the name on the student's newest trusted sheet, and its parts there.
    roster     the name as the roster has it under the same CURP.
    registros  those of the active employers on the student's newest sheet with trusted ones, as printed.
    met        the requirements that are ticked.
    """

    folio: str
    type: MovementType
    name: str
    curp: str
    nss: str
    control: str = ""
    programme: str = ""
    umf_wish: str = ""
    shown: tuple[str, NameParts | None] = ("", None)
    roster: str = ""
    registros: tuple[str, ...] = ()
    met: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rules:
    """What is the institute's. `registros` are ours of 11 characters, `registro` the usual one; `by_programme` has
    folded names of programmes. `requirements` must all be ticked for an alta."""

    date: date
    registro: str
    registros: tuple[str, ...]
    form: Form = field(default_factory=Form)
    by_programme: Mapping[str, str] = field(default_factory=dict)
    requirements: tuple[str, ...] = ()
    default_umf: str = ""
    salario: str = "000000"
    tipo_trabajador: str = "1"
    tipo_salario: str = "0"
    jornada: str = "0"
    guia: str = "00400"
    causa: str = "6"


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence about a case: why it is left out, or what to look at in its line."""

    folio: str
    type: MovementType
    lacks: Lacks
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The movement of a case, None where there is anything in `left_out`; `notices` are of one that is written."""

    movement: Movement | None
    left_out: tuple[Told, ...] = ()
    notices: tuple[Told, ...] = ()


def movement_of(due: Due, rules: Rules) -> Outcome:
    """The case as a movement, or all that keeps it from being one."""
    names = _names(due, rules.form.enye)
    registro = _registro(due, rules)
    alta = due.type is MovementType.ALTA
    umf = due.umf_wish or rules.default_umf
    lacking = {
        Lacks.REQUIREMENTS: _unmet(due, rules) if alta else "",
        Lacks.NSS: "" if is_nss(due.nss) else "Falta el NSS, o no está confirmado.",
        Lacks.CURP: "" if is_curp(due.curp) else "Falta la CURP, o no está confirmada.",
        Lacks.NAME: names if isinstance(names, str) else "",
        Lacks.CONTROL: _unfit(due.control),
        Lacks.UMF: "" if not alta or re.fullmatch(r"\d{3}", umf, re.ASCII) else _NO_CLINIC,
        Lacks.REGISTRO: "" if registro else "Su hoja nombra varios de nuestros registros patronales.",
    }
    left_out = tuple(Told(due.folio, due.type, lacks, text) for lacks, text in lacking.items() if text)
    if left_out or isinstance(names, str):
        return Outcome(None, left_out)
    first, second, given = names
    common = Movement(
        type=due.type,
        registro=registro,
        nss=due.nss,
        first=first.text,
        second=second.text,
        given=given.text,
        date=rules.date,
        guia=rules.guia,
        clave=due.control,
    )
    return Outcome(_with_its_own(common, due, rules, umf), notices=tuple(_notices(due, rules, names)))


_NO_CLINIC = "No eligió clínica (UMF), y no hay una de siempre ([idse] default_umf)."


def _with_its_own(common: Movement, due: Due, rules: Rules, umf: str) -> Movement:
    """What altas have, and what bajas have."""
    if due.type is MovementType.BAJA:
        return replace(common, causa=rules.causa)
    return replace(
        common,
        curp=due.curp,
        umf=umf,
        salario=rules.salario,
        tipo_trabajador=rules.tipo_trabajador,
        tipo_salario=rules.tipo_salario,
        jornada=rules.jornada,
    )


def _unmet(due: Due, rules: Rules) -> str:
    left = [text for text in rules.requirements if text not in due.met]
    return f"Falta palomear: {'; '.join(left)}." if left else ""


def _names(due: Due, enye: str) -> tuple[Written, Written, Written] | str:
    """First surname, second surname, given name; or what is wrong with the name."""
    if not due.name:
        return "Falta el nombre, o no está confirmado."
    if not is_curp(due.curp):
        return "Sin la CURP no se sabe dónde terminan los apellidos."
    parts = parted(due.name, due.curp, read=due.shown, roster=due.roster)
    if parts is None:
        return "No se sabe con certeza dónde terminan los apellidos: hay que capturarlo a mano."
    three = [written(part, enye) for part in (parts.first, parts.second, parts.given)]
    first, second, given = three
    if first is None or second is None or given is None or not first.text or not given.text:
        return "El nombre tiene signos que el archivo no admite: hay que capturarlo a mano."
    return first, second, given


def _unfit(control: str) -> str:
    if len(control) > LONGEST_CLAVE:
        # Cut, it would be another student's.
        return f"El número de control tiene más de {LONGEST_CLAVE} caracteres."
    return (
        ""
        if re.fullmatch(r"[A-Z0-9]*", control)
        else "El número de control tiene signos que el archivo no admite."
    )


def _registro(due: Due, rules: Rules) -> str:
    """The registro that the movement goes to; "" where the sheet leaves open which of ours."""
    usual = rules.by_programme.get(fold(due.programme), rules.registro)
    if due.type is MovementType.ALTA:
        return usual
    ours = _ours(due, rules)
    if not ours or usual in ours:
        return usual
    return ours.pop() if len(ours) == 1 else ""


def _ours(due: Due, rules: Rules) -> set[str]:
    """Our registros that the sheet names, whole though it may print them shorter."""
    return {ours for ours in rules.registros for printed in due.registros if same_registro(printed, ours)}


def _notices(due: Due, rules: Rules, names: tuple[Written, Written, Written]) -> list[Told]:
    said = []
    if any(name.cut for name in names):
        said.append((Lacks.NAME, f"El nombre no cabe: se cortó a {WIDTH} letras."))
    if not due.control:
        said.append((Lacks.CONTROL, "Sin número de control: la clave va en blanco."))
    if due.type is MovementType.BAJA and len(rules.registros) > 1 and not _ours(due, rules):
        said.append((Lacks.REGISTRO, "Su hoja no dice con cuál de nuestros registros está: va el de siempre."))
    return [Told(due.folio, due.type, lacks, text) for lacks, text in said]
