"""From a letter to the bytes that go."""

import email
import email.policy
from dataclasses import replace
from datetime import timedelta
from email.header import decode_header, make_header

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailproc.reply.envelope import REFERENCES, envelope, letter_id
from mailproc.reply.model import Part
from tests.unit.store.house import NOW, OFFICER, STUDENT, letter, settings

CONFIG = settings(institution={"name": "Instituto Tecnológico de Prueba, Campus Ñandú"})


def sent(what, **more):
    return email.message_from_bytes(envelope(what, CONFIG, date=NOW, **more), policy=email.policy.default)


def test_a_letter_carries_all_its_headers():
    mail = sent(letter())
    assert mail["From"].addresses[0].addr_spec == OFFICER
    assert mail["To"] == STUDENT
    assert mail["Subject"] == "Recibimos tu constancia (AF-26-00001)"
    assert mail["Date"].datetime == NOW
    assert mail["Message-ID"] == letter().message_id
    assert mail["In-Reply-To"] == "<1@correo.example>"
    assert mail["References"].split() == ["<0@correo.example>", "<1@correo.example>"]
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["X-Mailproc-Id"].strip() == letter().message_id
    assert mail["X-Mailproc"] == "letter alta"


def test_the_institutions_name_is_folded_into_encoded_words():
    raw = email.message_from_bytes(envelope(letter(), CONFIG, date=NOW))["From"]
    assert str(make_header(decode_header(raw))) == f"Instituto Tecnológico de Prueba, Campus Ñandú <{OFFICER}>"
    plain = settings(institution={"name": 'Instituto "Prueba", A. C.'})
    header = email.message_from_bytes(envelope(letter(), plain, date=NOW), policy=email.policy.default)["From"]
    assert [(one.display_name, one.addr_spec) for one in header.addresses] == [
        ('Instituto "Prueba", A. C.', OFFICER)
    ]


@pytest.mark.parametrize("template", ["digest", "alarm"])
def test_the_officers_mail_is_marked_as_its_own_class(template):
    mail = sent(letter(template=template, to=OFFICER))
    assert (mail["X-Mailproc"], mail["Auto-Submitted"]) == (template, "auto-generated")


def test_a_draft_is_the_officers_own_letter_but_for_our_mark():
    mail = sent(letter(), draft=True)
    assert mail["Auto-Submitted"] is None
    assert mail["X-Auto-Response-Suppress"] is None
    assert mail["X-Mailproc"] == "letter alta"


def test_text_stands_before_html():
    mail = sent(replace(letter(), text="Hola, ñandú:\n\n.\nFrom aquí\n", html="<p>Hola, ñandú</p>\n"))
    assert mail.get_content_type() == "multipart/alternative"
    parts = [(part.get_content_type(), part.get_content().replace("\r\n", "\n")) for part in mail.iter_parts()]
    assert parts == [
        ("text/plain", "Hola, ñandú:\n\n.\nFrom aquí\n"),
        ("text/html", "<p>Hola, ñandú</p>\n"),
    ]


def test_a_letter_without_html_is_plain_text():
    assert sent(replace(letter(), html="")).get_content_type() == "text/plain"


def test_every_try_gives_the_same_bytes_but_for_the_date():
    first = envelope(letter(), CONFIG, date=NOW)
    later = envelope(letter(), CONFIG, date=NOW + timedelta(hours=1))
    assert envelope(letter(), CONFIG, date=NOW) == first
    differing = [one for one, two in zip(first.splitlines(), later.splitlines(), strict=True) if one != two]
    assert differing == [b"Date: Thu, 20 Aug 2026 10:30:00 -0600"]


def test_long_message_ids_stay_whole():
    long = f"<{'a' * 120}@prod.outlook.example>"
    mail = envelope(replace(letter(), in_reply_to=long, references=(long,)), CONFIG, date=NOW)
    assert mail.count(long.encode()) == 2


