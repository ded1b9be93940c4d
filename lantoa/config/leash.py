"""What a child of the supervisor does first: it ties itself to its parent, so that a supervisor that is killed outright takes
its children along. Each child's program imports this before anything else: nothing heavy belongs here."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PARENT = "LANTOA_SUPERVISOR"
"""The environment variable that names the supervisor's process."""
PR_SET_PDEATHSIG = 1


def tie() -> None:
    """Be asked to stop when the supervisor ends (on Linux; elsewhere nothing happens). Done here and not between fork and
    exec: Python code that runs there may wait for ever for a lock that a thread of the parent held."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != int(os.environ[PARENT]):  # it ended before
            os.kill(os.getpid(), signal.SIGTERM)


def python(code: str) -> tuple[str, ...]:
    """The words that run this code as a tied child."""
    return (sys.executable, "-c", f"from lantoa.config.leash import tie; tie(); {code}")
