"""Kinds of case, their folders, states and letters: the table that the whole house shares.

Kinds and states are Spanish slugs because the officer sees them.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a message turned out to be; all but AUTOMATICO and AJENO open or join a case."""

    HOJA = "hoja"
    ALTA = "alta"
    BAJA_PREVIA = "baja_previa"
    EMPLEO = "empleo"
    BENEFICIARIO = "beneficiario"
    CONSERVACION = "conservacion"
    BAJA = "baja"
    CARNET = "carnet"
    CONSULTA = "consulta"
    VENCIDA = "vencida"
    DOCUMENTO_EQUIVOCADO = "documento_equivocado"
    ILEGIBLE = "ilegible"
    PROTEGIDO = "protegido"
    SIN_ADJUNTO = "sin_adjunto"
    ERROR_PORTAL = "error_portal"
    SEGUIMIENTO = "seguimiento"
    DUPLICADO = "duplicado"
    URGENTE = "urgente"
    REVISAR = "revisar"
    AUTOMATICO = "automatico"
    AJENO = "ajeno"


class State(StrEnum):
    """Whose turn it is."""

    POR_HACER = "por_hacer"
    ESPERA_ALUMNO = "espera_alumno"
    INFORMADO = "informado"
    EN_MANOS = "en_manos_de_la_encargada"
    HECHO = "hecho"
    CERRADO = "cerrado"


class Folder(StrEnum):
    """Keys of `[folders]` in the configuration: where handled messages lie in the officer's mail program."""

    REVISAR = "revisar"
    ALTAS = "altas"
    BAJAS = "bajas"
    HOJAS = "hojas"
    ESPERAN_BAJA = "esperan_baja"
    ESPERAN_ALUMNO = "esperan_alumno"
    INFORMADOS = "informados"
    AUTOMATICOS = "automaticos"
    HECHO = "hecho"


@dataclass(frozen=True, slots=True)
class Course:
    """What becomes of a case of a kind: state, folder (None: it stays in the inbox), letter (None: silence)."""

    state: State
    folder: Folder | None
    letter: str | None


COURSES: dict[Kind, Course] = {
    Kind.HOJA: Course(State.POR_HACER, Folder.HOJAS, "hoja"),
    Kind.ALTA: Course(State.POR_HACER, Folder.ALTAS, "alta"),
    Kind.BAJA_PREVIA: Course(State.ESPERA_ALUMNO, Folder.ESPERAN_BAJA, "baja_previa"),
    Kind.EMPLEO: Course(State.INFORMADO, Folder.INFORMADOS, "empleo"),
    Kind.BENEFICIARIO: Course(State.POR_HACER, Folder.REVISAR, "recibido"),
    Kind.CONSERVACION: Course(State.POR_HACER, Folder.REVISAR, "recibido"),
    Kind.BAJA: Course(State.POR_HACER, Folder.BAJAS, "baja"),
    Kind.CARNET: Course(State.INFORMADO, Folder.INFORMADOS, "carnet"),
    Kind.VENCIDA: Course(State.ESPERA_ALUMNO, Folder.ESPERAN_ALUMNO, "vencida"),
    Kind.DOCUMENTO_EQUIVOCADO: Course(State.ESPERA_ALUMNO, Folder.ESPERAN_ALUMNO, "documento_equivocado"),
    Kind.ILEGIBLE: Course(State.ESPERA_ALUMNO, Folder.ESPERAN_ALUMNO, "ilegible"),
    Kind.PROTEGIDO: Course(State.ESPERA_ALUMNO, Folder.ESPERAN_ALUMNO, "protegido"),
    Kind.SIN_ADJUNTO: Course(State.ESPERA_ALUMNO, Folder.ESPERAN_ALUMNO, "sin_adjunto"),
    Kind.ERROR_PORTAL: Course(State.INFORMADO, Folder.INFORMADOS, "error_portal"),
    Kind.CONSULTA: Course(State.INFORMADO, Folder.INFORMADOS, "consulta"),
    Kind.SEGUIMIENTO: Course(State.INFORMADO, Folder.INFORMADOS, None),
    Kind.DUPLICADO: Course(State.INFORMADO, Folder.INFORMADOS, None),
    Kind.URGENTE: Course(State.POR_HACER, None, None),
    Kind.REVISAR: Course(State.POR_HACER, Folder.REVISAR, "recibido"),
    Kind.AUTOMATICO: Course(State.CERRADO, Folder.AUTOMATICOS, None),
    Kind.AJENO: Course(State.CERRADO, None, None),
}
"""What becomes of each kind. CONSULTA, SEGUIMIENTO and DUPLICADO name messages that join a case: it keeps its own
state and folder, these are for a message whose case is gone."""


HOJA_ASKED = Course(State.INFORMADO, Folder.INFORMADOS, "hoja")
"""A hoja where the policy is that students ask for it at Escolares: nothing is left for the officer."""
FAMILY_TOLD = Course(State.INFORMADO, Folder.INFORMADOS, "familia")
CONSERVACION_TOLD = Course(State.INFORMADO, Folder.INFORMADOS, "conservacion")
"""Cover through the family, and cover that is kept for a while, where the policy is to tell the student."""


def folder_of(kind: Kind, state: State) -> Folder | None:
    """Where a case's messages lie; None where they stay in the inbox."""
    if state is State.EN_MANOS:
        return None
    if state is State.ESPERA_ALUMNO and kind is not Kind.BAJA_PREVIA:
        return Folder.ESPERAN_ALUMNO
    if state is State.CERRADO and COURSES[kind].state is State.POR_HACER:
        # An errand that was dropped must not lie on its list.
        return Folder.HECHO
    return {State.HECHO: Folder.HECHO, State.INFORMADO: Folder.INFORMADOS}.get(state, COURSES[kind].folder)


LETTERS = (
    *dict.fromkeys(course.letter for course in COURSES.values() if course.letter),
    "duplicado",
    "familia",
    "conservacion",
    "recordatorio",
    "alta_hecha",
    "baja_hecha",
    "hoja_lista",
)
"""All templates of letters to students: those of the kinds, and those that a policy, a reminder or the officer's
move to Hecho sends."""


URGENCY = (
    Folder.REVISAR,
    Folder.ALTAS,
    Folder.BAJAS,
    Folder.HOJAS,
    Folder.ESPERAN_BAJA,
    Folder.ESPERAN_ALUMNO,
    Folder.INFORMADOS,
    Folder.HECHO,
    Folder.AUTOMATICOS,
)
"""A message that belongs to several cases lies where the first of these has it."""


def urgency(folder: Folder | None) -> int:
    """The place of a folder in URGENCY; what stays in the inbox goes last."""
    return URGENCY.index(folder) if folder in URGENCY else len(URGENCY)