def test_a_long_thread_keeps_its_first_and_its_last_messages():
    ids = tuple(f"<{number}@correo.example>" for number in range(100))
    kept = sent(replace(letter(), in_reply_to=ids[-1], references=ids))["References"].split()
    assert len(kept) == REFERENCES
    assert (kept[0], kept[-1]) == (ids[0], ids[-1])


@pytest.mark.parametrize(
    "broken", ["", "no brackets", "<a b@c>", "<a@b>\r\nBcc: <x@y>", "<ñ@b>", f"<{'a' * 999}@b>"]
)
def test_broken_message_ids_are_left_out(broken):
    mail = sent(replace(letter(), in_reply_to=broken, references=(broken, "<0@correo.example>")))
    assert mail["In-Reply-To"] is None
    assert mail["References"] == "<0@correo.example>"
    assert mail["Bcc"] is None


@given(st.text(max_size=400), st.text(max_size=60))
def test_no_subject_breaks_out_of_its_header(subject, name):
    config = settings(institution={"name": f"x{name}"})
    raw = envelope(replace(letter(), subject=subject), config, date=NOW)
    names = [key for key, _ in email.message_from_bytes(raw).items()]
    assert len(names) == len(set(names))
    assert "Bcc" not in names
    head = raw.partition(b"\r\n\r\n")[0]
    assert b"\n" not in head.replace(b"\r\n", b"")
    assert all(len(line) <= 998 for line in head.split(b"\r\n"))


def test_a_long_subject_is_cut_and_stays_readable():
    subject = "Recibimos tu constancia, señorita Ñúñez, " * 30
    raw = envelope(replace(letter(), subject=subject), CONFIG, date=NOW)
    value = email.message_from_bytes(raw)["Subject"]
    assert str(make_header(decode_header(value))).startswith("Recibimos tu constancia, señorita Ñúñez, Recibimos")
    assert all(len(word) <= 75 for word in value.split())


@pytest.mark.parametrize("subject", ["=?utf-8?q?=0D=0ABcc:_x?=", "turned \u202e around", "two\u2028lines\x00"])
def test_what_a_reader_might_execute_is_written_out(subject):
    value = sent(replace(letter(), subject=subject))["Subject"]
    assert not set(str(value)) & set("\r\n\u202e\u2028\x00")


def test_the_message_id_is_the_same_on_every_try_and_nobody_can_guess_it():
    made = letter_id(b"secreto", "AF-26-00123", "alta", "tecnologico.example")
    assert made == letter_id(b"secreto", "AF-26-00123", "alta", "tecnologico.example")
    assert made.startswith("<af-26-00123.")
    assert made.endswith("@tecnologico.example>")
    others = {
        letter_id(b"otro", "AF-26-00123", "alta", "tecnologico.example"),
        letter_id(b"secreto", "AF-26-00124", "alta", "tecnologico.example"),
        letter_id(b"secreto", "AF-26-00123", "hoja", "tecnologico.example"),
        letter_id(b"secreto", "AF-26-00123", "alta", "tecnologico.example", occasion="2"),
    }
    assert len({*others, made}) == 5


def test_pictures_lie_beside_the_page_that_shows_them_and_files_after_all():
    picture = Part("AF-26-00001-nss.jpg", "image/jpeg", b"\xff\xd8jpeg", "nss.1@tecnologico.example")
    table = Part(
        "casos.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes(range(256))
    )
    digest = replace(letter(template="digest", to=OFFICER), parts=(picture, table))
    raw = envelope(digest, CONFIG, date=NOW)
    assert raw == envelope(digest, CONFIG, date=NOW)
    assert max(map(len, raw.split(b"\r\n"))) <= 998 and b"\n" not in raw.replace(b"\r\n", b"")
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert not mail.defects
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/jpeg",
        table.media,
    ]
    shown = next(part for part in mail.walk() if part.get_content_type() == "image/jpeg")
    assert (shown["Content-ID"], shown.get_content_disposition()) == (f"<{picture.content_id}>", "inline")
    assert shown.get_payload(decode=True) == picture.content
    [attached] = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == (table.name, table.content)
    body = mail.get_body(("html",))
    assert body.get_content().strip() == digest.html
