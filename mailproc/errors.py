"""One tree of errors by cause, and the exit codes of the command line.

Every message is one sentence (or two) that names the thing and the mend; the command line prints it
without a traceback. `temporary` tells whether the same step may work later without anybody's help.
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the command `mailproc` exits with; documented in README.md."""

    DONE = 0
    FAILURE = 1
    USAGE = 2
    CONFIGURATION = 3
    LOGIN_REFUSED = 4
    SERVER_UNREACHABLE = 5
    ANOTHER_INSTANCE = 6
    SET_ASIDE = 7


class MailprocError(Exception):
    """Anything a user of mailproc can cause or mend."""

    exit_code: ExitCode = ExitCode.FAILURE
    temporary: bool = False


class UsageError(MailprocError):
    """The words of the command are off (a file that is not there, a case that does not exist)."""

    exit_code = ExitCode.USAGE


class ConfigurationError(MailprocError):
    """The configuration names something unknown, wrong or absent."""

    exit_code = ExitCode.CONFIGURATION


class LoginRefused(MailprocError):
    """The server answered, and does not accept user or password."""

    exit_code = ExitCode.LOGIN_REFUSED


class ServerUnreachable(MailprocError):
    """No answer, no TLS, or a certificate that is not trusted."""

    exit_code = ExitCode.SERVER_UNREACHABLE
    temporary = True


class AnotherInstance(MailprocError):
    """A `run` or `once` already works this store."""

    exit_code = ExitCode.ANOTHER_INSTANCE
    temporary = True


class MailboxError(MailprocError):
    """The mail server failed amid an operation; the poll ends and is tried again."""

    temporary = True


class MessageGone(MailboxError):
    """The message is no longer where it was: expunged or moved by somebody else."""


class MessageRefused(MailboxError):
    """The server will not give, or not move, this one message; others may be sound."""


class DeletionRefused(MailboxError):
    """The server cannot delete one message without all others that are marked deleted (it has no UIDPLUS)."""

    temporary = False


class LetterDeferred(MailprocError):
    """Nothing was accepted; the letter may be tried again later (4xx, connection lost before DATA)."""

    temporary = True


class LetterRefused(MailprocError):
    """The server refused this letter for good (5xx); trying again is pointless."""


class AddressRefused(LetterRefused):
    """The server says for good that the recipient's address takes no mail: no other letter would arrive either."""


class ServerBusy(LetterDeferred):
    """The server sends everybody away for now (421): no letter would get through."""


class LetterUncertain(MailprocError):
    """Lost between DATA and its answer: the letter may or may not have gone (promise 2)."""


class LetterWithdrawn(MailprocError):
    """A person, or her word on the case, took the letter back before it went."""


class StoreError(MailprocError):
    """The store cannot be opened, is damaged, or belongs to a newer version."""


class StoreChanged(StoreError):
    """What a decision rests on was changed by a person meanwhile: nothing was written, decide anew."""

    temporary = True


class StoreBusy(StoreError):
    """The store is locked by another program, or its disk is full: nothing was written."""

    temporary = True
