"""The guards of tests/conftest.py hold."""

import os
import socket
import subprocess
import sys

import pytest
from django.template import Context, Template
from pytest_socket import SocketConnectBlockedError

from tests.house import ROOT


@pytest.mark.filterwarnings("ignore:A test tried to use")
def test_no_test_reaches_the_network():
    with pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_undefined_template_variable_fails():
    with pytest.raises(AssertionError, match="template variable not defined: nobody"):
        Template("{{ nobody }}").render(Context())


def test_missing_postgresql_is_a_failure_where_it_is_required():
    environment = os.environ | {"LANTOA_REQUIRE": "postgres", "DATABASE_URL": "sqlite://:memory:"}
    words = [sys.executable, "-m", "pytest", "--collect-only", "-q", "tests/kit/test_ruling.py"]
    done = subprocess.run(words, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert "DATABASE_URL does not name one" in done.stderr
