"""What a constancia de vigencia means for the student's case. Pure.

The order of the rules is the contract; see docs/kinds-of-case.md for the reasons. A rule that leads to a letter
rests on trusted fields alone; a field that is there but not trusted is for a person (`revisar`), one that is not
there at all is for the student (`ilegible`).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from mailproc.cases.decision import Decision, Facts, Missing
from mailproc.cases.evidence import SHEET_FOR_A_PERSON, same_person
from mailproc.cases.insurer import Relation, is_ours, relation
from mailproc.cases.kinds import CONSERVACION_TOLD, FAMILY_TOLD, HOJA_ASKED, Kind
from mailproc.cases.matter import Matter
from mailproc.reading.model import Employer, Field, Holder, ProblemCode, Reading, Witness

_IN_CONSERVATION = frozenset({"CONSERVACION DE DERECHOS", "VIGENTE POR PRORROGA"})
_IN_FORCE = frozenset({"VIGENTE", "CON DERECHO"})
_BENEFICIARY_DIGITS = frozenset("2346")
_STUDENT_SUFFIX, _WORKER_SUFFIX = "ES", "OR"


def decide_sheet(before: Matter, sheet: Reading) -> Decision:
    """The case that this constancia makes. Never None: what no rule foresees is `revisar`."""
    decided = next((found for rule in RULES if (found := rule(before, sheet)) is not None), None)
    return decided or _revisar("La combinación de datos de la constancia no está prevista.")


def _several(before: Matter, sheet: Reading) -> Decision | None:
    others = before.evidence.constancias[1:]
    if not others:
        return None
    if all(same_person(sheet, other) for other in others):
        return _revisar("Trae dos constancias de la misma persona que no dicen lo mismo.")
    return _revisar("Trae constancias de varias personas.")


def _doubtful(_: Matter, sheet: Reading) -> Decision | None:
    """Contradictions, edits and hidden text are never answered by a machine; nor is a clean PDF whose check
    digits are wrong (on a scan that is only a misread, and the fields are not trusted)."""
    texts = [problem.text for problem in sheet.problems if problem.code in SHEET_FOR_A_PERSON]
    for problem in sheet.problems:
        if problem.code is ProblemCode.CHECK_DIGIT and _from_clean_pdf(sheet):
            texts.append(problem.text)
    return _revisar(*dict.fromkeys(texts)) if texts else None


def _from_clean_pdf(sheet: Reading) -> bool:
    fields = (sheet.nss, sheet.curp, sheet.vigente, sheet.issued, sheet.estado)
    return any(field is not None and Witness.TEXT in field.witnesses for field in fields)


def _ilegible(_: Matter, sheet: Reading) -> Decision | None:
    lacking = []
    if sheet.holder is not None and sheet.holder.value is Holder.BENEFICIARIO:
        return None
    if sheet.nss is None and sheet.curp is None:
        lacking.append("No se alcanza a leer el NSS ni la CURP.")
    if sheet.vigente is None:
        lacking.append("No se alcanza a leer si tiene derecho al servicio médico (SÍ o NO).")
    if not lacking:
        return None
    told = tuple(problem.text for problem in sheet.problems if problem.code is ProblemCode.UNREADABLE)
    texts = tuple(dict.fromkeys((*lacking, *told)))
    return Decision(Kind.ILEGIBLE, texts, facts=Facts(unreadable=texts))


def _beneficiario(before: Matter, sheet: Reading) -> Decision | None:
    agregado = sheet.agregado.value if sheet.agregado else ""
    if before.holder() is Holder.BENEFICIARIO:
        return Decision(
            Kind.BENEFICIARIO,
            ("El estudiante aparece como beneficiario en la hoja de otra persona.",),
            special=FAMILY_TOLD if before.rules.family_inform and _by_family(before, sheet) else None,
        )
    if agregado[:1] in _BENEFICIARY_DIGITS:
        return Decision(Kind.BENEFICIARIO, (f"El agregado médico ({agregado}) es el de un familiar.",))
    return None


def _by_family(before: Matter, sheet: Reading) -> bool:
    """Whether it is sure that the student, and not the head of the sheet who may have sent it, is in force."""
    agregado = sheet.agregado.value if sheet.agregado else ""
    heads = [person.name for person in sheet.people if person.role is Holder.TITULAR]
    from_head = any(map(before.shares_name, heads)) and not before.sender_is(sheet.name)
    of_student = sheet.holder is not None and sheet.holder.value is Holder.BENEFICIARIO
    estado = sheet.estado.value if sheet.estado else ""
    return (
        of_student
        and not from_head
        and (not agregado or agregado[:1] in _BENEFICIARY_DIGITS)
        and estado in _IN_FORCE | {""}
        and _surely_in_force(before, sheet)
    )


def _surely_in_force(before: Matter, sheet: Reading) -> bool:
    """A recent sheet, and two witnesses for each of the fields that a letter on being in force rests on."""
    recent = _no_date(before, sheet) is None and _vencida(before, sheet) is None
    return recent and not _doubts(sheet) and sheet.vigente is not None and sheet.vigente.value


def _no_date(before: Matter, sheet: Reading) -> Decision | None:
    if sheet.issued is None:
        return _revisar("No se encontró la fecha de la constancia.")
    if sheet.issued.value > before.arrived_on + timedelta(days=1):
        return _revisar("La fecha de la constancia es posterior a su llegada.")
    return None


def _vencida(before: Matter, sheet: Reading) -> Decision | None:
    issued, days = sheet.issued, before.rules.max_age_days
    if issued is None or not issued.trusted or before.arrived_on - issued.value <= timedelta(days=days):
        return None
    return Decision(
        Kind.VENCIDA,
        (f"La constancia es del {issued.value:%d/%m/%Y}: tiene más de {days} días.",),
        facts=Facts(issued=issued.value, max_age=days),
    )


def _conservacion(before: Matter, sheet: Reading) -> Decision | None:
    if sheet.estado is None or sheet.estado.value not in _IN_CONSERVATION:
        return None
    said = f"La constancia dice {sheet.estado.value}."
    until = sheet.valid_until.value if sheet.valid_until is not None and sheet.valid_until.trusted else None
    if until is not None and until < before.arrived_on:
        return Decision(Kind.CONSERVACION, (said, f"Ya terminó: el {until:%d/%m/%Y}."))
    told = (
        before.rules.conservacion_inform
        and _surely_in_force(before, sheet)
        and not (sheet.employers and sheet.employers.value)
        and (until is not None or sheet.valid_until is None)
    )
    if not told:
        return Decision(Kind.CONSERVACION, (said,))
    facts = Facts(nss_tail=_tail(sheet.nss), valid_until=until)
    return Decision(Kind.CONSERVACION, (said,), facts=facts, special=CONSERVACION_TOLD)


def _untrusted(_: Matter, sheet: Reading) -> Decision | None:
    """No letter rests on what only one witness has said."""
    doubtful = _doubts(sheet)
    if not doubtful:
        return None
    return _revisar("No se pudo confirmar con dos lecturas: " + "; ".join(doubtful) + ".")


def _doubts(sheet: Reading) -> list[str]:
    """What every letter rests on and one witness alone has said, in Spanish."""
    doubtful = []
    if not _is_trusted(sheet.nss) and not _is_trusted(sheet.curp):
        doubtful.append("ni el NSS ni la CURP")
    if not _is_trusted(sheet.vigente):
        doubtful.append("si tiene derecho al servicio médico")
    if not _is_trusted(sheet.holder):
        doubtful.append("de quién es la hoja")
    if not _is_trusted(sheet.issued):
        doubtful.append("la fecha de la constancia")
    if sheet.estado is not None and not sheet.estado.trusted:
        doubtful.append("el estado")
    return doubtful


def _not_in_force(before: Matter, sheet: Reading) -> Decision | None:
    if sheet.vigente is None or sheet.vigente.value:
        return None
    estado = sheet.estado.value if sheet.estado else ""
    if estado not in {"", "BAJA"}:
        return _revisar(f"Dice que NO tiene derecho, y a la vez el estado es {estado}.")
    if sheet.employers is not None and sheet.employers.value and not estado:
        return _revisar("Dice que NO tiene derecho, y a la vez nombra un patrón activo.")
    missing = []
    if before.rules.needs_clinic and not before.wishes():
        missing.append(Missing.CLINIC)
    if not before.known_control():
        missing.append(Missing.CONTROL)
    said = "Sin derecho al servicio médico" + (", estado BAJA." if estado else ".")
    return Decision(Kind.ALTA, (said,), facts=Facts(nss_tail=_tail(sheet.nss), missing=tuple(missing)))


def _in_force(before: Matter, sheet: Reading) -> Decision | None:
    estado = sheet.estado.value if sheet.estado else ""
    if estado and estado not in _IN_FORCE:
        return _revisar(f"Tiene derecho, y el estado es {estado}.")
    if sheet.employers is None or not sheet.employers.value:
        return _revisar("Tiene derecho, y no se lee a través de quién.")
    if not sheet.employers.trusted and any(_surely_ours(before, one) for one in sheet.employers.value):
        return _hoja(before, sheet)
    if not sheet.employers.trusted:
        return _revisar("Tiene derecho; no se pudo confirmar a través de qué patrón o escuela.")
    return _by_employer(before, sheet, sheet.employers.value)


def _by_employer(before: Matter, sheet: Reading, employers: tuple[Employer, ...]) -> Decision:
    rules = before.rules
    ours = {"registrations": rules.registrations, "names": rules.employer_names, "alike": rules.alike_names}
    relations = [relation(employer, **ours) for employer in employers]
    suffix = _suffix(sheet)
    if Relation.OURS in relations:
        return _hoja(before, sheet)
    if Relation.UNCLEAR in relations:
        return _revisar("Tiene derecho; el patrón podría ser este instituto u otro no previsto.")
    if Relation.ORDINARY in relations:
        return _employed(before, sheet, employers[relations.index(Relation.ORDINARY)], suffix)
    if suffix not in {"", _STUDENT_SUFFIX}:
        return _revisar("El patrón es una escuela, y el agregado médico no es de estudiante.")
    return Decision(
        Kind.BAJA_PREVIA,
        ("Vigente solo a través de otra escuela (modalidad 32).",),
        facts=Facts(employer=employers[0].name, nss_tail=_tail(sheet.nss)),
    )


def _surely_ours(before: Matter, employer: Employer) -> bool:
    """Our whole registro and our very name in one row: two places of the sheet that agree with what we know. No
    misreading makes both, though one engine alone has seen them."""
    rules = before.rules
    by_registro = len(employer.registro) >= 10 and is_ours(
        replace(employer, name=""), registrations=rules.registrations, names=()
    )
    return by_registro and is_ours(replace(employer, registro=""), registrations=(), names=rules.employer_names)


def _hoja(before: Matter, sheet: Reading) -> Decision:
    return Decision(
        Kind.HOJA,
        ("Vigente a través de este instituto.",),
        facts=Facts(nss_tail=_tail(sheet.nss)),
        special=HOJA_ASKED if before.rules.hoja_asked else None,
    )


def _employed(before: Matter, sheet: Reading, employer: Employer, suffix: str) -> Decision:
    if suffix not in {"", _WORKER_SUFFIX}:
        return _revisar("El patrón es una empresa, y el agregado médico no es de trabajador.")
    if before.rules.employment_review:
        return _revisar("Vigente por un empleo; el instituto pide que lo vea una persona.")
    return Decision(
        Kind.EMPLEO,
        ("Vigente por un empleo.",),
        facts=Facts(employer=employer.name, nss_tail=_tail(sheet.nss)),
    )


def _suffix(sheet: Reading) -> str:
    """The last two letters of the agregado médico, "" where there are none."""
    return sheet.agregado.value[6:] if sheet.agregado else ""


def _is_trusted(field: Field[str] | Field[bool] | Field[Holder] | object | None) -> bool:
    return isinstance(field, Field) and field.trusted


def _tail(nss: Field[str] | None) -> str:
    return nss.value[-4:] if nss is not None and nss.trusted else ""


def _revisar(*reasons: str) -> Decision:
    return Decision(Kind.REVISAR, reasons)


RULES: tuple[Callable[[Matter, Reading], Decision | None], ...] = (
    _several,
    _doubtful,
    _ilegible,
    _beneficiario,
    _no_date,
    _vencida,
    _conservacion,
    _untrusted,
    _not_in_force,
    _in_force,
)
"""First match wins."""
