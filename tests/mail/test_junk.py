"""Likely constancias in Junk are counted, and nothing there is touched: Dovecot's folders, and a Maildir's."""

import threading
from datetime import timedelta
from email.message import EmailMessage

import pytest

from mailproc import daemon
from mailproc.mailbox.opening import open_mailbox
from mailproc.message.parse import parse
from mailproc.officer import junk
from mailproc.officer.junk import MOST, SMALLEST, count_junk
from mailproc.store import meta
from tests.mail.bureau import Bureau
from tests.mail.servers import DovecotOf

JUNK = ("Spam",)
DAY = timedelta(days=1)


@pytest.fixture
def bureau(dovecot_of: DovecotOf, tmp_path):
    return Bureau(tmp_path, dovecot_of("full").account())


def mail(sender: str, subject: str, *, file: str = "application/pdf", size: int = 4 * SMALLEST) -> bytes:
    """A message with a file of that type, "" for none."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "afiliacion@tecnologico.example", subject
    message["Message-ID"] = f"<{abs(hash((sender, subject, file, size)))}@correo.example>"
    message.set_content("Le mando lo que pidió.\n" if file else "x" * 70 + "\n")
    if file:
        main, sub = file.split("/")
        message.add_attachment(b"%PDF-1.7" + bytes(size), maintype=main, subtype=sub, filename="una.pdf")
    return message.as_bytes()


ANA = "l21270123@tecnologico.example"
LIKELY = [
    mail(ANA, "hola"),
    mail(ANA, "fotos", file="image/jpeg"),
    mail("ana@correo.example", "Mi CONSTANCIA de vigencia"),
    mail("ana@correo.example", "Afiliación al IMSS", file="application/octet-stream"),
]
UNLIKELY = [
    mail(ANA, "hola, sin nada", file=""),
    mail(ANA, "un logotipo", size=200),
    mail("ofertas@tienda.example", "Gana un viaje"),
    mail("otro@noescuela.example", "Factura"),
]


def count(bureau: Bureau) -> int:
    server = bureau.settings.mailbox
    return count_junk(bureau.store, bureau.settings, lambda: open_mailbox(server), now=bureau.now)


def test_likely_constancias_are_counted_and_left_alone(bureau):
    assert count(bureau) == 0
    bureau.account.create(JUNK)
    for raw in (*LIKELY, *UNLIKELY, mail(bureau.account.user, "Afiliación: 3 altas")):
        bureau.account.put(raw, JUNK, arrived=bureau.now - timedelta(hours=1))
    bureau.account.put(mail(ANA, "de hace mucho"), JUNK, arrived=bureau.now - 8 * DAY)
    before = bureau.account.messages(JUNK)
    assert count(bureau) == len(LIKELY)
    assert bureau.account.messages(JUNK) == before
    assert not any(stored.flags for stored in before)
    # What the last digest has told is not told again.
    meta.put(bureau.store, meta.Key.LAST_DIGEST, bureau.now)
    assert count(bureau) == 0
    meta.put(bureau.store, meta.Key.LAST_DIGEST, bureau.now + 300 * DAY)
    assert count(bureau) == len(LIKELY)


def test_the_digest_tells_it(bureau, monkeypatch):
    bureau.account.create(JUNK)
    for raw in LIKELY:
        bureau.account.put(raw, JUNK, arrived=bureau.now - timedelta(hours=1))
    monkeypatch.setattr(daemon, "utc_now", lambda: bureau.now)
    bureau.turn()
    clockwork = daemon.Daemon(bureau.settings, bureau.store, bureau.papers, daemon.Stop(threading.Event()))
    clockwork.step()
    (digest,) = bureau.letters
    text = " ".join(digest.get_body(("plain",)).get_content().split())
    assert "En la carpeta de correo no deseado hay 4 mensajes que parecen constancias." in text
    assert "Revísala y, si son de estudiantes, muévelos a la bandeja de entrada." in text
    assert len(bureau.account.messages(JUNK)) == 4


def test_of_a_flood_the_newest_are_looked_at(bureau):
    class Flood:
        """A mailbox with a flood in Junk."""

        def __init__(self, mailbox):
            self.mailbox, self.opened = mailbox, 0

        def __enter__(self):
            self.mailbox.__enter__()
            return self

        def __exit__(self, *error):
            self.mailbox.__exit__(*error)

        def special(self, use):
            return self.mailbox.special(use)

        def recent(self, folder, *, since):
            return self.mailbox.recent(folder, since=since) * (2 * MOST)

        def fetch_header(self, place):
            self.opened += 1
            return b"Subject: nada\n\n"

    bureau.account.create(JUNK)
    bureau.account.put(LIKELY[0], JUNK, arrived=bureau.now)
    flood = Flood(open_mailbox(bureau.settings.mailbox))
    assert count_junk(bureau.store, bureau.settings, lambda: flood, now=bureau.now) == 0
    assert flood.opened == MOST


def test_one_header_that_cannot_be_read_keeps_no_other_from_being_counted(bureau, monkeypatch, capsys):
    def fragile(raw, **how):
        if b"fotos" in raw:
            raise RuntimeError("fotos")
        return parse(raw, **how)

    monkeypatch.setattr(junk, "parse", fragile)
    bureau.account.create(JUNK)
    for raw in LIKELY:
        bureau.account.put(raw, JUNK, arrived=bureau.now - timedelta(hours=1))
    assert count(bureau) == len(LIKELY) - 1
    said = capsys.readouterr()
    assert "RuntimeError" in said.out + said.err
    assert "fotos" not in said.out + said.err


def test_a_server_that_is_down_makes_no_digest_wait(bureau, monkeypatch):
    monkeypatch.setattr(daemon, "utc_now", lambda: bureau.now)
    url = "imaps://nadie%40tecnologico.example@127.0.0.1:1"
    server = bureau.settings.mailbox.model_copy(update={"url": url})
    bureau.settings = bureau.settings.model_copy(update={"mailbox": server})
    clockwork = daemon.Daemon(bureau.settings, bureau.store, bureau.papers, daemon.Stop(threading.Event()))
    clockwork.step()
    assert meta.get(bureau.store, meta.Key.DIGEST_DAY) == "2026-08-20"
