"""Serving an installation: the web server and the background worker as two child processes that are kept alive.

The supervisor owns the children: it starts a dead one again, passes a stop on to both, and leaves when they have left.
"""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.client import HTTPConnection, HTTPException

from lantoa.config.leash import PARENT, python

WEB_PROCESSES = 2
GRACE = 12.0  # seconds between asking a child to stop and making it; longer than the web server gives its workers
WORKERS_GRACE = 8  # seconds that the web server gives its workers for what they are answering
ANSWER = 0.5  # seconds that the site has for an answer while it starts
RETRY = 1.0  # seconds before a dead child is started again; doubled up to RETRY_MOST while it goes on dying
RETRY_MOST = 30.0
HEALTHY = 60.0  # a child that lived so long starts with RETRY again
PULSE = 0.2
DAILY_HOUR = 6  # when the day's work is done, local time
# A command of ours in a process of its own.
LANTOA = python("import sys; from lantoa.config.cli import main; sys.exit(main())")
DJANGO = python("from django.core.management import execute_from_command_line as run; import sys; run(sys.argv)")
# Granian's own program, whose workers start afresh: a forked one keeps its parent's signal handlers until the site is
# imported, so that a stop in its first seconds was lost and waited for the kill.
GRANIAN = python(
    "import multiprocessing; multiprocessing.set_start_method('spawn'); from granian.cli import entrypoint; entrypoint()"
)
DAILY_WORK = ((*LANTOA, "watch"), (*DJANGO, "upkeep"))

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where to find oneself when listening on all addresses


# Why a port cannot be listened on; whatever else goes wrong is the host's fault.
REASONS = {
    errno.EADDRINUSE: "chương trình khác đang dùng",
    errno.EACCES: "tài khoản này không được phép dùng",
}


class PortTaken(Exception):
    """The address cannot be listened on. `is_host_wrong`: no other port of this host could be either."""

    def __init__(self, reason: str, *, is_host_wrong: bool) -> None:
        self.is_host_wrong = is_host_wrong
        super().__init__(reason)


def _start(words: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen:
    """In a session of its own: Ctrl+C in the terminal reaches the supervisor alone, which then stops the children in order.
    What it says goes where complaints go: standard output is the supervisor's dialogue with the operator."""
    told = {**environment, PARENT: str(os.getpid())}
    return subprocess.Popen(words, env=told, stdout=sys.stderr, start_new_session=True)  # noqa: S603 - our own programs, no word from outside


def _kill_group(process: subprocess.Popen) -> None:
    """End the child, and what it started and left behind: web workers whose master was killed would keep the port."""
    with contextlib.suppress(ProcessLookupError):  # the usual end: nothing is left of its session
        os.killpg(process.pid, signal.SIGKILL)


@dataclass
class Child:
    """One process that should always run. `answers_first`: it has nothing to finish before the site answers, and is ended at
    once until then: a web worker may miss a stop in the moment before it listens."""

    name: str
    words: Sequence[str]
    environment: Mapping[str, str]
    answers_first: bool = False
    process: subprocess.Popen | None = None
    started_at: float = 0.0
    start_at: float = 0.0
    pause: float = RETRY / 2

    def start(self) -> None:
        self.process = _start(self.words, self.environment)
        self.started_at = time.monotonic()

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None


@dataclass
class Daily:
    """Programs that run one after the other once a day: at the start, then each morning. One that fails is told of and
    waits for the next day. `now`: the local time."""

    works: Sequence[Sequence[str]]
    environment: Mapping[str, str]
    tell: Callable[[str], None]
    now: Callable[[], datetime]
    next_at: datetime | None = None
    waiting: list[Sequence[str]] = field(default_factory=list)
    process: subprocess.Popen | None = None

    def pulse(self) -> None:
        """Look whether there is something to start or to tell of. Never waits."""
        if self.process is not None:
            if self.process.poll() is None:
                return
            if self.process.returncode:
                self.tell(f"Việc hằng ngày không xong (mã {self.process.returncode}); thử lại vào ngày mai.")
            self.process = None
        now = self.now()
        if self.next_at is None or now >= self.next_at:
            self.waiting = list(self.works)
            morning = now.replace(hour=DAILY_HOUR, minute=0, second=0, microsecond=0)
            self.next_at = morning if morning > now else morning + timedelta(days=1)
        if self.waiting:
            self.process = _start(self.waiting.pop(0), self.environment)


@dataclass
class Supervisor:
    """Keeps the children running until it is told to stop. `tell`: says one line to the operator; `daily`: what is to be
    done each day, once the site answers."""

    children: Sequence[Child]
    tell: Callable[[str], None]
    daily: Daily | None = None
    # A plain flag: a signal handler that sets an Event may wait for a lock that the loop it interrupted holds.
    is_stopping: bool = False

    def run(self, when_ready: Callable[[], bool]) -> None:
        """Start all, call `when_ready` until it returns True, watch until stopped."""
        is_ready = False
        try:
            while not self.is_stopping:
                time.sleep(PULSE)
                for child in self.children:
                    self._keep(child)
                is_ready = is_ready or when_ready()
                if is_ready and self.daily is not None:
                    self.daily.pulse()
        finally:
            self._stop_all(is_ready)

    def stop(self, *_: object) -> None:
        """For a signal handler: the loop ends at its next pulse."""
        self.is_stopping = True

    def _keep(self, child: Child) -> None:
        if child.is_running:
            return
        now = time.monotonic()
        if child.process is not None:
            _kill_group(child.process)
            lived = now - child.started_at
            child.pause = RETRY if lived > HEALTHY else min(child.pause * 2, RETRY_MOST)
            child.start_at = now + child.pause
            self.tell(f"{child.name} đã dừng (mã {child.process.returncode}); chạy lại sau {child.pause:.0f} giây.")
            child.process = None
        if now >= child.start_at:
            child.start()

    def _stop_all(self, is_ready: bool) -> None:
        running = [child for child in self.children if child.is_running]
        for child in running:
            if child.answers_first and not is_ready:
                _kill_group(child.process)
        alive = [child.process for child in running]
        if self.daily is not None and self.daily.process is not None:
            alive.append(self.daily.process)
        for process in alive:
            process.terminate()
        deadline = time.monotonic() + GRACE
        for process in alive:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(deadline - time.monotonic(), 0.1))
            _kill_group(process)
            process.wait()


