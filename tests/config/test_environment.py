"""What the environment says: a wrong value gets a reason and never a traceback."""

import errno
import os
import subprocess
import sys

import pytest
from django.db import IntegrityError, OperationalError

from lantoa.config.environment import database_url
from lantoa.config.reasons import database_reason, file_reason
from tests.config.test_cli import RUN


def lantoa_with(*words: str, **environment: str) -> tuple[int, str, str]:
    """Code, standard output and standard error of the command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *words], env=os.environ | environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("inside", ["", "trong"])
@pytest.mark.parametrize("command", ["check", "prepare"])
def test_home_that_is_a_file(tmp_path, command, inside):
    (tmp_path / "tep").write_text("")
    home = tmp_path / "tep" / inside
    reason = f"Không ghi được vào thư mục dữ liệu “{home}”; hãy đặt LANTOA_HOME vào thư mục ghi được.\n"
    assert lantoa_with(command, LANTOA_HOME=str(home)) == (1, "", reason)


def test_home_whose_log_is_a_file(tmp_path):
    (tmp_path / "log").write_text("")
    code, out, err = lantoa_with("check", LANTOA_HOME=str(tmp_path))
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert err.startswith("Không ghi được vào thư mục dữ liệu “")


@pytest.mark.parametrize("url", ["garbage", "mysql://x", "postgres://h:abc/x", "postgres://h"])
def test_database_url_that_cannot_be_used(tmp_path, url):
    code, out, err = lantoa_with("check", LANTOA_HOME=str(tmp_path), DATABASE_URL=url)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert err.startswith("DATABASE_URL không dùng được: ")


def test_database_url_says_what_is_supported(tmp_path):
    _, _, err = lantoa_with("check", LANTOA_HOME=str(tmp_path), DATABASE_URL="mysql://x")
    assert "chỉ nhận địa chỉ dạng sqlite:///TỆP hoặc postgres://" in err


def test_empty_database_url_is_as_if_not_set(monkeypatch, tmp_path):
    monkeypatch.setenv("LANTOA_HOME", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")
    assert database_url() == f"sqlite:///{tmp_path}/lantoa.sqlite3"


def test_idle_minutes_that_are_no_number(tmp_path):
    code, _, err = lantoa_with("check", LANTOA_HOME=str(tmp_path), LANTOA_IDLE_MINUTES="lâu")
    assert (code, err) == (2, "LANTOA_IDLE_MINUTES phải là số phút nguyên dương, không phải “lâu”.\n")


@pytest.mark.parametrize("text", ["abc", "-1", "1.5", ""])
def test_proxies_that_are_no_number(tmp_path, text):
    code, _, err = lantoa_with("check", LANTOA_HOME=str(tmp_path), LANTOA_PROXIES=text)
    assert (code, err) == (2, f"LANTOA_PROXIES phải là số proxy đứng trước (0, 1, 2…), không phải “{text}”.\n")


def test_file_that_is_no_database(tmp_path):
    (tmp_path / "a.db").write_text("không phải cơ sở dữ liệu" * 100)
    code, _, err = lantoa_with("check", LANTOA_HOME=str(tmp_path), DATABASE_URL=f"sqlite:///{tmp_path}/a.db")
    assert (code, len(err.splitlines())) == (1, 1)
    assert "tệp không phải cơ sở dữ liệu SQLite, hoặc đã hỏng" in err


def test_database_complaints_are_said_in_vietnamese():
    assert (
        database_reason(OperationalError('FATAL: database "x" does not exist')) == "máy chủ không có cơ sở dữ liệu “x”"
    )
    assert database_reason(IntegrityError("UNIQUE constraint failed: a.b")) == "trái ràng buộc của dữ liệu"
    assert database_reason(OperationalError("something new")) == "lý do khác"


def test_file_complaints_are_said_in_vietnamese():
    assert (
        file_reason(OSError(errno.ENOSPC, "No space left on device"))
        == "Không đọc hoặc ghi được tệp: hết chỗ trên đĩa."
    )
    assert file_reason(OSError(errno.EACCES, "no", "/a/b")) == "Không đọc hoặc ghi được “/a/b”: không có quyền."
    assert file_reason(OSError("something new")) is None
