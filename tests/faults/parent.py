"""A program that reads a document which hangs its worker; to be killed by a test. Its argument is the file for
the pids."""

import signal
import sys

from mailproc.documents.worker import Workers
from tests.faults.jobs import hang_with_a_child

if __name__ == "__main__":
    # As from a terminal: what is started in the background begins with SIGINT ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with Workers(workers=1, seconds=3600, job=hang_with_a_child) as workers:
        workers.read(sys.argv[1].encode(), name="malo")