def check_port(host: str, port: int) -> None:
    """Raise `PortTaken`, with the reason in words, when the address cannot be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, UnicodeError) as error:  # UnicodeError: a name that cannot be a host's
        number = getattr(error, "errno", None)
        reason = REASONS.get(number, "máy này không có địa chỉ đó")
        raise PortTaken(reason, is_host_wrong=number not in REASONS) from error


def answers(host: str, port: int, name: str) -> bool:
    """Whether a site gives an answer there; which one does not matter. `name`: one that it answers to."""
    line = HTTPConnection(EVERYWHERE.get(host, host), port, timeout=ANSWER)
    try:
        line.request("HEAD", "/dang-nhap/", headers={"Host": name})
        line.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        line.close()
    return True


def web_child(host: str, port: int, environment: Mapping[str, str]) -> Child:
    """Granian in WSGI mode: it restarts its own workers, and retires each after a while so that memory cannot creep."""
    words = [
        *(*GRANIAN, "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--workers", str(WEB_PROCESSES), "--blocking-threads", "4"),
        *("--respawn-failed-workers", "--workers-kill-timeout", str(WORKERS_GRACE)),
        *("--no-ws", "--log-level", "warning"),
        "lantoa.config.wsgi:application",
    ]
    return Child("Trang web", words, environment, answers_first=True)


def worker_child(environment: Mapping[str, str]) -> Child:
    """Imports and other long work, one after the other."""
    return Child("Tiến trình nền", [*DJANGO, "db_worker", "--no-reload", "--verbosity", "0"], environment)


def child_environment(host: str) -> dict[str, str]:
    """That of this process, with the settings' name and with the address among the names that the site answers to."""
    names = [
        "localhost",
        "127.0.0.1",
        "[::1]",
        socket.gethostname(),
        *([] if host in EVERYWHERE else [host]),
    ]
    return {"DJANGO_SETTINGS_MODULE": "lantoa.config.settings", "LANTOA_HOSTS": ",".join(names)} | dict(os.environ)


def stop_on_signals(supervisor: Supervisor) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, supervisor.stop)
