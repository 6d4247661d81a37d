"""Signs that nobody sees, or that stand for others: taken away or put right where words come in.

Programs that set type leave them in text for their own ends (where a line may break, which way it runs, two letters
that one glyph draws); they hide nothing, and say nothing.
"""

import unicodedata

SOFT_HYPHEN = "\u00ad"
_TYPESET = (("\ufb00", "\ufb06"), ("\uff01", "\uff5e"))
"""Latin ligatures, and Latin letters and digits as wide as Chinese ones."""


def plain(text: str) -> str:
    """The text without formatting signs, ligatures resolved, accents on their letters, each blank a space (but tabs
    and line ends), private-use signs as blanks: they are bullets and icons."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", "".join(map(_plain, text)))


def _plain(sign: str) -> str:
    if sign.isspace():
        return sign if sign in "\t\n\r" else " "
    return " " if is_private(sign) else letters_for(sign)


def letters_for(sign: str) -> str:
    """What one drawn sign says: mostly itself, two letters for a ligature, "" for formatting signs."""
    if any(first <= sign <= last for first, last in _TYPESET):
        return unicodedata.normalize("NFKC", sign)
    return "" if unicodedata.category(sign) == "Cf" else sign


def is_private(sign: str) -> bool:
    """Whether only the font knows what it is."""
    return unicodedata.category(sign) == "Co"


def accented(letter: str, mark: str) -> str:
    """The letter with a combining mark; without it where Unicode has no such letter."""
    both = unicodedata.normalize("NFC", letter + mark)
    return both if len(both) == 1 else letter


def is_mark(sign: str) -> bool:
    """Whether it is an accent without its letter."""
    return unicodedata.category(sign) == "Mn"
