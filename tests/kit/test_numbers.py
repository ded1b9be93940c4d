"""Vietnamese numbers and dates: reading, refusing with a reason, writing."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.kit.numbers import (
    QUALITY_BY_LABEL,
    DateRefused,
    NumberRefused,
    ParsedNumber,
    Quality,
    format_date,
    format_dong,
    format_number,
    format_percent,
    format_quantity,
    parse_date,
    parse_number,
    parse_whole,
)

ABOUT, AT_LEAST, AT_MOST = Quality.ABOUT, Quality.AT_LEAST, Quality.AT_MOST


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.061", "1061"), ("88,9", "88.9"), ("1 061", "1061"), ("1\u00a0061", "1061"), ("-5", "-5"), ("−5", "-5"),
        ("3.5", "3.5"), ("3.50", "3.50"), ("0.125", "0.125"), ("1234.567", "1234.567"), ("1.234.567,89", "1234567.89"),
        ("1,234,567", "1234567"), ("1,234.5", "1234.5"), ("1,061", "1.061"), ("12 345 678,5", "12345678.5"),
        ("007", "7"), (" 15. ", "15"),
        (86, "86"), (29.900000000000002, "29.9"), (Decimal("2.50"), "2.50"), (1e3, "1000"),
    ],
)  # fmt: skip
def test_plain_numbers_are_read(text, value):
    assert parse_number(text) == ParsedNumber(Decimal(value))


@pytest.mark.parametrize(
    ("text", "value", "quality", "measure"),
    [
        ("88,9%", "88.9", Quality.EXACT, "%"),
        ("gần 3 tỷ", "3000000000", ABOUT, None),
        ("Gần 3 tỉ đồng", "3000000000", ABOUT, "đồng"),
        ("trên 130 tỷ đồng", "130000000000", AT_LEAST, "đồng"),
        ("hơn 5.000", "5000", AT_LEAST, None),
        ("hơn 5.000 Đảng viên", "5000", AT_LEAST, "Đảng viên"),
        ("khoảng 20 triệu", "20000000", ABOUT, None),
        ("xấp xỉ 2,5 nghìn tỷ đồng", "2500000000000", ABOUT, "đồng"),
        ("dưới 30%", "30", AT_MOST, "%"),
        ("không quá 5 ngày", "5", AT_MOST, "ngày"),
        ("tối đa 10", "10", AT_MOST, None),
        (">=5", "5", AT_LEAST, None),
        ("≤ 5", "5", AT_MOST, None),
        ("~20tr", "20000000", ABOUT, None),
        ("3 tỷ 200 triệu đồng", "3200000000", Quality.EXACT, "đồng"),
        ("đúng 86 đơn vị", "86", Quality.EXACT, "đơn vị"),
        ("từ 5.000 trở lên", "5000", AT_LEAST, None),
        ("100m2", "100", Quality.EXACT, "m2"),
        ("2.000 m²", "2000", Quality.EXACT, "m²"),
    ],
)
def test_stated_numbers_are_read(text, value, quality, measure):
    assert parse_number(text) == ParsedNumber(Decimal(value), quality, measure)


@pytest.mark.parametrize(
    ("text", "low", "high", "measure"),
    [("từ 10 đến 15 hộ", 10, 15, "hộ"), ("3-5 tỷ đồng", 3 * 10**9, 5 * 10**9, "đồng")],
)
def test_ranges_are_read(text, low, high, measure):
    assert parse_number(text) == ParsedNumber(Decimal(low), Quality.RANGE, measure, Decimal(high))


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("", "Chưa có số; hãy ghi như 1.061 hoặc 88,9."),
        (None, "Chưa có số; hãy ghi như 1.061 hoặc 88,9."),
        (True, "Chưa có số; hãy ghi như 1.061 hoặc 88,9."),
        ("nhiều", "«nhiều» không phải là số; hãy ghi như 1.061 hoặc 88,9."),
        (float("nan"), "«nan» nằm ngoài khoảng số ghi được; hãy ghi như 1.061 hoặc 88,9."),
        ("9" * 16, f"«{'9' * 16}» lớn quá mức ghi được; hãy ghi như 1.061 hoặc 88,9."),
        ("3 tỷ 5 tỷ", "«3 tỷ 5 tỷ» có hai số liền nhau; hãy ghi như 1.061 hoặc 88,9."),
        ("15-10", "«15-10» có số đầu không nhỏ hơn số cuối; hãy ghi như từ 10 đến 15."),
    ],
)
def test_what_is_no_number_is_refused_with_reason(value, reason):
    with pytest.raises(NumberRefused) as refused:
        parse_number(value)
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    "text", ["1.06.100", "1,06,1", "1.061,5,5", "5S", "1e5", "12/2023", "5 hộ 3 người", "--5", "1..5", "20% - 30%"]
)
def test_muddled_numbers_are_refused(text):
    with pytest.raises(NumberRefused):
        parse_number(text)


@pytest.mark.parametrize(("value", "whole"), [("1.061", 1061), (5.0, 5), ("0", 0), (" 86 ", 86), ("2,0", 2)])
def test_counts_are_read(value, whole):
    assert parse_whole(value) == whole


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("1,5", "«1,5» là số lẻ; ô này cần số nguyên, ví dụ 15 hoặc 1.061."),
        (1.5, "«1,5» là số lẻ; ô này cần số nguyên, ví dụ 15 hoặc 1.061."),
        (-5, "«-5» là số âm; ô này cần số từ 0 trở lên, ví dụ 15."),
        ("khoảng 20", "«khoảng 20» có chữ kèm theo; ô này chỉ ghi một số đúng, ví dụ 1.061."),
        ("20%", "«20%» có chữ kèm theo; ô này chỉ ghi một số đúng, ví dụ 1.061."),
    ],
)
def test_what_is_no_count_is_refused_with_reason(value, reason):
    with pytest.raises(NumberRefused) as refused:
        parse_whole(value)
    assert str(refused.value) == reason


def test_negative_count_is_read_where_allowed():
    assert parse_whole("-5", allow_negative=True) == -5


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (11441, None, "11.441"), (29.9, None, "29,9"), (Decimal("1234567.50"), None, "1.234.567,5"), (0, None, "0"),
        (Decimal("29.85"), 1, "29,9"), (2, 2, "2,00"), (-1234, None, "-1.234"), (-0.04, 1, "0,0"),
        (Decimal("1E+3"), None, "1.000"),
    ],
)  # fmt: skip
def test_numbers_are_written(value, decimals, shown):
    assert format_number(value, decimals) == shown


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=3))
def test_a_written_number_is_read_back(number):
    shown = format_number(number)
    assert parse_number(shown).value == number


def test_percentages_round_half_up():
    assert [format_percent(v) for v in (29.87, 23, Decimal("29.85"), 0)] == ["29,9%", "23,0%", "29,9%", "0,0%"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (130 * 10**9, "130 tỷ đồng"), (2_970_000_000, "2,97 tỷ đồng"), (450_000, "450.000 đồng"),
        (20_000_000, "20 triệu đồng"),
        (1_234_567_890, "1.234.567.890 đồng"), (2_974_500_000, "2.974,5 triệu đồng"),
        (0, "0 đồng"), (-5 * 10**9, "-5 tỷ đồng"),
    ],
)  # fmt: skip
def test_dong_is_written_without_hiding_any(value, shown):
    assert format_dong(value) == shown


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ((5000, AT_LEAST, "đảng viên"), "trên 5.000 đảng viên"),
        ((3 * 10**9, ABOUT, "đồng"), "khoảng 3 tỷ đồng"),
        ((30, AT_MOST, "%"), "dưới 30%"),
        ((86, Quality.EXACT, "đơn vị"), "86 đơn vị"),
        ((86,), "86"),
        ((10, Quality.RANGE, "hộ", 15), "từ 10 đến 15 hộ"),
        ((5, Quality.NOT_STATED, "hộ"), "5 hộ (không nêu mức chính xác)"),
        ((None, Quality.NOT_STATED), "không nêu"),
    ],
)
def test_quantities_are_written(arguments, shown):
    assert format_quantity(*arguments) == shown


def test_every_quality_has_its_label_first():
    assert [quality.label for quality in Quality] == ["đúng", "trên", "dưới", "khoảng", "từ…đến", "không nêu"]
    assert list(QUALITY_BY_LABEL.values())[: len(Quality)] == list(Quality)
    assert QUALITY_BY_LABEL["gần"] is ABOUT


@pytest.mark.parametrize(
    "value",
    [
        date(2023, 3, 5), datetime(2023, 3, 5, 23, 59), "05/03/2023", "5/3/2023", "05-03-2023", "5.3.2023",
        "2023-03-05", "2023-03-05T00:00:00", " 5 / 3 / 2023 ", "ngày 05 tháng 3 năm 2023", 44990, 44990.75,
    ],
)  # fmt: skip
def test_dates_are_read(value):
    assert parse_date(value) == date(2023, 3, 5)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("31/02/2023", "«31/02/2023» không có trong lịch; hãy ghi ngày/tháng/năm, ví dụ 31/12/2023."),
        ("12/31/2023", "«12/31/2023» không có trong lịch; hãy ghi ngày/tháng/năm, ví dụ 31/12/2023."),
        ("5/3/23", "«5/3/23» chưa ghi đủ bốn chữ số của năm; hãy ghi ngày/tháng/năm, ví dụ 31/12/2023."),
        ("01/01/0023", "«01/01/0023» có năm ngoài khoảng 1900–2100; hãy ghi ngày/tháng/năm, ví dụ 31/12/2023."),
        ("quý I", "«quý I» không phải là ngày; hãy ghi ngày/tháng/năm, ví dụ 31/12/2023."),
        ("5/3-2023", "«5/3-2023» không phải là ngày; hãy ghi ngày/tháng/năm, ví dụ 31/12/2023."),
        (2023, "«2023» chỉ có năm; hãy ghi ngày/tháng/năm, ví dụ 31/12/2023."),
        (999999, "«999999» không phải là ngày; hãy ghi ngày/tháng/năm, ví dụ 31/12/2023."),
        (None, "Chưa có ngày; hãy ghi ngày/tháng/năm, ví dụ 31/12/2023."),
    ],
)
def test_what_is_no_date_is_refused_with_reason(value, reason):
    with pytest.raises(DateRefused) as refused:
        parse_date(value)
    assert str(refused.value) == reason


@given(st.dates(date(1930, 1, 1), date(2100, 12, 31)))
def test_a_written_date_is_read_back(day):
    assert parse_date(format_date(day)) == parse_date(day.isoformat()) == day
    assert parse_date((day - date(1899, 12, 30)) / timedelta(days=1)) == day
