"""Numbers and dates as Vietnamese people write them: reading with a clear reason when it fails, and formatting.

Values are Decimal; no float arithmetic. "1.061" is one thousand and sixty-one, "88,9" is eighty-eight point nine.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from lantoa.kit.text import clean


class Quality(StrEnum):
    """How exact a stated number is."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    RANGE = "range"
    NOT_STATED = "not_stated"

    @property
    def label(self) -> str:
        """The Vietnamese word before the number."""
        return _QUALITY_LABELS[self]


_QUALITY_LABELS = {
    Quality.EXACT: "đúng",
    Quality.AT_LEAST: "trên",
    Quality.AT_MOST: "dưới",
    Quality.ABOUT: "khoảng",
    Quality.RANGE: "từ…đến",
    Quality.NOT_STATED: "không nêu",
}
_QUALITY_WORDS = {
    Quality.EXACT: ("đúng", "chính xác"),
    Quality.AT_LEAST: ("trên", "hơn", "ít nhất", "tối thiểu", "không dưới"),
    Quality.AT_MOST: ("dưới", "không quá", "tối đa", "nhiều nhất", "chưa đến"),
    Quality.ABOUT: ("gần", "khoảng", "xấp xỉ", "chừng", "ước tính", "ước đạt", "ước"),
}
_QUALITY_SIGNS = {
    ">": Quality.AT_LEAST,
    ">=": Quality.AT_LEAST,
    "≥": Quality.AT_LEAST,
    "<": Quality.AT_MOST,
    "<=": Quality.AT_MOST,
    "≤": Quality.AT_MOST,
    "~": Quality.ABOUT,
    "≈": Quality.ABOUT,
}
_QUALITY_BY_WORD = {word: quality for quality, words in _QUALITY_WORDS.items() for word in words}
QUALITY_BY_LABEL: dict[str, Quality] = {label: quality for quality, label in _QUALITY_LABELS.items()} | _QUALITY_BY_WORD
"""What people may write for each quality; the usual label of each comes first."""


class NumberRefused(ValueError):
    """Not a number that can be taken; the text says what is wrong and gives a right example."""


class DateRefused(ValueError):
    """Not a date that can be taken; the text says what is wrong and gives a right example."""


@dataclass(frozen=True)
class ParsedNumber:
    """A number as stated. `measure`: the words after it ("đồng", "%", "đảng viên"); "triệu", "tỷ" are worked in."""

    value: Decimal
    quality: Quality = Quality.EXACT
    measure: str | None = None
    upper: Decimal | None = None
    """Only with RANGE: the higher end; `value` is the lower."""


# --- reading numbers ---

_EXAMPLE = "hãy ghi như 1.061 hoặc 88,9"
_LIMIT = Decimal(10) ** 15
_MULTIPLIERS = {
    "nghìn": 10**3,
    "ngàn": 10**3,
    "vạn": 10**4,
    "triệu": 10**6,
    "tr": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}


def _one_of(words: object) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_AMOUNT = (
    r"(?P<{0}digits>\d{{1,3}}(?: \d{{3}})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)*)"
    rf"(?P<{{0}}multipliers>(?:\s*(?:{_one_of(_MULTIPLIERS)})(?!\w))*)"
)
_TERM = re.compile(_AMOUNT.format("") + r"\s*", re.IGNORECASE)
_QUALIFIER = re.compile(
    rf"(?:(?P<word>{_one_of(_QUALITY_BY_WORD)})\s|(?P<sign>{_one_of(_QUALITY_SIGNS)}))\s*", re.IGNORECASE
)
_TRAILER = re.compile(r"\s*trở (?P<way>lên|xuống)$", re.IGNORECASE)
_RANGE = re.compile(
    rf"(?:từ\s+)?{_AMOUNT.format('low_')}\s*(?:đến|tới|-|–|—)\s*{_AMOUNT.format('high_')}(?P<measure>.*)", re.IGNORECASE
)
# Only these may follow a number without a space: "5S" and "1e5" are not five and one.
_CLOSE_MEASURES = frozenset({"%", "‰", "đ", "đồng", "m", "m2", "m²", "km", "km2", "km²", "ha", "kg"})


