"""Bounces as mail servers write them, of any letter: the forms are theirs, the words and addresses invented."""

from collections.abc import Callable
from dataclasses import dataclass

OURS = "afiliacion@tecnologico.example"
DATE = "Tue, 11 Aug 2026 10:03:12 -0600"


@dataclass(frozen=True)
class Returned:
    """A letter that comes back: its bytes as they went, to whom, and what the other server said of it."""

    letter: bytes
    recipient: str
    code: str = "5.1.1"
    said: str = "No such user here"
    number: int = 1

    @property
    def header(self) -> str:
        """The letter's header."""
        return self.letter.replace(b"\r\n", b"\n").partition(b"\n\n")[0].decode("ascii") + "\n"

    @property
    def whole(self) -> str:
        """The letter with its text."""
        return self.letter.replace(b"\r\n", b"\n").decode("ascii")

    @property
    def message_id(self) -> str:
        """Its Message-ID, with angle brackets."""
        lines = self.header.splitlines()
        return next(line.partition(":")[2].strip() for line in lines if line.lower().startswith("message-id:"))


Form = Callable[[Returned], bytes]


def mail(fields: str, body: str) -> bytes:
    """A raw message of header lines and a body."""
    return f"{fields.strip()}\n\n{body.lstrip()}".replace("\n", "\r\n").encode()


def report(fields: str, text: str, groups: str, returned: str, *, kind: str = "message/rfc822") -> bytes:
    """A multipart/report (RFC 3464)."""
    return mail(
        f"""{fields.strip()}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="=frontera="
""",
        f"""This is a MIME-encapsulated message.

--=frontera=
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

{text.strip()}

--=frontera=
Content-Type: message/delivery-status

{groups.strip()}

--=frontera=
Content-Type: {kind}

{returned}
--=frontera=--
""",
    )


def _postfix(one: Returned, *, action: str = "failed", code: str = "") -> bytes:
    code = code or one.code
    subject = "Undelivered Mail Returned to Sender" if action == "failed" else "Delayed Mail (still being retried)"
    return report(
        f"""Return-Path: <>
From: MAILER-DAEMON@mx.tecnologico.example (Mail Delivery System)
Subject: {subject}
To: {OURS}
Auto-Submitted: auto-replied
Date: {DATE}
Message-Id: <postfix{one.number}@mx.tecnologico.example>""",
        f"This is the mail system at host mx.tecnologico.example.\n\n<{one.recipient}>: host mx said: 550 {code}",
        f"""Reporting-MTA: dns; mx.tecnologico.example
X-Postfix-Queue-ID: 4T1
Arrival-Date: {DATE}

Final-Recipient: rfc822; {one.recipient}
Original-Recipient: rfc822;{one.recipient}
Action: {action}
Status: {code}
Remote-MTA: dns; mx.example
Diagnostic-Code: smtp; 550 {code} {one.said}""",
        one.header,
        kind="text/rfc822-headers",
    )


def _postfix_delay(one: Returned) -> bytes:
    return _postfix(one, action="delayed", code="4.4.1")


def _exim(one: Returned) -> bytes:
    """Exim before 4.83: plain text with the letter below."""
    return mail(
        f"""Return-path: <>
X-Failed-Recipients: {one.recipient}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@correo.example>
To: {OURS}
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1exim{one.number}@correo.example>
Date: {DATE}""",
        f"""This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {one.recipient}
    host mx.example [192.0.2.9]
    SMTP error from remote mail server after RCPT TO:<{one.recipient}>:
    550 {one.code} {one.said}

------ This is a copy of the message, including all the headers. ------

Return-path: <{OURS}>
{one.whole}
""",
    )


def _exim_report(one: Returned) -> bytes:
    """Exim from 4.83 on: a report, whose own Status says nothing."""
    return report(
        f"""Return-path: <>
X-Failed-Recipients: {one.recipient}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@correo.example>
To: {OURS}
Subject: Mail delivery failed: returning message to sender
References: {one.message_id}
Message-Id: <E1exim-dsn{one.number}@correo.example>
Date: {DATE}""",
        f"This message was created automatically by mail delivery software.\n\n  {one.recipient}\n    {one.said}",
        f"""Reporting-MTA: dns; correo.example

Action: failed
Final-Recipient: rfc822;{one.recipient}
Status: 5.0.0
Remote-MTA: dns; mx.example
Diagnostic-Code: smtp; 550-{one.code} {one.said}""",
        f"Return-path: <{OURS}>\n{one.whole}",
    )


