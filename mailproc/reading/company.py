"""The name of a company or school beside its registro patronal: in the same sentence, in the same row of a table.

A vote that is not valid is for a name of which nobody can say where it begins or ends.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from mailproc.reading.candidates import candidates_in
from mailproc.reading.clauses import IN_NAMES, Named, is_in_name, is_sentence, name_after, name_before
from mailproc.reading.folding import fold
from mailproc.reading.identifiers import MODALITIES, Candidate
from mailproc.reading.labels import Label, is_piece_of_label
from mailproc.reading.layout import Segment, drop, in_column, in_row, same_place, share_of_row
from mailproc.reading.model import Box
from mailproc.reading.naming import parse_employer
from mailproc.reading.places import Place, Vote, vote_at
from mailproc.reading.trimming import trimmed
from mailproc.reading.views import Reach, View
from mailproc.reading.whole import is_blind_above, may_go_on
from mailproc.reading.wrapping import continued, is_touched

# Letters of the longest name of a company; what is longer beside a registro is a sentence.
_LONGEST = 120


# Ranks of a registro whose label is the head of its column; see views.label_of.
_HEADED_RANKS = frozenset({2, 3, 4})
SAID, HEADED, ROW = 0, 1, 2
"""How a name belongs to a registro, as the rank of its place: said with it, under the head of names, beside it."""


def name_beside(views: Sequence[View], registro: Place, anchors: Sequence[Box]) -> Place | None:
    """The name in the registro's own sentence or row. `anchors` are the boxes of all registros of the page: each
    row of a table of employers has one."""
    found: list[Place] = []
    heads = [label.box for view in views for label in view.labels if label.field == "employer"]
    for view in views:
        if view.chart.page != registro.page:
            continue
        said = _said(view, registro, anchors)
        for vote in [said] if said is not None else _in_row(view, registro, anchors):
            headed = any(in_column(head, vote.box) for head in heads)
            rank = SAID if said is not None else HEADED if headed else ROW
            same = next((one for one in found if same_place(one.box, vote.box)), None)
            if same is None:
                found.append(Place("employer", registro.page, vote.box, "employer", rank, False, [vote]))
            else:
                same.votes.append(vote)
                same.rank = min(rank, same.rank)
    nearest = min((one.rank for one in found), default=ROW)
    found = [one for one in found if one.rank == nearest]
    return max(found, key=lambda one: max(len(vote.value) for vote in one.votes), default=None)


# A label that nobody listed: "PATR. FERRETERA DEL SUR". Some names begin with a shortened word, too.
_CALLED = re.compile(r"[A-Z]{3,}[.:]+\s")


# --- In a sentence ----------------------------------------------------------------------------------------


def _said(view: View, registro: Place, anchors: Sequence[Box]) -> Vote | None:
    """The name in the registro's own line or sentence, before it or after it."""
    for index, segment in enumerate(view.chart.segments):
        own = next(
            (
                one
                for kind, one in candidates_in(segment.text)
                if kind == "registro" and same_place(segment.box_of(one.start, one.end), registro.box)
            ),
            None,
        )
        if own is None:
            continue
        labels = view.inside(index)
        if any(one.field == "employer" and segment.text[one.end : one.end + 1] == ":" for one in labels):
            continue  # labels and values set one after the other: each leads to its own
        several = sum(kind == "registro" for kind, _ in candidates_in(segment.text)) > 1
        if is_sentence(segment) or several:
            return _in_sentence(view, index, own, anchors)
        begin, stop = _clause(view, index, own.start)
        before = Reach(segment, begin, stop, "run")
        end = min((label.start for label in labels if label.start >= own.end), default=len(segment.text))
        others = [one.start for _, one in candidates_in(segment.text) if one.start >= own.end]
        after = Reach(segment, own.end, min([end, *others]), "run")
        # "…, con registro patronal R, modalidad 32": what follows a comma is another thing.
        if segment.text[own.end : own.end + 1] in {",", ")"}:
            after = before
        # What leads to a registro ends there; what follows one ends with its clause.
        for beside, clause in ((before, False), (after, True)):
            reach = beside
            if segment.lines == 1 and registro.label and registro.rank in _HEADED_RANKS:
                # A row that was read as one run: the name's cell may go on below.
                reach = continued(view, replace(reach, how="right"), registro.box, anchors=anchors, digits=True)
            vote = _vote(view, reach, clause=clause)
            if vote is not None:
                alone = not _has_neighbour(view, segment) and _CALLED.match(fold(vote.value)) is None
                return replace(vote, valid=alone and not may_go_on(view, reach.segment, _span(reach), anchors))
    return None


