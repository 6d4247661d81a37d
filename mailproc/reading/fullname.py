"""The head's name: one string or three, beside a label or only recognisable by the CURP."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mailproc.reading.consistency import FOREIGN_NAME
from mailproc.reading.folding import fold_name
from mailproc.reading.layout import Token, around
from mailproc.reading.model import NameParts, Witness
from mailproc.reading.names import PARTICLES, SAINTS, best_splits, is_plain, misfits, split_name
from mailproc.reading.naming import name_in
from mailproc.reading.places import Place, vote_at
from mailproc.reading.slots import BOLD
from mailproc.reading.spacing import best_parted, parted_by_curp, unsure_spaces
from mailproc.reading.texts import judge_text, key_of
from mailproc.reading.views import Reach, View
from mailproc.reading.votes import Verdict, ordered
from mailproc.reading.wrapping import is_cut

# RENAPO makes exceptions: a name that differs in one letter is looked for no further, though it is not believed, for
# what was cut off a name may differ in no more.
_TOLERATED = 1
_GUESSED = 0.5
_SURNAMES = re.compile(r"[A-Z ]+/[A-Z ]+,(?: [A-Z.]+)*")


@dataclass(frozen=True, slots=True)
class FullName:
    """`misfit` is how many of the CURP's seven letters the name contradicts, 0 where no CURP is known."""

    verdict: Verdict
    misfit: int
    parts: NameParts | None


def name_of_head(
    views: Sequence[View],
    slots: Sequence[Place],
    curp: str,
    outside: dict[str, set[Witness]],
) -> FullName | None:
    """The name that fits the CURP best; of those that fit alike, the trusted one."""
    choices = [one for one in (_from_parts(slots, curp, outside), _whole(slots, curp, outside)) if one is not None]
    if curp and not any(one.misfit <= _TOLERATED for one in choices):
        unlabelled = _by_curp(views, curp, outside)
        if unlabelled is not None:
            choices.append(unlabelled)
    if not choices:
        return None
    return _believed(min(choices, key=lambda one: (one.misfit, not one.verdict.trusted)))


def name_of_relative(place: Place, curp: str, outside: dict[str, set[Witness]]) -> FullName | None:
    """A beneficiary's name, held against the CURP of the same row."""
    verdict = judge_text([place], outside=outside)
    return _believed(_named(verdict, curp, [place])) if verdict is not None else None


def _believed(name: FullName) -> FullName:
    """The name, trusted only if it is whole and no letter of the CURP is against it."""
    said = name.verdict.value
    firm = name.verdict.trusted and not name.misfit and not is_cut(said) and not unsure_spaces(said)
    return replace(name, verdict=replace(name.verdict, trusted=firm))


def _named(verdict: Verdict, curp: str, places: Sequence[Place]) -> FullName:
    """A name in one string, held against the CURP; of its spellings at these places, the one that fits best."""
    spellings = _spellings(verdict, places)
    if not curp:
        return FullName(_parted(verdict, spellings), 0, None)
    faults = {one: _faults(one, curp) for one in spellings}
    fewest = min(faults.values())
    verdict = _parted(verdict, [one for one in spellings if faults[one] == fewest])
    value, misfit = verdict.value, fewest[0]
    if (led := _without_lead(value, curp)) != value:
        # "A nombre de CLAUDIA RUIZ SOLIS": no given name begins with a particle.
        verdict, value = replace(verdict, value=led), led
    if misfit >= FOREIGN_NAME and (parted := parted_by_curp(value, curp)):
        # A space was lost; where, only the CURP says.
        found = replace(verdict, value=parted, trusted=False, confidence=min(verdict.confidence, _GUESSED))
        return FullName(found, _TOLERATED, split_name(parted, curp))
    plain = not fewest[-1]
    return FullName(replace(verdict, trusted=verdict.trusted and plain), misfit, split_name(value, curp))


def _without_lead(name: str, curp: str) -> str:
    """The name without particles before its given names, where the CURP tells that these come first."""
    parts = split_name(name, curp)
    words = name.split()
    while parts is not None and words[0] in PARTICLES and parts.given.split()[0] == words[0]:
        words = words[1:]
        parts = split_name(" ".join(words), curp)
    return " ".join(words)


