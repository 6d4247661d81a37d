"""Where a name's spaces are: engines and PDF layers lose some and, in wide-set type, put some amid a word.

The CURP is a witness for letters that begin its person's names, so for most spaces too; not for those beside words
that it leaves out: particles, and MARIA and JOSE before another name.
"""

import re
from collections.abc import Sequence
from itertools import accumulate

from mailproc.reading.folding import fold_name
from mailproc.reading.names import PARTICLES, SAINTS, best_splits

# "NUCAMENDIJOSE EMIR" gives the letters of NUCAMENDI and EMIR all the same.
_SWALLOWED = re.compile(r"[A-ZÑ]{3,}(?:JOSE|MARIA)")
# "NORMAALICIA": the letter that ends one word and begins the next, amid a word that is long enough for two.
_DOUBLED = re.compile(r"[A-ZÑ]{3,}([AEIOU])\1[A-ZÑ]{3,}")
# "MENDEZJ. JESUS": the full stop of an initial, after more letters than shortened names have.
_STOPPED = re.compile(r"[A-ZÑ]{5,}\.\s")
# Few words of names are as long.
_LONGEST = 14
# LA ROSA is a name seldom, ARCHI LA often a word in two pieces.
_ARTICLES, _BEFORE_ARTICLES = frozenset({"LA", "LAS", "LOS", "EL", "LE"}), frozenset({"DE", "Y", "E"})
# A piece that is a name by itself has as many letters.
_PIECE = 3


def unsure_spaces(name: str) -> bool:
    """Whether a space may be lost or put into the name so that no CURP would tell."""
    if _STOPPED.search(fold_name(name)):
        return True
    words = fold_name(name).split()
    if any(len(word) >= _LONGEST or _SWALLOWED.fullmatch(word) or is_glued(word) for word in words):
        return True
    pairs = zip(["", *words], words, strict=False)
    return any(word in _ARTICLES and before not in _BEFORE_ARTICLES for before, word in pairs)


def best_parted(spellings: Sequence[str]) -> tuple[str, bool]:
    """Of spellings of one name that differ in spaces the one with most of them, for engines lose more than they put in;
    and whether that is sure: the others lack only spaces after particles and saints (SANJUAN, DELANGEL), where no
    engine puts one that was not printed."""
    best = max(spellings, key=lambda one: one.count(" "))
    ends = _ends(best)
    hanging = {end for end, word in ends.items() if word in PARTICLES | SAINTS}
    others = [_ends(one).keys() for one in spellings]
    return best, all(ends.keys() >= other and ends.keys() - other <= hanging for other in others)


def _ends(name: str) -> dict[int, str]:
    """After how many letters of the name each of its words ends."""
    words = ["".join(filter(str.isalnum, word)) for word in fold_name(name).split()]
    return dict(zip(accumulate(map(len, words)), words, strict=True))


def is_glued(word: str) -> bool:
    """Whether the word shows that it is two; most that are do not."""
    return _DOUBLED.fullmatch(word) is not None


def parted_by_curp(name: str, curp: str) -> str:
    """The name with one space more, where that gives all letters of the CURP in one way only; "" else."""
    words = name.split()
    ways = {
        " ".join((*words[:at], word[:cut], word[cut:], *words[at + 1 :]))
        for at, word in enumerate(words)
        for cut in range(_PIECE, len(word) - _PIECE + 1)
    }
    fitting = [way for way in ways if best_splits(way, curp)[0] == 0]
    return fitting[0] if len(fitting) == 1 else ""
