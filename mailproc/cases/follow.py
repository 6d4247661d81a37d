"""How a message goes on with what is known already: which case it joins, and whether it moves that case on. Pure.

decide.py says what a message is by itself; here that meets the history. The rules, in their order:

- What the officer has taken into her own hands is hers: the message joins, nothing else happens.
- A constancia moves its student's case on; an older one than the case has does not, nor does the same file again.
- What is weaker than a constancia (words, another document, a file that cannot be read) takes a case over only if
  that waits for nothing better: it takes nothing off the officer's lists and ends no wait for a new constancia.
- Nothing of a case is told to an address that has not written in it, nor to who wrote in it for its student.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from mailproc.cases.decision import Decision, Facts, Missing
from mailproc.cases.history import Past, case_of, case_of_words, ended
from mailproc.cases.kinds import Course, Kind, State
from mailproc.cases.matter import Matter
from mailproc.cases.roster import control_keys

ASKED_AGAIN = timedelta(days=7)
"""How a case stands is told once in that time."""

_WEAK = frozenset(
    {Kind.DOCUMENTO_EQUIVOCADO, Kind.ILEGIBLE, Kind.PROTEGIDO, Kind.SIN_ADJUNTO, Kind.CARNET, Kind.ERROR_PORTAL}
)
_ASKS_FOR_A_SHEET = frozenset({Kind.DOCUMENTO_EQUIVOCADO, Kind.ILEGIBLE, Kind.PROTEGIDO, Kind.SIN_ADJUNTO})
ANSWERS_US = "Contesta una carta nuestra."
"""Why a message is for a person of which nothing more is known than that it answers us."""
_SAME_FILE = "Es el mismo archivo que ya estaba en el caso."
_FOR_A_PERSON = frozenset({Kind.REVISAR, Kind.BENEFICIARIO, Kind.CONSERVACION, Kind.URGENTE})


def follow(decision: Decision, before: Matter) -> Decision:
    """The decision with the case it joins, if there is one, and what becomes of that."""
    if decision.kind in {Kind.AUTOMATICO, Kind.AJENO}:
        return decision
    arrived = before.message.arrived
    if decision.sheet is not None and (decision.student.curp or decision.student.nss):
        past = case_of(decision.student, before.history, arrived=arrived)
    else:
        past = case_of_words(before.history, arrived=arrived)
    done = next((p for p in before.history.cases if p.state is State.HECHO and _has_all(p, before)), None)
    if done is not None and (past is None or past is done):
        same = replace(decision, kind=Kind.DUPLICADO, reasons=(_SAME_FILE, *decision.reasons))
        return _kept(done, same, letter=None)
    if past is None:
        earlier = ended(decision.student, before.history)
        return replace(decision, previous=earlier.folio) if earlier else decision
    if not past.is_open and not past.may_reopen(arrived):
        return replace(decision, previous=past.folio)
    if past.state is State.EN_MANOS:
        return _kept(past, decision, letter=None, silent="El caso está en manos de la encargada.", noted=True)
    return next(told for rule in RULES if (told := rule(past, decision, before)) is not None)


def _kept(
    past: Past, decision: Decision, *, letter: str | None, silent: str = "", noted: bool = False
) -> Decision:
    """The message joins and the case stays what it is."""
    return replace(
        decision,
        joins=past.folio,
        keeps=True,
        noted=noted,
        silent=decision.silent or silent,
        special=Course(past.state, past.folder, letter),
    )


def _moved(past: Past, decision: Decision) -> Decision:
    """The case takes the decision; what the student told before stays known."""
    known = {Missing.CLINIC: past.umf_wish, Missing.CONTROL: past.student.control}
    facts = replace(
        decision.facts,
        umf_wish=decision.facts.umf_wish or past.umf_wish,
        missing=tuple(missing for missing in decision.facts.missing if not known[missing]),
    )
    return replace(decision, joins=past.folio, facts=facts)


def _has_all(past: Past, before: Matter) -> bool:
    return bool(before.files) and before.files <= past.files


def _same_file(past: Past, decision: Decision, before: Matter) -> Decision | None:
    """Every file that came is one the case has: nothing, but once a word to whoever is still to send something."""
    if not _has_all(past, before) or decision.kind is Kind.REVISAR or past.state is State.CERRADO:
        return None
    if before.seems_to_be_the_student() and not _wrote_before(past, before):
        return None  # another one sent it first, and was the only one to be answered
    again = replace(decision, kind=Kind.DUPLICADO, reasons=(_SAME_FILE, *decision.reasons))
    if past.state is State.ESPERA_ALUMNO and not past.was_told("duplicado"):
        return _with_standing(past, again, before, "duplicado")
    return _kept(past, again, letter=None)


def _newer_sheet(past: Past, decision: Decision, _: Matter) -> Decision | None:
    """The case has a newer constancia than this one, so that this one says nothing. One that is taken up again after
    it was closed is decided anew: silence would leave its student waiting."""
    issued = decision.sheet.issued if decision.sheet is not None else None
    if past.issued is None or issued is None or not issued.trusted or issued.value >= past.issued:
        return None
    if past.kind is Kind.VENCIDA or past.state is State.CERRADO or decision.kind in _FOR_A_PERSON:
        return None
    reason = "La constancia es anterior a la que ya está en el caso."
    older = replace(decision, kind=Kind.SEGUIMIENTO, reasons=(reason, *decision.reasons))
    return _kept(past, older, letter=None, silent=reason)


def _sheet(past: Past, decision: Decision, _: Matter) -> Decision | None:
    """A constancia decides what the case is. One that nobody could read is weaker than what is known."""
    if decision.sheet is None or decision.kind in _WEAK:
        return None
    return _moved(past, decision)


def _urgent(past: Past, decision: Decision, _: Matter) -> Decision | None:
    """An emergency is a case of its own: the errand goes on beside it."""
    if decision.kind is not Kind.URGENTE:
        return None
    if past.kind is Kind.URGENTE:
        return _kept(past, decision, letter=None, noted=True)
    return replace(decision, previous=past.folio)


def _strange_address(past: Past, decision: Decision, before: Matter) -> Decision | None:
    """Somebody else writes in the thread: that is for a person."""
    if decision.sheet is not None or _wrote_before(past, before):
        return None
    reason = "Contesta en el hilo de este caso alguien que no había escrito en él, o que no es su estudiante."
    strange = Decision(Kind.REVISAR, (reason, *decision.reasons), silent=decision.silent)
    return _for_the_officer(past, strange)


def _wrote_before(past: Past, before: Matter) -> bool:
    """Whether the sender has a part in the case: has written in it, and not as who sent a classmate's sheet."""
    sender, student = before.message.sender, past.student
    if sender is None or sender.address not in past.senders:
        return False
    own = sender.address == student.address or student.control in control_keys(before.control)
    return own or past.is_anonymous or not before.bears_another_name(student.name)


