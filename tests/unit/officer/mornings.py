"""A morning at the start of the semester: forty cases, made of the ones of the sample."""

from dataclasses import replace

from mailproc.cases.kinds import Kind
from mailproc.officer.samples import FULL
from mailproc.officer.view import CaseLine, DigestView

_SHARES = {
    Kind.URGENTE: 1,
    Kind.ALTA: 12,
    Kind.BAJA: 3,
    Kind.HOJA: 6,
    Kind.REVISAR: 4,
    Kind.BENEFICIARIO: 2,
    Kind.BAJA_PREVIA: 4,
    Kind.SIN_ADJUNTO: 5,
}
_ANSWERED = 3


def busy() -> DigestView:
    """The sample's cases over and over, each with a folio of its own."""
    models: dict[Kind, list[CaseLine]] = {}
    for case in FULL.open:
        models.setdefault(case.kind, []).append(case)
    many = [models[kind][at % len(models[kind])] for kind, share in _SHARES.items() for at in range(share)]
    cases = [replace(case, folio=f"AF-26-{300 + at:05}") for at, case in enumerate(many)]
    answered = [replace(FULL.answered[0], folio=f"AF-26-{400 + at:05}") for at in range(_ANSWERED)]
    return replace(FULL, open=tuple(cases), answered=tuple(answered))
