"""The supervisor: children live while it runs, come back when they die, and leave with it."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from lantoa.config import server
from lantoa.config.leash import PARENT, python
from lantoa.config.server import Child, PortTaken, Supervisor, answers, check_port, child_environment

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
# Starts a grandchild, says its number in a file, and will not stop.
MASTER = [
    sys.executable,
    "-c",
    "import pathlib, signal, subprocess, sys, time; signal.signal(15, signal.SIG_IGN);"
    " child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
    " pathlib.Path(sys.argv[1]).write_text(str(child.pid)); time.sleep(60)",
]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(60)",
]


@pytest.fixture
def lines() -> list[str]:
    return []


@pytest.fixture
def running(lines, monkeypatch):
    """`running(words)`: a supervisor at work in a thread, with one child of these words; stopped afterwards."""
    monkeypatch.setattr(server, "RETRY", 0.1)
    started = []

    def run(words) -> tuple[Supervisor, Child]:
        child = Child("Con", words, os.environ, pause=0.1)
        supervisor = Supervisor([child], lines.append)
        thread = threading.Thread(target=supervisor.run, args=[lambda: True])
        thread.start()
        started.append((supervisor, thread))
        wait_for(lambda: child.is_running)
        return supervisor, child

    yield run
    for supervisor, thread in started:
        supervisor.stop()
        thread.join()


def wait_for(condition) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def has_ended(pid: int) -> bool:
    """Whether it has stopped running; an orphan that nobody has waited for yet has."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_dead_child_is_started_again(running, lines):
    _, child = running(SLEEP)
    first = child.process.pid
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: child.is_running and child.process.pid != first)
    assert lines == ["Con đã dừng (mã -9); chạy lại sau 0 giây."]


def test_stop_ends_the_child(running):
    supervisor, child = running(SLEEP)
    pid = child.process.pid
    supervisor.stop()
    wait_for(lambda: not is_alive(pid))
    assert child.process.returncode == -signal.SIGTERM


def test_child_that_will_not_stop_is_killed(running, monkeypatch):
    monkeypatch.setattr(server, "GRACE", 0.3)
    supervisor, child = running(STUBBORN)
    time.sleep(0.5)  # until it has set its signal handler
    supervisor.stop()
    wait_for(lambda: child.process.returncode is not None)
    assert child.process.returncode == -signal.SIGKILL


@pytest.mark.parametrize("how", ["stop", "kill"])
def test_what_a_child_started_ends_with_it(running, monkeypatch, tmp_path, how):
    monkeypatch.setattr(server, "GRACE", 0.3)
    said = tmp_path / "grandchild"
    supervisor, child = running([*MASTER, str(said)])
    wait_for(lambda: said.exists() and said.read_text())
    grandchild = int(said.read_text())
    said.unlink()
    if how == "stop":
        supervisor.stop()
    else:
        os.kill(child.process.pid, signal.SIGKILL)
    wait_for(lambda: has_ended(grandchild))


# A supervisor with one child, that says the child's number.
SUPERVISING = """
import os, sys, time
from lantoa.config.leash import python
from lantoa.config.leash import PARENT, python
from lantoa.config.server import Child
child = Child("Con", python("import time; time.sleep(60)"), os.environ)
child.start()
time.sleep(1)
print(child.process.pid, flush=True)
time.sleep(60)
"""


def test_a_supervisor_that_is_killed_takes_its_children_along():
    with subprocess.Popen([sys.executable, "-c", SUPERVISING], stdout=subprocess.PIPE, text=True) as supervising:
        child = int(supervising.stdout.readline())
        was_alive = not has_ended(child)
        supervising.kill()
    wait_for(lambda: has_ended(child))
    assert was_alive


def test_a_child_whose_supervisor_has_ended_already_leaves():
    environment = os.environ | {PARENT: "1"}
    done = subprocess.run(python("print('stayed')"), env=environment, capture_output=True, timeout=20)
    assert (done.returncode, done.stdout) == (-signal.SIGTERM, b"")


def test_port_in_use_is_noticed():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken):
            check_port("127.0.0.1", port)
    check_port("127.0.0.1", port)


def test_a_port_that_is_open_is_not_yet_a_site_that_answers():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert not answers("127.0.0.1", silent.getsockname()[1], "localhost")
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as site:
        threading.Thread(target=site.handle_request).start()
        assert answers("127.0.0.1", site.server_port, "localhost")  # with "not implemented": it is an answer
    assert not answers("127.0.0.1", site.server_port, "localhost")


def test_a_site_that_does_not_answer_yet_is_ended_and_not_asked(lines):
    child = Child("Con", SLEEP, os.environ, answers_first=True)
    supervisor = Supervisor([child], lines.append)

    def when_ready() -> bool:
        supervisor.stop()
        return False

    supervisor.run(when_ready)
    assert child.process.returncode == -signal.SIGKILL


def test_site_answers_to_the_address_it_listens_on(monkeypatch):
    monkeypatch.delenv("LANTOA_HOSTS", raising=False)
    assert child_environment("10.0.0.5")["LANTOA_HOSTS"].split(",")[-1] == "10.0.0.5"
    assert set(server.EVERYWHERE).isdisjoint(child_environment("::")["LANTOA_HOSTS"].split(","))


def test_operators_own_list_of_names_is_kept(monkeypatch):
    monkeypatch.setenv("LANTOA_HOSTS", "lantoa.tinh.vn")
    assert child_environment("127.0.0.1")["LANTOA_HOSTS"] == "lantoa.tinh.vn"