def _thanks(past: Past, decision: Decision, _: Matter) -> Decision | None:
    return _kept(past, decision, letter=None) if decision.kind is Kind.SEGUIMIENTO else None


def _supplies(past: Past, decision: Decision, before: Matter) -> Decision | None:
    """The clinic or the control number that an alta waits for."""
    if (
        past.kind is not Kind.ALTA
        or past.state is not State.POR_HACER
        or decision.kind is Kind.BAJA
        or (decision.kind is Kind.REVISAR and ANSWERS_US not in decision.reasons)
    ):
        return None
    if decision.sheet is not None and not _has_all(past, before):
        return None
    had: dict[Missing, str] = {
        Missing.CLINIC: before.wishes(),
        Missing.CONTROL: before.known_control(),
    }
    left = tuple(missing for missing in past.missing if not had[missing])
    if left == past.missing or not _wrote_before(past, before):
        return None
    facts = Facts(
        missing=left,
        umf_wish=before.wishes() or past.umf_wish,
        standing=replace(past.standing(before.arrived_on), missing=left),
    )
    told = replace(
        decision,
        kind=Kind.ALTA,
        reasons=("Contesta lo que faltaba para el alta.",),
        facts=facts,
        student=replace(past.student, control=past.student.control or had[Missing.CONTROL]),
        special=None,
    )
    return _moved(past, told)


