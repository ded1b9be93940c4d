"""What the environment says about this installation, looked at before Django is: a wrong value gets a reason, not a traceback.

Read by settings.py too, so nothing here may need settings.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from environ import Env

from lantoa.kit.command_line import BadInput
from lantoa.kit.ruling import Refused

BASE_DIR = Path(__file__).resolve().parents[2]
SCHEMES = ("sqlite", "postgres", "postgresql", "psql", "pgsql")


def home_folder() -> Path:
    """LANTOA_HOME: database file, uploads, keys, logs. It need not exist yet."""
    return Path(os.environ.get("LANTOA_HOME") or BASE_DIR / "var").resolve()


def database_url() -> str:
    """DATABASE_URL, or the SQLite file in the home folder where it is not set or empty."""
    return os.environ.get("DATABASE_URL", "").strip() or f"sqlite:///{home_folder() / 'lantoa.sqlite3'}"


def check_environment() -> None:
    """Raises `BadInput` for a value that cannot be used, `Refused` for a home folder that cannot be written."""
    reasons = [*_faults_of_database_url(database_url()), *_faults_of_idle_minutes(), *_faults_of_proxies()]
    if reasons:
        raise BadInput(reasons)
    home = home_folder()
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Writing is the only question that a read-only disk and a superuser answer alike.
        with tempfile.TemporaryFile(dir=home):
            return
    except OSError as error:
        raise Refused(home_reason(home)) from error


def home_reason(home: Path) -> str:
    """Why nothing can be done without the home folder, and what helps."""
    return f"Không ghi được vào thư mục dữ liệu “{home}”; hãy đặt LANTOA_HOME vào thư mục ghi được."


def _faults_of_database_url(url: str) -> list[str]:
    """Never repeats the address: it may hold a password."""
    scheme, colon, _ = url.partition("://")
    if not colon or scheme not in SCHEMES:
        return [
            "DATABASE_URL không dùng được: chỉ nhận địa chỉ dạng sqlite:///TỆP hoặc postgres://NGƯỜI:MẬT_KHẨU@MÁY/TÊN."
        ]
    try:
        name = Env.db_url_config(url)["NAME"]
    except ValueError:
        return ["DATABASE_URL không dùng được: cổng hoặc tên máy viết sai."]
    return [] if name else ["DATABASE_URL không dùng được: thiếu tên cơ sở dữ liệu ở cuối địa chỉ."]


def _faults_of_idle_minutes() -> list[str]:
    text = os.environ.get("LANTOA_IDLE_MINUTES", "60")
    is_number = text.isascii() and text.isdecimal() and int(text) > 0
    return [] if is_number else [f"LANTOA_IDLE_MINUTES phải là số phút nguyên dương, không phải “{text}”."]


def _faults_of_proxies() -> list[str]:
    text = os.environ.get("LANTOA_PROXIES", "0")
    is_number = text.isascii() and text.isdecimal()
    return [] if is_number else [f"LANTOA_PROXIES phải là số proxy đứng trước (0, 1, 2…), không phải “{text}”."]
