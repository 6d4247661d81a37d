"""One sender floods the mailbox: few letters, one case, one line in the digest, and everybody else is served."""

import pytest
from sqlalchemy import func, select

from mailproc.officer.daily import digest_of
from mailproc.store import schema
from mailproc.store.schema import FilingState
from tests.mail.bureau import Bureau
from tests.mail.servers import DovecotOf


@pytest.mark.parametrize("number", [40, pytest.param(1000, marks=pytest.mark.sweep)])
def test_a_thousand_messages_in_a_minute(dovecot_of: DovecotOf, tmp_path, number):
    bureau = Bureau(tmp_path, dovecot_of("full").account())
    ana, beto = bureau.cast.student(), bureau.cast.student()
    words = (
        "Le adjunto mi constancia de vigencia del IMSS",
        "¿Ya quedó mi alta?",
        "Quiero la clínica 25, por favor",
    )
    flood = [
        bureau.writes(ana, ("", "prepa", "no")[at % 3], text=f"{words[at % 2]}. Van {at}.", subject=f"IMSS {at}")
        for at in range(number)
    ]
    other = bureau.writes(beto, "prepa")
    bureau.turns(2)
    assert bureau.letters_to(beto) == ["baja_previa"]
    assert bureau.stands(other) == ("baja_previa", "espera_alumno")
    assert len({bureau.case(one).folio for one in flood}) == 1
    states = [state for _, state in bureau.states_to(ana)]
    assert states.count("sent") == bureau.settings.policy.replies_per_day == 5
    assert states.count("held") == 1
    with bureau.store.reading() as session:
        moves = session.scalar(select(func.count()).where(schema.Filing.state == FilingState.DONE))
    assert moves < 3 * number
    digest = digest_of(bureau.store, bureau.settings, now=bureau.now).text
    assert digest.count("Ya van 5 cartas hoy a esa dirección") == 1
    assert digest.count(ana.shown) == 1
