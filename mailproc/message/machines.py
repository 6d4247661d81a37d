"""Machines' addresses, by what stands before the `@`: one list for whose mail is a person's and for who gets a letter.

RFC 3834 section 2 (MAILER-DAEMON, owner-…, …-request), RFC 2142 section 4 (postmaster), names that ask for no answer.
"""

import re

_UNATTENDED = re.compile(
    r"""(?:.*[-_.])?(?:no|do[-_.]?not|nao|non)[-_.]?repl(?:y|ies)(?:[-_.+].*)?
      | (?:.*[-_.])?no[-_.]?(?:responder|responda|contestar|conteste)(?:[-_.+].*)?
      | bounces?(?:[-_.+=].*)? | .*[-_.+]bounces?(?:[-_.+=].*)?
      | owner-.* | .*-request | daemon | nobody | root
    """,
    re.VERBOSE,
)
_DAEMON = re.compile(r"(?:mailer|mail)[-_.]?daemon|microsoftexchange[0-9a-f]{32}|<>")
_POSTMASTER = re.compile(r"(?:postmaster|mmdf|mail[._-]delivery[._-]s(?:ub)?ystem|mdaemon)(?:[-_.+].*)?")


def unattended(local: str) -> bool:
    """Whether nobody reads what is sent to an address of this local part (lower case): no-reply, bounces, lists'
    handlers, a system's own accounts."""
    return _UNATTENDED.fullmatch(local) is not None


def daemon(local: str) -> bool:
    """Whether a mail server itself writes from there: a bounce, whatever it says."""
    return _DAEMON.fullmatch(local) is not None


def postmaster(local: str) -> bool:
    """Whether a mail server may write from there; a person may, too."""
    return _POSTMASTER.fullmatch(local) is not None


def machine(local: str) -> bool:
    """Whether no letter of ours may go there."""
    return unattended(local) or daemon(local) or postmaster(local)
