"""The small language of words.toml, and a text made comparable with it.

A phrase is words without accents in lower case, `word*`, `afiliad(o|a)`, `(one|or another)`, `...` for up to
four words, `#` for a number and `<name>` for the words of that name in [grupos]. A text is read word by word: without
accents, capitals, emojis and repeated letters, abbreviations written out, one slip in a long word mended. Places in
the original are kept, so that a reason can quote the writer.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

MAX_TEXT = 20_000  # characters of a text that are looked at; students' mails have a few hundred
MAX_QUOTE = 90  # characters of the writer's phrase
SHORTEST_MENDED = 6  # letters: shorter words are too near each other

# An initialism, a word, the end of a sentence or of a paragraph.
_TOKEN = re.compile(r"(?:\b[^\W\d_]\.){2,}|[^\W_]+|[.!?;]+|\n\s*\n")
_SHORTENED = frozenset(
    {" no", " num", " nro", " lic", " licenciada", " ing", " dr", " dra", " sr", " sra", " cel", " tel"}
)
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_SENTENCE_END = re.compile(r" \.(?= )| $")
_ASKS = re.compile(r"[?¿]|\b(?:qué|cuál(?:es)?|cómo|dónde|cuándo|quién(?:es)?|cuánt[oa]s?)\b", re.IGNORECASE)
_ENDINGS = re.compile(r"([a-z]+)\(([a-z|]+)\)")
_GLUED = re.compile(r"[a-z0-9*#]\(|\)[a-z0-9#]")
_NUMBERED = re.compile(r"\b(umf|clinica)(\d{1,3})\b")  # "umf13"
_GROUP = re.compile(r"<([a-z_]+)>")
_PIECE = re.compile(r"\(|\)|\||\.\.\.|#|[a-z0-9]+\*?")


@dataclass(frozen=True, slots=True)
class Plain:
    """A text made comparable: `words` is " word word . word " and `places` maps its offsets to the original."""

    original: str
    words: str
    starts: tuple[int, ...]
    places: tuple[tuple[int, int], ...]

    def quote(self, start: int, end: int) -> str:
        """The writer's own characters for a stretch of `words`, one line, at most MAX_QUOTE characters."""
        first = self.places[max(0, bisect_right(self.starts, start) - 1)]
        last = self.places[max(0, bisect_right(self.starts, end - 1) - 1)]
        phrase = " ".join(self.original[first[0] : last[1]].split())
        return phrase if len(phrase) <= MAX_QUOTE else phrase[: MAX_QUOTE - 1].rstrip() + "…"

    def sentences(self) -> Iterator[tuple[int, int, bool]]:
        """Where each sentence stands in `words`, and whether it is marked as a question: by its signs, or by an
        accent that only asking words bear."""
        begin = after = 0
        for match in _SENTENCE_END.finditer(self.words):
            _, end = self.places[bisect_right(self.starts, match.start()) - 1]
            written = self.original[after:end]
            if match.start() > begin:
                yield begin, match.start(), _ASKS.search(written) is not None
            begin, after = match.end(), end


@dataclass(frozen=True, slots=True)
class Speller:
    """`spelling` maps a written word to the words meant; one slip (a letter too many, missing, wrong, or two
    changed round) is mended towards `mended`, unless the word is one of `right`, which only look like slips."""

    spelling: Mapping[str, str]
    mended: tuple[str, ...]
    right: frozenset[str]

    def plain(self, text: str) -> Plain:
        """`text` made comparable."""
        original = text[:MAX_TEXT]
        pieces: list[str] = []
        starts: list[int] = []
        places: list[tuple[int, int]] = []
        length = 0
        for token in _TOKEN.finditer(original):
            written = token.group()
            word = " " + self._meant(written.replace(".", "")) if written[0].isalnum() else " ."
            if written == "." and pieces and pieces[-1] in _SHORTENED:
                continue
            starts.append(length)
            places.append(token.span())
            pieces.append(word)
            length += len(word)
        return Plain(original, "".join(pieces) + " ", tuple(starts), tuple(places) or ((0, 0),))

    def _meant(self, written: str) -> str:
        word = _NUMBERED.sub(r"\1 \2", _REPEATED.sub(r"\1", unaccented(written)))
        if word in self.spelling:
            return self.spelling[word]
        if len(word) < SHORTEST_MENDED or word in self.right:
            return word
        near = [meant for meant in self.mended if OSA.distance(word, meant, score_cutoff=1) <= 1]
        return near[0] if len(near) == 1 else word


@dataclass(frozen=True, slots=True)
class Patterns:
    """What to look for, and what to strike out before. None of a kind: never found, nothing struck out."""

    wanted: re.Pattern[str] | None
    struck: re.Pattern[str] | None

    @classmethod
    def of(cls, phrases: Iterable[str], exceptions: Iterable[str] = ()) -> "Patterns":
        """Compile phrases of words.toml; ValueError names one that is malformed."""
        return cls(compiled(phrases), compiled(exceptions))

    def search(self, plain: Plain) -> re.Match[str] | None:
        """The first place in `plain.words` where a phrase stands outside the exceptions."""
        return self.wanted.search(self._left(plain)) if self.wanted else None

    def findall(self, plain: Plain) -> list[re.Match[str]]:
        """All places, one after the other."""
        return list(self.wanted.finditer(self._left(plain))) if self.wanted else []

    def _left(self, plain: Plain) -> str:
        # Stars of the same length: no phrase matches them, and the places stay right.
        return self.struck.sub(lambda match: "*" * len(match.group()), plain.words) if self.struck else plain.words


def unaccented(word: str) -> str:
    """Lower case, without accents; ñ becomes n."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def compiled(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """One expression for all phrases, on `Plain.words`; None where there is no phrase. A `#` is a group."""
    whole = "|".join(_expression(phrase) for phrase in phrases)
    return re.compile(f"(?:{whole})(?= )") if whole else None


def groups(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The words of [grupos] as `(one|or another)`; a group may name those above it."""
    known: dict[str, str] = {}
    for name, phrases in table.items():
        known[name] = f"({'|'.join(grouped(phrase, known) for phrase in phrases)})"
    return known


def grouped(phrase: str, known: Mapping[str, str]) -> str:
    """The phrase with the words of its groups; ValueError where there is no such group."""
    if unknown := [name for name in _GROUP.findall(phrase) if name not in known]:
        raise ValueError(f"words.toml: there is no group <{unknown[0]}> in [grupos] above: {phrase!r}")
    # Endings first, for a group's words are no endings.
    return _GROUP.sub(lambda match: known[match.group(1)], _written_out(phrase))


def _written_out(phrase: str) -> str:
    """`afiliad(o|a)` as `(afiliado|afiliada)`."""
    return _ENDINGS.sub(lambda m: "(" + "|".join(m.group(1) + end for end in m.group(2).split("|")) + ")", phrase)


def _expression(phrase: str) -> str:
    written = _written_out(phrase)
    if _PIECE.sub("", written).strip() or _GLUED.search(written) or phrase.count("(") != phrase.count(")"):
        raise ValueError(f"words.toml: this phrase has a bracket or a character out of place: {phrase!r}")
    return "".join(
        _ELEMENTS.get(piece) or " " + piece.replace("*", "[^ .*]*+") for piece in _PIECE.findall(written)
    )


_ELEMENTS = {"(": "(?:", ")": ")", "|": "|", "...": r"(?: [^ .*]++){0,4}?", "#": r" (\d+)"}
