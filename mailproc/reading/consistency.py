"""What the values of one sheet must have in common."""

from collections.abc import Sequence
from datetime import date

from mailproc.reading.curp import birth, sex
from mailproc.reading.identifiers import agregado_year
from mailproc.reading.model import Field, Problem, ProblemCode
from mailproc.reading.slots import NO, YES

# SI or NO as the estado has it. The states that are missing here go with either.
_RIGHT_BY_STATE = {
    "VIGENTE": YES,
    "CON DERECHO": YES,
    "VIGENTE POR PRORROGA": YES,
    "CONSERVACION DE DERECHOS": YES,
    "BAJA": NO,
    "FALLECIDO": NO,
}
# CONSERVACION with NO is seen when it has run out; it confirms nothing and contradicts nothing.
_NEVER_TOGETHER = {
    (YES, "BAJA"),
    (YES, "FALLECIDO"),
    (NO, "VIGENTE"),
    (NO, "CON DERECHO"),
    (NO, "VIGENTE POR PRORROGA"),
}


def confirms(right: str, state: str) -> bool:
    """Whether SI/NO and estado, read at two places, say the same."""
    return _RIGHT_BY_STATE.get(state) == right


def contradicts(right: str, state: str) -> bool:
    """Whether no sheet can say both."""
    return (right, state) in _NEVER_TOGETHER


def agregado_fits(agregado: str, curp: str) -> bool:
    """Year of birth and sex. M in an agregado is a woman on new sheets and a man on old ones; F is a woman."""
    if agregado_year(agregado) != birth(curp).year:
        return False
    letter, holder = agregado[1], sex(curp)
    return letter in {"M", "X"} or holder == "X" or (letter == "H") == (holder == "H")


def contradictions(
    *,
    right: str,
    state: str,
    curp: Field[str] | None,
    agregado: Field[str] | None,
    born: date | None,
    issued: Field[date] | None,
    valid_until: Field[date] | None,
    name_misfit: int,
) -> list[Problem]:
    """Problems for values that cannot all be right. Only firmly read values (two witnesses) contradict."""
    found: list[Problem] = []
    if contradicts(right, state):
        found.append(_problem("vigente", "El estado y el «con derecho al servicio médico» se contradicen."))
    if curp is not None and curp.trusted:
        if agregado is not None and agregado.trusted and not agregado_fits(agregado.value, curp.value):
            found.append(
                _problem("agregado", "El agregado médico no corresponde a la CURP (año de nacimiento o sexo).")
            )
        if born is not None and born != birth(curp.value):
            found.append(_problem("curp", "La fecha de nacimiento de la hoja no corresponde a la CURP."))
        if name_misfit >= 3:
            found.append(_problem("name", "El nombre no corresponde a las letras de la CURP."))
    if issued is not None and valid_until is not None and issued.trusted and valid_until.trusted:
        if valid_until.value < issued.value:
            found.append(_problem("valid_until", "La vigencia termina antes de la fecha de expedición."))
    return found


def _problem(field: str, text: str) -> Problem:
    return Problem(ProblemCode.CONTRADICTION, text, field)


def fields_named(problems: Sequence[Problem], code: ProblemCode) -> set[str]:
    """The fields that problems of that code name."""
    return {problem.field for problem in problems if problem.code is code}
