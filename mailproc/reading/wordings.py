"""Labels in other words than those listed: a small grammar of how forms put and shorten them.

A listed label (labels.toml) is a sequence of content words. Articles, prepositions and conjunctions may stand or be
missing between them; a word may stand in another gender or number, be shortened ("Núm.", "Cve.", "serv. méd."), or
be put by a word of the same sense ([senses] of labels.toml). What says whose the value is, how it is given and what
it is called in English belongs to the label. A phrase counts only as a whole: it begins where a label may begin, and
nothing but a sign or a value follows. Where two fields could be meant there is no label.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from mailproc.reading.folding import fold

# Function words; HASTA and DESDE say what a date is, and are content.
_SMALL = frozenset(re.findall(r"\w+", "A AL CON DE DEL E EL EN LA LAS LO LOS O PARA POR SU SUS U Y"))
# How "número" and ordinals are written in short; no rule of shortening gives these.
_SIGNS = {"NO": "NUMERO", "N": "NUMERO", "NRO": "NUMERO"}
_ORDINALS = {
    "1ER": "PRIMER", "1RO": "PRIMER", "1O": "PRIMER", "PRIMERO": "PRIMER",
    "2DO": "SEGUNDO", "2O": "SEGUNDO", "ULTIMA": "ULTIMO",
}  # fmt: skip
_WORD = re.compile(r"(N)\.?\s?[°#]|([A-Z0-9]+)(?:\((?:S|A|AS|ES)\))?(?:/(?:A|AS)\b)?(\.?)|(#)")
_GAP = re.compile(r"[\s,.-]*")
# All words of a phrase together have as many letters; a single word is shortened to no fewer than the second.
_LETTERS = 4
_ALONE = 3
# No label is longer, in characters; longer segments are sentences.
_LONGEST = 130
_WHOSE = (
    r"(?:ASEGURAD|AFILIAD|TRABAJADOR|PENSIONAD|ALUMN|INTERESAD|USUARI)(?:[OA]|[OA]?\([OA]\)|[OA]/A)?"
    r"|TITULAR|DERECHOHABIENTE|PACIENTE|ESTUDIANTE"
)
_TAIL = re.compile(
    rf"\s*\((?:(?:EL |LA |DEL? )?(?:{_WHOSE})|SI\s?/\s?NO|SI O NO|N\.?S\.?S\.?|C\.?U\.?R\.?P\.?|U\.?M\.?F\.?|IMSS"
    r"|D{1,2}[/-]M{1,3}[/-]A{2,4}|DIA[/-]MES[/-]ANO)\)"
    rf"|\s(?:DEL?|DE LA|AL|A LA)\s(?:PERSONA\s)?(?:{_WHOSE})(?![A-Z])"
    r"|\s(?:EN|ANTE|DE|DEL|POR)\s(?:EL\s)?(?:I\.?M\.?S\.?S\b\.?|INSTITUTO(?:\sMEXICANO\sDEL\sSEGURO\sSOCIAL)?\b)"
)
_FOREIGN = re.compile(r"\s*[/|]\s*([A-Z][A-Z' ()-]*[A-Z)])(?=\s*(?:[:?]|$))")
_FOREIGN_FIRST = re.compile(r"\W*([A-Z][A-Z' -]*[A-Z])\s*[/|]\s*")
# A slash is thin: engines lose it, or take it for a letter.
_UNPARTED = re.compile(r"\s(?:[I1LJ]\s)?([A-Z]+(?:\s[A-Z]+)+)(?=\s*(?:[:?]|$))")
_ENGLISH = frozenset(re.findall(r"\w+", """
    ACTIVE ADDRESS BENEFICIARY BIRTH CARE CLINIC CODE COVERAGE CURRENT DATE DOCUMENT ELIGIBILITY ELIGIBLE EMPLOYER
    ENTITLED ENTITLEMENT EXPIRY FAMILY FIRST FULL GIVEN HEALTH HOLDER IDENTIFIER INSURANCE INSURED ISSUE ISSUED KEY
    LAST MEDICAL MEDICINE MEMBER MOVEMENT NAME NUMBER OF PERSON POPULATION REGISTRATION REGISTRY RIGHT RIGHTS SECURITY
    SERVICE SERVICES SHIFT SOCIAL STATUS SURNAME THE TO TYPE UNIQUE UNIT UNTIL VALID VALIDITY
"""))  # fmt: skip
# A shortened word's full stop parts it from a value in letters only where any letters may be one.
_OF_LETTERS = frozenset(re.findall(r"\w+", """
    name given surnames first_surname second_surname employer beneficiaries relation birthplace delegation shift sex
    address
