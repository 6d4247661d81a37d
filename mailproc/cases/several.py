"""One message, several students: a case for each, one letter, and nobody's data to anybody else. Pure."""

from dataclasses import replace

from mailproc.cases.decision import FOR_ANOTHER, FROM_STAFF, Decision, Facts
from mailproc.cases.follow import follow
from mailproc.cases.history import Seen
from mailproc.cases.kinds import Course, Kind, State, folder_of, urgency
from mailproc.cases.matter import Matter
from mailproc.cases.roster import clash, mismatches
from mailproc.cases.sheet_rules import decide_sheet


def decide_sheets(before: Matter) -> tuple[Decision, ...]:
    """The cases of the persons whose constancias came, the leading one first: that of the sender, if one of them is
    the sender's own, else the most urgent. Only the leading one has a letter."""
    persons = before.persons()
    decisions = [_for_one(one, alone=len(persons) == 1) for one in persons]
    if len(persons) == 1:
        return tuple(decisions)
    own = [at for at, one in enumerate(persons) if one.sheet is not None and one.sender_is(one.sheet.name)]
    leading = (
        own[0] if len(own) == 1 else min(range(len(persons)), key=lambda at: urgency(decisions[at].course.folder))
    )
    led = decisions.pop(leading)
    if len(own) == 1:
        led = replace(led, facts=replace(led.facts, others=len(decisions)))
    else:
        led = _received(led, others=len(persons))
    return (led, *map(_untold, decisions))


def finish(decision: Decision, before: Matter) -> Decision:
    """What holds whichever rule decided: whom the case is about, the greeting, who gets no letter, and which case
    it goes on with."""
    if decision.kind is Kind.AJENO:
        return decision
    silent = decision.silent
    if not silent and before.from_staff:
        silent = FROM_STAFF
    facts = replace(decision.facts, first_name=before.first_name(), umf_wish=before.wishes())
    decision = replace(decision, student=before.student(), facts=facts, silent=silent)
    return follow(decision, before)


def _for_one(before: Matter, *, alone: bool) -> Decision:
    """The case of one person's sheet; `alone` where no other person's came with it."""
    sheet = before.sheet
    if sheet is None:
        raise ValueError("a message without a constancia")
    decision = replace(decide_sheet(before, sheet), sheet=sheet)
    entry = before.entry
    against = (clash(sheet, before.history.roster), *(mismatches(sheet, entry) if entry else ()))
    if any(against):
        decision = Decision(Kind.REVISAR, (*filter(None, against), *decision.reasons), sheet=sheet)
    twice = _sent_by_another(before, alone=alone)
    if twice is not None:
        reason = f"El mismo archivo ya había llegado desde otra dirección (caso {twice.folio})."
        decision = Decision(Kind.REVISAR, (reason, *decision.reasons), sheet=sheet, suspects=(twice.folio,))
    decision = finish(decision, before)
    if twice is not None:
        # A case of its own: who sends another one's file has not written in that one's case.
        decision = replace(decision, joins="", keeps=False, special=None)
    return _for_another(decision) if before.for_another and decision.letter else decision


def _sent_by_another(before: Matter, *, alone: bool) -> Seen | None:
    """A file that somebody else sent before, where nothing shows that the sender is the person on it. Whoever sends
    several classmates' sheets under a name of their own is their representative, and gets no letter of substance."""
    sender = before.message.sender.address if before.message.sender else ""
    representative = before.for_another and not alone
    if before.from_staff or representative or before.seems_to_be_the_student():
        return None
    others = (seen for seen in before.history.seen if sender not in seen.senders)
    return next((seen for seen in others if seen.sha256 in before.files), None)


def _for_another(decision: Decision) -> Decision:
    """Whoever sends somebody else's sheet is told that it came, and nothing of that person's state."""
    return _received(replace(decision, reasons=(*decision.reasons, FOR_ANOTHER)), others=0)


def _untold(decision: Decision) -> Decision:
    """Without a letter: nobody whom the case would wait for knows of it, so that it is the officer's turn."""
    return replace(decision, special=_for_the_officer(decision, letter=None))


def _received(decision: Decision, *, others: int) -> Decision:
    """With the letter that says no more than that it came."""
    return replace(decision, special=_for_the_officer(decision, letter="recibido"), facts=Facts(others=others))


def _for_the_officer(decision: Decision, *, letter: str | None) -> Course:
    """The course of a case whose student was told nothing; one that is kept stays as it is."""
    if decision.keeps:
        return replace(decision.course, letter=letter)
    return Course(State.POR_HACER, folder_of(decision.kind, State.POR_HACER), letter)
