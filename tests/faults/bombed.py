"""`mailproc once` in a process that may hold so many megabytes; what came of it, and its peak, are its last two lines.

python -m tests.faults.bombed MEGABYTES CONFIG
"""

import resource
import sys
from pathlib import Path

from mailproc.config.loading import load
from mailproc.daemon import once


def main() -> None:
    """The workers set a limit of their own; what they are allowed is not what this process may use."""
    megabytes, config = int(sys.argv[1]), Path(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 1_000_000, resource.RLIM_INFINITY))
    polled = once(load(config), progress=lambda _done, _total: None)
    print(polled)
    # Not ru_maxrss, which a process takes over from the one that forked it: here a test runner with engines in it.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(int(status.partition("VmHWM:")[2].split()[0]) // 1_000)


if __name__ == "__main__":
    main()
