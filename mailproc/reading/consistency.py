"""What the values of one sheet must have in common."""

from datetime import date
from typing import Any

from mailproc.reading.curp import birth, sex
from mailproc.reading.identifiers import agregado_year
from mailproc.reading.model import Field, Problem, ProblemCode, Reading
from mailproc.reading.vocabulary import NO, YES

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


FOREIGN_NAME = 3
"""Letters of a CURP that a name contradicts: RENAPO and typing errors explain one or two, more are another's."""


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


def contradictions(head: Reading, *, born: date | None, name_misfit: int) -> list[Problem]:
    """Problems for values of the head that cannot all be right. Only firmly read ones contradict.

    `born` is the firmly read date of birth; `name_misfit` how many letters of the CURP the name contradicts.
    """
    found: list[Problem] = []
    vigente, estado, curp, agregado = (_firm(one) for one in (head.vigente, head.estado, head.curp, head.agregado))
    if vigente is not None and estado is not None and contradicts(YES if vigente else NO, estado):
        found.append(_problem("vigente", "El estado y el «con derecho al servicio médico» se contradicen."))
    if curp is not None and agregado is not None and not agregado_fits(agregado, curp):
        text = "El agregado médico no corresponde a la CURP (año de nacimiento o sexo)."
        found.append(_problem("agregado", text))
    if curp is not None and born is not None and born != birth(curp):
        found.append(_problem("curp", "La fecha de nacimiento de la hoja no corresponde a la CURP."))
    if curp is not None and name_misfit >= FOREIGN_NAME:
        found.append(_problem("name", "El nombre no corresponde a las letras de la CURP."))
    issued, valid_until = _firm(head.issued), _firm(head.valid_until)
    if vigente is not False and issued is not None and valid_until is not None and valid_until < issued:
        found.append(_problem("valid_until", "La vigencia termina antes de la fecha de expedición."))
    return found


def _firm(field: Field[Any] | None) -> Any:
    return field.value if field is not None and field.trusted else None


def _problem(field: str, text: str) -> Problem:
    return Problem(ProblemCode.CONTRADICTION, text, field)
