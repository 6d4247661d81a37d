"""The commands as a person types them: exit codes, sentences, JSON; the daemon's start and end."""

import json
import os
import re
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailproc.cases.kinds import Kind
from tests.logged import clean
from tests.mail.house import House
from tests.mail.servers import DovecotOf
from tests.mail.smtp_server import SmtpPost
from tests.mail.typed import ROOT, mailproc, one_sentence, until
from tests.students import letters


@pytest.fixture
def home(account, post: SmtpPost, tmp_path) -> House:
    house = House(tmp_path, account, post)
    house.configure()
    return house


def test_no_configuration(tmp_path):
    done = mailproc("once", folder=tmp_path)
    assert done.returncode == 3
    one_sentence(done, "config.toml", "mailproc init")


def test_init_writes_an_example_that_only_lacks_what_is_ours_to_say(tmp_path):
    assert mailproc("init", folder=tmp_path).returncode == 0
    again = mailproc("init", folder=tmp_path)
    assert again.returncode == 2
    one_sentence(again, "config.toml", "left as it is")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("mode = ", "moode = "), ("policy.moode", "unknown key", "did you mean mode")),
        (('mode = "send"', "mode = 3"), ("policy.mode", "'observe'", "'send'")),
        (('name = "Marina Escandón"', 'name = ""'), ("officer.name", "empty")),
        (("[officer]", "[officer"), ("TOML",)),
        (('registrations = ["A3399990326"]', 'registrations = ["A3399990327"]'), ("registrations", "check digit")),
        (('registrations = ["A3399990326"]', ""), ("institution.registrations", "missing")),
        (("imaps://", "imap://"), ("mailbox.url", "imaps://")),
        (("per_minute = 1000", 'per_minute = "x"'), ("smtp.per_minute", "whole number")),
    ],
)
def test_a_broken_configuration_names_file_key_and_mend(home, change, named):
    text = home.config.read_text(encoding="utf-8")
    assert change[0] in text
    home.config.write_text(text.replace(*change), encoding="utf-8")
    done = home.run("once")
    assert done.returncode == 3
    one_sentence(done, "config.toml", *named)


def test_a_password_file_that_is_not_there(home):
    text = home.config.read_text(encoding="utf-8")
    home.config.write_text(text.replace("password_file = ", 'password_file = "nowhere" # '), encoding="utf-8")
    done = home.run("once")
    assert done.returncode == 3
    one_sentence(done, "nowhere", "password")


def test_a_wrong_password(home, tmp_path):
    wrong = tmp_path / "wrong"
    wrong.write_text("no es esta", encoding="utf-8")
    home.configure(mailbox_password=str(wrong))
    done = home.run("once")
    assert done.returncode == 4
    one_sentence(done, "password")


def test_a_server_that_is_not_there(home):
    home.configure(mailbox_url="imaps://nadie%40tecnologico.example@127.0.0.1:1")
    done = home.run("once")
    assert done.returncode == 5
    one_sentence(done, "127.0.0.1")


def test_a_server_whose_certificate_is_not_ours(home, post):
    home.configure(ca=str(ROOT / "tests" / "mail" / "house.py"))
    done = home.run("once")
    assert done.returncode in {3, 5}
    one_sentence(done, "ca_file")


def test_check_tells_all_is_well(home):
    done = home.run("check")
    assert done.returncode == 0, done.stdout
    assert "✗" not in done.stdout
    assert done.stdout.count("✓") == 10
    assert "✓ Lectura: sin red: los documentos se abren en un proceso sin red" in done.stdout


def test_check_gives_the_code_of_what_is_wrong(home, tmp_path):
    wrong = tmp_path / "wrong"
    wrong.write_text("no es esta", encoding="utf-8")
    home.configure(smtp_password=str(wrong))
    done = home.run("check")
    assert done.returncode == 4
    assert "✗ Salida de cartas" in done.stdout


def test_replay_tells_and_leaves_everything_as_it_is(home, tmp_path):
    letter = next(letter for letter in letters(datetime.now(UTC)) if letter.kind is Kind.HOJA)
    (tmp_path / "carta.eml").write_bytes(letter.raw)
    done = home.run("replay", "carta.eml", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["kind"], told["letter"], told["folder"]) == ("hoja", "hoja", "Afiliación/Hojas por emitir")
    assert home.cases() == []
    assert home.letters() == []


