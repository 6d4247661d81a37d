"""A company's name without the words that lead to it, or from it to its registro patronal."""

import re

from mailproc.reading.folding import fold
from mailproc.reading.identifiers import MODALITIES

_INTRODUCED = re.compile(
    r"^(?:(?:P?OR\s?)?COND\w{2,5}\s?DEL?\b|(?:A\s?)?TRAVES\s?DEL?\b|(?:POR\s)?MEDIO DEL?\b"
    r"|(?:DEL?|EL|SU)?\s?(?:ULTIMO\s)?(?:PATRON(?:ES)?|EMPLEADOR)\b(?!\s(?:DE|DEL|SA)\b)"
    r"|(?:LA|SU)?\s?(?:EMPRESA|ESCUELA|INSTITUCION|PLANTEL)\s?:)[\s:.,-]*"
)
_LED_OUT = re.compile(
    r"(?:[\s,;:(\[–-]+(?:Y\s)?(?:CON\b\s?)?(?:(?:EL|SU)\s)?(?:(?:NUMERO|NUM\.?|NO\.?)\s?(?:DE\s)?)?"
    r"(?:R\.?\s?P\.?|REG(?:ISTRO)?\b\.?(?:\s?PAT(?:RONAL)?\b\.?)?)|[\s,;(\[–-]+CON(?:\s(?:EL|SU))?"
    r"(?:\s(?:NUMERO|NUM\.?|NO\.?)(?:\sDE)?)?)?[\s,;:(\[–-]*$"
)
_NUMBERED = re.compile(r"^\s*(?:(?:\d{1,2}\s?[.)-]|\(\d{1,2}\))\s+|[-•*]\s*|\.{2,}\s*)")
_MODALITY = re.compile(rf"[\s,;(-]*\b(?:MODALIDAD|MODAL\.?|MOD\.?)\s*:?\s*(?:{'|'.join(sorted(MODALITIES))})?\)?$")


def trimmed(text: str) -> str:
    """A company's name without the words that lead to it and from it to its registro or modality."""
    shorter = text
    while True:
        before = shorter
        for pattern in (_NUMBERED, _INTRODUCED, _MODALITY, _LED_OUT):
            match = pattern.search(fold(shorter))
            if match is None or match.end() == match.start():
                continue
            # Folding keeps the length of what engines and PDFs give, or nearly: cut only where it does.
            if len(fold(shorter)) == len(shorter):
                shorter = shorter[: match.start()] + shorter[match.end() :]
        shorter = _without_modality(shorter.strip(" :;,|/<>_–-"))
        if shorter.endswith("(") or (shorter.endswith(")") and "(" not in shorter):
            shorter = shorter[:-1].rstrip()
        if shorter == before:
            return shorter


def _without_modality(text: str) -> str:
    """A row read as one run has the modality between registro and name, or after the name. After words that
    number something ("PLANTEL 32") it is the name's."""
    words = text.split()
    if words and words[0] in MODALITIES:
        return " ".join(words[1:])
    numbered = len(words) > 1 and words[-2] in {"PLANTEL", "NO.", "NO", "NUM.", "NUM", "NUMERO"}
    return " ".join(words[:-1]) if words and words[-1] in MODALITIES and not numbered else text