def parse_number(value: object) -> ParsedNumber:
    """A stated number: int, float, Decimal or text such as "1.061", "88,9%", "gần 3 tỷ đồng", "từ 10 đến 15 hộ".

    A comma is the decimal sign and a dot groups by threes; a single dot before other than three digits is decimal.
    Raises NumberRefused.
    """
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return ParsedNumber(_require_finite(value))
    text = clean(value).rstrip(" .,;") if isinstance(value, str) else ""
    if not text:
        raise NumberRefused(f"Chưa có số; {_EXAMPLE}.")
    rest, quality = _take_qualifier(text)
    between = _RANGE.fullmatch(rest)
    if between and quality is Quality.EXACT:
        return _range(between, text)
    negative = rest.startswith(("-", "\u2212"))
    number, measure = _amount(rest[1:].lstrip() if negative else rest, text)
    return ParsedNumber(-number if negative else number, quality, measure)


def _require_finite(value: int | float | Decimal) -> Decimal:
    # Fifteen digits are what a spreadsheet keeps; more are noise of binary fractions (29.900000000000002).
    number = Decimal(format(value, ".15g")) if isinstance(value, float) else Decimal(value)
    if not number.is_finite() or abs(number) >= _LIMIT:
        raise NumberRefused(f"«{value}» nằm ngoài khoảng số ghi được; {_EXAMPLE}.")
    return number


def _take_qualifier(text: str) -> tuple[str, Quality]:
    """The text without "gần", "trên", "trở lên"…, and what they mean."""
    quality = Quality.EXACT
    trailer = _TRAILER.search(text)
    if trailer:
        text = re.sub(r"^từ\s+", "", text[: trailer.start()], flags=re.IGNORECASE)
        quality = Quality.AT_LEAST if trailer["way"].lower() == "lên" else Quality.AT_MOST
    qualifier = _QUALIFIER.match(text)
    if qualifier:
        word, sign = qualifier["word"], qualifier["sign"]
        quality = _QUALITY_BY_WORD[word.lower()] if word else _QUALITY_SIGNS[sign]
        text = text[qualifier.end() :]
    return text, quality


def _amount(rest: str, text: str) -> tuple[Decimal, str | None]:
    """Value and measure of "3 tỷ 200 triệu đồng": terms with falling multipliers, then words."""
    total, last_factor, place = Decimal(0), None, 0
    while term := _TERM.match(rest, place):
        factor = _factor(term["multipliers"])
        if last_factor is not None and factor >= last_factor:
            raise NumberRefused(f"«{text}» có hai số liền nhau; {_EXAMPLE}.")
        total += _read_digits(term["digits"], text) * factor
        last_factor, place = factor, term.end()
        if factor == 1:
            break
    if last_factor is None:
        raise NumberRefused(f"«{text}» không phải là số; {_EXAMPLE}.")
    return _within_limit(total, text), _measure(rest[:place], rest[place:], text)


def _factor(multipliers: str) -> int:
    factor = 1
    for word in multipliers.lower().split():
        factor *= _MULTIPLIERS[word]
    return factor


def _within_limit(number: Decimal, text: str) -> Decimal:
    if number >= _LIMIT:
        raise NumberRefused(f"«{text}» lớn quá mức ghi được; {_EXAMPLE}.")
    return number


def _measure(before: str, words: str, text: str) -> str | None:
    words = words.strip()
    if not words:
        return None
    is_close = not before.endswith(" ") and words.lower() not in _CLOSE_MEASURES
    if is_close or re.search(r"(?<!\w)\d", words) or not (words[0].isalpha() or words[0] in "%‰"):
        raise NumberRefused(f"«{text}» không phải là một số; {_EXAMPLE}, chữ cách số một khoảng trắng.")
    return words


