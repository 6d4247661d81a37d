"""The commands, and nothing else. Each imports what it needs when it runs: `mailproc --help` is instant.

Help texts and errors are English, for the installer; what officer and student see is Spanish.
"""

from mailproc.cli import at_work, desk, records
from mailproc.cli.root import app, main

__all__ = ["app", "at_work", "desk", "main", "records"]
