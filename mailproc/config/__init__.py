"""The configuration file (TOML) as typed settings.

`load(path)` gives Settings or raises ConfigurationError with one sentence per mistake: file, key, what was
expected, the mend. Secrets are never in the file: they come from a file, an environment variable or a systemd
credential. config.example.toml shows every key with its default; a test holds it to this package.
"""

from mailproc.config.institution import Clinic
from mailproc.config.loading import example, find, load
from mailproc.config.servers import MailboxServer, SmtpServer
from mailproc.config.settings import Folders, Policy, Settings

__all__ = [
    "Clinic",
    "Folders",
    "MailboxServer",
    "Policy",
    "Settings",
    "SmtpServer",
    "example",
    "find",
    "load",
]
