"""Bytes to text when the declared charset may be absent, unknown or a lie."""

import codecs
import re

_ALLOWED = re.compile(
    r"utf_?(7|8|16|32)|ascii|iso8859|iso2022|cp\d+|koi8|mac_|gb|big5|euc|shift|johab|hz|ptcp|tis", re.IGNORECASE
)
"""Real charsets only: Python also knows `rot13`, `zip`, `punycode` and `unicode_escape` by name."""

_SINGLE_BYTE = frozenset({"ascii", "iso8859-1", "iso8859-15", "cp1252"})


def decoded(content: bytes, charset: str) -> tuple[str, bool]:
    """The text, and whether the declared charset held.

    Valid UTF-8 wins over a declared Latin or ASCII charset (clients that pass UTF-8 through unlabelled);
    Latin-1 is read as Windows-1252, as browsers do (WHATWG Encoding Standard).
    """
    codec = _codec(charset)
    if codec in _SINGLE_BYTE:
        try:
            return content.decode("utf-8"), codec != "ascii" or content.isascii()
        except UnicodeDecodeError:
            return _windows(content), codec != "ascii"
    if codec:
        try:
            return content.decode(codec), True
        except UnicodeError:
            pass
    try:
        return content.decode("utf-8"), content.isascii() and not charset
    except UnicodeDecodeError:
        return _windows(content), False


def _codec(charset: str) -> str:
    """Python's name of the charset; "ascii" where none is declared (RFC 2045 5.2), "" where unknown."""
    if not charset.strip():
        return "ascii"
    try:
        name = codecs.lookup(charset.strip()).name
    except (LookupError, ValueError):  # ValueError: a null character or a surrogate in the name
        return ""
    return name if _ALLOWED.match(name.replace("-", "_").replace("iso8859_", "iso8859")) else ""


def _windows(content: bytes) -> str:
    # Five bytes mean nothing in Windows-1252; they become U+FFFD instead of an error.
    return content.decode("cp1252", errors="replace")