def _faults(name: str, curp: str) -> tuple[int, bool, bool]:
    """What speaks against a spelling: letters of the CURP that differ, spaces that may be lost or put in, surnames of
    two words, which may be one in two pieces."""
    parts = split_name(name, curp)
    return best_splits(name, curp)[0], unsure_spaces(name), parts is not None and not is_plain(parts)


def _spellings(verdict: Verdict, places: Sequence[Place]) -> list[str]:
    """The verdict's and those at the places that differ from it in spaces, accents and signs alone."""
    key = key_of(verdict.value)
    said = [vote.value for place in places for vote in place.votes]
    return [verdict.value, *(one for one in said if key_of(one) == key)]


def _parted(verdict: Verdict, spellings: Sequence[str]) -> Verdict:
    value, sure = best_parted(spellings)
    return replace(verdict, value=value, trusted=verdict.trusted and sure)


# --- Three strings ----------------------------------------------------------------------------------------


def _from_parts(slots: Sequence[Place], curp: str, outside: dict[str, set[Witness]]) -> FullName | None:
    given, first, second = (
        _parts_of(slots, kind, outside) for kind in ("given", "first_surname", "second_surname")
    )
    surnames = _parts_of(slots, "surnames", outside)
    if given is None or (first is None and surnames is None) or _is_one_string(given, surnames):
        return None
    rest = [one for one in (first or surnames, second) if one is not None]
    given = _without(given, [word for one in rest for word in one.value.split()])
    said = [given, *rest]
    verdict = _joined(said, " ".join(one.value for one in said))
    lacks = first is not None and second is None and (surnames is not None or not curp)
    if lacks or any(is_cut(one.value) or one.value.split()[-1] in SAINTS for one in said):
        # Without a CURP nobody knows that there is no second surname.
        verdict = replace(verdict, trusted=False)
    if first is None:
        return _named(verdict, curp, ())
    parts = NameParts(given.value, first.value, second.value if second else "")
    return FullName(verdict, misfits(parts, curp) if curp else 0, parts)


def _is_one_string(given: Verdict, surnames: Verdict | None) -> bool:
    """Whether a label for all of the name was read as two, which lead to the same words."""
    return surnames is not None and key_of(given.value) == key_of(surnames.value)


def _without(given: Verdict, surnames: list[str]) -> Verdict:
    """A given name that ran on into the lines below or above it, which are the surnames' own, ends before them."""
    words = given.value.split()
    for rest, also in (
        (words[: -len(surnames)], words[-len(surnames) :]),
        (words[len(surnames) :], words[: len(surnames)]),
    ):
        if rest and also == surnames:
            return replace(given, value=" ".join(rest))
    return given


def _parts_of(slots: Sequence[Place], kind: str, outside: dict[str, set[Witness]]) -> Verdict | None:
    places = [slot for slot in slots if slot.kind == kind and slot.rank < BOLD]
    if not places:
        return None
    near = min(place.rank for place in places)
    nearest = [place for place in places if place.rank == near][:1]
    verdict = judge_text(nearest, outside=outside)
    return _parted(verdict, _spellings(verdict, nearest)) if verdict is not None else None


def _joined(said: Sequence[Verdict], value: str) -> Verdict:
    """Several verdicts as one: as sure as the least of them."""
    least = min(said, key=lambda one: (one.trusted, one.confidence))
    agreeing = set.intersection(*(set(one.witnesses) for one in said))
    same_page = [one for one in said if one.page == said[0].page]
    return replace(
        least,
        value=value,
        trusted=all(one.trusted for one in said),
        witnesses=ordered(agreeing or set(least.witnesses)),
        page=said[0].page,
        box=around([one.box for one in same_page]),
        against=any(one.against for one in said),
    )


# --- One string -------------------------------------------------------------------------------------------