def test_status_before_and_after_a_run(home):
    before = json.loads(home.run("status", "--json").stdout)
    assert (before["last_poll"], before["backlog"]) == (None, 0)
    assert before["token_expires_at"] is None
    home.once()
    after = json.loads(home.run("status", "--json").stdout)
    assert after["last_poll"] is not None
    assert home.run("status").returncode == 0


def test_a_letter_that_breaks_the_reader_is_set_aside_and_the_next_one_is_handled(home):
    """Three runs in which deciding one message fails; the fourth gives it up."""
    some = {letter.kind: letter for letter in letters(datetime.now(UTC))}
    home.account.put_many([some[Kind.SIN_ADJUNTO].raw, some[Kind.CARNET].raw])
    for _ in range(3):
        assert home.run("once", driver=("-m", "tests.faults.broken")).returncode == 7
    last = home.run("once", driver=("-m", "tests.faults.broken"))
    assert last.returncode == 7
    assert [case["kind"] for case in home.cases()] == ["carnet"]
    assert json.loads(home.run("status", "--json").stdout)["set_aside"] == 1


@pytest.fixture
def daemon(home):
    """A running daemon that polls every second."""
    home.configure(more='[schedule]\npoll = "1s"\ndigest = "23:59"')
    process = subprocess.Popen(
        [sys.executable, "-m", "mailproc", "run", "-c", str(home.config)],
        cwd=home.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.wait()


def test_the_daemon_polls_by_the_clock_locks_and_ends_cleanly(home, daemon):
    letter = next(letter for letter in letters(datetime.now(UTC)) if letter.kind is Kind.CARNET)
    until(lambda: json.loads(home.run("status", "--json").stdout)["last_poll"])
    second = home.run("once")
    assert second.returncode == 6
    one_sentence(second, str(daemon.pid))
    home.account.put(letter.raw)
    until(home.letters)
    daemon.send_signal(signal.SIGTERM)
    _, log = daemon.communicate(timeout=60)
    assert daemon.returncode == 0, log
    assert "stopped" in log
    assert letter.sender not in log
    clean(log)
    assert home.run("once").returncode == 0


def reading(daemon: "subprocess.Popen[str]") -> bool:
    """Whether Tesseract runs, somewhere below the daemon."""
    parents, engines = {}, []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            pid, name, rest = re.fullmatch(r"(\d+) \((.*)\) (.*)\n", stat.read_text()).groups()
            parents[int(pid)] = int(rest.split()[1])
            engines += [int(pid)] if name == "tesseract" else []

    def below(pid: int) -> bool:
        return pid == daemon.pid or (pid in parents and below(parents[pid]))

    return any(below(pid) for pid in engines)


def test_a_daemon_that_is_ended_amid_a_photo_leaves_nothing_half_done(home, daemon):
    letter = next(letter for letter in letters(datetime.now(UTC)) if letter.title == "Vigente con nosotros, foto")
    home.account.put(letter.raw)
    until(lambda: reading(daemon))
    daemon.send_signal(signal.SIGTERM)
    _, log = daemon.communicate(timeout=90)
    assert daemon.returncode == 0, log
    clean(log)
    assert not reading(daemon)
    home.once()
    assert [(case["kind"], len(case["letters"])) for case in home.cases()] == [("hoja", 1)]
    assert len(home.letters()) == 1


def test_a_wrong_password_ends_the_daemon_at_its_start(home, tmp_path):
    wrong = tmp_path / "wrong"
    wrong.write_text("no es esta", encoding="utf-8")
    home.configure(mailbox_password=str(wrong))
    done = home.run("run")
    assert done.returncode == 4
    one_sentence(done, "password")


def test_a_maildir_needs_no_server(tmp_path, dovecot_of: DovecotOf):
    (tmp_path / "config.toml").write_text(
        '[institution]\nname = "Instituto"\nregistrations = ["A3399990326"]\n'
        '[officer]\nname = "Marina Escandón"\naddress = "afiliacion@tecnologico.example"\n'
        '[mailbox]\nurl = "maildir:buzon"\n[smtp]\nurl = "maildir:cartas"\n',
        encoding="utf-8",
    )
    done = mailproc("once", folder=tmp_path)
    assert done.returncode == 3
    one_sentence(done, "buzon")