def _exchange(one: Returned, *, subject: str, text: str) -> bytes:
    return report(
        f"""From: "Microsoft Outlook" <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@tecnologico.example>
To: {OURS}
Subject: {subject}
Date: {DATE}
Message-ID: <exchange{one.number}@prod.outlook.example>
In-Reply-To: {one.message_id}
References: {one.message_id}
X-MS-Exchange-Message-Is-Ndr:
Auto-Submitted: auto-replied""",
        text,
        f"""Reporting-MTA: dns;prod.outlook.example
Received-From-MTA: dns;prod.outlook.example
Arrival-Date: {DATE}

Final-Recipient: rfc822;{one.recipient}
Action: failed
Status: {one.code}
Diagnostic-Code: smtp;550 {one.code} RESOLVER.ADR.RecipientNotFound; {one.said}
X-Display-Name: Alumna""",
        one.whole,
    )


def _exchange_en(one: Returned) -> bytes:
    text = (
        f"Delivery has failed to these recipients or groups:\n\n{one.recipient}\nThe email address wasn't found."
    )
    return _exchange(one, subject="Undeliverable: Recibimos tu constancia", text=text)


def _exchange_es(one: Returned) -> bytes:
    text = f"No se pudo entregar el mensaje a estos destinatarios o grupos:\n\n{one.recipient}\nNo se encuentra."
    return _exchange(one, subject="No se puede entregar: Recibimos tu constancia", text=text)


def _exchange_plain(one: Returned) -> bytes:
    """Exchange's text for administrators alone, as a gateway hands it on."""
    return mail(
        f"""From: postmaster@tecnologico.example
To: {OURS}
Subject: No se puede entregar: Recibimos tu constancia
Date: {DATE}
Message-ID: <exchange-texto{one.number}@tecnologico.example>
Content-Type: text/plain; charset=utf-8""",
        f"""No se pudo entregar el mensaje a estos destinatarios o grupos:

{one.recipient}
No se encuentra la dirección.

Información de diagnóstico para los administradores:

Generando servidor: prod.outlook.example

{one.recipient}
Remote Server returned '550 {one.code} {one.said}'

Encabezados de mensajes originales:

Received: from prod.outlook.example; {DATE}
{one.header}
""",
    )


def _gmail(one: Returned) -> bytes:
    return report(
        f"""Return-Path: <>
From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
To: {OURS}
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
References: {one.message_id}
In-Reply-To: {one.message_id}
X-Failed-Recipients: {one.recipient}
Message-ID: <gmail{one.number}.GMR@mx.google.example>
Date: {DATE}""",
        f"** Address not found **\n\nYour message wasn't delivered to {one.recipient}.",
        f"""Reporting-MTA: dns; googlemail.example
Received-From-MTA: dns; {OURS}
Arrival-Date: {DATE}
X-Original-Message-ID: {one.message_id}

Final-Recipient: rfc822; {one.recipient}
Action: failed
Status: {one.code}
Diagnostic-Code: smtp; 550-{one.code} {one.said}
Last-Attempt-Date: {DATE}""",
        one.header,
    )


def _gmail_bare(one: Returned) -> bytes:
    """Nothing but its own header: the letter is known by what this answers."""
    return mail(
        f"""Return-Path: <>
From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
To: {OURS}
Subject: Delivery Status Notification (Failure)
References: <hilo@correo.example> {one.message_id}
X-Failed-Recipients: {one.recipient}
Message-ID: <gmail-solo{one.number}@mx.google.example>
Date: {DATE}""",
        f"** No se encontró la dirección **\n\nTu mensaje no se entregó. La respuesta fue: 550 {one.code} {one.said}\n",
    )


