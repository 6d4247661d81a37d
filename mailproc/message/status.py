"""Enhanced status codes of mail servers (RFC 3463): which ones say that an address is dead, and each in plain words."""

import re

_CODE = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)")

_DEAD = frozenset({"1.1", "1.2", "1.3", "1.6", "1.10", "2.1"})
"""RFC 3463 3.2: no such mailbox, no such domain, no address at all, moved away with no forwarding; RFC 7505 4: a domain
that takes no mail; 3.3: a mailbox that is switched off. Not 1.0 and 2.0 ("other"), not 1.7 and 1.8 (our own address),
not 2.2 (full), and nothing of 3, 4, 5, 6 and 7: those speak of systems, networks, letters and policies."""

_WORDS = (
    (r"1\.(1|3|6)", "esa dirección no existe"),
    (r"1\.(2|10)", "el servidor de esa dirección no existe o no recibe correo"),
    (r"2\.1", "ese buzón ya no recibe correo"),
    (r"2\.2", "su buzón está lleno"),
    (r"(2\.3|3\.4)", "la carta es demasiado grande para su buzón"),
    (r"7\.\d+", "su servidor la rechazó por sus reglas"),
    (r"4\.\d+", "no se pudo llegar a su servidor de correo"),
    (r"3\.\d+", "su servidor de correo tuvo un problema"),
)


def enhanced(text: str) -> str:
    """The first code of a failure (class 4 or 5) in a server's answer, as "5.1.1"; "" where there is none."""
    return next((found.group() for found in _CODE.finditer(text) if found[1] != "2"), "")


def dead(status: str) -> bool:
    """Whether this says for good that the address takes no mail (class 5 alone: class 4 may pass)."""
    level, _, subject = status.partition(".")
    return level == "5" and subject in _DEAD


def of_recipient(answer: str) -> bool:
    """Whether a refusal speaks of one recipient (RFC 3463, 3.2 and 3.3; 1.7 and 1.8 are our own address), and so not of
    the way out. Without an enhanced code, 450, 550, 551 and 553 do (RFC 5321, 4.2.3)."""
    if code := enhanced(answer):
        return re.fullmatch(r"\d\.(1\.(?![78]$)|2\.)\d+", code) is not None
    return re.search(r"\b(450|550|551|553)\b", answer) is not None


def in_words(status: str) -> str:
    """What it says, a Spanish clause without a full stop; also for "" and codes that say little."""
    detail = status.partition(".")[2]
    return next((words for pattern, words in _WORDS if re.fullmatch(pattern, detail)), "su servidor no la aceptó")
