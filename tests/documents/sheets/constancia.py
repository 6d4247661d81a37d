"""One constancia from a seed: facts, wording, form, layout, truth; with places where a test may interfere."""

from collections.abc import Callable
from datetime import date
from random import Random

from tests.documents.sheets.facts import CONSTANCIAS, Facts
from tests.documents.sheets.form import Form, form, truth
from tests.documents.sheets.layouts import DRAWN_BY, look_for
from tests.documents.sheets.truth import Sheet
from tests.documents.sheets.wording import wording


def constancia(
    seed: int,
    layout: str,
    case: str,
    today: date,
    *,
    change: Callable[[Facts], Facts] = lambda facts: facts,
    reform: Callable[[Form], Form] = lambda shown: shown,
) -> tuple[bytes, Sheet]:
    """A PDF and its truth. `change` touches the facts before they are worded, `reform` the form before it is
    drawn; the truth follows `change` and, but for `printed`, not `reform`."""
    rng = Random(f"{seed}/{layout}/{case}")
    facts = change(CONSTANCIAS[case][1](rng, today))
    shown = reform(form(facts, wording(rng), rng))
    pdf = DRAWN_BY[layout](shown, look_for(layout, rng), rng)
    return pdf, truth(shown, layout=layout, case=case, seed=seed)
