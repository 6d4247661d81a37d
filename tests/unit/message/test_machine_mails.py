"""Whole mails of machines, and mails of persons that look nearly like them."""

from datetime import UTC, datetime

import pytest

from mailproc.message.automatic import automatic
from mailproc.message.origin import Origin, origin
from mailproc.message.parse import parse
from tests.mail.bounces import DATE, OURS, mail
from tests.mail.machines import MACHINES, THREAD

ARRIVED = datetime(2026, 8, 11, 16, 3, tzinfo=UTC)


@pytest.mark.parametrize("machine", MACHINES, ids=[one.name for one in MACHINES])
def test_no_machine_is_answered(machine):
    message = parse(machine.raw, arrived=ARRIVED)
    found = automatic(message, own_addresses=(OURS,))
    where = origin(message, own_addresses=(OURS,))
    assert ("automatico" if found else where.value) == machine.what


def test_the_corpus_is_large():
    assert len(MACHINES) >= 60
    assert len({one.raw for one in MACHINES}) == len({one.name for one in MACHINES}) == len(MACHINES)


def person(
    subject, fields="", body="Adjunto mi constancia.", sender="Lucía Ramos <l21270123@tecnologico.example>"
):
    more = f"\n{fields}" if fields else ""
    return mail(
        f"From: {sender}\nTo: {OURS}\nSubject: {subject}\nDate: {DATE}\nMessage-ID: <persona@correo.example>{more}\n"
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8",
        body,
    )


FORWARD = """Buenas tardes, les paso lo que me llegó del IMSS.

---------- Forwarded message ---------
De: IMSS <avisos@imss.gob.mx>
Date: mar, 11 ago 2026 a las 9:00
Subject: Constancia
To: <l21270123@tecnologico.example>

Se generó su constancia. Este es un correo automático, no responda a este correo.
"""
QUOTED = """Aquí está mi constancia, gracias.

El mar, 11 ago 2026 a las 9:00, Afiliación (<afiliacion@tecnologico.example>) escribió:
> Este es un mensaje automático. Estoy fuera de la oficina.
"""
PEOPLE = {
    "answers an absence notice": person("Re: Respuesta automática: Tu constancia", THREAD),
    "passes an absence notice on": person("RV: Automatic reply: constancia", THREAD),
    "Fwd of a newsletter": person("Fwd: Boletín de agosto", body="Les reenvío el boletín. Adjunto mi constancia."),
    "passes the institute's notice on": person("Fwd: Constancia", body=FORWARD),
    "answers above a machine's words": person("Re: Tu constancia", THREAD, QUOTED),
    "Auto-Submitted: no": person("Constancia", "Auto-Submitted: no"),
    "Exchange asks for no automatic answers": person("Constancia", "X-Auto-Response-Suppress: All"),
    "Exchange and a thread": person("RE: Constancia", f"{THREAD}\nX-Auto-Response-Suppress: DR, OOF, AutoReply"),
    "asks for a receipt": person("Constancia", "Disposition-Notification-To: l21270123@tecnologico.example"),
    "Precedence: normal": person("Constancia", "Precedence: normal"),
    "X-Autoreply: no": person("Constancia", "X-Autoreply: no"),
    "high priority": person("URGENTE constancia", "X-Priority: 1\nImportance: high"),
    "X-Loop of a forwarding rule": person("Constancia", "X-Loop: l21270123@tecnologico.example"),
    "redirected by the school": person(
        "Constancia", "Resent-From: escolares@tecnologico.example\nX-Forwarded-For: x"
    ),
    "speaks of vacations": person(
        "Constancia", body="Voy a salir de vacaciones, ¿pueden ver mi constancia antes?"
    ),
    "speaks of an automatic answer": person(
        "Re: Tu constancia", THREAD, "Hola, me llegó una respuesta automática y no entendí. Adjunto mi constancia."
    ),
    "speaks of a bounce": person(
        "Me rebotó el correo", body="Mi correo con la constancia del IMSS fue devuelto: no entregado."
    ),
    "subject like a bounce": person("No se pudo entregar mi constancia", body="No la aceptan en Escolares."),
    "answers in a ticket's thread": person("Re: [Ticket #5521] mi constancia", THREAD),
    "out of the city": person(
        "Fuera de la ciudad", body="Estoy fuera de la ciudad, ¿puedo enviar mi constancia del IMSS por aquí?"
    ),
    "a name like a machine's": person("Constancia", sender="Noreli Replay <noreli.replay@correo.example>"),
    "bouncer": person("Constancia", sender="Beto Bouncer <bouncer@correo.example>"),
    "a surname that means root": person("Constancia", sender="Ana Root <ana.root@correo.example>"),
    "DKIM and spam fields": person("Constancia", "X-Spam-Status: No\nX-Virus-Scanned: amavisd-new\nX-Mailer: x"),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_persons_whose_mail_looks_nearly_automatic_are_persons(name):
    message = parse(PEOPLE[name], arrived=ARRIVED)
    assert automatic(message, own_addresses=(OURS,)) is None
    assert origin(message, own_addresses=(OURS,)) is Origin.PERSON


def test_there_are_many_of_them():
    assert len(PEOPLE) >= 20