def _asks_how_it_stands(past: Past, decision: Decision, before: Matter) -> Decision | None:
    """How the case stands, once in seven days. Whoever asks to be affiliated while that is under way asks the same."""
    asks = decision.kind is Kind.CONSULTA or (decision.kind is Kind.SIN_ADJUNTO and past.is_work)
    if not asks or decision.facts.announced or decision.facts.link_only:
        return None
    asked = replace(decision, kind=Kind.CONSULTA)
    if past.kind in _FOR_A_PERSON and past.state is State.POR_HACER:
        return _kept(past, asked, letter="recibido", noted=True)
    if past.was_told("consulta", since=before.message.arrived - ASKED_AGAIN):
        return _kept(
            past, asked, letter=None, silent="Ya se le dijo cómo va hace menos de siete días.", noted=True
        )
    return _with_standing(past, asked, before, "consulta")


def _baja_done(past: Past, decision: Decision, _: Matter) -> Decision | None:
    """The other school's baja is done: what is needed now is a new constancia."""
    if not decision.facts.baja_done or past.state is not State.ESPERA_ALUMNO:
        return None
    return _kept(past, decision, letter=decision.course.letter)


def _informs(past: Past, decision: Decision, _: Matter) -> Decision | None:
    """The carnet and the portal's messages are answered whatever the case is; it becomes that only if it was no
    more itself."""
    if decision.kind not in {Kind.CARNET, Kind.ERROR_PORTAL}:
        return None
    if past.kind in {Kind.CARNET, Kind.ERROR_PORTAL}:
        return _moved(past, decision)
    return _kept(past, decision, letter=decision.course.letter)


def _asks_again(past: Past, decision: Decision, _: Matter) -> Decision | None:
    """Another file that is not the constancia: said again; the case waits for what it waited for."""
    if decision.kind not in _ASKS_FOR_A_SHEET:
        return None
    if past.state is State.ESPERA_ALUMNO:
        if past.kind is Kind.BAJA_PREVIA:
            return _kept(past, decision, letter=decision.course.letter)
        return _moved(past, decision)
    return _moved(past, decision) if past.state in {State.INFORMADO, State.CERRADO} else None


def _for_the_officer(past: Past, decision: Decision) -> Decision:
    """Something that a person must look at. A case on a list of errands stays there, and a new one points to it."""
    if past.is_work:
        return replace(decision, previous=past.folio)
    return _moved(past, decision)


def _anything_else(past: Past, decision: Decision, _: Matter) -> Decision | None:
    """A question, a paper that is no constancia in a case that needs none: a person reads it."""
    if decision.kind is Kind.BAJA:
        return _moved(past, decision) if not past.is_work else replace(decision, previous=past.folio)
    if past.state is State.POR_HACER and past.kind in _FOR_A_PERSON:
        return _kept(past, decision, letter="recibido", noted=True)
    if decision.kind in _ASKS_FOR_A_SHEET and past.state is State.HECHO:
        reason = "Escribe otra vez en un caso que ya está hecho, sin una constancia que diga cómo está ahora."
        return replace(
            decision, kind=Kind.REVISAR, reasons=(reason, *decision.reasons), special=None, previous=past.folio
        )
    if decision.kind in _ASKS_FOR_A_SHEET:
        # It came for an errand under way: it lies with it, and the officer is told.
        return _kept(past, decision, letter="recibido", noted=True)
    return _for_the_officer(past, decision)


def _with_standing(past: Past, decision: Decision, before: Matter, letter: str) -> Decision:
    on = past.since.astimezone(before.rules.zone).date()
    facts = replace(decision.facts, standing=past.standing(on), missing=past.missing)
    return _kept(past, replace(decision, facts=facts), letter=letter)


RULES: tuple[Callable[[Past, Decision, Matter], Decision | None], ...] = (
    _urgent,
    _supplies,
    _same_file,
    _newer_sheet,
    _sheet,
    _thanks,
    _strange_address,
    _asks_how_it_stands,
    _baja_done,
    _informs,
    _asks_again,
    _anything_else,
)
"""First match wins; the last one always does."""