_THREES_BY_DOT = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_THREES_BY_COMMA = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){2,}|[1-9]\d{0,2}(?:,\d{3})+\.\d+")
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?")


def _read_digits(digits: str, text: str) -> Decimal:
    digits = digits.replace(" ", "")
    if _THREES_BY_DOT.fullmatch(digits):
        return Decimal(digits.replace(".", "").replace(",", "."))
    if _THREES_BY_COMMA.fullmatch(digits):
        return Decimal(digits.replace(",", ""))
    if _DECIMAL.fullmatch(digits):
        return Decimal(digits.replace(",", "."))
    raise NumberRefused(
        f"«{text}» đặt sai dấu chấm hoặc dấu phẩy; dấu chấm ngăn từng nhóm ba chữ số, dấu phẩy ngăn phần lẻ, "
        "ví dụ 1.061 hoặc 88,9."
    )


def _range(found: re.Match[str], text: str) -> ParsedNumber:
    high_factor = _factor(found["high_multipliers"])
    low_factor = _factor(found["low_multipliers"]) if found["low_multipliers"].strip() else high_factor
    low = _within_limit(_read_digits(found["low_digits"], text) * low_factor, text)
    high = _within_limit(_read_digits(found["high_digits"], text) * high_factor, text)
    if low >= high:
        raise NumberRefused(f"«{text}» có số đầu không nhỏ hơn số cuối; hãy ghi như từ 10 đến 15.")
    before = text[: len(text) - len(found["measure"].lstrip())]
    return ParsedNumber(low, Quality.RANGE, _measure(before, found["measure"], text), high)


def parse_whole(value: object, *, allow_negative: bool = False) -> int:
    """A count: as `parse_number`, but exact, whole, without words after it, and not below 0 unless allowed."""
    number = parse_number(value)
    shown = clean(value) if isinstance(value, str) else format_number(number.value)
    if number.quality is not Quality.EXACT or number.measure:
        raise NumberRefused(f"«{shown}» có chữ kèm theo; ô này chỉ ghi một số đúng, ví dụ 1.061.")
    if number.value != number.value.to_integral_value():
        raise NumberRefused(f"«{shown}» là số lẻ; ô này cần số nguyên, ví dụ 15 hoặc 1.061.")
    if number.value < 0 and not allow_negative:
        raise NumberRefused(f"«{shown}» là số âm; ô này cần số từ 0 trở lên, ví dụ 15.")
    return int(number.value)


# --- writing numbers ---


def format_number(value: Decimal | int | float, decimals: int | None = None) -> str:
    """ "11.441", "29,9"; `decimals` fixes the digits after the comma (half up), else as many as the value has."""
    number = _require_finite(value)
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        number = abs(number) if number.is_zero() else number
    whole, _, fraction = f"{number:,f}".partition(".")
    if decimals is None:
        fraction = fraction.rstrip("0")
    return whole.replace(",", ".") + ("," + fraction if fraction else "")


def format_percent(value: Decimal | int | float, decimals: int = 1) -> str:
    """A percentage as such, not a share: 29.87 gives "29,9%"."""
    return format_number(value, decimals) + "%"


def format_dong(value: Decimal | int | float) -> str:
    """ "130 tỷ đồng", "2,97 tỷ đồng", "20 triệu đồng", "450.000 đồng": the shortest form that hides no đồng."""
    number = _require_finite(value)
    for unit, word in ((Decimal(10) ** 9, "tỷ"), (Decimal(10) ** 6, "triệu")):
        if abs(number) >= unit and number % (unit / 100) == 0:
            return f"{format_number(number / unit)} {word} đồng"
    return f"{format_number(number)} đồng"


