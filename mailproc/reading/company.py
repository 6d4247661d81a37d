"""The name of a company or school beside its registro patronal: in the same sentence, in the same row of a table.

A name is told as it was printed or not at all: what seems cut off, and what two witnesses read in two ways, is
not sure (`Company.sure`), and the caller leaves it blank rather than wrong.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from mailproc.reading.candidates import candidates_in
from mailproc.reading.folding import fold
from mailproc.reading.identifiers import MODALITIES
from mailproc.reading.labels import is_piece_of_label
from mailproc.reading.layout import Segment, in_column, in_row, same_place, share_of_row
from mailproc.reading.model import Box, Witness
from mailproc.reading.naming import parse_employer
from mailproc.reading.places import Place, Vote, vote_at
from mailproc.reading.views import Reach, View
from mailproc.reading.votes import NEEDED, points_of
from mailproc.reading.wrapping import continued, is_cut, is_touched

# Letters of the longest name of a company; what is longer beside a registro is a sentence.
_LONGEST = 120
# Two engines' spellings of one name: so alike, or a character or two apart.
_ALIKE, _FEW = 90.0, 2


# Ranks of a registro whose label is the head of its column; see views.label_of.
_HEADED_RANKS = frozenset({2, 3, 4})
SAID, HEADED, ROW = 0, 1, 2
"""How a name belongs to a registro, as the rank of its place: said with it, under the head of names, beside it."""


@dataclass(frozen=True, slots=True)
class Company:
    """A name and how well it is known. `sure`: whole, and read alike by two witnesses."""

    name: str
    sure: bool
    confidence: float


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
                return replace(vote, valid=not _has_neighbour(view, segment))
    return None


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
        if sum(c.isalpha() for c in between) > _CONNECTING:
            break
        stop = labels.pop().start
    ends = [label.end for label in labels]
    ends += [one.end for _, one in candidates_in(segment.text) if one.end <= stop]
    begin = max(ends, default=0)
    text = segment.text[begin:stop]
    breaks = (match.end() for match in _SENTENCE_END.finditer(text))
    return begin + max((at for at in breaks if any(c.isalpha() for c in text[at:])), default=0), stop


# Letters of what may stand between a registro's label and the registro, or its modality's: "Y", "CON", "NO.".
_CONNECTING = 4
_SENTENCE_END = re.compile(r"(?:(?<=[A-Z]{4})|(?<=\d\))|(?<=\d\d))\.\s|[;:]\s")
_INTRODUCED = re.compile(
    r"^(?:(?:P?OR\s?)?COND\w{2,5}\s?DEL?\b|(?:A\s?)?TRAVES\s?DEL?\b|(?:POR\s)?MEDIO DEL?\b"
    r"|(?:DEL?|EL|SU)?\s?(?:ULTIMO\s)?(?:PATRON(?:ES)?|EMPLEADOR)\b(?!\s(?:DE|DEL|SA)\b)"
    r"|(?:LA|SU)?\s?(?:EMPRESA|ESCUELA|INSTITUCION|PLANTEL)\s?:)[\s:.,-]*"
)
_LED_OUT = re.compile(
    r"(?:[\s,;:(\[–-]+(?:Y\s)?(?:CON\b\s?)?(?:(?:EL|SU)\s)?(?:(?:NUMERO|NUM\.?|NO\.?)\s?(?:DE\s)?)?"
    r"(?:R\.?\s?P\.?|REG(?:ISTRO)?\b\.?(?:\s?PAT(?:RONAL)?\b\.?)?)|[\s,;(\[–-]+CON(?:\s(?:EL|SU))?"
    r"(?:\s(?:NUMERO|NUM\.?|NO\.?)(?:\sDE)?)?)?[\s,;:(\[–-]*$"
)
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}\s?[.)-]\s+|[-•*]\s*)")
_MODALITY = re.compile(rf"[\s,;(-]*\b(?:MODALIDAD|MODAL\.?|MOD\.?)\s*:?\s*(?:{'|'.join(sorted(MODALITIES))})?\)?$")


def trimmed(text: str) -> str:
    """A company's name without the words that lead to it and from it to its registro or modality."""
    shorter = text
    while True:
        before = shorter
        for pattern in (_NUMBERED, _INTRODUCED, _MODALITY, _LED_OUT):
            match = pattern.search(fold(shorter))
            if match is None or match.end() == match.start():
                continue
            # Folding keeps the length of what engines and PDFs give, or nearly: cut only where it does.
            if len(fold(shorter)) == len(shorter):
                shorter = shorter[: match.start()] + shorter[match.end() :]
        shorter = _without_modality(shorter.strip(" :;,|_–-"))
        if shorter.endswith("(") or (shorter.endswith(")") and "(" not in shorter):
            shorter = shorter[:-1].rstrip()
        if shorter == before:
            return shorter