def _in_sentence(view: View, index: int, own: Candidate, anchors: Sequence[Box]) -> Vote | None:
    """The name before the registro or after it. With several in one text they all have it on one side: the first
    registro has nothing before it, or the last nothing after it; else nobody knows which is whose."""
    segment = view.chart.segments[index]
    registros = [
        one
        for kind, one in candidates_in(segment.text)
        if kind == "registro" and not _is_claimed(view, index, one)
    ]
    if own not in registros:
        return None
    sides = [(_before(view, index, one), _after(view, index, one)) for one in registros]
    before, after = sides[registros.index(own)]
    led, followed = all(one for one, _ in sides), all(one for _, one in sides)
    name = before or after
    sure = name is not None and name.sure and (len(sides) == 1 or led or followed)
    if before is not None and after is not None:
        if led != followed:
            name = before if led else after
        elif before.apart != after.apart:
            name = min(before, after, key=lambda one: one.apart)
        sure = name is not None and name.sure and (led != followed or before.apart != after.apart)
    if name is not None and name is after and _is_next_line(segment, own, name):
        sure = False
    if name is None:
        return None
    candidate = Candidate(segment.raw_of(name.start, name.end), name.start, name.end)
    sure = sure and not may_go_on(view, segment, (name.start, name.end), anchors)
    sure = sure and not (name.start == 0 and is_blind_above(view, segment))
    text = trimmed(candidate.value)
    return (
        replace(vote_at(view, segment, (name.start, name.end), candidate), value=text, valid=sure)
        if text
        else None
    )


def _is_next_line(segment: Segment, registro: Candidate, name: Named) -> bool:
    """Whether the line ends with the registro and no word or sign leads from it to the name below, which may as well
    head the next employer's lines."""
    if any(char.isalnum() for char in segment.text[registro.end : name.start]):
        return False
    return segment.box_of(name.start, name.end).y1 > segment.box_of(registro.start, registro.end).y1 + (
        0.5 * segment.box.height / segment.lines
    )


def _is_claimed(view: View, index: int, number: Candidate) -> bool:
    """Whether another number's label leads to it: eleven digits may be anything."""
    before = [label for label in view.inside(index) if label.end <= number.start]
    return bool(before) and before[-1].field in {"nss", "folio", "phone", "sequence", "control"}


def _before(view: View, index: int, registro: Candidate) -> Named | None:
    begin, stop = _clause(view, index, registro.start)
    return name_before(view.chart.segments[index], begin, stop)


def _after(view: View, index: int, registro: Candidate) -> Named | None:
    segment = view.chart.segments[index]
    # "…, con registro patronal R, modalidad 32": what follows a comma is another thing.
    if segment.text[registro.end : registro.end + 1] in {",", ")", ".", ";"}:
        return None
    labels = [label for label in view.inside(index) if label.start >= registro.end]
    # "… a nombre de X": a word of the sentence.
    ends = [one.start for one in labels if one.field not in _CALLS or segment.text[one.end : one.end + 1] == ":"]
    ends += [one.start for _, one in candidates_in(segment.text) if one.start >= registro.end]
    return name_after(segment, registro.end, min(ends, default=len(segment.text)))


_CALLS = frozenset({"given", "employer"})


def _has_neighbour(view: View, segment: Segment) -> bool:
    """Whether the line is only a piece of its row: words that are no label stand beside it."""
    return segment.lines == 1 and any(
        other is not segment
        and in_row(other.box, segment.box)
        and sum(c.isalpha() for c in other.text) >= 4
        and not any(same_place(label.box, other.box) for label in view.labels)
        for other in view.chart.segments
    )


def _clause(view: View, index: int, until: int) -> tuple[int, int]:
    """From where to where before a registro its name may stand: after the last label, value or sentence's end,
    and before the registro's own label."""
    segment = view.chart.segments[index]
    labels = [label for label in view.inside(index) if label.end <= until]
    stop = until
    while labels and labels[-1].field in {"registro", "modality"}:
        between = segment.text[labels[-1].end : stop]
        if sum(c.isalpha() for c in between) > _CONNECTING or any(c.isdigit() for c in between):
            break
        stop = labels.pop().start
    ends = [
        _told(segment, label)
        for label in labels
        if label.field not in IN_NAMES
        or segment.text[label.end : label.end + 1] == ":"
        or not is_in_name(segment, label.start)
    ]
    ends += [one.end for _, one in candidates_in(segment.text) if one.end <= stop]
    begin = max(ends, default=0)
    text = segment.text[begin:stop]
    breaks = (match.end() for match in _SENTENCE_END.finditer(text))
    return begin + max((at for at in breaks if any(c.isalpha() for c in text[at:])), default=0), stop


def _told(segment: Segment, label: Label) -> int:
    """Where a label ends, with the modality that it leads to."""
    figures = _FIGURES.match(segment.text, label.end) if label.field == "modality" else None
    return figures.end() if figures is not None else label.end


