"""What the big providers answer to a login, and the mend that each answer gets."""

import pytest

from mailproc.mailbox.connection import Login
from mailproc.mailbox.refusals import mend

USER = "afiliacion@tecnologico.example"
PASSWORD, TOKEN = Login(USER, password="secreta"), Login(USER, token="acceso")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit "
            "https://aka.ms/smtp_auth_disabled for more information.",
            ("Set-TransportConfig -SmtpClientAuthenticationDisabled $false",),
        ),
        (
            "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit "
            "https://aka.ms/smtp_auth_disabled for more information.",
            (f"Set-CASMailbox -Identity {USER} -SmtpClientAuthenticationDisabled $false",),
        ),
        (
            "5.7.139 Authentication unsuccessful, basic authentication is disabled.",
            ("[smtp.oauth]", "mailproc login"),
        ),
        (
            "5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated "
            "successfully. Contact your administrator.",
            ("policy", "administrator"),
        ),
        ("User is authenticated but not connected.", ("-ImapEnabled $true", "Add-MailboxPermission")),
        ("5.7.9 Application-specific password required.", ("app password",)),
        ("[WEBALERT x] Web login required.", ("browser", "[smtp.oauth]")),
        ("LOGIN failed.", ("the password of [smtp]", "takes no passwords, use [smtp.oauth]")),
    ],
)
def test_each_answer_has_its_mend(answer: str, words: tuple[str, ...]) -> None:
    told = mend(PASSWORD, "smtp", answer, takes_tokens=True)
    assert all(word in told for word in words), told
    assert "secreta" not in told


def test_oauth_is_not_spoken_of_where_the_server_knows_none() -> None:
    assert mend(PASSWORD, "mailbox", "LOGIN failed.") == "check the user in url and the password of [mailbox]"


def test_a_token_that_is_refused_is_no_matter_of_passwords() -> None:
    told = mend(TOKEN, "mailbox", "AUTHENTICATE failed.", takes_tokens=True)
    assert "password" not in told
    assert "mailproc login" in told


def test_no_secret_shows_in_a_traceback() -> None:
    assert "secreta" not in repr(PASSWORD)
    assert "acceso" not in repr(TOKEN)
