"""`lantoa up`: from an empty folder to a site that answers, and away again."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from http.client import HTTPConnection

import pytest

from lantoa.config.commands.up import say_accounts
from lantoa.demo.accounts import ACCOUNTS
from tests.cast import make_person
from tests.config.test_cli import RUN


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    return os.environ | {"LANTOA_HOME": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/up.sqlite3"}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def read_until(stream, words: str) -> str:
    """What the process says up to the line with these words."""
    said = ""
    while words not in said:
        line = stream.readline()
        assert line, said
        said += line
    return said


def wait_for_port(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError("nobody listens")


@pytest.mark.slow
def test_up_serves_the_site_and_stops_cleanly(environment):
    port = free_port()
    words = [sys.executable, "-c", RUN, "up", "--no-demo", "--port", str(port)]
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert f"http://127.0.0.1:{port}/" in read_until(process.stdout, "Dừng: Ctrl+C")
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/dang-nhap/", timeout=20) as page:
                text = page.read().decode()
                assert "default-src 'none'" in page.headers["Content-Security-Policy"]
            sheet = re.search(r"/static/site\.[0-9a-f]{12}\.css", text)[0]
            line = HTTPConnection("127.0.0.1", port, timeout=20)
            line.request("GET", sheet, headers={"Accept-Encoding": "gzip, br"})
            styles = line.getresponse()
            assert (styles.status, styles.headers["Content-Encoding"]) == (200, "br")
            assert "immutable" in styles.headers["Cache-Control"]
            line.close()
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.stdout.read().strip() == "Đã dừng trang web và tiến trình nền."
        assert process.wait() == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0

    stop_it_while_it_starts(environment)


def stop_it_while_it_starts(environment) -> None:
    """Once more in the same folder, which is prepared by now."""
    port = free_port()
    words = [sys.executable, "-c", RUN, "up", "--no-demo", "--port", str(port)]
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            wait_for_port(port)  # the workers still load the site
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.stdout.read().splitlines()[-1] == "Đã dừng trang web và tiến trình nền."
        assert process.wait() == 0


def test_up_on_a_port_in_use_says_so(lantoa):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = lantoa("up", "--no-demo", "--port", str(port))
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith(
        f"Không dùng được cổng {port} của 127.0.0.1 (chương trình khác đang dùng); hãy chọn cổng khác"
    )


@pytest.mark.parametrize("port", ["0", "65536", "99999", "-1x", "tám"])
def test_port_that_cannot_be_is_wrong_usage(lantoa, port):
    answer = lantoa("up", f"--port={port}")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == f"--port: cổng phải từ 1 đến 65535, không phải “{port}”; xem lantoa up --help\n"


@pytest.mark.parametrize("host", ["192.0.2.1", "a..b"])
def test_host_of_another_machine_is_told_without_another_port(lantoa, host):
    answer = lantoa("up", "--no-demo", "--host", host)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith(f"Không dùng được địa chỉ {host} (máy này không có địa chỉ đó); hãy chọn địa chỉ")


def test_the_welcome_names_every_demonstration_account(db, settings, tmp_path, capsys):
    settings.HOME = tmp_path
    for account in ACCOUNTS:
        make_person(account.username, account.full_name)

    say_accounts()

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == [account.username for account in ACCOUNTS]
