"""What the writer wrote, apart from the history quoted below it and from messages passed on.

A small rule of our own: of the 47 shapes in tests/unit/message/test_quoted.py it gets all right, quotequail 0.5.4 27,
mail-parser-reply 1.36 19 (36 with patterns of ours put into its module's table), email-reply-parser 0.5.12 19, talon
1.4.4 15. None keeps every answer below quoted lines; 10,000 blank lines cost mail-parser-reply 14 seconds.
"""

import re
from dataclasses import dataclass

MAX_LINES = 5_000

_WROTE = re.compile(
    r"\s*(?:-{3,}\s)?(?:El|On|Em|Le)\s.{0,300}?(?:escribi[oó](?: lo siguiente)?|wrote|escreveu|a écrit)"
    r"\s*(?::|-{3,})?\s*",
    re.IGNORECASE | re.DOTALL,
)
_BEGINS = re.compile(r"\s*(?:-{3,}\s)?(?:el|on|em|le)\s", re.IGNORECASE)
_WHEN_OR_WHO = re.compile(r"\d{1,2}:\d{2}|\d{4}|@")
_GMAIL_OLD = re.compile(r"\s*\d{4}-\d\d-\d\d \d\d?:\d\d .{0,200}<\S+@\S+>:\s*")
_HISTORY = re.compile(
    r"\s*[-_*]{2,}\s*(mensaje original|original message|mensagem original)\s*[-_*]{2,}\s*", re.IGNORECASE
)
_PASSED_ON = re.compile(
    r"\s*(?:[-_*]{2,}\s*(?:forwarded message|mensaje reenviado|mensagem encaminhada)\s*[-_*]{2,}"
    r"|(?:inicio del mensaje reenviado|begin forwarded message)\s*:)\s*",
    re.IGNORECASE,
)
_FROM = re.compile(r"[\s*]*(?:de|from)\s*:", re.IGNORECASE)
_OTHER_FIELD = re.compile(
    r"[\s*]*(?:enviado(?: el)?|sent|fecha|date|para|to|asunto|subject|cc|responder a|reply-to)\s*:", re.IGNORECASE
)
_FORWARD_SUBJECT = re.compile(r"\s*(?:re\s*:\s*)*(?:fwd?|rv|rm|reenv(?:iado|ío|io)?|enc)\s*:", re.IGNORECASE)
_ANSWER_SUBJECT = re.compile(r"\s*(?:re|rv|rm|fwd?|reenv|enc|resp)\w*\s*:", re.IGNORECASE)
"""Without it, "De: / Para: / Asunto:" at the very top is a formal letter's own head, not a quotation."""
_DEVICE = re.compile(
    r"\s*(?:enviado (?:desde|con|a trav[eé]s de)|sent (?:from|with|via)|obt(?:ener|én|enga) outlook para|"
    r"get outlook for|descargar outlook|outlook para (?:android|ios)).{0,100}|\s*_{5,}\s*|\s*-{5,}\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """`own` is the writer's words; `forwarded` a message passed on below them. History quoted is in neither."""

    own: str
    forwarded: str = ""


def separate(subject: str, text: str) -> Spoken:
    """Take a plain text apart (`Message.text`); `subject` tells Outlook's forwards ("RV:") from its replies."""
    lines = text.split("\n")[:MAX_LINES]
    own: list[str] = []
    answered = False  # an attribution was met: what is marked ">" is history, whatever it holds
    index = 0
    while index < len(lines):
        line = lines[index]
        bare = line.lstrip("> ")
        if line.strip() in ("--", "-- ") and own:
            rest = _after_signature(lines, index + 1)
            return Spoken(_joined(own), rest)
        if _PASSED_ON.fullmatch(bare) and not (answered and bare != line):
            return Spoken(_joined(own), _forwarded(lines[index + 1 :]))
        if _HISTORY.fullmatch(bare):
            return Spoken(_joined(own))
        if _is_field_block(lines, index) and (own or _ANSWER_SUBJECT.match(subject)):
            passed_on = _FORWARD_SUBJECT.match(subject)
            return Spoken(_joined(own), _forwarded(lines[index:]) if passed_on else "")
        length = _attribution(lines, index)
        if length and not _quoted_next(lines, index + length):
            return Spoken(_joined(own))
        if length:  # the quotation is marked line by line; the answer may stand below it
            answered = True
            index += length
            continue
        if not line.lstrip().startswith(">") and not _DEVICE.fullmatch(line):
            own.append(line)
        index += 1
    return Spoken(_joined(own))


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip()


def _forwarded(lines: list[str]) -> str:
    return _joined([line.lstrip("> ") for line in lines])


def _after_signature(lines: list[str], start: int) -> str:
    """A forwarded message below the signature (RFC 3676 4.3), if there is one."""
    for index in range(start, len(lines)):
        if _PASSED_ON.fullmatch(lines[index].lstrip("> ")):
            return _forwarded(lines[index + 1 :])
    return ""


def _is_field_block(lines: list[str], index: int) -> bool:
    """Outlook's block: "De:" and at least two more fields in the next six lines that are not blank."""
    if not _FROM.match(lines[index].lstrip("> ")):
        return False
    following = [line.lstrip("> ") for line in lines[index + 1 : index + 12] if line.strip("> ")][:6]
    return sum(bool(_OTHER_FIELD.match(line)) for line in following) >= 2


def _attribution(lines: list[str], index: int) -> int:
    """How many lines "El … escribió:" takes here (clients fold it), 0 where it does not begin here."""
    for length in (1, 2, 3, 4):
        whole = " ".join(line.lstrip("> ").strip() for line in lines[index : index + length])
        if len(whole) > 500:
            return 0
        if _GMAIL_OLD.fullmatch(whole):
            return length
        if _WROTE.fullmatch(whole):
            return length if _WHEN_OR_WHO.search(whole) else 0
        if not _BEGINS.match(whole):
            return 0
    return 0


def _quoted_next(lines: list[str], index: int) -> bool:
    following = next((line for line in lines[index : index + 4] if line.strip()), "")
    return following.lstrip().startswith(">")