"""))  # fmt: skip
# What may stand before a label in its segment: a form's number, a bullet, a sign that parts it from another's value.
_OPENING = re.compile(r"\W*(?:(?:\d{1,2}|[A-Z])\s?[.)][\s.)–-]*)?\W*|.*(?:[|·•;]|\s[–—/])\s*¿?")
_LEADING = re.compile(r"(?<![A-Z0-9])(?:CON\s|C/\s?)$")
_ENDING = re.compile(r"\s*(?:$|[:?=|·;>]|[-–—](?!\S)|\.{2}|_)")
_VALUE = re.compile(r"(?:\s+|(?<=\.))(?:[A-Z]*\d|\[|_)|\s+UMF\b")
_ANSWER = re.compile(r"(?:SI|NO)\b(?:\W*$|\s[A-Z]+\.|\s?/\s?(?:YES|NO)\b|,|\s?\()")


@dataclass(frozen=True, slots=True)
class Wording:
    """A label of `field` at `text[start:end]`."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    dotted: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Match:
    """`count` words matched, how far from the listed ones (`rough`), up to `end`. `led`, `ended`: the first and the
    last of them are shortened by a full stop."""

    count: int
    rough: int
    end: int
    led: bool
    ended: bool


class Grammar:
    """The listed labels as phrases. `labels`: spellings by field; `senses`: groups of words of one sense; `states`:
    values of `estado`; `silent`: fields that compete but are never told."""

    def __init__(
        self,
        labels: Mapping[str, Sequence[str]],
        senses: Sequence[Sequence[str]],
        states: Sequence[str],
        silent: frozenset[str],
    ) -> None:
        self._states = tuple(map(fold, states))
        self._groups = {_stem(word): tuple(group) for group in senses for word in group}
        self._silent = silent
        # By the first letter of a phrase's first word, and that word.
        self._phrases: dict[str, dict[str, dict[tuple[str, ...], str]]] = {}
        self._stems: set[str] = set()
        for field, spellings in labels.items():
            for spelling in spellings:
                self._add(field, fold(spelling))

    def _add(self, field: str, spelling: str) -> None:
        # "Expedida el" leads on to a date in a sentence, and is no phrase of its own.
        if spelling.rsplit(maxsplit=1)[-1] in _SMALL:
            return
        every = list(_words(spelling))
        words = tuple(word.text for word in every if word.text not in _SMALL)
        if not words or any(word.dotted for word in every):
            return
        group = self._groups.get(_stem(words[0]), ()) if len(words) > 1 else ()
        for letter in {words[0][0], *(other[0] for other in group)}:
            self._phrases.setdefault(letter, {}).setdefault(words[0], {})[words] = field
        self._stems.update(map(_stem, words))

    def find(self, text: str) -> list[Wording]:
        """The labels in a segment's folded text, from left to right, none over another."""
        if len(text) > _LONGEST:
            return []
        found: list[Wording] = []
        words = list(_words(text))
        past = 0
        for at, word in enumerate(words):
            if word.start < past:
                continue
            # "Con derecho …": the preposition is the label's.
            led = _LEADING.search(text, 0, word.start)
            start = led.start() if led is not None else word.start
            opens = _opens(text, start)
            if (opens or word.dotted) and word.text not in _SMALL - {"DEL"}:
                one = self._at(text, start, words[at:], opens=opens)
                if one is not None:
                    past = one.end
                    if one.field not in self._silent:
                        found.append(one)
        return found

    def _at(self, text: str, start: int, words: Sequence[_Word], *, opens: bool) -> Wording | None:
        """The label that begins with these words; amid a line (not `opens`) only two words or more, of which the first
        is shortened, are told from a value's."""
        likeliest: set[tuple[str, int]] = set()
        best = (0, 0)
        for phrase, field in self._beginning_with(words[0]):
            match = self._match(text, words, phrase)
            if match is None or not (opens or (match.led and match.count > 1)):
                continue
            # "Exped." is a record as well as an issue.
            if match.count == 1 and match.led and field == "issued":
                continue
            end = self._with_tails(text, match.end)
            rank = (match.count, -match.rough)
            if rank < best or not self._ends(text, end, field, dotted=match.ended and end == match.end):
                continue
            if rank > best:
                best, likeliest = rank, set()
            likeliest.add((field, end))
        told = [one for one in likeliest if one[0] not in self._silent] or list(likeliest)
        if len(told) != 1:
            return None
        [(field, end)] = told
        foreign = _FOREIGN_FIRST.fullmatch(text, 0, start)
        return Wording(field, 0 if foreign is not None and _is_english(foreign[1]) else start, end)

    def _beginning_with(self, word: _Word) -> Iterator[tuple[tuple[str, ...], str]]:
        for known, phrases in self._phrases.get(word.text[0], {}).items():
            if self._likeness(word, known, alone=False) is not None:
                yield from phrases.items()

    def _ends(self, text: str, end: int, field: str, *, dotted: bool) -> bool:
        """Whether the label may end there: with its segment, before a sign, or before what its value looks like."""
        if field == "estado" and text.endswith(self._states, 0, end):
            return False  # "Estado CON DERECHO" holds its value
        if _ENDING.match(text, end) or _VALUE.match(text, end):
            return True
        rest = text[end:].lstrip()
        if field == "vigente":
            return _ANSWER.match(rest) is not None
        if field == "estado":
            return rest.startswith(self._states)
        follows = next(_words(rest), None)
        return dotted and field in _OF_LETTERS and follows is not None and _stem(follows.text) not in self._stems

    def _match(self, text: str, words: Sequence[_Word], phrase: Sequence[str]) -> _Match | None:
        rough, letters, at, whole = 0, 0, 0, True
        end = words[0].start
        short: list[bool] = []
        for known in phrase:
            while at and at < len(words) and words[at].text in _SMALL and not words[at].dotted:
                if not _GAP.fullmatch(text, end, words[at].start):
                    return None
                end = words[at].end
                at += 1
            if at == len(words) or not _GAP.fullmatch(text, end, words[at].start):
                return None
            # A full stop ends a phrase, unless it is a shortened word's.
            if at and whole and "." in text[words[at - 1].end - 1 : words[at].start]:
                return None
            score = self._likeness(words[at], known, alone=len(phrase) == 1)
            if score is None:
                return None
            rough += score
            short.append(words[at].dotted and not text.startswith(known, words[at].start))
            letters += len(words[at].text)
            whole = len(words[at].text) > _LETTERS and text.startswith(known, words[at].start)
            end = words[at].end
            at += 1
        if len(phrase) > 1 and letters < min(_LETTERS, sum(map(len, phrase))):
            return None
        return _Match(len(phrase), rough, end, short[0], short[-1])

    def _likeness(self, word: _Word, known: str, *, alone: bool) -> int | None:
        """0 for the word itself, 1 for another form or sense of it, 2 for it in short; None for another word."""
        if word.text == known:
            return 0
        if _stem(word.text) == _stem(known):
            return 1
        group = self._groups.get(_stem(known), ())
        if not alone and _stem(word.text) in {_stem(other) for other in group}:
            return 1
        if alone:
            # Letters here and there may be another word's: DE LEON, read as "DELEON.", is no DELEGACION.
            return 2 if word.dotted and len(word.text) >= _ALONE and _begins(word.text, known) else None
        return 2 if any(_is_short_for(word, other) for other in (known, *group)) else None

    def _with_tails(self, text: str, end: int) -> int:
        while (tail := _TAIL.match(text, end)) is not None:
            end = tail.end()
        foreign = _FOREIGN.match(text, end)
        if foreign is not None and _is_english(foreign[1]):
            return foreign.end()
        unparted = _UNPARTED.match(text, end)
        return unparted.end() if unparted is not None and _ENGLISH.issuperset(unparted[1].split()) else end