def _qmail(one: Returned) -> bytes:
    """QSBMF (cr.yp.to/proto/qsbmf.txt)."""
    return mail(
        f"""Return-Path: <>
Date: {DATE}
From: MAILER-DAEMON@correo.example
To: {OURS}
Message-ID: <qmail{one.number}@correo.example>
Subject: failure notice""",
        f"""Hi. This is the qmail-send program at correo.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{one.recipient}>:
192.0.2.9 does not like recipient.
Remote host said: 550 {one.code} {one.said}
Giving up on 192.0.2.9.

--- Below this line is a copy of the message.

Return-Path: <{OURS}>
Received: (qmail 4242 invoked by uid 0); {DATE}
{one.whole}
""",
    )


def _sendmail(one: Returned) -> bytes:
    return report(
        f"""Return-Path: <MAILER-DAEMON>
From: Mail Delivery Subsystem <MAILER-DAEMON@correo.example>
To: <{OURS}>
Subject: Returned mail: see transcript for details
Auto-Submitted: auto-generated (failure)
Message-Id: <202608111603.sendmail{one.number}@correo.example>
Date: {DATE}""",
        f"""The original message was received at {DATE}

   ----- The following addresses had permanent fatal errors -----
<{one.recipient}>
    (reason: 550 {one.code} {one.said})""",
        f"""Reporting-MTA: dns; correo.example
Received-From-MTA: DNS; tecnologico.example
Arrival-Date: {DATE}

Final-Recipient: RFC822; {one.recipient}
Action: failed
Status: {one.code}
Remote-MTA: DNS; mx.example
Diagnostic-Code: SMTP; 550 {one.code} {one.said}
Last-Attempt-Date: {DATE}""",
        one.whole,
    )


def _sendmail_delay(one: Returned) -> bytes:
    return report(
        f"""Return-Path: <>
From: Mail Delivery Subsystem <MAILER-DAEMON@correo.example>
To: <{OURS}>
Subject: Warning: could not send message for past 4 hours
Auto-Submitted: auto-generated (warning-timeout)
Message-Id: <202608111603.tarda{one.number}@correo.example>
Date: {DATE}""",
        "    **      THIS IS A WARNING MESSAGE ONLY      **",
        f"""Reporting-MTA: dns; correo.example

Final-Recipient: RFC822; {one.recipient}
Action: delayed
Status: 4.4.1
Will-Retry-Until: {DATE}""",
        one.header,
        kind="text/rfc822-headers",
    )


def _exim_delay(one: Returned) -> bytes:
    return mail(
        f"""Return-path: <>
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@correo.example>
To: {OURS}
Subject: Warning: message 1exim delayed 24 hours
Message-Id: <E1tarda{one.number}@correo.example>
Date: {DATE}""",
        f"""A message that you sent has not yet been delivered to one or more of its recipients
after more than 24 hours on the queue on correo.example.

  {one.recipient}
    Delay reason: Connection timed out

No action is required on your part.

Message-ID: {one.message_id}
""",
    )


def _smtputf8(one: Returned) -> bytes:
    """RFC 6533: the report's type for addresses beyond ASCII."""
    return _postfix(one).replace(b"message/delivery-status", b"message/global-delivery-status")


def _spanish(one: Returned) -> bytes:
    """A panel's own words, in text alone."""
    return mail(
        f"""From: Mail Delivery System <mailer-daemon@hospedaje.example>
To: {OURS}
Subject: Correo devuelto: error en la entrega
Date: {DATE}
Message-ID: <panel{one.number}@hospedaje.example>
Content-Type: text/plain; charset=utf-8""",
        f"""Su mensaje no se entregó a las siguientes direcciones:

<{one.recipient}>: 550 {one.code} {one.said}

El encabezado de su mensaje:

{one.header}
""",
    )


FAILED: dict[str, Form] = {
    "postfix": _postfix,
    "exim": _exim,
    "exim report": _exim_report,
    "exchange in English": _exchange_en,
    "exchange in Spanish": _exchange_es,
    "exchange as text": _exchange_plain,
    "gmail": _gmail,
    "gmail, header alone": _gmail_bare,
    "qmail": _qmail,
    "sendmail": _sendmail,
    "smtputf8": _smtputf8,
    "a hoster's panel": _spanish,
}
"""Bounces that say for good that a letter does not arrive."""

DELAYED: dict[str, Form] = {
    "postfix": _postfix_delay,
    "sendmail": _sendmail_delay,
    "exim": _exim_delay,
}
"""Warnings that a letter is late."""
