"""What the students of the open altas still have to hand in (`[policy] alta_requirements`), for the work lists."""

from collections.abc import Sequence

from sqlalchemy import select

from mailproc.cases.kinds import Kind, State
from mailproc.store import schema
from mailproc.store.opening import Store


def unmet(store: Store, requirements: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """By folio of each alta to be done the requirements that nobody has ticked; altas with none are left out."""
    if not requirements:
        return {}
    wanted = (
        select(schema.Case.folio, schema.Requirement.text)
        .join(schema.Requirement, schema.Requirement.case_id == schema.Case.id, isouter=True)
        .where(
            schema.Case.account_id == store.account_id,
            schema.Case.kind == Kind.ALTA,
            schema.Case.state == State.POR_HACER,
        )
    )
    met: dict[str, set[str]] = {}
    with store.reading() as session:
        for folio, text in session.execute(wanted):
            met.setdefault(folio, set()).add(text)
    lacking = {folio: tuple(one for one in requirements if one not in texts) for folio, texts in met.items()}
    return {folio: texts for folio, texts in lacking.items() if texts}
