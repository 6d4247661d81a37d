"""Where a company's name begins and ends inside a sentence.

Three things tell: the case of letters, for a name's words are capitals amid small ones; the grammar's small words,
for a preposition or an article leads to a name and is no end of one; and signs, for brackets, colons, semicolons and
full stops part clauses. Where a sentence is all in capitals only signs are left, and where one kind of capitals
follows another ("el Patrón FARMACIAS") the border is a guess: then the name is told, but not surely.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mailproc.reading.layout import Segment

# Prepositions, articles and conjunctions: they stand inside names, before and after them, never at their ends.
_SMALL = frozenset(re.findall(r"\w+", """
    A AL CON DE DEL E EL EN LA LAS LO LOS MEDIANTE O PARA POR PRO SEGUN SIN SOBRE U UN UNA Y
"""))  # fmt: skip
# Verbs, pronouns and nouns that tell a sentence in capitals from a name.
_SPEECH = frozenset(re.findall(r"\w+", """
    ASI COMO CUAL CUYA CUYO DERIVA DONDE ENCUENTRA ES ESTA ESTE EXISTE FUE HA HACE LABORA LE PROVIENE QUE QUIEN SE
    SON SU SUS TIENE TRABAJA ASEGURAMIENTO AFILIACION ALTA CONDUCTO INSCRIPCION MEDIO RELACION TRAVES ASEGURADO
    ASEGURADA CORRESPONDE CORRESPONDIENTE NOMBRE IDENTIFICADO IDENTIFICADA VIRTUD ACTUALMENTE
"""))  # fmt: skip
# Nouns by which an employer is called, whether or not they are set with a capital.
_CALLED = frozenset(re.findall(r"\w+", """
    PATRON PATRONA PATRONES EMPLEADOR EMPLEADORA EMPRESA RAZON SOCIAL
"""))  # fmt: skip
# What stands between a name and its registro in short; and how the Institute calls itself.
_SHORT = frozenset(
    ["R.P.", "RP", "REG.", "PAT.", "REG", "PAT", "PATR.", "N.R.P.", "NRP", "NO.", "NUM.", "NO", "NUM"]
)
_OURS = frozenset(["INSTITUTO", "IMSS", "MEXICANO", "SEGURO", "SOCIAL", "SUBDELEGACION", "DELEGACION", "LEY"])
_LEGAL = re.compile(
    r"(?:S\.?A\.?(?:P\.?I\.?|B\.?)?|S\.?|R\.?L\.?|C\.?V\.?|[SA]\.?C\.?|I\.?A\.?P\.?|S\.?P\.?R\.?|MI|DE)[.,]*"
)
# What a comma parts from the rest of a school's or a company's name.
_UNITS = frozenset(["PLANTEL", "CAMPUS", "UNIDAD", "EXTENSION", "SUCURSAL", "SEDE", "NUM.", "NO.", "NUMERO"])
IN_NAMES = frozenset({"shift", "services", "estado", "delegation"})
"""Fields whose labels are words of schools' names too: "PREPARATORIA NUM. 7 TURNO MATUTINO"."""
_SIGNS = "()[]\"'“”«»,;:.–—-*"
# Words in small letters that make a text a sentence; and letters of a word that cannot be a form's or an initial.
_SENTENCE, _WORD = 2, 4
# Words of speech between a name and its registro: "…, quien cuenta con el". Beyond them it is another matter.
_BETWEEN = 8