def _without_modality(text: str) -> str:
    """A row read as one run has the modality between registro and name, or after the name. After words that
    number something ("PLANTEL 32") it is the name's."""
    words = text.split()
    if words and words[0] in MODALITIES:
        return " ".join(words[1:])
    numbered = len(words) > 1 and words[-2] in {"PLANTEL", "NO.", "NO", "NUM.", "NUM", "NUMERO"}
    return " ".join(words[:-1]) if words and words[-1] in MODALITIES and not numbered else text


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
        if len(segment.text) > _LONGEST or any(kind == "registro" for kind, _ in candidates_in(segment.text)):
            continue
        end = min((label.start for label in view.inside(index)), default=len(segment.text))
        # The registro plays the label: where the name hangs lower, its first line stands above.
        reach = continued(view, Reach(segment, 0, end, "right"), registro.box, anchors=anchors, digits=True)
        vote = _vote(view, reach)
        if vote is not None:
            votes.append(replace(vote, valid=not is_touched(view, reach, anchors, digits=True)))
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


def _is_foreign_label(view: View, segment: Segment) -> bool:
    return any(label.segment < 0 and same_place(label.box, segment.box) for label in view.labels)


# --- What the votes come to -------------------------------------------------------------------------------


def weigh_company(places: Sequence[Place]) -> Company | None:
    """The name that the witnesses of the nearest of these places read. Not sure where one witness alone read it,
    where it seems cut off, and where two read another letter at one place and no third tells which."""
    nearest = min((place.rank for place in places), default=0)
    votes = [vote for place in places if place.rank == nearest for vote in place.votes]
    groups: list[list[Vote]] = []
    for vote in sorted(votes, key=lambda one: -len(_key(one.value))):
        group = next((one for one in groups if _same(vote.value, one[0].value)), None)
        if group is None:
            groups.append([vote])
        else:
            group.append(vote)
    if not groups:
        return None
    best = max(groups, key=lambda group: (_points(group), len(_key(group[0].value))))
    spelled, agreed = _spelling(best)
    longer = any(
        _key(spelled) in _key(other[0].value) and len(_key(other[0].value)) > len(_key(spelled)) + _FEW
        for other in groups
        if other is not best
    )
    whole = _points([vote for vote in best if vote.valid]) >= NEEDED and not is_cut(spelled) and not longer
    doubt = 1.0
    for witness in {vote.witness for vote in best}:
        said = max(vote.confidence for vote in best if vote.witness is witness)
        doubt *= 0.001 if witness is Witness.TEXT else min(1.0, 2 * max(0.05, 1 - said))
    sure = whole and agreed
    return Company(spelled, sure, round(1 - doubt if sure else min(1 - doubt, 0.6), 4))


def _key(name: str) -> str:
    return "".join(c for c in fold(name) if c.isalnum())


def _same(one: str, other: str) -> bool:
    """One name read twice: a character or two apart on long ones, none cut off."""
    left, right = _key(one), _key(other)
    if left == right:
        return True
    few = 1 if min(len(left), len(right)) < 12 else _FEW
    return abs(len(left) - len(right)) <= few and fuzz.ratio(left, right) >= _ALIKE


def _points(votes: Sequence[Vote]) -> float:
    return points_of({vote.witness for vote in votes}, checked=False)


def _spelling(votes: Sequence[Vote]) -> tuple[str, bool]:
    """The spelling that independent witnesses share but for spaces, signs and accents, and True; where none do, that
    of the witness that parts words best, and False: which of two letters was printed nobody can tell."""
    shared: dict[str, list[Vote]] = {}
    for vote in votes:
        shared.setdefault(_key(vote.value), []).append(vote)
    most = max(shared.values(), key=_points)
    agreed = _points(most) >= NEEDED
    return min(most if agreed else votes, key=_surest).value, agreed


def _surest(vote: Vote) -> tuple[bool, int, bool, bool, float]:
    """Sorts the surest first: text; who parts words best; who sees an Ñ, for nobody invents one; an engine that reads
    whole lines; its own confidence."""
    return (
        vote.witness is not Witness.TEXT,
        -vote.value.count(" "),
        "Ñ" not in vote.value,
        vote.witness is Witness.TESSERACT,
        -vote.confidence,
    )
