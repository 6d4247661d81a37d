"""Values out of a small vocabulary, where a label leads: SI or NO, estado, the clinic's number, the modality."""

import re
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz

from mailproc.reading.folding import squeeze
from mailproc.reading.identifiers import MODALITIES, Candidate, parse_umf
from mailproc.reading.labels import table
from mailproc.reading.reports import RELATIVE, is_general
from mailproc.reading.views import ODD, Reach

YES, NO = "SI", "NO"
_YES_BLURRED = frozenset({"S1", "SL", "5I", "51", "5L", "S/"})
_NO_BLURRED = frozenset({"N0", "NQ"})
# SI, NO and the boxes beside them: "SI ( ) NO (X)", "[X] SI [ ] NO".
_OPTION = re.compile(r"\b(SI|NO)\b|([\[({]\s*[\])}])|([\[({]\s*(?:X|✓|✔|☒)\s*[\])}]|\bX\b|[✓✔☒])")
# How many times as far the other option stands from a cross.
_CLEARLY = 1.5
_BETWEEN_OPTIONS = re.compile(r"[^A-Z0-9]*")
_REST = re.compile(
    r"^(?:A\s?L?\s?(?:OS?|AS?)?\s?)?(?:RECIBIR\s(?:EL\s|LOS\s|LA\s)?)?(?:SERVICIOS?|ATENCION)\s?(?:MEDIC[OA]S?)?\b"
    r"[\s:?.)]*"
)
# "SI / YES", "NO / NO": the answer and its English.
_BOTH = re.compile(r"^(?:(SI)\s?/\s?YES|(NO)\s?/\s?NO)$")
# "… tiene derecho a subsidio".
_OTHER_RIGHT = re.compile(
    r"[^.;:,]{0,30}?DERECHOS?\sA(?:L|\sLA|\sLOS|\sLAS)?\s"
    r"(?!(?:RECIBIR|(?:EL|LOS|LAS?)|SERVICIO|ATENCION|ASISTENCIA"
    r"|PRESTACION(?!(?:ES)?\s(?:EN DINERO|ECONOMIC))|CONSULTA|MEDIC|SALUD))[A-Z]"
)
# Each letter may have a box of its own: "S I", "N O".
_FIRST_WORD = re.compile(r"\s*([SN] [IO1L0Q](?![A-Z0-9])|[A-Z0-9/]+)\s*(.*)", re.DOTALL)


def parse_yes_no(reach: Reach) -> Candidate | None:
    """SI or NO, alone or before a sign of the sentence's end; "NO APLICA" is neither."""
    text = reach.text
    if not text:
        return None
    if reach.how == "before":
        return _said_before(reach)
    if reach.how == "run":
        # The rest of a label that was found by its first words: "TIENE DERECHO | AL SERVICIO: SI".
        text = _REST.sub("", text)
    base = reach.segment.text.index(text, reach.start)
    text = _BOTH.sub(r"\1\2", text)
    options = _options(text)
    if len([one for one in options if one[1]]) > 1 or (options and not options[0][1]):
        return _ticked(reach, options, base)
    match = _FIRST_WORD.match(text)
    if match is None:
        return None
    word, rest = match[1].replace(" ", ""), match[2]
    goes_on = bool(rest) and rest[0].isalnum() and not (reach.how == "run" and rest[0].isdigit())
    odd = reach.how in ODD and (bool(rest) or word not in {YES, NO})
    value = word if word in {YES, NO} else _blurred(word)
    if goes_on or odd or not value:
        return None
    return Candidate(value, base + match.start(1), base + match.end(1), repaired=value != word)


def _options(text: str) -> list[re.Match[str]]:
    """The options and boxes with which the text begins, with nothing else between: "SI. TURNO" has one."""
    found: list[re.Match[str]] = []
    position = 0
    while (match := _OPTION.search(text, position)) is not None:
        if _BETWEEN_OPTIONS.fullmatch(text, position, match.start()) is None:
            break
        found.append(match)
        position = match.end()
    return found


