"""The command line: codes, languages, and what goes where."""

import json
import os
import subprocess
import sys

import pytest

from lantoa.config import cli
from lantoa.kit.command_line import in_vietnamese

RUN = "import sys; from lantoa.config.cli import main; sys.exit(main())"


def test_help_names_all_commands(lantoa):
    answer = lantoa("--help")
    assert (answer.code, answer.err) == (0, "")
    assert [name for name in cli.COMMANDS if f"  {name} " not in answer.out] == []


def test_no_command_is_wrong_usage(lantoa):
    answer = lantoa()
    assert (answer.code, answer.out, len(answer.err.splitlines())) == (2, "", 1)
    assert answer.err.startswith("Còn thiếu tên lệnh; các lệnh: up, demo, ")


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_help_of_each_command(lantoa, command):
    answer = lantoa(command, "--help")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(f"Cách dùng: lantoa {command}")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lam-gi-do"], "Không có lệnh “lam-gi-do”; các lệnh: up, "),
        (["unit"], "Còn thiếu: MÃ; xem lantoa unit --help"),
        (["unit", "db1", "thua"], "Không có tham số: thua; xem "),
        (["unit", "db1", "--on", "31/02/2023"], "--on: “31/02/2023” không phải là ngày"),
        (["unit", "khong-co"], "Không có đơn vị mã “khong-co”."),
    ],
)
def test_wrong_usage_is_told_in_vietnamese(lantoa, words, said):
    answer = lantoa(*words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(said)


def test_every_line_of_an_error_is_one_reason(lantoa):
    assert lantoa("unit").err == "Còn thiếu: MÃ; xem lantoa unit --help\n"


@pytest.mark.parametrize("words", [["unit", "khong-co", "--json"], ["unit", "--json"], ["lam-gi-do", "--json"]])
def test_refusal_as_json_is_one_document_and_the_reasons(lantoa, words):
    answer = lantoa(*words)
    assert answer.code == 2
    assert json.loads(answer.out) == {"errors": answer.err.splitlines()}


def test_complaint_that_nobody_translated_stays(lantoa):
    assert in_vietnamese("something new") == "something new"


def test_unexpected_error_gives_a_reference_and_no_traceback(lantoa, home, monkeypatch):
    monkeypatch.setattr("lantoa.config.commands.check.all_checks", lambda: {"broken": lambda: 1 / 0})
    answer = lantoa("check")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("Có lỗi ngoài dự kiến (ZeroDivisionError). Mã tra cứu ")
    assert "Traceback" not in answer.err
    assert "ZeroDivisionError" in (home / "log" / "errors.log").read_text()


def test_fresh_home_is_prepared_by_the_first_command(tmp_path):
    environment = os.environ | {"LANTOA_HOME": str(tmp_path / "home"), "DATABASE_URL": f"sqlite:///{tmp_path}/fresh.db"}
    done = subprocess.run(
        [sys.executable, "-c", RUN, "check", "--json"], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["ok"] is True


def test_unreachable_database_is_told_in_one_line(tmp_path):
    environment = os.environ | {"LANTOA_HOME": str(tmp_path), "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}
    done = subprocess.run(
        [sys.executable, "-c", RUN, "check"], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(
        "Cơ sở dữ liệu không trả lời: máy chủ không nhận kết nối, hoặc chưa chạy. Mã tra cứu "
    )
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr
