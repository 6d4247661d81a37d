"""The officer's word on a case: what a move into a folder means, and what a letter after it may say. Pure.

She speaks by moving mail (docs/kinds-of-case.md, The officer's moves) or through `mailproc case`. Her word stands
for what it says: a letter that follows tells that a person has looked, and rests on no reading. Only where a trusted
reading says the opposite it waits, for then one of the two is a mistake.
"""

from dataclasses import dataclass, replace

from mailproc.cases.decision import Decision, Facts, Missing, Student
from mailproc.cases.kinds import COURSES, Course, Folder, Kind, State

WORK_FOLDERS = {
    Folder.ALTAS: Kind.ALTA,
    Folder.BAJAS: Kind.BAJA,
    Folder.HOJAS: Kind.HOJA,
    Folder.ESPERAN_BAJA: Kind.BAJA_PREVIA,
}
"""Folders that say what a case is."""
TAKES_IN = frozenset({*WORK_FOLDERS, Folder.REVISAR})
"""Folders in which a message that has no case opens one: she says that it is affiliation."""
WAITING = frozenset({Folder.ESPERAN_ALUMNO, Folder.INFORMADOS})
"""Folders of what was answered and is not over."""
CLOSING = {Kind.ALTA: "alta_hecha", Kind.BAJA: "baja_hecha", Kind.HOJA: "hoja_lista"}
"""The letter that goes when an errand is done."""
_FILED = {
    Folder.ESPERAN_ALUMNO: State.ESPERA_ALUMNO,
    Folder.INFORMADOS: State.INFORMADO,
    Folder.AUTOMATICOS: State.CERRADO,
}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the case becomes. `letter` is the template of the letter that goes, None for silence."""

    kind: Kind
    state: State
    letter: str | None = None


def by_folder(folder: Folder | None, kind: Kind, state: State) -> Ruling:
    """What it means that a message of a case of this kind and state is put into a folder; None is the inbox, where a
    case is in her own hands and nothing goes by itself."""
    if folder is None:
        return Ruling(kind, State.EN_MANOS)
    if folder in WORK_FOLDERS:
        return by_kind(WORK_FOLDERS[folder])
    if folder is Folder.REVISAR:
        return Ruling(Kind.REVISAR, State.POR_HACER)
    if folder is Folder.HECHO:
        return done(kind, state)
    return Ruling(kind, _FILED[folder])


def by_kind(kind: Kind) -> Ruling:
    """What it means that she says the kind."""
    course = COURSES[kind]
    told = course.letter if kind in WORK_FOLDERS.values() else None
    return Ruling(kind, course.state, told)


def done(kind: Kind, state: State) -> Ruling:
    """Done: an errand from her lists has a letter that closes it."""
    return Ruling(kind, State.HECHO, CLOSING.get(kind) if state is State.POR_HACER else None)


def taken_in(decision: Decision, folder: Folder, said: str, *, needs_clinic: bool, old: bool) -> Decision:
    """What a message without a case is that she put into a folder of TAKES_IN herself. `said` is the sentence for it;
    `old` mail gets no letter. What the program had decided alike stays as it is."""
    known = decision.kind not in {Kind.AUTOMATICO, Kind.AJENO}
    if known and decision.course.folder is folder:
        return replace(decision, reasons=(said, *decision.reasons))
    word = by_folder(folder, decision.kind, decision.course.state)
    missing = lacks(word.kind, decision.student, decision.facts.umf_wish, needs_clinic=needs_clinic)
    vigente = decision.sheet.vigente if decision.sheet is not None else None
    doubt = contradiction(word.letter or "", vigente.value if vigente is not None and vigente.trusted else None)
    letter = None if doubt or old else word.letter
    return replace(
        decision,
        kind=word.kind,
        reasons=tuple(filter(None, (said, doubt, *decision.reasons))),
        facts=facts(decision.student, decision.facts.umf_wish, missing),
        special=Course(word.state, folder, letter),
        keeps=False,
    )


def lacks(kind: Kind, student: Student, umf_wish: str, *, needs_clinic: bool) -> tuple[Missing, ...]:
    """What an alta still needs from the student."""
    if kind is not Kind.ALTA:
        return ()
    lacking = {Missing.CLINIC: needs_clinic and not umf_wish, Missing.CONTROL: not student.control}
    return tuple(missing for missing, holds in lacking.items() if holds)


def facts(student: Student, umf_wish: str, missing: tuple[Missing, ...]) -> Facts:
    """What a letter after her word may state."""
    return Facts(nss_tail=student.nss[-4:], umf_wish=umf_wish, missing=missing, reviewed=True)


def contradiction(template: str, vigente: bool | None) -> str:
    """Why a letter waits for her second word; "" where it may go. `vigente` is what the newest constancia of the case
    says for sure, None where none does."""
    if template == "alta" and vigente is True:
        return "La constancia del caso dice que sí está vigente: la carta de alta espera a que la confirmes."
    if template in {"hoja", "baja_previa"} and vigente is False:
        return "La constancia del caso dice que no está vigente: la carta espera a que la confirmes."
    return ""
