"""What a database or the system complained of in English, as a reason in Vietnamese; the original goes into the log."""

from __future__ import annotations

import errno
import re
from pathlib import Path

from django.db import DatabaseError, IntegrityError

from lantoa.config.environment import home_folder, home_reason

# The first pattern found in the text wins.
DATABASE_SAYINGS = (
    (r"connection refused", "máy chủ không nhận kết nối, hoặc chưa chạy"),
    (r"password authentication failed|no password supplied", "sai tên người dùng hoặc mật khẩu"),
    (r'database "(.+?)" does not exist', r"máy chủ không có cơ sở dữ liệu “\1”"),
    (r'role "(.+?)" does not exist', r"máy chủ không có người dùng “\1”"),
    (r"translate host name|resolve host|name or service not known|name resolution", "không tìm thấy máy chủ"),
    (r"no such file or directory", "máy chủ trên máy này chưa chạy"),
    (r"no pg_hba.conf entry", "máy chủ không cho kết nối từ máy này"),
    (r"timeout|timed out", "máy chủ không trả lời kịp"),
    (r"too many (?:clients|connections)|connection slots", "máy chủ đã hết chỗ kết nối"),
    (r"permission denied", "người dùng của cơ sở dữ liệu không có đủ quyền"),
    (r"unable to open database file", "không mở được tệp cơ sở dữ liệu"),
    (r"readonly database|read-only", "cơ sở dữ liệu chỉ đọc được, không ghi được"),
    (r"database is locked", "tiến trình khác đang giữ cơ sở dữ liệu"),
    (r"disk is full|no space left", "hết chỗ trên đĩa"),
    (r"file is not a database|malformed", "tệp không phải cơ sở dữ liệu SQLite, hoặc đã hỏng"),
    (r"closed the connection|connection is closed|terminating connection", "kết nối với máy chủ bị ngắt"),
)
FILE_SAYINGS = {
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "đĩa chỉ đọc được",
    errno.ENOSPC: "hết chỗ trên đĩa",
    errno.EDQUOT: "hết chỗ được cấp trên đĩa",
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.ENOTDIR: "một phần của đường dẫn không phải là thư mục",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.EIO: "đĩa có lỗi",
}


def database_reason(error: DatabaseError) -> str:
    """Without capital and full stop, to stand inside a sentence."""
    for pattern, saying in DATABASE_SAYINGS:
        if found := re.search(pattern, str(error), flags=re.IGNORECASE):
            return found.expand(saying)
    return "trái ràng buộc của dữ liệu" if isinstance(error, IntegrityError) else "lý do khác"


def file_reason(error: OSError) -> str | None:
    """A sentence on the file that could not be read or written; None when the error is about something else."""
    if error.errno not in FILE_SAYINGS:
        return None
    name = error.filename
    is_denied = error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
    if is_denied and isinstance(name, str) and Path(name).absolute().is_relative_to(home_folder()):
        return home_reason(home_folder())
    shown = f" “{name}”" if isinstance(name, str) else " tệp"
    return f"Không đọc hoặc ghi được{shown}: {FILE_SAYINGS[error.errno]}."
