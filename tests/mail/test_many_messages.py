"""Ten thousand messages cost hardly more memory than one thousand: numbers are listed, messages fetched one by one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mail.bureau import Bureau
from tests.mail.servers import DovecotOf
from tests.mail.typed import environment

PAD = b"x" * 70 + b"\n"
EACH = 5_000
"""Bytes of a message: ten thousand are fifty megabytes."""

CHILD = """
import sys, threading
from pathlib import Path
from sqlalchemy import insert, select
from mailproc.config import load
from mailproc.daemon import utc_now
from mailproc.mailbox.opening import open_mailbox
from mailproc.store import schema
from mailproc.store.opening import open_store
from mailproc.turning import Stop, turn
from tests.mail.semester.students import Papers

settings = load(Path(sys.argv[1]))
store = open_store(settings.store_url, account=settings.account)
with open_mailbox(settings.mailbox) as mailbox:
    waiting = list(mailbox.waiting(("INBOX",), known=frozenset()))
    for envelope in waiting[::50]:
        mailbox.fetch(envelope.place)
# All but the first hundred are known: what a mailbox looks like that is in use.
known = waiting[100:]
for start in range(0, len(known), 500):
    with store.writing() as session:
        for number, envelope in enumerate(known[start : start + 500], start):
            row = {"account_id": store.account_id, "fingerprint": str(number), "message_id": f"<{number}@x.example>",
                   "arrived": envelope.arrived, "size": envelope.size, "subject": "", "outcome": "old", "reasons": [],
                   "silent": "", "automatic": False, "recorded_at": utc_now()}
            key = session.execute(insert(schema.Message).values(row)).inserted_primary_key[0]
            place = envelope.place
            session.execute(insert(schema.Place).values(
                account_id=store.account_id, folder=place.folder, validity=place.validity, uid=place.uid,
                message_id=key, tries=0))
del waiting, known
polled = turn(settings, store, Papers(), stop=Stop(threading.Event()), now=utc_now)
print(polled.old + polled.handled, open("/proc/self/status").read().partition("VmHWM:")[2].split()[0])
"""


def fill(bureau: Bureau, number: int) -> None:
    """Put messages where Dovecot finds them."""
    bureau.account.put(b"Subject: la primera\n\n")  # makes the Maildir
    new, like = bureau.account.maildir / "new", bureau.account.maildir.stat()
    new.mkdir(exist_ok=True)
    os.chown(new, like.st_uid, like.st_gid)
    for one in range(number - 1):
        path = new / f"{1_700_000_000 + one}.M{one}P1.correo"
        head = f"From: a{one % 300}@otra.example\nSubject: Boletin {one}\nMessage-ID: <{one}@otra.example>\n\n"
        path.write_bytes(head.encode() + PAD * (EACH // len(PAD)))
        os.chown(path, like.st_uid, like.st_gid)


def memory(dovecot_of: DovecotOf, folder: Path, number: int) -> int:
    """The most that a turn over so many messages takes, in kB."""
    folder.mkdir()
    bureau = Bureau(folder, dovecot_of("full").account())
    bureau.store.close()
    fill(bureau, number)
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(folder / "config.toml")],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    handled, most = done.stdout.split()[-2:]
    assert int(handled) == 100
    shutil.rmtree(bureau.account.maildir)
    return int(most)


@pytest.mark.sweep
def test_ten_thousand_messages_take_hardly_more_memory_than_a_thousand(
    dovecot_of: DovecotOf, tmp_path: Path
) -> None:
    few, many = (memory(dovecot_of, tmp_path / str(number), number) for number in (1_000, 10_000))
    # Nine thousand numbers, dates and sizes; their mail would be forty-five megabytes.
    assert many - few < 25_000, (few, many)
