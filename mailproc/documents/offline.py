"""A worker that opens strangers' files has no network: whatever took it over could tell nobody what it saw.

The kernel refuses every new socket (seccomp(2), by libseccomp), for the worker and all that it starts; pipes, and the
parent's own connections, which a spawned process does not have, are another matter.
"""

import errno


def go_offline() -> bool:
    """No new socket for this process, from here on and for good; false where the kernel or libseccomp cannot do it."""
    try:
        # Without libseccomp on the machine it cannot even be imported.
        import pyseccomp as seccomp

        rules = seccomp.SyscallFilter(seccomp.ALLOW)
        # io_uring opens sockets, too, and passes by every filter of system calls.
        for call in ("socket", "io_uring_setup"):
            rules.add_rule(seccomp.ERRNO(errno.EACCES), call)
        rules.load()
    except (ImportError, RuntimeError, OSError):
        return False
    return True
