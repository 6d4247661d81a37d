"""Everything in a text whose form tells its kind: CURP, agregado médico, NSS, registro patronal, date."""

from collections.abc import Sequence
from functools import lru_cache

from mailproc.reading.curp import find_curps
from mailproc.reading.dates import find_dates
from mailproc.reading.identifiers import Candidate, find_agregados, find_nss, find_registros


@lru_cache(maxsize=8192)
def candidates_in(text: str) -> tuple[tuple[str, Candidate], ...]:
    """Everything in a text whose form tells its kind; a date or number inside a longer code is none."""
    curps = find_curps(text)
    found = [("curp", one) for one in curps]
    agregados = [one for one in find_agregados(text) if not _within(one, curps)]
    found += [("agregado", one) for one in agregados]
    digits = find_nss(text)
    found += [("nss", one) for one in digits if not _within(one, curps)]
    found += [("registro", one) for one in find_registros(text) if not _within(one, curps)]
    for one in find_dates(text):
        dated = Candidate(one.value.isoformat(), one.start, one.end, repaired=one.repaired)
        # "62-23-04-2041-6" holds no date.
        amid = any(number.start < dated.start and dated.end < number.end for number in digits)
        if not amid and not _within(dated, curps):
            found.append(("date", dated))
    return tuple(found)


def _within(one: Candidate, others: Sequence[Candidate]) -> bool:
    return any(other.start < one.end and one.start < other.end for other in others)
