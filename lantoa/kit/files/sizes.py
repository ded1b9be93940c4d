"""How much a file weighs, in words. One MB is 1,048,576 bytes, as the file managers of clerks show it."""

from __future__ import annotations

from lantoa.kit.numbers import format_number

KILOBYTE = 1024
MEGABYTE = 1024 * 1024


def format_size(size: int) -> str:
    """ "3,2 MB"; below one MB "850 KB", at least 1 KB."""
    if size < MEGABYTE:
        return f"{format_number(max(1, round(size / KILOBYTE)))} KB"
    return f"{format_megabytes(size)} MB"


def format_megabytes(size: int) -> str:
    """ "3,2": without the unit, rounded down, so that what is not whole never looks whole."""
    return format_number(size * 10 // MEGABYTE / 10)
