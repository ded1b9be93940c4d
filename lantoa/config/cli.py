"""The command line `lantoa`: finds the command, prepares the database, answers with an exit code.

0 done; 1 refused or a check failed; 2 wrong usage or unusable input. What a person must know goes to standard error in
Vietnamese, one reason a line; a traceback goes into LANTOA_HOME/log/errors.log only.
"""

from __future__ import annotations

import importlib
import os
import secrets
import sys
import traceback
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError

from lantoa.config.environment import check_environment, home_folder, home_reason
from lantoa.config.reasons import database_reason, file_reason
from lantoa.kit.command_line import BadInput, Parser
from lantoa.kit.json_output import write_json
from lantoa.kit.ruling import Refused

DONE, FAILED, MISUSED, INTERRUPTED = 0, 1, 2, 130

# Name of the command, which is that of its module in lantoa.config.commands unless MODULES says otherwise, and what it does.
COMMANDS = {
    "up": "chuẩn bị cơ sở dữ liệu, chạy trang web và tiến trình nền",
    "demo": "nạp dữ liệu minh họa",
    "generate": "tạo dữ liệu thử cỡ lớn trong cơ sở dữ liệu trống",
    "template": "ghi mẫu Excel để nhập số liệu",
    "import": "nhập số liệu từ tệp Excel: đủ cả tệp hoặc không dòng nào",
    "report": "in hoặc xuất báo cáo của một đơn vị",
    "records": "liệt kê các bản ghi đứng sau một con số",
    "unit": "xem một đơn vị tại một ngày",
    "office": "lập tài khoản văn phòng tỉnh, người lập các tài khoản khác",
    "watch": "tính cảnh báo và gửi bản tin của một ngày; trang web tự chạy mỗi ngày",
    "check": "đối chiếu số liệu, nhật ký và cây đơn vị",
    "backup": "sao lưu cơ sở dữ liệu, tệp đính kèm và khóa vào một tệp",
    "restore": "phục hồi từ một tệp sao lưu",
    "prepare": "chuẩn bị cơ sở dữ liệu và tệp tĩnh, không chạy trang web",
}
# A keyword of Python cannot name a module; a command of one app lives with it.
MODULES = {"import": "lantoa.config.commands.importing", "watch": "lantoa.watch.command"}


def main(words: Sequence[str] | None = None) -> int:
    """Run one command. `words`: without the program's name; the process's own by default."""
    _speak_utf8()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantoa.config.settings")
    told = list(sys.argv[1:] if words is None else words)
    try:
        return _run_command(told)
    except SystemExit as leaving:  # argparse after --help
        return int(leaving.code or DONE)
    except BrokenPipeError:
        # The reader (head, less) has gone: nothing more to say, and Python must not try at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except (Exception, KeyboardInterrupt) as error:  # whatever it is, a person gets a sentence
        reasons, code = _judge_error(error)
        return _say(reasons, code, as_json="--json" in told)


def _judge_error(error: BaseException) -> tuple[list[str], int]:
    """What to say of it, one reason each, and the exit code. What nobody foresaw goes into the log under a reference."""
    if isinstance(error, BadInput):
        return error.reasons, MISUSED
    if isinstance(error, Refused):
        return error.reasons, FAILED
    if isinstance(error, KeyboardInterrupt):
        return ["Đã dừng theo yêu cầu."], INTERRUPTED
    if isinstance(error, ImproperlyConfigured):
        return [f"Cấu hình chưa đúng. {_log_error(error)}"], MISUSED
    if isinstance(error, DatabaseError):
        what = "không trả lời" if isinstance(error, OperationalError) else "báo lỗi"
        return [f"Cơ sở dữ liệu {what}: {database_reason(error)}. {_log_error(error)}"], FAILED
    if isinstance(error, OSError) and (reason := file_reason(error)):
        return [reason], FAILED
    return [f"Có lỗi ngoài dự kiến ({type(error).__name__}). {_log_error(error)}"], FAILED


def _run_command(words: list[str]) -> int:
    if not words:
        raise BadInput(f"Còn thiếu tên lệnh; các lệnh: {', '.join(COMMANDS)}; xem lantoa --help")
    if words[0] in ("-h", "--help"):
        sys.stdout.write(_overview())
        return DONE
    name, *rest = words
    if name not in COMMANDS:
        raise BadInput(f"Không có lệnh “{name}”; các lệnh: {', '.join(COMMANDS)}; xem lantoa --help")
    check_environment()
    try:
        django.setup()
    except OSError as error:  # settings make the folders and the key of the installation
        raise Refused(home_reason(home_folder())) from error
    # By name, not at the top of the file: models can be imported only after setup, and only one command is needed.
    command = importlib.import_module(MODULES.get(name, f"lantoa.config.commands.{name}"))
    sentence = COMMANDS[name]
    parser = Parser(f"lantoa {name}", sentence[0].upper() + sentence[1:] + ".")
    command.arguments(parser)
    options = parser.parse_args(rest)
    importlib.import_module("lantoa.config.prepare").prepare_database()
    return command.run(options)


def _overview() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {sentence}" for name, sentence in COMMANDS.items()]
    return "\n".join(["Cách dùng: lantoa LỆNH …", "", *lines, "", "Chi tiết một lệnh: lantoa LỆNH --help", ""])


def _say(reasons: Iterable[str], code: int, *, as_json: bool) -> int:
    """To standard error, one a line; where a document was asked for, also as one on standard output."""
    lines = [" ".join(reason.split()) for reason in reasons]
    if as_json:
        write_json({"errors": lines})
    sys.stderr.writelines(f"{line}\n" for line in lines)
    return code


def _log_error(error: BaseException) -> str:
    """Put the traceback into the log; returns the sentence that tells where, or that even the log could not be written."""
    reference = secrets.token_hex(4)
    # Settings that failed to load would fail again here.
    path = (Path(settings.HOME) if settings.configured else home_folder()) / "log" / "errors.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("a", encoding="utf-8") as log:
            log.write(f"--- {reference} {datetime.now(UTC).astimezone().isoformat(timespec='seconds')}\n")
            log.writelines(traceback.format_exception(error))
    except OSError:
        return f"Mã tra cứu {reference}; không ghi được nhật ký vào {path}"
    return f"Mã tra cứu {reference}, chi tiết trong {path}"


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
