"""Foreign text made harmless before it reaches a letter or a digest.

Names, subjects, employers and addresses come from strangers. `inert` leaves one short line of visible
characters in which no whole identifier stands; HTML escaping is the template engine's, and a value is never
read as a template. Residual risk: a mail program may still turn a word such as "ejemplo.com" into a link.
"""

import re
import unicodedata

LIMIT = 160

# Eleven digits, also printed in groups ("1234 56 7890 3", "12-34-56-7890-3"): an NSS, right or mistyped.
_NSS = re.compile(r"(?<!\d)(?:\d[ ./_–—-]{0,3}){7}(?P<tail>(?:\d[ ./_–—-]{0,3}){3}\d)(?!\d)")
_CURP = re.compile(r"[A-ZÑ]{4}[ .-]?\d{6}[ .-]?[HMX][A-ZÑ]{5}[ .-]?(?P<tail>[A-Z0-9Ñ][ ]?\d)(?!\d)", re.IGNORECASE)

_MARK = "•••"


def inert(value: str, *, limit: int = LIMIT) -> str:
    """One line, at most `limit` characters: no control, bidi, zero-width or private characters, no whole NSS or
    CURP, and none of the asterisks that our letters read as emphasis."""
    # Nobody needs more; it bounds the work on a subject of megabytes.
    text = unicodedata.normalize("NFC", value[: 20 * limit])
    visible = "".join(" " if _is_space(char) else char for char in text if not _is_hidden(char))
    line = masked(" ".join(visible.replace("*", "").split()))
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _is_space(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in {"Cc", "Zl", "Zp"}


def _is_hidden(char: str) -> bool:
    # Cf holds the bidi and zero-width characters; a tab or a line break (Cc) becomes a space instead.
    return unicodedata.category(char) in {"Cf", "Cs", "Co", "Cn"}


def masked(text: str) -> str:
    """The text with every NSS-like and CURP-like run cut down to its last characters."""
    text = _NSS.sub(lambda match: tail(match["tail"]), text)
    return _CURP.sub(lambda match: _MARK + match["tail"].replace(" ", ""), text)


def tail(identifier: str) -> str:
    """The last four characters of an identifier behind dots, "" for none."""
    plain = re.sub(r"[^0-9A-Za-zÑñ]", "", identifier)
    return _MARK + plain[-4:] if plain else ""
