"""Mail as clients really send it becomes text and files."""

import base64
from datetime import UTC, datetime, timedelta, timezone

import pytest

from mailproc.message.parse import parse

ARRIVED = datetime(2026, 8, 11, 10, 3, tzinfo=timezone(timedelta(hours=-6)))
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n" + bytes(range(256))
HEAD = (
    b"From: Ana <ana@b.example>\r\nMessage-ID: <1@b.example>\r\n"
    b"Date: Tue, 11 Aug 2026 10:03:12 -0600\r\nMIME-Version: 1.0\r\n"
)
ATTACHED = "Content-Type: application/pdf\nContent-Disposition: attachment;"


def mail(rest, head=HEAD):
    rest = rest if isinstance(rest, bytes) else rest.encode()
    return parse(head + rest.replace(b"\n", b"\r\n"), arrived=ARRIVED)


def mixed(*parts, kind="mixed"):
    body = "".join(f"--b\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="b"\n\n{body}--b--\n'


def pdf(header="Content-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment; filename=a.pdf"):
    return f"{header}\nContent-Transfer-Encoding: base64\n\n{base64.encodebytes(PDF).decode()}"


def test_a_plain_mail():
    message = mail("To: Afil <Afil@X.example>, b@x.example\nSubject: Hola\n\nBuenas\ntardes\n")
    assert message.sender is not None
    assert (message.sender.name, message.sender.address, message.senders) == ("Ana", "ana@b.example", 1)
    assert [person.address for person in message.to] == ["afil@x.example", "b@x.example"]
    assert message.date == datetime(2026, 8, 11, 16, 3, 12, tzinfo=UTC)
    assert message.arrived == ARRIVED
    assert message.arrived.tzinfo is UTC
    assert (message.subject, message.text, message.attachments, message.problems) == (
        "Hola",
        "Buenas\ntardes",
        (),
        (),
    )
    assert message.message_id == "<1@b.example>"


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Content-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment; filename=b.pdf", "b.pdf"),
        ("Content-Type: application/pdf; name=a.pdf", "a.pdf"),
        ("Content-Type: application/pdf", ""),
        ("Content-Type: application/octet-stream; name=a.pdf", "a.pdf"),
        ("Content-Type: application/pdf\nContent-Disposition: inline; filename=a.pdf", "a.pdf"),
        (
            "Content-Type: application/pdf\nContent-Disposition: attachment; filename*=utf-8''ni%C3%B1a.pdf",
            "niña.pdf",
        ),
        (
            f'{ATTACHED}\n filename*0="vigen";\n filename*1="cia.pdf"',
            "vigencia.pdf",
        ),
        ('Content-Type: application/pdf; name="=?utf-8?Q?ni=C3=B1a=2Epdf?="', "niña.pdf"),
        ("Content-Type: application/pdf\nContent-Disposition: attachment; filename=niña.pdf", "niña.pdf"),
        ('Content-Type: application/pdf; name="../../etc/a.pdf"', "a.pdf"),
        ('Content-Type: application/pdf; name="C:\\\\docs\\\\a.pdf"', "a.pdf"),
        ('Content-Type: application/pdf; name="=?utf-8?Q?a=0D=0AX-Evil=3A=201=2Epdf?="', "a X-Evil: 1.pdf"),
        ('Content-Type: application/pdf; name="a\u202efdp.exe"', "afdp.exe"),
    ],
)
def test_a_file_however_it_is_declared(header, name):
    message = mail(mixed("Content-Type: text/plain\n\nva", pdf(header)))
    assert [(file.name, file.content) for file in message.attachments] == [(name, PDF)]
    assert message.text == "va"


def test_a_long_name_keeps_its_extension():
    header = f'Content-Type: application/pdf; name="{"x" * 900}.pdf"'
    (file,) = mail(mixed(pdf(header))).attachments
    assert len(file.name) <= 150
    assert file.name.endswith("x.pdf")


def test_a_mail_that_is_only_a_file():
    message = mail(pdf())
    assert [file.content for file in message.attachments] == [PDF]
    assert message.text == ""


def test_inline_is_told():
    cid = "Content-Type: image/png\nContent-ID: <1>\nContent-Transfer-Encoding: base64\n\niVBORw0K"
    message = mail(mixed("Content-Type: text/plain\n\nva", cid, pdf(), kind="related"))
    assert [file.inline for file in message.attachments] == [True, False]


def test_apple_mail_puts_the_pdf_beside_the_html():
    inner = (
        "Content-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: text/html\n\n<b>va</b>\n--c\n"
        + pdf()
        + "\n--c--"
    )
    message = mail(mixed("Content-Type: text/plain\n\nva simple", inner, kind="alternative"))
    assert message.text == "va simple"
    assert [file.content for file in message.attachments] == [PDF]


