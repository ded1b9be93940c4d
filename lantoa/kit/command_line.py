"""Reading the words of a command line: a parser that speaks Vietnamese, and the arguments that several commands share."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from datetime import date
from time import strptime
from typing import NoReturn

# What argparse says, and what a person reads. The first pattern that matches wins.
SAYINGS = (
    (r"the following arguments are required: (.+)", r"Còn thiếu: \1."),
    (r"one of the arguments (.+) is required", r"Phải có một trong các tham số: \1."),
    (r"unrecognized arguments: (.+)", r"Không có tham số: \1."),
    (r"argument (.+): not allowed with argument (.+)", r"Không dùng \1 cùng với \2."),
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", r"\1: không có \2; hãy chọn một trong: \3."),
    (r"argument (.+): expected (?:one|at least one) argument", r"\1: còn thiếu giá trị."),
    (r"argument (.+): expected (\d+) arguments?", r"\1: cần \2 giá trị."),
    (r"argument (.+): invalid int value: (.+)", r"\1: \2 không phải là số nguyên."),
    (r"argument (.+): ignored explicit argument (.+)", r"\1: không nhận giá trị \2."),
    (r"ambiguous option: (.+) could match (.+)", r"\1 chưa rõ là tham số nào trong: \2."),
    (r"argument (.+?): (.+)", r"\1: \2"),
)


class BadInput(Exception):
    """Wrong usage or unusable input: exit code 2. `reasons`: sentences for people, one fault each."""

    def __init__(self, reasons: str | Iterable[str]) -> None:
        self.reasons = [reasons] if isinstance(reasons, str) else list(reasons)
        super().__init__(" ".join(self.reasons))


class Layout(argparse.RawDescriptionHelpFormatter):
    """Help with Vietnamese headings."""

    def add_usage(self, usage, actions, groups, prefix=None) -> None:
        super().add_usage(usage, actions, groups, prefix or "Cách dùng: ")


class Parser(argparse.ArgumentParser):
    """Raises `BadInput` instead of printing and leaving."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(prog=prog, description=description, formatter_class=Layout, add_help=False, allow_abbrev=False)
        self.words = self.add_argument_group("Tham số")
        self.words.add_argument("-h", "--help", action="help", help="hiện hướng dẫn này")

    def error(self, message: str) -> NoReturn:
        raise BadInput(f"{in_vietnamese(message).removesuffix('.')}; xem {self.prog} --help")


def in_vietnamese(message: str) -> str:
    """What argparse complained of, as a sentence for people; unchanged when it is not in the table."""
    for pattern, saying in SAYINGS:
        if re.fullmatch(pattern, message, flags=re.DOTALL):
            return re.sub(pattern, saying, message, flags=re.DOTALL)
    return message


def day(text: str) -> date:
    """2023-12-31 or 31/12/2023."""
    for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return date(*strptime(text, pattern)[:3])
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(f"“{text}” không phải là ngày; hãy viết 2023-12-31 hoặc 31/12/2023.")


def pair(text: str) -> tuple[str, str]:
    """NAME=VALUE."""
    name, equals, value = text.partition("=")
    if not (name and equals and value):
        raise argparse.ArgumentTypeError(f"“{text}” phải viết thành TÊN=GIÁ_TRỊ.")
    return name, value


def tree_word(text: str) -> str | date:
    """then, now, or a day."""
    if text in ("then", "now"):
        return text
    try:
        return day(text)
    except argparse.ArgumentTypeError:
        raise argparse.ArgumentTypeError(
            f"“{text}” không hợp lệ; dùng then, now hoặc một ngày như 2024-06-30."
        ) from None


def port(text: str) -> int:
    """1 to 65535."""
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= 65535):
        raise argparse.ArgumentTypeError(f"cổng phải từ 1 đến 65535, không phải “{text}”.")
    return int(text)