def _words(text: str) -> Iterator[_Word]:
    for match in _WORD.finditer(text):
        plain = "NUMERO" if match[1] or match[4] else match[2]
        plain = _ORDINALS.get(plain, _SIGNS.get(plain, plain))
        yield _Word(plain, bool(match[3]), match.start(), match.end())


@cache
def _stem(word: str) -> str:
    """The word without its ending for number and gender."""
    if len(word) < _LETTERS + 1:
        return word
    word = re.sub(r"(?:(?<=[RNDLZ])ES|S)$", "", word)
    return re.sub(r"[AO]$", "", word)


def _begins(short: str, known: str) -> bool:
    """Whether the word is the other's beginning, perhaps in the plural: "Noms."."""
    return known.startswith(short) or (
        short[-1] == "S" and len(short) >= _LETTERS and known.startswith(short[:-1])
    )


@lru_cache(maxsize=4096)
def _shortens(short: str, known: str) -> bool:
    """Whether letters of a word stand for it: its beginning, or a few in their order from its first to its last."""
    if len(short) >= len(known) or short[0] != known[0]:
        return False
    if _begins(short, known):
        return True
    rest = iter(known)
    return len(short) > 2 and short[-1] == known[-1] and all(letter in rest for letter in short)


def _is_short_for(word: _Word, known: str) -> bool:
    if word.text in _SMALL and not word.dotted:
        return False
    return (word.dotted or 3 <= len(word.text) <= _LETTERS) and _shortens(word.text, known)


def _opens(text: str, start: int) -> bool:
    if _OPENING.fullmatch(text, 0, start) is not None:
        return True
    foreign = _FOREIGN_FIRST.fullmatch(text, 0, start)
    return foreign is not None and _is_english(foreign[1])


def _is_english(text: str) -> bool:
    """Whether most of the words are English ones of forms."""
    words = re.findall(r"[A-Z]+", text)
    return 2 * sum(word in _ENGLISH for word in words) > len(words)
