"""Why a mail server refuses a login, and what mends it: told apart by what the big providers answer."""

import re

from mailproc.mailbox.connection import Login

_EVERY_MAILBOX = "Set-TransportConfig -SmtpClientAuthenticationDisabled $false"

# Pattern of the server's answer, mend. The first that is found counts.
_POLICIES: tuple[tuple[str, str], ...] = (
    # https://aka.ms/smtp_auth_disabled; both come as 535 5.7.139
    (
        r"SmtpClientAuthentication is disabled for the Tenant",
        f"SMTP AUTH is switched off for the whole institute; its administrator runs `{_EVERY_MAILBOX}`, or for this "
        "mailbox alone `Set-CASMailbox -Identity {user} -SmtpClientAuthenticationDisabled $false`",
    ),
    (
        r"SmtpClientAuthentication is disabled",
        "SMTP AUTH is switched off for this mailbox; the institute's administrator runs "
        "`Set-CASMailbox -Identity {user} -SmtpClientAuthenticationDisabled $false`",
    ),
    (
        r"basic authentication is disabled|BasicAuthBlocked",
        "the provider takes no passwords any more: use [{table}.oauth] and run `mailproc login`",
    ),
    (
        r"5\.7\.139",
        "the institute's policy (security defaults or conditional access) forbids it; its administrator must allow it, "
        "and SMTP AUTH for this mailbox: `Set-CASMailbox -Identity {user} -SmtpClientAuthenticationDisabled $false`",
    ),
    # Exchange Online: the token is good, and the mailbox is not to be had with it.
    (
        r"authenticated but not connected",
        "the account is known and may not open this mailbox by IMAP; the administrator runs "
        "`Set-CASMailbox -Identity {user} -ImapEnabled $true`, and gives an app its permission with "
        "`Add-MailboxPermission`",
    ),
    # Gmail, to a password that is the account's own
    (
        r"application-specific password required|5\.7\.9\b",
        "make an app password in the Google account and use it, or use [{table}.oauth]",
    ),
    (
        r"web login required|log ?in via your web browser",
        "Google wants a person to log in by browser: use an app password, or [{table}.oauth] and `mailproc login`",
    ),
)


def mend(login: Login, table: str, answer: str = "", *, takes_tokens: bool = False) -> str:
    """What to do, without a full stop. `table` is "mailbox" or "smtp"; `takes_tokens`: the server offers XOAUTH2."""
    for pattern, remedy in _POLICIES:
        if re.search(pattern, answer, re.IGNORECASE):
            return remedy.format(user=login.user, table=table)
    if login.token:
        return (
            f"check that the account which logged in may use the mailbox in [{table}] url, and that the scopes in "
            f"[{table}.oauth] are right; then run `mailproc login` again"
        )
    check = f"check the user in url and the password of [{table}]"
    # Exchange Online answers a good password as it does a bad one.
    return f"{check}; where the provider takes no passwords, use [{table}.oauth]" if takes_tokens else check
