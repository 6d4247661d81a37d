"""SI or NO in a person's row of a table, or in what a clause of running text says of that one."""

import re
from collections.abc import Sequence
from itertools import combinations

from mailproc.reading.answers import asks
from mailproc.reading.candidates import candidates_in
from mailproc.reading.folding import squeeze
from mailproc.reading.identifiers import Candidate
from mailproc.reading.layout import Segment, around, drop, in_column, in_row, same_place, segment_of
from mailproc.reading.places import Place, vote_at
from mailproc.reading.reports import is_stressed
from mailproc.reading.rows import Stretch, row_of
from mailproc.reading.sayings import right_in_clause
from mailproc.reading.tableheads import asked_in_column
from mailproc.reading.views import Reach, View
from mailproc.reading.vocabulary import NO, YES, parse_yes_no
from mailproc.reading.zones import TITULAR, relations

ASKED = 1
"""The rank of an answer in a row of which it is known what asks."""
_LETTERS = {"S": YES, "N": NO}
_CROSSED = re.compile(r"[\[({][X✓✔☒][\])}]|[✓✔☒]")
_CROSS = re.compile(r"\W*(?:X|[✓✔☒])\W*")
_OFFERED = re.compile(rf"SI|NO|[\[({{][\])}}]|{_CROSSED.pattern}")
# A box with its cross, run together with the word before it.
_TICKED = re.compile(r"(SI|NO)[\[({]?[X✓✔☒][\])}]?")


def right_in_row(views: Sequence[View], place: Place) -> Place | None:
    """SI or NO alone in the row's cell, or as a word of a row that is one run. Both of them in one row are a
    choice: each is a vote against the other, unless one has a cross."""
    found: Place | None = None
    row = row_of(views, place)
    choices = [(view, choice) for view in views if (choice := _choice(row, view)) is not None]
    for view, choice in choices:
        candidate = parse_yes_no(Reach(choice, 0, len(choice.text), "right"))
        if candidate is not None:
            vote = vote_at(view, choice, (candidate.start, candidate.end), candidate)
            found = found or Place("vigente", place.page, vote.box, "vigente", 2, False, [])
            found.votes.append(vote)
    if choices:
        return found
    for stretch in row:
        segment = stretch.segment
        for token, start in zip(segment.tokens, segment.starts, strict=True):
            if not stretch.start <= start < stretch.end or (token.text == YES and _is_condition(segment, start)):
                continue
            candidate = parse_yes_no(Reach(segment, start, start + len(token.text), "run"))
            if (ticked := _TICKED.fullmatch(token.text)) is not None:
                candidate = Candidate(ticked[1], start, start + len(ticked[1]))
            if token.text in _LETTERS:
                candidate = Candidate(_LETTERS[token.text], start, start + 1)
            if candidate is None or (candidate.repaired and len(segment.tokens) > 1):
                continue
            vote = vote_at(stretch.view, segment, (candidate.start, candidate.end), candidate)
            asked = asked_in_column(views, place.page, vote.box)
            if asked is False or (asked is None and token.text in _LETTERS):
                continue  # another column's, as of who studies
            if found is None:
                found = Place("vigente", place.page, vote.box, "vigente", 2, False, [vote])
            elif same_place(found.box, vote.box) or vote.value != found.value:
                found.votes.append(vote)
    return found or _right_by_column(row) or _right_said(row)


def _is_condition(segment: Segment, at: int) -> bool:
    """Whether the word SI there is "si acredita estudios", in small letters and followed by others."""
    following = [one for one, start in zip(segment.tokens, segment.starts, strict=True) if start > at]
    return not is_stressed(segment, at) and bool(following) and following[0].raw.islower()


def _right_by_column(row: Sequence[Stretch]) -> Place | None:
    """The answer whose column, one headed SI and one NO, has the row's cross."""
    found: Place | None = None
    for stretch in row:
        cross, view = stretch.segment, stretch.view
        if not _CROSS.fullmatch(cross.text):
            continue
        heads = [one for one in view.chart.segments if one.text in {"SI", "NO"} and one.box.y1 < cross.box.y0]
        pairs = [
            (one, two) for one, two in combinations(heads, 2) if one.text != two.text and in_row(one.box, two.box)
        ]
        if len(pairs) != 1:
            continue
        under = [one for one in pairs[0] if in_column(one.box, cross.box)]
        if len(under) == 1 and _ask_together(view, pairs[0]):
            vote = vote_at(view, cross, (0, len(cross.text)), Candidate(under[0].text, 0, len(cross.text)))
            found = found or Place("vigente", view.chart.page, vote.box, "vigente", ASKED, False, [])
            found.votes.append(vote)
    return found


def _own_words(stretch: Stretch) -> int:
    """Where what is said of the relative alone begins: with the relation, else after the CURP."""
    begin = stretch.start
    for token, start in zip(stretch.segment.tokens, stretch.segment.starts, strict=True):
        if stretch.start <= start < stretch.end and relations().get(squeeze(token.text), TITULAR) != TITULAR:
            begin = start
    if begin == stretch.start:
        text = stretch.segment.text[: stretch.end]
        begin = max((one.end for kind, one in candidates_in(text) if kind == "curp"), default=begin)
    return begin


def _right_said(row: Sequence[Stretch]) -> Place | None:
    """What the row's words say in a sentence: "puede recibir el servicio médico", "sin derecho"."""
    found: Place | None = None
    for stretch in row:
        begin = _own_words(stretch)
        said = right_in_clause(stretch.segment.text[begin : stretch.end])
        if said is None:
            continue
        candidate = Candidate(said[0], begin + said[1], begin + said[2])
        vote = vote_at(stretch.view, stretch.segment, (candidate.start, candidate.end), candidate)
        found = found or Place("vigente", stretch.view.chart.page, vote.box, "vigente", ASKED, False, [])
        found.votes.append(vote)
    return found


def _ask_together(view: View, heads: Sequence[Segment]) -> bool:
    """Whether what stands over the two heads asks for the right."""
    across = around([one.box for one in heads])
    over = [
        one
        for one in view.chart.segments
        if drop(one.box, across) <= 2 * across.height and one.box.x0 < across.x1 and one.box.x1 > across.x0
    ]
    labelled = any(
        label.field == "vigente" and same_place(label.box, one.box) for one in over for label in view.labels
    )
    return labelled or any(asks(one.text) for one in over)


def _choice(row: Sequence[Stretch], view: View) -> Segment | None:
    """What a view's row has of SI, NO and boxes, if one of these has a cross."""
    tokens = [
        token
        for stretch in row
        if stretch.view is view
        for token, start in zip(stretch.segment.tokens, stretch.segment.starts, strict=True)
        if stretch.start <= start < stretch.end and _OFFERED.fullmatch(token.text)
    ]
    tokens.sort(key=lambda token: token.box.x0)
    crossed = any(_CROSSED.fullmatch(token.text) for token in tokens)
    return segment_of([tokens]) if crossed and len(tokens) > 1 else None