def format_quantity(
    value: Decimal | int | float | None,
    quality: Quality = Quality.EXACT,
    measure: str | None = None,
    upper: Decimal | int | float | None = None,
) -> str:
    """ "trên 5.000 đảng viên", "từ 10 đến 15 hộ", "không nêu" without a value; an exact number stands alone."""
    if value is None:
        return Quality.NOT_STATED.label
    shown = _with_measure(value, measure)
    if quality is Quality.RANGE and upper is not None:
        low = shown if measure in ("%", "đồng") else format_number(value)
        return f"từ {low} đến {_with_measure(upper, measure)}"
    if quality is Quality.NOT_STATED:
        return f"{shown} (không nêu mức chính xác)"
    return shown if quality in (Quality.EXACT, Quality.RANGE) else f"{quality.label} {shown}"


def _with_measure(value: Decimal | int | float, measure: str | None) -> str:
    if measure == "đồng":
        return format_dong(value)
    if measure in ("%", "‰"):
        return format_number(value) + measure
    return f"{format_number(value)} {measure}" if measure else format_number(value)


# --- dates ---

_DATE_EXAMPLE = "hãy ghi ngày/tháng/năm, ví dụ 31/12/2023"
_DAY_FIRST = re.compile(r"(\d{1,2})\s*([/.\-])\s*(\d{1,2})\s*\2\s*(\d{1,4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_IN_WORDS = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{1,4})", re.IGNORECASE)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
# Day numbers of a spreadsheet count from here; smaller numbers in a date cell are years or slips.
_SERIAL_ZERO = date(1899, 12, 30)
_FIRST_SERIAL = (date(1930, 1, 1) - _SERIAL_ZERO).days
_LAST_SERIAL = (date(_LAST_YEAR, 12, 31) - _SERIAL_ZERO).days


def parse_date(value: object) -> date:
    """A day: date, datetime, a spreadsheet's day number, "31/12/2023", "31-12-2023", "31.12.2023", "2023-12-31",
    "ngày 31 tháng 12 năm 2023". The day comes before the month; years have four digits, 1900 to 2100.

    Raises DateRefused.
    """
    if isinstance(value, datetime):
        return _day(value.year, value.month, value.day, format_date(value))
    if isinstance(value, date):
        return _day(value.year, value.month, value.day, format_date(value))
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return _from_serial(value)
    text = clean(value) if isinstance(value, str) else ""
    if not text:
        raise DateRefused(f"Chưa có ngày; {_DATE_EXAMPLE}.")
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        day, _, month, year = found.groups()
    elif found := _IN_WORDS.fullmatch(text):
        day, month, year = found.groups()
    else:
        raise DateRefused(f"«{text}» không phải là ngày; {_DATE_EXAMPLE}.")
    if len(year) != 4:
        raise DateRefused(f"«{text}» chưa ghi đủ bốn chữ số của năm; {_DATE_EXAMPLE}.")
    return _day(int(year), int(month), int(day), text)


def _day(year: int, month: int, day: int, shown: str) -> date:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise DateRefused(f"«{shown}» có năm ngoài khoảng {_FIRST_YEAR}–{_LAST_YEAR}; {_DATE_EXAMPLE}.")
    try:
        return date(year, month, day)
    except ValueError:
        raise DateRefused(f"«{shown}» không có trong lịch; {_DATE_EXAMPLE}.") from None


def _from_serial(number: int | float | Decimal) -> date:
    if _FIRST_YEAR <= number <= _LAST_YEAR:
        raise DateRefused(f"«{number}» chỉ có năm; {_DATE_EXAMPLE}.")
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        raise DateRefused(f"«{number}» không phải là ngày; {_DATE_EXAMPLE}.")
    return _SERIAL_ZERO + timedelta(days=int(number))


def format_date(value: date) -> str:
    """ "31/12/2023"; day and month with two digits."""
    return f"{value.day:02}/{value.month:02}/{value.year:04}"
