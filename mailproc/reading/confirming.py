"""Values of one sheet that say the same of its head, and so are witnesses for one another."""

import re
from collections.abc import Sequence
from dataclasses import replace

from mailproc.reading.consistency import FOREIGN_NAME, agregado_fits, confirms
from mailproc.reading.curp import birth
from mailproc.reading.fullname import FullName
from mailproc.reading.layout import same_place
from mailproc.reading.model import Witness
from mailproc.reading.views import View
from mailproc.reading.votes import NEEDED, Verdict, ordered

# An engine's word for a value without check digits, when a second value of the sheet says the same.
_SURE_ENOUGH = 0.85
_FAINT = 0.25
# Letters, the six digits of a birth and the sex, as a CURP has them.
_BORN = re.compile(r"[A-Z]{3,4}(\d{6})[HMX]")


def confirmed(right: Verdict | None, state: Verdict | None) -> tuple[Verdict | None, Verdict | None]:
    """SI/NO and estado stand at two places and say one thing: each is a witness for the other."""
    if right is None or state is None or not confirms(right.value, state.value):
        return right, state
    return _seconded(right, firm=state.trusted), _seconded(state, firm=False)


def _seconded(verdict: Verdict, *, firm: bool) -> Verdict:
    """The verdict with what another value of the sheet says for it: half a witness, for one engine may have read
    both; a whole one where the other is `firm`, trusted by itself and so heard by two. Then a faint SI or NO is
    enough, for neither is ever read as the other."""
    enough = _FAINT if firm else _SURE_ENOUGH
    if verdict.against or verdict.points < 1 or verdict.confidence < enough:
        return verdict
    # However many places one engine has read, they are half a witness together.
    points = verdict.points + (1.0 if firm else 0.0 if Witness.PLACE in verdict.witnesses else 0.5)
    return replace(
        verdict,
        trusted=verdict.trusted or points >= NEEDED,
        points=points,
        witnesses=ordered([*verdict.witnesses, Witness.PLACE]),
        confidence=round(1 - (1 - verdict.confidence) * (0.2 if firm else 0.6), 4),
    )


def confirmed_curp(
    curp: Verdict | None,
    name: Verdict | None,
    misfit: int,
    agregado: Verdict | None,
    born: Verdict | None,
    *,
    views: Sequence[View],
) -> Verdict | None:
    """Seven of its letters are in the name, six digits in the date of birth, year and sex in the agregado, each
    read at another place of the sheet. With the check digit and a homoclave of the right century, that is a
    second witness for the whole; but for month and day, where nothing but the CURP has them and another engine read
    others."""
    if curp is None or not curp.valid or name is None or misfit > 0 or len(name.value.split()) < 3:
        return curp
    dated = born is not None and born.value == birth(curp.value).isoformat()
    placed = agregado is not None and agregado_fits(agregado.value, curp.value)
    clashing = (born is not None and not dated) or (agregado is not None and not placed)
    clashing = clashing or (not dated and _has_other_days(views, curp))
    if clashing or not (dated or placed):
        return curp
    firm = name.trusted and all(one is None or one.trusted for one in (born, agregado))
    return _seconded(curp, firm=firm)


def _has_other_days(views: Sequence[View], curp: Verdict) -> bool:
    """Whether somebody read another date of birth where the CURP stands, in what else need be no CURP's form."""
    return any(
        match[1] != curp.value[4:10]
        for view in views
        if view.chart.page == curp.page and curp.box is not None
        for segment in view.chart.segments
        if same_place(segment.box, curp.box)
        for match in _BORN.finditer(segment.squeezed)
    )


def is_mixed(
    curp: Verdict | None, called: FullName | None, agregado: Verdict | None, born: Verdict | None
) -> bool:
    """Whether more of what was read beside the CURP is against its being the same person's than for it, though
    nothing of that is firm: another person's CURP taken for the head's shows so."""
    if curp is None or not curp.valid:
        return False
    fits: list[bool] = []
    if agregado is not None and not agregado.repaired:
        fits.append(agregado_fits(agregado.value, curp.value))
    if born is not None and not born.repaired:
        fits.append(born.value == birth(curp.value).isoformat())
    if called is not None and (called.misfit <= 1 or called.misfit >= FOREIGN_NAME):
        fits.append(called.misfit <= 1)
    return not all(fits) and fits.count(False) >= fits.count(True)


def confirmed_agregado(agregado: Verdict | None, curp: Verdict | None) -> Verdict | None:
    """Year and sex are in the CURP too; what its first figure and its two letters say, only it does."""
    if agregado is None or curp is None or not curp.valid:
        return agregado
    if not agregado_fits(agregado.value, curp.value):
        # Against a CURP that two heard, fewer is a misreading; where both are firm, it is a contradiction.
        return agregado if agregado.trusted else replace(agregado, confidence=min(agregado.confidence, 0.5))
    return _seconded(agregado, firm=False) if len(agregado.value) == 8 else agregado