@dataclass(frozen=True, slots=True)
class Named:
    """A name at `text[start:end]` of a segment. `sure`: both its ends are told by form. `apart`: how many words of
    speech stand between it and where it was looked from."""

    start: int
    end: int
    sure: bool
    apart: int


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the segment without the signs about it. `kind` is "name", "number", "small" or "speech"; `before`
    and `after` are its signs."""

    start: int
    end: int
    text: str
    kind: str
    upper: bool
    before: str
    after: str


def is_sentence(segment: Segment) -> bool:
    """Whether the segment is running text and no row of cells: words in small letters, or words of speech."""
    spoken = sum(_is_small_print(token.raw) for token in segment.tokens)
    return spoken >= _SENTENCE or (segment.lines > 1 and not _SPEECH.isdisjoint(segment.text.split()))


def is_in_name(segment: Segment, start: int) -> bool:
    """Whether a label's word at `text[start:]` may be a name's own: a word that leads to nothing stands just before
    it, and no sign."""
    before = segment.text[:start].split()
    return bool(before) and before[-1][-1].isalnum() and before[-1] not in _SMALL | _CALLED


def name_before(segment: Segment, begin: int, end: int) -> Named | None:
    """The last name within `text[begin:end]`, as it leads to what stands at `end`."""
    words = _words(segment, begin, end)
    last = len(words) - 1
    apart = 0
    while last >= 0 and (words[last].kind in {"speech", "small"} or words[last].text in _SHORT | _OURS):
        apart += words[last].kind == "speech"
        last -= 1
    if last < 0 or apart > _BETWEEN or _parts(words[last + 1 :]):
        return None
    first = last
    while first > 0 and words[first - 1].kind != "speech" and not _parted(words, first, last):
        first -= 1
    return _named(words, first, last, apart, open_left=begin > 0, open_right=False)


def name_after(segment: Segment, begin: int, end: int) -> Named | None:
    """The first name within `text[begin:end]`, led to by what stands at `begin`; `end` is where something else
    begins, or the segment's own end."""
    words = _words(segment, begin, end)
    first, apart = 0, 0
    while first < len(words) and words[first].kind in {"speech", "small"}:
        apart += words[first].kind == "speech"
        first += 1
    if first == len(words) or apart > _BETWEEN or _parts(words[:first]):
        return None
    last = first
    while (
        last + 1 < len(words) and words[last + 1].kind != "speech" and not _parted(words, last + 1, len(words) - 1)
    ):
        last += 1
    return _named(words, first, last, apart, open_left=begin > 0, open_right=last + 1 == len(words))


def _words(segment: Segment, begin: int, end: int) -> list[_Word]:
    cased = sum(_is_small_print(token.raw) for token in segment.tokens) >= _SENTENCE
    found: list[_Word] = []
    for token, start in zip(segment.tokens, segment.starts, strict=True):
        low, high = max(begin - start, 0), min(end - start, len(token.text))
        if low >= high:
            continue
        whole = token.raw if len(token.raw) == len(token.text) else token.text
        text, raw = token.text[low:high], whole[low:high]
        bare = text.lstrip(_SIGNS)
        before = text[: len(text) - len(bare)]
        bare = bare.rstrip(_SIGNS)
        after = text[len(before) + len(bare) :]
        if not bare:
            # A sign that stands alone belongs to the word before it, but "&" is a name's.
            if found:
                one = found[-1]
                found[-1] = _Word(one.start, one.end, one.text, one.kind, one.upper, one.before, one.after + text)
            continue
        if after.startswith(".") and ("." in bare or len(bare) == 1 or bare in {"NO", "NUM", "CIA"}):
            bare, after = bare + ".", after[1:]
        shown = raw[len(before) : len(before) + len(bare)]
        at = start + low + len(before)
        found.append(
            _Word(at, at + len(bare), bare, _kind(bare, shown, cased=cased), shown.upper() == shown, before, after)
        )
    return found


def _kind(text: str, shown: str, *, cased: bool) -> str:
    if text in _SMALL:
        return "small"
    if not any(c.isalpha() for c in text):
        return "number" if any(c.isdigit() for c in text) else "name"
    if cased:
        return "speech" if shown[0].islower() else "name"
    return "speech" if text in _SPEECH | _CALLED else "name"


def _is_small_print(raw: str) -> bool:
    return len(raw) >= _WORD and raw.strip(_SIGNS).islower()


def _parts(words: Sequence[_Word]) -> bool:
    """Whether a sentence or a clause ends among words that only lead on."""
    return any(word.after.endswith((".", ";")) for word in words[:-1])


