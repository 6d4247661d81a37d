"""The systemd files agree with the program, with each other, and with the guide for the installer."""

import subprocess
import tomllib
from pathlib import Path

import pytest

from mailproc.config.loading import DEFAULT_PATHS
from mailproc.errors import ExitCode

ROOT = Path(__file__).parents[2]


def directives(name: str) -> dict[str, list[str]]:
    """The directives of the unit's [Service], each with its values in order."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in (ROOT / "systemd" / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line
        elif line and not line.startswith("#") and section == "[Service]":
            key, equals, value = line.partition("=")
            assert equals and key.isalpha(), line
            found.setdefault(key, []).append(value)
    return found


def rows(name: str) -> list[list[str]]:
    """The lines of a sysusers or tmpfiles file, split."""
    text = (ROOT / "systemd" / name).read_text(encoding="utf-8")
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


SERVICE = directives("mailproc.service")


def test_it_runs_the_daemon_with_a_configuration_that_the_commands_find_by_themselves() -> None:
    (start,) = SERVICE["ExecStart"]
    program, command, option, path = start.split()
    assert (Path(program).name, command, option) == ("mailproc", "run", "-c")
    assert Path(path) in DEFAULT_PATHS


def test_a_mistake_that_only_a_person_mends_is_not_tried_again() -> None:
    (codes,) = SERVICE["RestartPreventExitStatus"]
    assert {int(code) for code in codes.split()} == {
        ExitCode.USAGE,
        ExitCode.CONFIGURATION,
        ExitCode.LOGIN_REFUSED,
    }
    assert SERVICE["Restart"] == ["on-failure"]


def test_the_credential_has_the_name_that_the_example_configuration_asks_for() -> None:
    example = tomllib.loads((ROOT / "config.example.toml").read_text(encoding="utf-8"))
    (credential,) = SERVICE["LoadCredential"]
    name, _, path = credential.partition(":")
    assert name == example["mailbox"]["password_file"] == example["smtp"]["password_file"]
    assert Path(path).parent in {default.parent for default in DEFAULT_PATHS}


def test_systemd_waits_for_signs_of_life_of_the_daemon_itself() -> None:
    assert (SERVICE["Type"], SERVICE["NotifyAccess"]) == (["notify"], ["main"])
    assert SERVICE["WatchdogSec"] == ["2min"]
    assert SERVICE["TimeoutStartSec"] == ["5min"], "longer than the waits of a first connection"


def test_the_first_sigterm_reaches_the_daemon_alone_and_what_is_left_is_killed() -> None:
    """The daemon ends the message in hand itself; a worker that does not end must not outlive it."""
    assert SERVICE["KillMode"] == ["mixed"]
    assert int(SERVICE["TimeoutStopSec"][0]) > 60


@pytest.mark.parametrize(
    "directive",
    [
        "LockPersonality",
        "MemoryDenyWriteExecute",
        "NoNewPrivileges",
        "PrivateDevices",
        "PrivateTmp",
        "ProtectClock",
        "ProtectControlGroups",
        "ProtectHome",
        "ProtectHostname",
        "ProtectKernelLogs",
        "ProtectKernelModules",
        "ProtectKernelTunables",
        "RestrictNamespaces",
        "RestrictRealtime",
        "RestrictSUIDSGID",
    ],
)
def test_it_is_hardened(directive: str) -> None:
    assert SERVICE[directive] == ["yes"]


def test_it_writes_nothing_but_its_state_folder() -> None:
    assert SERVICE["ProtectSystem"] == ["strict"]
    assert SERVICE["StateDirectory"] == ["mailproc"]
    assert "ReadWritePaths" not in SERVICE
    assert SERVICE["UMask"] == ["0077"]


def test_it_holds_no_capability_and_speaks_only_the_internet_and_local_sockets() -> None:
    assert SERVICE["CapabilityBoundingSet"] == [""]
    assert set(SERVICE["RestrictAddressFamilies"][0].split()) == {"AF_UNIX", "AF_INET", "AF_INET6"}


def test_its_workers_may_bound_themselves() -> None:
    """Their memory limit is setrlimit, which @system-service allows and a further ~@resources would not."""
    assert SERVICE["SystemCallFilter"] == ["@system-service", "~@privileged"]


def test_systemd_itself_judges_it_well_hardened() -> None:
    """Exposure below 2.0 of 10, in tenths."""
    unit = ROOT / "systemd" / "mailproc.service"
    judged = ["systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", str(unit)]
    done = subprocess.run(judged, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_service_user_and_folders_belong_together() -> None:
    (user,) = rows("mailproc.sysusers")
    assert SERVICE["User"] == SERVICE["Group"] == [user[1]]
    folders = {row[1]: row for row in rows("mailproc.tmpfiles")}
    state = folders[f"/var/lib/{SERVICE['StateDirectory'][0]}"]
    assert state[2:] == ["0700", user[1], user[1]]
    assert user[-1] == state[1]
    for path, row in folders.items():
        if path.startswith("/etc"):
            assert row[3:] == ["root", user[1]], "the daemon reads its configuration and cannot write it"
            assert row[2][-1] == "0", "others see nothing"


def test_the_guide_installs_each_of_the_files() -> None:
    guide = (ROOT / "docs" / "instalacion.md").read_text(encoding="utf-8")
    for path in (ROOT / "systemd").iterdir():
        assert f"systemd/{path.name}" in guide
    assert SERVICE["ExecStart"][0].split()[0] in guide
    assert SERVICE["LoadCredential"][0].partition(":")[2] in guide