def _ticked(reach: Reach, options: Sequence[re.Match[str]], base: int) -> Candidate | None:
    """Of several options the one with the cross; a cross between two is that one's to which it stands clearly nearer,
    else it may be either's."""
    crosses = [at for at, one in enumerate(options) if one[3]]
    if len(crosses) != 1:
        return None
    led, followed = not options[0][1], not options[-1][1]
    at = crosses[0] + (1 if led and not followed else -1)
    if led == followed:
        at = _nearer(reach, options, crosses[0], base)
    if not 0 <= at < len(options) or not options[at][1]:
        return None
    return Candidate(options[at][1], base + options[at].start(1), base + options[at].end(1))


def _nearer(reach: Reach, options: Sequence[re.Match[str]], cross: int, base: int) -> int:
    """Which option the cross stands nearer to, -1 where neither is clearly so."""
    if not 0 < cross < len(options) - 1:
        return -1
    before, own, after = (
        reach.segment.box_of(base + one.start(), base + one.end()) for one in options[cross - 1 : cross + 2]
    )
    left, right = own.x0 - before.x1, after.x0 - own.x1
    if max(left, right) < _CLEARLY * max(min(left, right), 0.1 * own.height):
        return -1
    return cross - 1 if left < right else cross + 1


def _blurred(word: str) -> str:
    if word in _YES_BLURRED:
        return YES
    return NO if word in _NO_BLURRED else ""


def _said_before(reach: Reach) -> Candidate | None:
    """In a sentence, "SÍ cuenta con derecho …": the word must touch the label, and belong to no label before."""
    words = reach.segment.text[: reach.end].rstrip().split(" ")
    at = len(" ".join(words[:-1])) + (1 if len(words) > 1 else 0)
    if len(words) < 2 or words[-1] not in {YES, NO} or words[-2][-1] == ":" or _is_a_condition(reach, at):
        return None
    another = is_general(reach.segment, at) or _OTHER_RIGHT.match(reach.segment.text, reach.end)
    if not another and not (reach.segment.lines == 1 and RELATIVE.search(reach.segment.text[:at])):
        return Candidate(words[-1], at, at + 2)
    return None


def _is_a_condition(reach: Reach, at: int) -> bool:
    """Whether the word at `at` is "si" and not "sí": in small letters without an accent, or first in its sentence."""
    for token, begin in zip(reach.segment.tokens, reach.segment.starts, strict=True):
        if begin == at and token.text == YES:
            before = reach.segment.text[:at].rstrip()
            return token.raw == "si" or (token.raw == "Si" and (not before or before[-1] in ".;:"))
    return False


_FILLER = re.compile(r"^(?:(?:ES|ACTUAL|ACTUALMENTE|EN|COMO|EL DE|DE)\b[\s:]*){1,2}(?!DERECHO)")
# What a sentence has between the noun and its value: whose it is and where, then "es" or "de".
_LEADING = re.compile(
    r"^(?:(?:ES|ESTA|SE|ENCUENTRA|APARECE|FIGURA|REGISTRA|ACTUAL|ACTUALMENTE|EN|ANTE|ESTE|COMO|EL|LA|LOS|SU|SUS|DEL?|A"
    r"|AL|CON|POR|FECHA|HOY|DIA|PRESENTE|CUAL|INSTITUTO|IMSS|MEXICANO|SEGURO|SOCIAL|ASEGURAD[OA]|ASEGURAMIENTO|TITULAR"
    r"|DERECHOHABIENTE|TRABAJADORA?|ESTUDIANTE|PERSONA|DERECHOS|AFILIATORI[OA]|REGISTRAD[OA]|REPORTAD[OA])\b[\s:,]*){1,12}?"
)