def test_text_around_a_file_is_one_text():
    piece = 'Content-Type: text/plain; name="ATT00001.txt"\nContent-Disposition: attachment\n\nabajo'
    message = mail(mixed("Content-Type: text/plain\n\narriba", pdf(), piece))
    assert message.text == "arriba\nabajo"
    assert len(message.attachments) == 1


def test_html_alone_is_read():
    message = mail(
        "Content-Type: text/html; charset=utf-8\n\n<p>Buenas <b>tardes</b></p><style>p{}</style><p>adiós</p>"
    )
    assert message.text == "Buenas tardes\nadiós"


def test_the_plain_version_wins_unless_it_is_blank():
    html = "Content-Type: text/html\n\n<p>html</p>"
    assert mail(mixed("Content-Type: text/plain\n\nsimple", html, kind="alternative")).text == "simple"
    assert mail(mixed("Content-Type: text/plain\n\n \n", html, kind="alternative")).text == "html"


@pytest.mark.parametrize(
    ("charset", "content", "text", "told"),
    [
        ("utf-8", "niña".encode(), "niña", False),
        ("iso-8859-1", "niña".encode("latin-1"), "niña", False),
        ("windows-1252", "“niña”".encode("cp1252"), "“niña”", False),
        ("iso-8859-1", "niña".encode(), "niña", False),
        ("utf-8", "niña".encode("latin-1"), "niña", True),
        ("us-ascii", "niña".encode(), "niña", True),
        ("x-no-existe", "niña".encode(), "niña", True),
        ("rot13", b"hola", "hola", True),
        ("unicode_escape", b"\\u0041", "\\u0041", True),
        ("utf-16", "niña".encode("utf-16"), "niña", False),
        ("\x00", "niña".encode(), "niña", True),
    ],
)
def test_charsets_that_lie(charset, content, text, told):
    head = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: base64\n\n".encode()
    message = mail(head + base64.encodebytes(content))
    assert message.text == text
    assert ("charset" in message.problems) is told


def test_truncated_base64_gives_what_there_is():
    whole = base64.encodebytes(PDF).decode().strip()
    for cut in (1, 2, 3, 5):
        message = mail(
            f"Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n{whole[:-cut]}\n"
        )
        (file,) = message.attachments
        assert PDF.startswith(file.content)
        assert len(PDF) - len(file.content) <= 6
    assert (
        "base64"
        in mail(f"Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n{whole[:-5]}\n").problems
    )


def test_a_footer_below_base64_is_left_out():
    body = base64.encodebytes(PDF).decode() + "\n-- \nAviso de privacidad\n"
    (file,) = mail(f"Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n{body}").attachments
    assert file.content == PDF


def test_a_forwarded_messages_files_are_files():
    inner = "From: x@y.example\nSubject: =?utf-8?Q?vigencia?=\n" + mixed(
        "Content-Type: text/plain\n\nte lo paso", pdf()
    ).replace('"b"', '"i"').replace("--b", "--i")
    message = mail(mixed("Content-Type: text/plain\n\nva", f"Content-Type: message/rfc822\n\n{inner}"))
    assert [file.content for file in message.attachments] == [PDF]
    assert message.text.startswith("va\n\n---------- Forwarded message")
    assert message.text.endswith("vigencia\nte lo paso")


@pytest.mark.parametrize(
    "header", ["message/rfc822", 'application/octet-stream; name="reenviado.eml"', 'application/pdf; name="x.EML"']
)
def test_a_forwarded_message_in_base64_or_as_eml(header):
    inner = "From: x@y.example\nSubject: s\n" + mixed(pdf()).replace('"b"', '"i"').replace("--b", "--i")
    coded = base64.encodebytes(inner.encode()).decode()
    message = mail(mixed(f"Content-Type: {header}\nContent-Transfer-Encoding: base64\n\n{coded}"))
    assert [file.content for file in message.attachments] == [PDF]


def test_an_empty_file_is_a_file():
    message = mail(mixed("Content-Type: text/plain\n\nva", "Content-Type: application/pdf; name=a.pdf\n\n"))
    assert [(file.name, file.content) for file in message.attachments] == [("a.pdf", b"")]


def test_signatures_and_reports_are_nobodys_file():
    signature = (
        "Content-Type: application/pkcs7-signature; name=smime.p7s\nContent-Transfer-Encoding: base64\n\nMIAG"
    )
    report = "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nAction: failed"
    assert mail(mixed("Content-Type: text/plain\n\nva", signature, report)).attachments == ()


def test_no_line_break_survives_in_a_display_string():
    message = mail(
        "Subject: =?utf-8?Q?hola=0D=0ABcc=3A_x=40y=2Eexample?=\nReply-To: =?utf-8?Q?a=0Ab?= <r@b.example>\n\nhola",
    )
    assert message.subject == "hola Bcc: x@y.example"
    assert message.reply_to[0].name == "a b"
    assert "\n" not in "".join(value for _, value in message.headers)


