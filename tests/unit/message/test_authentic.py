"""Only the receiving server's word counts, and a fail makes a person look."""

from datetime import UTC, datetime

import pytest

from mailproc.message.authentic import Verdict, authenticity, doubts
from mailproc.message.parse import parse

ARRIVED = datetime(2026, 8, 11, 16, 3, tzinfo=UTC)
GMAIL = (
    "mx.google.example; dkim=pass header.i=@b.example header.s=2023 header.b=abc; spf=pass (domain of "
    "ana@b.example designates 192.0.2.1 as permitted sender) smtp.mailfrom=ana@b.example; "
    "dmarc=pass (p=NONE dis=NONE) header.from=b.example"
)
MICROSOFT = (
    "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=b.example; dkim=pass (signature was verified) "
    "header.d=b.example;dmarc=pass action=none header.from=b.example;compauth=pass reason=100"
)
MICROSOFT_FAIL = MICROSOFT.replace("dmarc=pass", "dmarc=fail").replace("compauth=pass", "compauth=fail")


def mail(*results, sender="Ana <ana@b.example>", extra=""):
    fields = "".join(f"Authentication-Results: {value}\r\n" for value in results)
    return parse(f"{fields}From: {sender}\r\n{extra}\r\nx".encode(), arrived=ARRIVED)


@pytest.mark.parametrize(
    ("results", "verdict"),
    [
        ([GMAIL], Verdict.PASS),
        ([GMAIL.upper()], Verdict.PASS),
        ([f"{GMAIL};"], Verdict.PASS),
        ([], Verdict.NEUTRAL),
        (["mx.google.example; none"], Verdict.NEUTRAL),
        (["mx.google.example 1; none"], Verdict.NEUTRAL),
        (["otro.example; dmarc=pass header.from=b.example"], Verdict.NEUTRAL),
        (["otro.example; dmarc=fail header.from=b.example"], Verdict.NEUTRAL),
        (["mx.google.example; dmarc=fail header.from=b.example"], Verdict.FAIL),
        (["mx.google.example; spf=fail smtp.mailfrom=b.example"], Verdict.FAIL),
        (["mx.google.example; dkim=fail header.d=b.example"], Verdict.FAIL),
        (["mx.google.example; spf=softfail smtp.mailfrom=b.example"], Verdict.NEUTRAL),
        (["mx.google.example; spf=none; dkim=none; dmarc=none"], Verdict.NEUTRAL),
        # Forwarded by a rule: SPF breaks, DKIM and so DMARC hold.
        (["mx.google.example; spf=fail smtp.mailfrom=f.example; dmarc=pass header.from=b.example"], Verdict.PASS),
        (["mx.google.example; dkim=fail header.d=b.example; dkim=pass header.d=b.example"], Verdict.PASS),
        (
            ["mx.google.example; dkim=pass header.d=malo.example; spf=pass smtp.mailfrom=malo.example"],
            Verdict.NEUTRAL,
        ),
        (["mx.google.example; dkim=pass header.d=correo.b.example"], Verdict.PASS),
        (["mx.google.example; dkim=pass header.d=example"], Verdict.NEUTRAL),
        (["mx.google.example; dmarc=pass header.from=malo.example"], Verdict.FAIL),
        # Only the topmost of that server: one below came with the message.
        (["mx.google.example; dmarc=fail header.from=b.example", GMAIL], Verdict.FAIL),
        (["mx.google.example; spf=none", GMAIL], Verdict.NEUTRAL),
        (["otro.example; dmarc=fail", GMAIL], Verdict.PASS),
        # What cannot be parsed proves nothing, yet its fail is heard.
        (["mx.google.example; spf=pass smtp.mailfrom=<a@b.example>; dmarc=fail"], Verdict.FAIL),
        (["mx.google.example; dmarc=pass header.from=<b.example> ("], Verdict.NEUTRAL),
        (["mx.google.example; ((((((("], Verdict.NEUTRAL),
        (
            ['mx.google.example; spf=none (dmarc=pass) smtp.mailfrom="; dmarc=pass"@x.example'],
            Verdict.NEUTRAL,
        ),
    ],
)
def test_with_the_server_known(results, verdict):
    found = authenticity(mail(*results), authserv_id="MX.google.example")
    assert found.verdict is verdict
    assert found.reason


@pytest.mark.parametrize(
    ("results", "verdict"),
    [
        ([], Verdict.NEUTRAL),
        ([GMAIL], Verdict.NEUTRAL),
        ([MICROSOFT], Verdict.NEUTRAL),
        ([MICROSOFT_FAIL], Verdict.FAIL),
        (["spf=none (sender IP is ) smtp.mailfrom=b.example; dmarc=none; compauth=fail reason=001"], Verdict.FAIL),
        (["dmarc=fail"], Verdict.FAIL),
        (
            ["x.example; spf=fail smtp.mailfrom=b.example; dkim=fail; dmarc=fail header.from=b.example", GMAIL],
            Verdict.FAIL,
        ),
        ([GMAIL, "x.example; dmarc=fail"], Verdict.NEUTRAL),
    ],
)
def test_with_no_server_known_a_pass_proves_nothing(results, verdict):
    assert authenticity(mail(*results)).verdict is verdict


def test_a_nameless_field_is_no_named_servers():
    assert authenticity(mail(MICROSOFT_FAIL), authserv_id="mx.google.example").verdict is Verdict.NEUTRAL


@pytest.mark.parametrize(
    ("sender", "extra", "part"),
    [
        ("Ana <ana@b.example>", "", None),
        ("Ana <ana@b.example>", "Reply-To: ANA@b.example\r\n", None),
        ("Ana <ana@b.example>", "Reply-To: otra@malo.example\r\n", "otra dirección"),
        ("Ana <ana@b.example>", "Reply-To: ana@b.example, otra@malo.example\r\n", "otra dirección"),
        ("Ana <ana@b.example>, Eva <eva@b.example>", "", "varios remitentes"),
        ("Ana <ana@b.example>", "From: Eva <eva@b.example>\r\n", "varios remitentes"),
        ("Ana", "", "rota"),
        ("", "", "rota"),
        ('"direccion@tuxtla.example" <ana@b.example>', "", "muestra otra dirección"),
        ('"ana@b.example" <ana@b.example>', "", None),
    ],
)
def test_doubts_about_the_sender(sender, extra, part):
    reasons = doubts(mail(sender=sender, extra=extra))
    assert len(reasons) == (part is not None)
    assert part is None or part in reasons[0]


def test_no_sender_is_a_doubt():
    assert doubts(parse(b"Subject: x\r\n\r\ny", arrived=ARRIVED)) == ("no trae remitente",)