def _whole(slots: Sequence[Place], curp: str, outside: dict[str, set[Witness]]) -> FullName | None:
    """A name in one string: under "Nombre completo", or under "Nombre" where nothing else is."""
    sure: list[FullName] = []
    longer: list[FullName] = []
    for slot in slots:
        if slot.kind not in {"name", "given"} or (slot.rank == BOLD and not curp):
            continue
        verdict = judge_text([slot], outside=outside)
        if verdict is None:
            continue
        found = _named(verdict, curp, [slot])
        # Two words are a whole name where a label or the CURP says so.
        words = len(verdict.value.split())
        if words >= 3 or (words == 2 and (slot.kind == "name" or (curp and found.misfit == 0))):
            (longer if slot.rank == BOLD else sure).append(found)
    best = min(sure, key=lambda one: one.misfit, default=None)
    bold = min(longer, key=lambda one: one.misfit, default=None)
    if best is None or bold is None:
        return best or bold
    if bold.misfit < best.misfit:
        return bold
    if curp and best.misfit == bold.misfit == 0 and not _is_told_apart(best, longer):
        # Both are the CURP's name: whether the next line belongs to it, nobody can tell.
        return replace(best, verdict=replace(best.verdict, trusted=False))
    return best


def _is_told_apart(best: FullName, longer: Sequence[FullName]) -> bool:
    """Whether each longer name that fits is another label's, not this one with a line more."""
    key = key_of(best.verdict.value)
    return not any(one.misfit == 0 and key in key_of(one.verdict.value) for one in longer)


# --- No label ---------------------------------------------------------------------------------------------


def _by_curp(views: Sequence[View], curp: str, outside: dict[str, set[Witness]]) -> FullName | None:
    """No label leads to a name that fits: a run of words on the sheet that gives all the CURP's letters, and that
    nothing but signs and values bound. Where only a part of a longer run fits, it is a guess."""
    whole: list[Place] = []
    partial: list[Place] = []
    for view in views:
        for place, bounded in _windows(view, curp):
            found = whole if bounded else partial
            there = next((one for one in found if one.votes[0].value == place.votes[0].value), None)
            if there is None:
                found.append(place)
            else:
                there.votes.extend(place.votes)
    verdict = judge_text((whole or partial)[:1], outside=outside)
    if verdict is None:
        return None
    if not whole:
        verdict = replace(verdict, trusted=False, confidence=min(verdict.confidence, _GUESSED))
    return _named(verdict, curp, ())


def _windows(view: View, curp: str) -> Iterator[tuple[Place, bool]]:
    """For each segment the longest run of its words that is the CURP's name, and whether it is bounded."""
    for segment in view.chart.segments:
        if segment.lines == 1 and len(segment.tokens) > 30:
            continue
        found = _window(view, Reach(segment, 0, len(segment.text), "run"), curp)
        if found is not None:
            yield found


def _window(view: View, reach: Reach, curp: str) -> tuple[Place, bool] | None:
    segment = reach.segment
    count = len(segment.tokens)
    for size in range(min(count, 8), 1, -1):
        for begin in range(count - size + 1):
            tokens = segment.tokens[begin : begin + size]
            # Quick look first: one of the words must begin like the first surname.
            if not any(_letter(token) == curp[0] for token in tokens) or not _all_words(tokens):
                continue
            start = segment.starts[begin]
            end = segment.starts[begin + size - 1] + len(tokens[-1].text)
            candidate = name_in(Reach(segment, start, end, "run"))
            parted = sum("/" in token.text for token in tokens)
            if (
                candidate is None
                or len(candidate.value.split()) != size + parted
                or split_name(candidate.value, curp) is None
            ):
                continue
            after = begin + size
            begins = begin == 0 or not segment.tokens[begin - 1].text.isalpha()
            ends = after == count or not tokens[-1].text.isalpha() or not segment.tokens[after].text.isalpha()
            vote = vote_at(view, segment, (start, end), candidate)
            return Place("name", view.chart.page, vote.box, "", 9, False, [vote]), begins and ends
    return None


def _letter(token: Token) -> str:
    first = fold_name(token.raw)[:1]
    return "X" if first == "Ñ" else first


def _all_words(tokens: Sequence[Token]) -> bool:
    """Letters, and a stop or comma only at the last, but for an abbreviated first name; or surnames that a slash parts
    and a comma ends: "PEREZ/LOPEZ, JUAN"."""
    plain = all(token.text.rstrip(".").isalpha() for token in tokens[:-1])
    parted = _SURNAMES.fullmatch(" ".join(token.text for token in tokens[:-1])) is not None
    return (plain or parted) and tokens[-1].text.rstrip(".,;").isalpha()