_FIGURES = re.compile(rf"\W{{0,3}}(?:{'|'.join(sorted(MODALITIES))})(?!\d)")
# Letters of what may stand between a registro's label and the registro, or its modality's: "Y", "CON", "NO.".
_CONNECTING = 4
_SENTENCE_END = re.compile(r"(?:(?<=[A-Z]{4})|(?<=\d\))|(?<=\d\d))\.\s|[;:]\s")


def _is_name(text: str) -> bool:
    """Words that can be a company's: no sentence, no label or piece of one."""
    words = [word.strip(".,") for word in fold(text).split()]
    telling = [word for word in words if len(word) > 3 and word.isalpha()]
    if not telling or len(text) > _LONGEST or _SPOKEN.intersection(words):
        return False
    return not is_piece_of_label(text)


_SPOKEN = frozenset(["SE", "QUE", "ESTE", "ESTA", "ES", "SU", "SUS", "CONFORME", "PUEDE", "DEBEN", "MODALIDAD"])


def _vote(view: View, reach: Reach, *, clause: bool = True) -> Vote | None:
    candidate = parse_employer(reach, clause=clause)
    if candidate is None:
        return None
    text = trimmed(candidate.value)
    if not _is_name(text):
        return None
    return replace(vote_at(view, reach.segment, (reach.start, reach.end), candidate), value=text)


def _span(reach: Reach) -> tuple[int, int]:
    """Where the name may stand in the reach: up to a value."""
    ends = [one.start for _, one in candidates_in(reach.segment.text) if one.start >= reach.start]
    return reach.start, min([reach.end, *ends])


# --- In a row of a table ----------------------------------------------------------------------------------


def _in_row(view: View, registro: Place, anchors: Sequence[Box]) -> list[Vote]:
    """A vote for each cell of the registro's row that holds words and is neither label nor value."""
    votes: list[Vote] = []
    seen: list[Box] = []
    for index, segment in enumerate(view.chart.segments):
        if not _beside(view, segment, registro.box, anchors) or any(same_place(segment.box, box) for box in seen):
            continue
        if any(label.opens for label in view.inside(index)) or _is_foreign_label(view, segment):
            continue
        if _is_of_another(view, segment):
            continue
        if len(segment.text) > _LONGEST or any(kind == "registro" for kind, _ in candidates_in(segment.text)):
            continue
        # The cell under a head is that head's as a whole.
        first = [] if view.is_cell(segment.box) else view.inside(index)[:1]
        end = first[0].start if first else len(segment.text)
        # The registro plays the label: where the name hangs lower, its first line stands above.
        reach = continued(view, Reach(segment, 0, end, "right"), registro.box, anchors=anchors, digits=True)
        vote = _vote(view, reach)
        if vote is not None:
            cut = any(one.field in IN_NAMES for one in first) and is_in_name(segment, end)
            cut = cut or is_touched(view, reach, anchors, digits=True)
            cut = cut or may_go_on(view, reach.segment, _span(reach), anchors)
            votes.append(replace(vote, valid=not cut))
            seen.append(vote.box)
    return votes


def _beside(view: View, segment: Segment, registro: Box, anchors: Sequence[Box]) -> bool:
    """In the registro's row, or the lower one of two lines between which the registro's middle stands."""
    if segment.lines > 1 or same_place(segment.box, registro):
        return False
    if in_row(segment.box, registro):
        return True
    lower = segment.box.y0 > registro.y0 and share_of_row(segment.box, registro) >= 0.1
    return lower and not any(in_row(segment.box, anchor) for anchor in anchors) and not view.captions


# Labels that no column of employers' names has.
_OTHERS = frozenset({"shift", "room", "umf", "sex", "estado", "delegation", "birthplace", "movement", "services"})
# Labels of persons' names: "Nombre" is a table of employers' head too.
_PERSONS = frozenset({"given", "name", "first_surname", "second_surname", "surnames"})


def _is_of_another(view: View, segment: Segment) -> bool:
    """Whether another field's label stands over the cell (under it, where labels are captions)."""
    over = [
        (gap, label)
        for label in view.labels
        if in_column(label.box, segment.box)
        and (gap := drop(segment.box, label.box) if view.captions else drop(label.box, segment.box)) < float("inf")
    ]
    gap, head = min(over, key=lambda pair: pair[0], default=(float("inf"), None))
    if head is None or gap > segment.box.height:
        return False
    # "Nombre" in a row of heads with that of the registros is the employers' own.
    among = any(one.field == "registro" and in_row(one.box, head.box) for one in view.labels)
    return head.field in _OTHERS or (head.field in _PERSONS and not among)


def _is_foreign_label(view: View, segment: Segment) -> bool:
    return any(label.segment < 0 and same_place(label.box, segment.box) for label in view.labels)
