"""`lantoa office`: an account of the province office. Only from the command line, since nobody stands above that office."""

from __future__ import annotations

import secrets
import sys
from argparse import Namespace

from django.db import transaction

from lantoa.kit.command_line import Parser
from lantoa.units.enums import RoleKind
from lantoa.units.services import assign_role, create_person


def arguments(parser: Parser) -> None:
    parser.words.add_argument("username", metavar="TÊN_ĐĂNG_NHẬP", help="chữ thường, không dấu")
    parser.words.add_argument("--name", metavar="HỌ_TÊN", required=True, help="họ và tên")


def run(options: Namespace) -> int:
    password = secrets.token_urlsafe(12)
    with transaction.atomic():
        person = create_person(username=options.username, full_name=options.name, password=password, by=None)
        assign_role(person, unit=None, kind=RoleKind.OFFICE, by=None)
    sys.stdout.write(
        f"Đã lập tài khoản văn phòng “{person.username}”.\n"
        f"Mật khẩu dùng một lần: {password}\n"
        "Hệ thống sẽ yêu cầu đổi mật khẩu ở lần đăng nhập đầu tiên.\n"
    )
    return 0
