"""Witnesses beside the sheet: the file's name, what the sender wrote, what the house knows.

They confirm a value that was read; they never give one.
"""

import re
from collections.abc import Sequence

from mailproc.reading.curp import find_curps
from mailproc.reading.folding import fold, fold_name
from mailproc.reading.identifiers import find_nss
from mailproc.reading.model import Hints, Witness
from mailproc.reading.persons import Someone


def outside_witnesses(hints: Hints) -> dict[str, set[Witness]]:
    """For each NSS and CURP named beside the sheet (and each value known to the house), who names it."""
    found: dict[str, set[Witness]] = {}
    # "comprobanteVigenciaDerechos07222400017 (1).pdf": the browser's copy mark is no part of the number.
    name = re.sub(r"\(\d+\)", " ", hints.filename)
    for text, witness in ((name, Witness.FILENAME), (hints.sender_text, Witness.SENDER)):
        folded = fold(text)
        for one in (*find_nss(folded), *find_curps(folded)):
            if one.valid and not one.repaired:
                found.setdefault(one.value, set()).add(witness)
    for value in hints.known:
        found.setdefault(value, set()).add(Witness.ROSTER)
    return found


def named_persons(people: Sequence[Someone], names: Sequence[str], hints: Hints) -> list[Someone]:
    """Those whom the file's name or the sender names by CURP, or by a whole name of three words or more.

    `names` are the names read for `people`, "" where none.
    """
    known = outside_witnesses(hints)
    texts = [_words_of(text) for text in (hints.filename, hints.sender_text)]
    named: list[Someone] = []
    for person, name in zip(people, names, strict=True):
        by_curp = bool({Witness.FILENAME, Witness.SENDER} & known.get(person.curp, set()))
        by_name = len(name.split()) >= 3 and any(_words_of(name) in text for text in texts)
        if by_curp or by_name:
            named.append(person)
    return named


def _words_of(text: str) -> str:
    """Its words with a space before and after each: "ANA PEREZ" is not in "JUANA PEREZ"."""
    return f" {' '.join(re.findall(r'[A-ZÑ]+', fold_name(text)))} "
