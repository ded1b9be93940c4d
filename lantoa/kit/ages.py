"""How long something has waited and how far off its day is, as a person would say it."""

from __future__ import annotations

from datetime import date

MONTH, YEAR = 30, 365


def since_words(day: date, on: date) -> str:
    """ "hôm nay", "từ hôm qua", "từ 20/10", "từ 20/10/2025" for another year."""
    days = (on - day).days
    if days == 0:
        return "hôm nay"
    if days == 1:
        return "từ hôm qua"
    return f"từ {day:%d/%m}" if day.year == on.year else f"từ {day:%d/%m/%Y}"


def due_words(day: date, on: date) -> str:
    """ "quá hạn 21 ngày", "hạn hôm nay", "còn 17 ngày"."""
    days = (day - on).days
    if days < 0:
        return f"quá hạn {span_words(-days)}"
    if days == 0:
        return "hạn hôm nay"
    return f"còn {span_words(days)}"


def span_words(days: int) -> str:
    """Days up to three months, then whole months, then years: "21 ngày", "5 tháng", "hơn 2 năm"."""
    if days < 3 * MONTH:
        return f"{days} ngày"
    if days < 2 * YEAR:
        return f"{days // MONTH} tháng"
    return f"hơn {days // YEAR} năm"
