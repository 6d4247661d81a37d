"""Machines' mail as whole raw messages, with the header fields that each system sets; words and addresses are invented.

tests/unit/message/machines.toml holds more, in short. What each is: "automatico", or its origin where it is `ajeno`.
"""

import base64
from collections.abc import Iterator
from dataclasses import dataclass

from tests.mail.bounces import DATE, DELAYED, FAILED, OURS, Returned, mail

ANSWERED = "<af-26-00012.9f9f9f@tecnologico.example>"
SUBJECT = "Recibimos tu constancia (AF-26-00012)"
PDF = base64.encodebytes(b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n").decode()
LETTER = mail(
    f"""From: Instituto <{OURS}>
To: l21270123@tecnologico.example
Subject: {SUBJECT}
Date: {DATE}
Message-ID: {ANSWERED}
X-Mailproc: letter alta
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="=dentro="
""",
    f"""--=dentro=
Content-Type: text/plain; charset=utf-8

Hola: recibimos tu constancia de vigencia. Con gusto la revisamos.
--=dentro=
Content-Type: application/pdf; name="constancia.pdf"
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename="constancia.pdf"

{PDF}--=dentro=--
""",
)


@dataclass(frozen=True)
class Machine:
    """A machine's mail; `what` is "automatico" or the origin."""

    name: str
    what: str
    raw: bytes


def _short(name: str, what: str, sender: str, subject: str, fields: str, body: str = "Hola.") -> Machine:
    more = f"\n{fields.strip()}" if fields.strip() else ""
    head = (
        f"From: {sender}\nTo: {OURS}\nSubject: {subject}\nDate: {DATE}\nMessage-ID: <{name}@maquina.example>{more}"
    )
    if "Content-Type" not in head:
        head += "\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8"
    return Machine(name, what, mail(head, body))


THREAD = f"In-Reply-To: {ANSWERED}\nReferences: {ANSWERED}"
_STUDENT = "Lucía Ramos <l21270123@tecnologico.example>"

_QUOTING = f"""--=x=
Content-Type: text/plain; charset=utf-8

Estoy de viaje y regreso el lunes.

El 11 de agosto escribiste:
> Hola: recibimos tu constancia de vigencia de derechos. Tu folio es AF-26-00012.
> Para el alta necesitamos la clínica que prefieres.
--=x=
Content-Type: application/pdf; name="horario.pdf"
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename="horario.pdf"

{PDF}--=x=--
"""
_MIXED = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="=x="'
_CALENDAR = """--=x=
Content-Type: text/plain; charset=utf-8

Junta
--=x=
Content-Type: text/calendar; charset=utf-8; method={0}

BEGIN:VCALENDAR
METHOD:{0}
BEGIN:VEVENT
UID:1@maquina.example
DTSTART:20260812T160000Z
END:VEVENT
END:VCALENDAR
--=x=--
"""

ABSENT = (
    _short(
        "exchange_es",
        "automatico",
        _STUDENT,
        f"Respuesta automática: {SUBJECT}",
        f"{THREAD}\nX-Auto-Response-Suppress: All\nAuto-Submitted: auto-generated\nX-MS-Exchange-Inbox-Rules-Loop: x",
    ),
    _short(
        "exchange_en",
        "automatico",
        _STUDENT,
        f"Automatic reply: {SUBJECT}",
        f"{THREAD}\nX-Auto-Response-Suppress: All\nAuto-Submitted: auto-generated\n{_MIXED}",
        _QUOTING,
    ),
    _short(
        "exchange_old",
        "automatico",
        _STUDENT,
        f"Fuera de oficina: {SUBJECT}",
        f"{THREAD}\nX-MS-Has-Attach: \nX-MS-TNEF-Correlator: ",
    ),
    _short(
        "outlook_com",
        "automatico",
        _STUDENT,
        f"Respuesta automática: {SUBJECT}",
        f"{THREAD}\nAuto-Submitted: auto-generated\nX-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent",
    ),
    _short(
        "gmail",
        "automatico",
        _STUDENT,
        f"Re: {SUBJECT}",
        f"{THREAD}\nPrecedence: bulk\nX-Autoreply: yes\nAuto-Submitted: auto-replied",
    ),
    _short(
        "gmail_quoting",
        "automatico",
        _STUDENT,
        f"Fuera de la oficina Re: {SUBJECT}",
        f"{THREAD}\nPrecedence: bulk\nX-Autoreply: yes\n{_MIXED}",
        _QUOTING,
    ),
    _short(
        "zimbra",
        "automatico",
        _STUDENT,
        f"Re: {SUBJECT}",
        f"{THREAD}\nAuto-Submitted: auto-replied (zimbra; readonly)\nPrecedence: bulk",
    ),
    _short(
        "sieve",
        "automatico",
        _STUDENT,
        f"Auto: {SUBJECT}",
        f"{THREAD}\nX-Sieve: Pigeonhole Sieve\nAuto-Submitted: auto-replied (vacation)",
    ),
    _short(
        "thunderbird_filter",
        "automatico",
        _STUDENT,
        f"Re: {SUBJECT}",
        f"{THREAD}\nAuto-Submitted: auto-replied\nUser-Agent: Mozilla Thunderbird",
    ),
    _short(
        "cpanel",
        "automatico",
        _STUDENT,
        f"Ausente: {SUBJECT}",
        f"{THREAD}\nPrecedence: auto_reply\nX-Autorespond: {SUBJECT}",
    ),
    _short(
        "kerio",
        "automatico",
        _STUDENT,
        f"Re: {SUBJECT}",
        f"{THREAD}\nX-Autoreply-From: l21270123@tecnologico.example\nAuto-Submitted: auto-replied",
    ),
    _short(
        "icloud",
        "automatico",
        _STUDENT,
        f"Re: {SUBJECT}",
        f"{THREAD}\nAuto-Submitted: auto-replied\nX-Autoreply: yes",
    ),
    _short(
        "roundcube_bare", "automatico", _STUDENT, f"Respuesta automática: {SUBJECT}", "", "Estoy de vacaciones."
    ),
    _short("ooo_bare", "automatico", _STUDENT, f"Out of Office: {SUBJECT}", "", "I am away until Monday."),
    _short("vacation_bare", "automatico", _STUDENT, "Aviso de ausencia", "", "Regreso el lunes."),
    _short("fuera_bare", "automatico", _STUDENT, f"Fuera de la oficina: {SUBJECT}", "", "Regreso el lunes."),
    _short(
        "fuera_bare_attached",
        "automatico",
        _STUDENT,
        f"Automatic reply: {SUBJECT}",
        f"{THREAD}\n{_MIXED}",
        _QUOTING,
    ),
    _short(
        "fuera_sin_re",
        "automatico",
        _STUDENT,
        f"Estoy fuera de la oficina Re: {SUBJECT}",
        THREAD,
        "Este es un mensaje automático. Regreso el lunes.",
    ),
    _short(
        "words_alone",
        "automatico",
        _STUDENT,
        f"Re: {SUBJECT}",
        THREAD,
        "Esta es una respuesta automática. Gracias por tu mensaje: estaré fuera de la oficina hasta el lunes.",
    ),
    _short(
        "words_alone_en",
        "automatico",
        _STUDENT,
        f"RE: {SUBJECT}",
        THREAD,
        "This is an automated reply. I am out of the office until Monday.",
    ),
    _short(
        "challenge",
        "automatico",
        _STUDENT,
        f"Re: {SUBJECT} [confirm 4711]",
        f"{THREAD}\nAuto-Submitted: auto-replied\nX-TMDA-Fingerprint: x",
        "Para entregar tu mensaje, confirma que eres una persona.",
    ),
    _short(
        "challenge_bare",
        "automatico",
        "Boxbe <notifications@guardia.example>",
        f"Tu mensaje espera: {SUBJECT} (confirmación requerida)",
        f"{THREAD}\nPrecedence: auto_reply",
    ),
    _short(
        "virus_notice",
        "automatico",
        "MailScanner <postmaster@tecnologico.example>",
        "Warning: E-mail viruses detected",
        f"{THREAD}\nAuto-Submitted: auto-replied\nPrecedence: bulk",
    ),
    _short(
        "virus_notice_amavis",
        "automatico",
        "Content-filter <postmaster@filtro.example>",
        "Considered UNSOLICITED BULK EMAIL from you",
        "Return-Path: <>\nAuto-Submitted: auto-replied",
    ),
)

TICKETS = (
    _short(
        "osticket",
        "automatico",
        "Soporte <soporte@mesa.example>",
        f"Ticket abierto [#482911] Re: {SUBJECT}",
        f"{THREAD}\nX-Auto-Response-Suppress: ALL, AutoReply\nX-Autoreply: yes\nAuto-Submitted: auto-replied",
    ),
    _short(
        "zammad",
        "automatico",
        "Mesa <mesa@ayuda.example>",
        f"[Ticket#2026081] Gracias por tu consulta ({SUBJECT})",
        f"{THREAD}\nAuto-Submitted: auto-replied\nX-Auto-Response-Suppress: All\nX-Loop: yes\nPrecedence: bulk",
    ),
    _short(
        "freshdesk",
        "automatico",
        "Soporte <soporte@mesa2.example>",
        f"Ticket Received - {SUBJECT}",
        f"{THREAD}\nAuto-Submitted: auto-generated\nX-FD-Ticket-Id: 12\nX-Auto-Response-Suppress: All",
    ),
    _short(
        "glpi",
        "automatico",
        "GLPI <glpi@mesa3.example>",
        "[GLPI #0000123] Nueva incidencia",
        f"{THREAD}\nAuto-Submitted: auto-generated\nX-Auto-Response-Suppress: OOF, DR, NDR, RN, NRN",
    ),
    _short(
        "rt",
        "automatico",
        "Mesa por RT <rt@mesa4.example>",
        f"[mesa.example #4412] AutoReply: {SUBJECT}",
        f"{THREAD}\nPrecedence: bulk\nX-RT-Loop-Prevention: mesa.example\nAuto-Submitted: auto-replied",
    ),
    _short(
        "otrs",
        "automatico",
        "OTRS <otrs@mesa5.example>",
        f"[Ticket#20260811] RE: {SUBJECT}",
        f"{THREAD}\nPrecedence: bulk\nAuto-Submitted: auto-generated\nX-OTRS-Loop: yes",
    ),
    _short(
        "jira",
        "automatico",
        "Jira <jira@mesa6.example>",
        f"AFI-12 {SUBJECT}",
        f"{THREAD}\nPrecedence: bulk\nAuto-Submitted: auto-generated\nX-JIRA-FingerPrint: x",
    ),
    _short(
        "ticket_bare",
        "notification",
        "Mesa de ayuda <ayuda@mesa7.example>",
        f"[Ticket #5521] Hemos recibido su solicitud: {SUBJECT}",
        THREAD,
        "Su solicitud ha sido recibida y se generó el ticket 5521.",
    ),
    _short(
        "agent_update",
        "notification",
        "Mesa <mesa@ayuda.example>",
        "[Ticket#2026082] Actualizado",
        "Auto-Submitted: auto-generated\nX-Zammad-Ticket-Id: 82",
    ),
)

LISTS = (
    _short(
        "mailman",
        "list",
        "Ana <ana@correo.example>",
        "[egresados] Vigencia",
        "List-Id: <egresados.x.example>\nPrecedence: list",
    ),
    _short(
        "sympa",
        "list",
        "Ana <ana@correo.example>",
        "[alumnos] IMSS",
        "List-Id: <alumnos.x.example>\nX-Loop: alumnos@x.example\nX-no-archive: yes",
    ),
    _short(
        "google_groups",
        "list",
        "Ana <ana@correo.example>",
        "[grupo] Constancia",
        "Mailing-list: list grupo@x.example\nList-Post: <https://x.example>\nPrecedence: list",
    ),
    _short(
        "boletin",
        "list",
        "Boletín <hola@boletin.example>",
        "Novedades de agosto",
        "List-Unsubscribe: <https://x.example/baja>\nPrecedence: bulk",
    ),
    _short(
        "mailman_admin", "notification", "egresados-request@x.example", "confirm 99ab", "X-List-Administrivia: yes"
    ),
    _short("mailman_owner", "notification", "owner-alumnos@x.example", "Mensaje en espera", ""),
)

NOTICES = (
    _short(
        "invitacion",
        "calendar",
        "Ana <ana@correo.example>",
        "Invitación: Junta",
        _MIXED,
        _CALENDAR.format("REQUEST"),
    ),
    _short("acepta", "calendar", "Ana <ana@correo.example>", "Aceptada: Junta", _MIXED, _CALENDAR.format("REPLY")),
    _short(
        "cancela", "calendar", "Ana <ana@correo.example>", "Cancelada: Junta", _MIXED, _CALENDAR.format("CANCEL")
    ),
    _short(
        "acuse",
        "receipt",
        _STUDENT,
        f"Leído: {SUBJECT}",
        'MIME-Version: 1.0\nContent-Type: multipart/report; report-type=disposition-notification; boundary="=x="',
        "--=x=\nContent-Type: text/plain\n\nLeído.\n--=x=\nContent-Type: message/disposition-notification\n\n"
        "Disposition: manual-action/MDN-sent-manually; displayed\n--=x=--\n",
    ),
    _short("red_social", "notification", "Red <noreply@social.example>", "Tienes 3 notificaciones", ""),
    _short(
        "red_social_correo", "list", "Red <avisos@social2.example>", "Ana te etiquetó", "List-Unsubscribe: <x>"
    ),
    _short("drive", "notification", "Drive <drive-shares-noreply@nube.example>", "Ana compartió un archivo", ""),
    _short(
        "antivirus",
        "notification",
        "Antivirus <no-responder@tecnologico.example>",
        "Se puso en cuarentena un mensaje",
        "",
        "Cuarentena: constancia.pdf. Por favor no responda a este correo.",
    ),
    _short(
        "cron", "notification", "root@servidor.example", "Cron <root@servidor> respaldo", "X-Cron-Env: <SHELL=x>"
    ),
    _short("imss", "notification", "IMSS <avisos@imss.gob.mx>", "Constancia de vigencia de derechos", ""),
    _short("banco", "notification", "Banco <notificaciones-noreply@banco.example>", "Movimiento", ""),
)


def bounced() -> Iterator[Machine]:
    """Every server's bounce of a letter that carries a PDF, and its warnings."""
    for number, (name, form) in enumerate([*FAILED.items(), *((f"late {a}", b) for a, b in DELAYED.items())]):
        one = Returned(LETTER, "l21270123@tecnologico.example", number=number)
        yield Machine(f"bounce, {name}", "automatico", form(one))


MACHINES = (*ABSENT, *TICKETS, *LISTS, *NOTICES, *bounced())
