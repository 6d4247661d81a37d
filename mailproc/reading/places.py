"""Values that their form betrays (NSS, CURP, agregado, registro, date), where they stand, and who says so.

All witnesses' candidates at one place of a page are one Place with several votes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from mailproc.reading.candidates import candidates_in
from mailproc.reading.identifiers import Candidate
from mailproc.reading.layout import Segment, same_place
from mailproc.reading.model import Box, Witness
from mailproc.reading.owners import IN_PROSE, label_of
from mailproc.reading.pieces import in_two_pieces
from mailproc.reading.views import View

# Labels whose value may look like one of the kind: whichever is nearest claims it.
_CLAIMANTS = {
    "nss": ("nss", "folio", "phone", "sequence", "registro", "control", "address", "employer", "seal"),
    "curp": ("curp",),
    "agregado": ("agregado",),
    "registro": ("registro", "employer", "nss", "folio", "phone", "sequence", "control", "seal"),
    # Only to tell what is amid a seal: whose a date is, dated.py says.
    "date": ("issued", "printed", "valid_until", "birth", "birthplace", "movement_date", "movement", "seal"),
}
KINDS = tuple(_CLAIMANTS)
# Letters about a value within which bars tell that it stands in a cadena original.
_CHAIN = 30


@dataclass(frozen=True, slots=True)
class Vote:
    """What one witness reads at a place. `valid`: form and check digits hold. `repaired`: look-alikes were
    replaced to get there. `words` are the boxes of the whole words it stands in, a label in them included."""

    witness: Witness
    value: str
    confidence: float
    valid: bool
    repaired: bool
    box: Box
    words: tuple[Box, ...]


@dataclass(slots=True)
class Place:
    """A value's place on a page. `label` is the field whose label claims it, "" where none does; `rank` is
    that label's distance (owners.label_of), `in_prose` whether a sentence of several lines claims it. `sealed`: amid
    the cadena original or a seal. `contested`: another label has as good a claim."""

    kind: str
    page: int
    box: Box
    label: str
    rank: int
    sealed: bool
    votes: list[Vote] = field(default_factory=list)
    contested: bool = False
    in_prose: bool = False

    def values(self) -> dict[str, list[Vote]]:
        """Votes by value."""
        by_value: dict[str, list[Vote]] = {}
        for vote in self.votes:
            by_value.setdefault(vote.value, []).append(vote)
        return by_value

    @property
    def value(self) -> str:
        """The likeliest value: valid before broken, printed before repaired, then by votes and confidence."""

        def weight(pair: tuple[str, list[Vote]]) -> tuple[bool, bool, float, float]:
            votes = pair[1]
            spoken = sum(2 if vote.witness is Witness.TEXT else 1 for vote in votes)
            return (
                any(vote.valid for vote in votes),
                any(not vote.repaired for vote in votes),
                spoken,
                max(vote.confidence for vote in votes),
            )

        return max(self.values().items(), key=weight)[0]


def find_places(views: Sequence[View]) -> list[Place]:
    """All places of values on one page, from top to bottom."""
    places: list[Place] = []
    for view in views:
        for index, segment in enumerate(view.chart.segments):
            for kind, candidate in candidates_in(segment.text):
                _add(places, view, index, kind, candidate)
            for kind, candidate in in_two_pieces(view.chart.segments, index):
                span = (candidate.start, candidate.end)
                if kind != "nss" or label_of(view, index, span, _CLAIMANTS[kind])[0] == "nss":
                    _add(places, view, index, kind, candidate)
    return sorted(places, key=lambda place: (place.box.y0, place.box.x0))


def _add(places: list[Place], view: View, index: int, kind: str, candidate: Candidate) -> None:
    segment = view.chart.segments[index]
    span = (candidate.start, candidate.end)
    claimed, rank = label_of(view, index, span, _CLAIMANTS[kind])
    box = segment.box_of(*span)
    in_prose = rank == IN_PROSE and segment.lines > 1
    vote = vote_at(view, segment, span, candidate)
    place = next(
        (one for one in places if one.kind == kind and one.page == view.chart.page and same_place(one.box, box)),
        None,
    )
    if place is None:
        sealed = claimed == "seal" or _sealed(view, segment, span, rank)
        places.append(Place(kind, view.chart.page, box, claimed, rank, sealed, [vote], in_prose=in_prose))
        return
    if _nearness(rank, in_prose=in_prose) < _nearness(place.rank, in_prose=place.in_prose):
        place.label, place.rank, place.in_prose = claimed, rank, in_prose
    place.votes.append(vote)


def _nearness(rank: int, *, in_prose: bool) -> float:
    """A whole sentence tells whose its value is better than what stands over a single line of it, which is all that
    another witness may have heard."""
    return 1.5 if in_prose else rank


def vote_at(view: View, segment: Segment, span: tuple[int, int], candidate: Candidate) -> Vote:
    """The vote of a view's witness for a candidate found at a span of a segment."""
    return Vote(
        witness=view.chart.witness,
        value=candidate.value,
        confidence=segment.confidence_of(*span),
        valid=candidate.valid,
        repaired=candidate.repaired,
        box=segment.box_of(*span),
        words=tuple(view.chart.words[word].box for word in sorted(segment.words_of(*span))),
    )


def told_at(places: list[Place], view: View, segment: Segment, found: Candidate, *, kind: str, rank: int) -> None:
    """A vote more for the place of that kind where the value stands, or a new place, which a label of its kind claims
    at that `rank`: the same thing, seen by another witness, is one place."""
    vote = vote_at(view, segment, (found.start, found.end), found)
    for one in places:
        if one.kind == kind and one.page == view.chart.page and same_place(one.box, vote.box):
            one.votes.append(vote)
            return
    places.append(Place(kind, view.chart.page, vote.box, kind, rank, False, [vote]))


def _sealed(view: View, segment: Segment, span: tuple[int, int], rank: int) -> bool:
    """Amid a cadena original: bars between its parts, or below the label with no label of its own."""
    if segment.text[max(0, span[0] - _CHAIN) : span[1] + _CHAIN].count("|") >= 2:
        return True
    if rank < 9:
        return False
    top = segment.box_of(*span).y0
    return any(label.field == "seal" and label.box.y0 <= top for label in view.labels)