def _parted(words: Sequence[_Word], right: int, last: int) -> bool:
    """Whether a sign stands between the word at `right` and the one before it that no name has inside. A comma is a
    name's before the company's form: "FARMACIAS X, S.A. DE C.V."."""
    left = words[right - 1]
    signs = left.after + words[right].before
    if not signs.strip("-–'"):
        return False
    if signs == ",":
        return words[right].text not in _UNITS and not _is_form(words[right : last + 1])
    return not (signs == "." and len(left.text) <= _WORD)


def _is_form(words: Sequence[_Word]) -> bool:
    """Whether the words up to the next sign are a company's form: "S.A. DE C.V."."""
    form = False
    for word in words:
        if not _LEGAL.fullmatch(word.text):
            return form and word.kind in {"speech", "small"}
        form = form or word.kind == "name"
        if word.after:
            break
    return form


def _named(
    words: Sequence[_Word], first: int, last: int, apart: int, *, open_left: bool, open_right: bool
) -> Named | None:
    """The run without the small words at its ends."""
    begin, end = first, last
    if _is_ordinal(words, begin) and begin < end:
        begin += 1
    while begin <= end and words[begin].kind == "small" and not words[begin].before.strip("-–"):
        begin += 1
    while begin <= end and words[begin].kind == "small":
        begin += 1
    cut = open_right and words[end].kind == "small" and words[end].text not in {"Y", "E", "CON"}
    while end >= begin and words[end].kind == "small":
        end -= 1
    if begin > end:
        return None
    begin, broken = _of_one_case(words, begin, end)
    run = words[begin : end + 1]
    if not any(len(word.text) > 1 and word.kind == "name" and not _LEGAL.fullmatch(word.text) for word in run):
        return None
    told = len(run) > 1 or run[0].upper
    sure = told and not cut and not broken and run[0].text not in _CALLED
    sure = sure and _begun(words, begin, open_left=open_left) and _ended(words, end)
    return Named(run[0].start, run[-1].end, sure, apart)


def _is_ordinal(words: Sequence[_Word], at: int) -> bool:
    """Whether the word numbers the lines of a list: "1. "."""
    if at > 0 or words[0].start > 0 or words[0].kind != "number":
        return False
    return words[0].text.endswith(".") or words[0].after in {".", ")", ".-"}


def _of_one_case(words: Sequence[_Word], begin: int, end: int) -> tuple[int, bool]:
    """Where the run in capitals throughout begins, if that is how it ends; and whether it is a guess: something set
    otherwise, and no noun for an employer, stands just before it, or a small word that may be a name's."""
    telling = [
        at
        for at in range(begin, end + 1)
        if words[at].kind == "name" and len(words[at].text) >= _WORD and not _LEGAL.fullmatch(words[at].text)
    ]
    if not telling or not words[telling[-1]].upper:
        return begin, False
    others = [at for at in telling if not words[at].upper]
    others += [at for at in range(begin, telling[-1]) if words[at].kind == "small" and not words[at].upper]
    if not others:
        return begin, False
    start = max(others) + 1
    while start < end and words[start].kind == "small":
        start += 1
    return start, words[max(others)].text not in _CALLED


def _begun(words: Sequence[_Word], begin: int, *, open_left: bool) -> bool:
    """Whether form tells that the name begins there: a sign, a word in small letters, or the clause's own start."""
    first = words[begin]
    if begin == 1 and _is_ordinal(words, 0):
        return True
    if first.kind == "number":
        return bool(first.before.strip("-–,."))
    if first.before or begin == 0:
        return bool(first.before.strip("-–,.")) or open_left or first.upper
    left = words[begin - 1]
    if left.after.strip("-–,."):
        return True
    # Of capitals that a comma parts nobody knows whether they are one name.
    if left.after and left.kind == "name":
        return False
    return not left.upper


def _ended(words: Sequence[_Word], end: int) -> bool:
    """Whether what follows the name is no piece of it."""
    if end + 1 >= len(words):
        return True
    right = words[end + 1]
    signs = words[end].after + right.before
    if signs.strip("-–,."):
        return True
    if signs and right.kind == "name":
        return signs.startswith(".") and not right.upper
    return right.kind != "name"
