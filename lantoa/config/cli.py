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
from datetime import datetime
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError

from lantoa.config.usage import BadInput, Parser
from lantoa.kit.ruling import Refused

DONE, FAILED, MISUSED, INTERRUPTED = 0, 1, 2, 130

# Name of the command, which is that of its module in lantoa.config.commands, and what it does.
COMMANDS = {
    "up": "chuẩn bị cơ sở dữ liệu, chạy trang web và tiến trình nền",
    "demo": "nạp dữ liệu minh họa",
    "template": "ghi mẫu Excel để nhập số liệu",
    "import": "nhập số liệu từ tệp Excel: đủ cả tệp hoặc không dòng nào",
    "report": "in hoặc xuất báo cáo của một đơn vị",
    "records": "liệt kê các bản ghi đứng sau một con số",
    "unit": "xem một đơn vị tại một ngày",
    "office": "lập tài khoản văn phòng tỉnh, người lập các tài khoản khác",
    "check": "đối chiếu số liệu, nhật ký và cây đơn vị",
    "backup": "sao lưu cơ sở dữ liệu, tệp đính kèm và khóa vào một tệp",
    "restore": "phục hồi từ một tệp sao lưu",
    "prepare": "chuẩn bị cơ sở dữ liệu và tệp tĩnh, không chạy trang web",
}
MODULES = {"import": "importing"}  # a keyword of Python cannot name a module


def main(words: Sequence[str] | None = None) -> int:
    """Run one command. `words`: without the program's name; the process's own by default."""
    _speak_utf8()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantoa.config.settings")
    try:
        return _run(list(sys.argv[1:] if words is None else words))
    except BadInput as error:
        return _say(error.reasons, MISUSED)
    except Refused as error:
        return _say(error.reasons, FAILED)
    except SystemExit as leaving:  # argparse after --help
        return int(leaving.code or DONE)
    except KeyboardInterrupt:
        return _say(["Đã dừng theo yêu cầu."], INTERRUPTED)
    except BrokenPipeError:
        # The reader (head, less) has gone: nothing more to say, and Python must not try at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except ImproperlyConfigured as error:
        return _say([f"Cấu hình chưa đúng: {error}"], MISUSED)
    except OperationalError as error:
        return _say([f"Cơ sở dữ liệu không trả lời: {_first_line(error)}", _kept(error)], FAILED)
    except Exception as error:  # the last resort: whatever it is, a person gets a sentence and a reference
        return _say([f"Có lỗi ngoài dự kiến ({type(error).__name__}). {_kept(error)}"], FAILED)


def _run(words: list[str]) -> int:
    if not words or words[0] in ("-h", "--help"):
        sys.stdout.write(_overview())
        return DONE if words else MISUSED
    name, *rest = words
    if name not in COMMANDS:
        raise BadInput([f"Không có lệnh “{name}”.", f"Các lệnh: {', '.join(COMMANDS)}. Xem thêm: lantoa --help"])
    django.setup()
    # By name, not at the top of the file: models can be imported only after setup, and only one command is needed.
    command = importlib.import_module(f"lantoa.config.commands.{MODULES.get(name, name)}")
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


def _say(reasons: Iterable[str], code: int) -> int:
    for reason in reasons:
        sys.stderr.write(" ".join(reason.split()) + "\n")
    return code


def _kept(error: BaseException) -> str:
    """Put the traceback into the log; returns the sentence that tells where."""
    reference = secrets.token_hex(4)
    path = Path(settings.HOME) / "log" / "errors.log"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("a", encoding="utf-8") as log:
        log.write(f"--- {reference} {datetime.now().astimezone().isoformat(timespec='seconds')}\n")
        log.writelines(traceback.format_exception(error))
    return f"Mã tra cứu {reference}, chi tiết trong {path}"


def _first_line(error: DatabaseError) -> str:
    return (str(error).strip().splitlines() or ["không rõ lý do"])[0]


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