def test_bidi_controls_are_taken_out():
    assert mail("Subject: =?utf-8?Q?a=E2=80=AEb?=\n\nx\u202ey\x00z\n").subject == "ab"
    assert mail("Content-Type: text/plain; charset=utf-8\n\nx\u202ey\x00z\n").text == "xy z"


def test_a_folded_header_is_one_line():
    message = mail("Subject: uno\n dos\n\t tres\nReferences: <a@x.example>\n <b@x.example>\n\nx")
    assert message.subject == "uno dos tres"
    assert message.references == ("<a@x.example>", "<b@x.example>")


def test_an_encoded_comma_is_no_second_sender():
    message = parse(
        b"From: =?utf-8?Q?Ruiz=2C_Ana_=3Cmala=40x=2Eexample=3E?= <ana@b.example>\r\n\r\nx", arrived=ARRIVED
    )
    assert message.sender is not None
    assert (message.sender.address, message.senders) == ("ana@b.example", 1)
    assert message.sender.name == "Ruiz, Ana <mala@x.example>"


def test_an_encoded_result_stays_encoded():
    raw = b"Authentication-Results: mx.example; spf=fail smtp.mailfrom==?utf-8?Q?x=3B_dmarc=3Dpass?=\r\n\r\nx"
    assert "dmarc=pass" not in parse(raw, arrived=ARRIVED).header("authentication-results")


@pytest.mark.parametrize(
    ("field", "address", "count"),
    [
        ("ana@b.example", "ana@b.example", 1),
        ('"Ana" <ANA@B.example>', "ana@b.example", 1),
        ("", "", 0),
        ("<>", "", 0),
        ("Ana", "", 0),
        ("Ana <ana@>", "", 0),
        ("Ana <ana b@x.example>", "", 0),
        ("a@x.example, b@x.example", "a@x.example", 2),
        ("undisclosed-recipients:;", "", 0),
        ("=?utf-8?Q?ana=40b=2Eexample?=", "", 0),
        ("<ana@b.example", "ana@b.example", 1),
    ],
)
def test_from_fields(field, address, count):
    message = parse(f"From: {field}\r\n\r\nx".encode(), arrived=ARRIVED)
    assert (message.sender.address if message.sender else "", message.senders) == (address, count)


def test_two_addresses_glued_together_are_not_a_third():
    # CVE-2023-27043: what is taken for the sender must stand in the field as it is.
    message = parse(b"From: alice@example.org]<bob@example.org>\r\n\r\nx", arrived=ARRIVED)
    assert message.sender is None or message.sender.address in ("", "bob@example.org")


def test_no_from_is_none():
    assert parse(b"Subject: x\r\n\r\ny", arrived=ARRIVED).sender is None


@pytest.mark.parametrize(
    "field",
    [
        "",
        "ayer",
        "Tue, 99 Aug 2026 10:03:12 -0600",
        "Tue, 11 Aug 99999 10:03:12",
        "Tue, 11 Aug 2026 99:99:99",
    ],
)
def test_a_broken_date_is_none(field):
    assert parse(f"Date: {field}\r\n\r\nx".encode(), arrived=ARRIVED).date is None


@pytest.mark.parametrize(
    ("field", "message_id"),
    [
        ("<a@b>", "<a@b>"),
        ("a@b.example", "<a@b.example>"),
        ("", ""),
        ("<a b@c>", ""),
        ("basura", ""),
        (" <a@b> (x)", "<a@b>"),
    ],
)
def test_message_ids(field, message_id):
    assert parse(f"Message-ID: {field}\r\n\r\nx".encode(), arrived=ARRIVED).message_id == message_id


def test_a_header_alone():
    message = parse(
        HEAD + b"Subject: grande\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n",
        arrived=ARRIVED,
        truncated=True,
    )
    assert (message.truncated, message.text, message.attachments) == (True, "", ())
    assert message.subject == "grande"
    assert message.problems == ()


def test_headers_are_found_in_any_case_topmost_first():
    message = mail("Received: uno\nReceived: dos\n\nx")
    assert message.header("RECEIVED") == "uno"
    assert message.all("received") == ("uno", "dos")
    assert message.header("nada") == ""


def test_a_multipart_without_its_boundary_is_told():
    message = mail("Content-Type: multipart/mixed\n\nhola")
    assert "parts" in message.problems
    assert message.text == "hola"


def test_a_cut_multipart_gives_what_arrived():
    whole = mixed("Content-Type: text/plain\n\nva", pdf())
    message = mail(whole[: whole.index("--b--")])
    assert message.text == "va"
    assert [file.content for file in message.attachments] == [PDF]