@cache
def _states() -> tuple[tuple[str, str], ...]:
    pairs = [(squeeze(text), state) for state, texts in table()["states"].items() for text in texts]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def parse_state(reach: Reach) -> Candidate | None:
    """One of the values of `estado` at the text's beginning; whole for values that stand in odd places."""
    text = _FILLER.sub("", reach.text)
    if not text:
        return None
    squeezed = squeeze(text)
    base = reach.segment.text.index(text, reach.start)
    for spelling, state in _states():
        whole = squeezed == spelling
        if whole or (reach.how not in ODD and _begins(text, squeezed, spelling)):
            return Candidate(state, base, base + _length_in(text, len(spelling)))
    if reach.how in ODD:
        return None
    for spelling, state in _states():
        near = (
            len(spelling) >= 7 and abs(len(squeezed) - len(spelling)) <= 1 and fuzz.ratio(squeezed, spelling) >= 84
        )
        if near and not squeezed.startswith(spelling):
            return Candidate(state, base, base + len(text), repaired=True)
        # A value that wraps: its first line must say which it is.
        if len(squeezed) >= 7 and squeezed.startswith("CONSERVACION") and state.startswith("CONSERVACION"):
            return Candidate(state, base, base + len(text))
    return None


def state_in(reach: Reach) -> Candidate | None:
    """The value of `estado` to which a sentence leads from its label, over words of the grammar alone."""
    text = reach.text
    base = reach.segment.text.index(text, reach.start) if text else reach.start
    position = 0
    while (match := _LEADING.match(text[position:])) is not None:
        position += match.end()
        found = state_at(text[position:])
        if found is not None:
            state, length = found
            return Candidate(state, base + position, base + position + length)
    return None


def only_leads(text: str) -> bool:
    """Whether the text is nothing but what a sentence has between the noun and its value."""
    return _LEADING.fullmatch(text.strip() + " ") is not None


def state_at(text: str) -> tuple[str, int] | None:
    """The value of `estado` that a sentence goes on with, and how long it is there."""
    squeezed = squeeze(text[:60])
    for spelling, state in _states():
        length = _length_in(text, len(spelling))
        if squeezed.startswith(spelling) and not text[length : length + 1].isalnum():
            return state, length
    return None


def _begins(text: str, squeezed: str, spelling: str) -> bool:
    if not squeezed.startswith(spelling):
        return False
    end = _length_in(text, len(spelling))
    rest = text[end:].strip()
    return not rest or not rest[0].isalpha()


def _length_in(text: str, count: int) -> int:
    """How far into the text its first `count` letters and digits reach."""
    for index, character in enumerate(text):
        count -= character.isalnum()
        if count == 0:
            return index + 1
    return len(text)


_PHONE = re.compile(r"\(?\d{2,3}\)?[\s-]\d{3,4}")
_LETTERED = re.compile(r"\s?-\s?[A-Z]\b")
_DELEGATION = re.compile(r"\d{1,2}[\s-]+(?!U\.?\s?M|CLIN)[A-Z]{2}")


def parse_clinic(reach: Reach) -> Candidate | None:
    """The UMF's number. A cell of two figures and a name is a delegación's: "07 CHIAPAS"; one with a letter ("13-B") is
    not the clinic's number alone."""
    if reach.how in ODD:
        return None
    text = reach.text
    found = parse_umf(text)
    if (
        found is None
        or _LETTERED.match(text, found.end)
        or _PHONE.match(text)
        or (reach.how != "run" and _DELEGATION.match(text))
    ):
        return None
    base = reach.segment.text.index(text, reach.start)
    return Candidate(found.value, base + found.start, base + found.end, repaired=found.repaired)


def parse_modality(reach: Reach) -> Candidate | None:
    """Two digits of a known modality."""
    match = re.match(r"\D{0,3}(\d{2})(?!\d)", reach.text)
    if reach.how in ODD or match is None or match[1] not in MODALITIES:
        return None
    base = reach.segment.text.index(reach.text, reach.start)
    return Candidate(match[1], base + match.start(1), base + match.end(1))
