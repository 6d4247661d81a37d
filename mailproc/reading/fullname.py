"""The head's name: one string or three, beside a label or only recognisable by the CURP."""

from collections.abc import Sequence
from dataclasses import replace

from mailproc.reading.folding import fold_name
from mailproc.reading.layout import Token, around
from mailproc.reading.model import Witness
from mailproc.reading.names import NameParts, best_splits, misfits
from mailproc.reading.naming import name_in
from mailproc.reading.places import Place, vote_at
from mailproc.reading.slots import BOLD
from mailproc.reading.texts import judge_text
from mailproc.reading.views import Reach, View
from mailproc.reading.votes import Verdict, ordered

# RENAPO makes exceptions, so one letter may differ where the text cannot be misread; not where it can.
_TOLERATED_IN_TEXT = 1


def name_of_head(
    views: Sequence[View],
    slots: Sequence[Place],
    curp: str,
    outside: dict[str, set[Witness]],
) -> tuple[Verdict | None, int]:
    """The verdict, and how many of the CURP's seven letters the name contradicts (0 where no CURP is known)."""
    choices = [one for one in (_from_parts(slots, curp, outside), _whole(slots, curp, outside)) if one is not None]
    if curp and not any(misfit <= _TOLERATED_IN_TEXT for _, misfit in choices):
        unlabelled = _by_curp(views, curp, outside)
        if unlabelled is not None:
            choices.append((unlabelled, 0))
    if not choices:
        return None, 0
    verdict, misfit = min(choices, key=lambda one: (one[1], not one[0].trusted))
    allowed = _TOLERATED_IN_TEXT if Witness.TEXT in verdict.witnesses else 0
    return replace(verdict, trusted=verdict.trusted and misfit <= allowed), misfit


def _parts_of(slots: Sequence[Place], kind: str, outside: dict[str, set[Witness]]) -> Verdict | None:
    places = [slot for slot in slots if slot.kind == kind and slot.rank < BOLD]
    if not places:
        return None
    near = min(place.rank for place in places)
    return judge_text([place for place in places if place.rank == near][:1], outside=outside)


def _from_parts(slots: Sequence[Place], curp: str, outside: dict[str, set[Witness]]) -> tuple[Verdict, int] | None:
    given, first, second = (
        _parts_of(slots, kind, outside) for kind in ("given", "first_surname", "second_surname")
    )
    surnames = _parts_of(slots, "surnames", outside)
    if given is None or (first is None and surnames is None):
        return None
    said = [one for one in (given, first or surnames, second) if one is not None]
    value = " ".join(one.value for one in said)
    if first is not None:
        misfit = misfits(NameParts(given.value, first.value, second.value if second else ""), curp) if curp else 0
    else:
        misfit = best_splits(value, curp)[0] if curp else 0
    return _joined(said, value), misfit


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


def _whole(slots: Sequence[Place], curp: str, outside: dict[str, set[Witness]]) -> tuple[Verdict, int] | None:
    """A name in one string: under "Nombre completo", or under "Nombre" where nothing else is."""
    best: tuple[Verdict, int] | None = None
    for slot in slots:
        if slot.kind not in {"name", "given"}:
            continue
        if slot.rank == BOLD and best is not None and best[1] == 0:
            # Both are the CURP's name: whether the next line belongs to it, nobody can tell.
            if curp and best_splits(slot.value, curp)[0] == 0:
                best = (replace(best[0], trusted=False), 0)
            continue
        verdict = judge_text([slot], outside=outside)
        if verdict is None or len(verdict.value.split()) < (2 if slot.kind == "name" else 3):
            continue
        if slot.rank == BOLD and not curp:
            continue
        misfit = best_splits(verdict.value, curp)[0] if curp else 0
        if best is None or misfit < best[1]:
            best = (verdict, misfit)
    return best


def _by_curp(views: Sequence[View], curp: str, outside: dict[str, set[Witness]]) -> Verdict | None:
    """No label leads to a name that fits: any run of words on the sheet that gives all the CURP's letters."""
    places: list[Place] = []
    for view in views:
        for segment in view.chart.segments:
            words = [token for token in segment.tokens if token.text.isalpha() and len(token.text) > 1]
            if len(words) < 2 or (segment.lines == 1 and len(words) > 30):
                continue
            found = _window(view, segment_reach=Reach(segment, 0, len(segment.text), "run"), curp=curp)
            if found is None:
                continue
            there = next((one for one in places if one.votes[0].value == found.votes[0].value), None)
            if there is None:
                places.append(found)
            else:
                there.votes.extend(found.votes)
    return judge_text(places[:1], outside=outside) if places else None


def _letter(token: Token) -> str:
    first = fold_name(token.raw)[:1]
    return "X" if first == "Ñ" else first


def _all_words(tokens: Sequence[Token]) -> bool:
    """Letters, and a stop or comma only at the last."""
    return all(token.text.isalpha() for token in tokens[:-1]) and tokens[-1].text.rstrip(".,;").isalpha()


def _window(view: View, *, segment_reach: Reach, curp: str) -> Place | None:
    segment = segment_reach.segment
    count = len(segment.tokens)
    for size in (5, 4, 3, 6, 7):
        for begin in range(count - size + 1):
            tokens = segment.tokens[begin : begin + size]
            # Quick look first: one of the words must begin like the first surname.
            if not any(_letter(token) == curp[0] for token in tokens) or not _all_words(tokens):
                continue
            start = segment.starts[begin]
            end = segment.starts[begin + size - 1] + len(tokens[-1].text)
            candidate = name_in(Reach(segment, start, end, "run"))
            if candidate is None or len(candidate.value.split()) != size:
                continue
            misfit, ways = best_splits(candidate.value, curp)
            if misfit == 0 and ways:
                vote = vote_at(view, segment, (start, end), candidate)
                return Place("name", view.chart.page, vote.box, "", 9, False, [vote])
    return None
