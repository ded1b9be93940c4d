"""Fields read what people type in Vietnamese, and say in our words what they cannot take."""

import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms

from lantoa.kit.fields import DayField, LineField, LinesField, NumberField, PastDayField

pytestmark = pytest.mark.days


def refusals(field: forms.Field, typed: object) -> list[str]:
    with pytest.raises(forms.ValidationError) as refusal:
        field.clean(typed)
    return refusal.value.messages


def test_a_line_is_composed_with_single_spaces():
    typed = unicodedata.normalize("NFD", " Bản  Nà Sản\u200b\n ")

    assert LineField().clean(typed) == "Bản Nà Sản"


def test_lines_keep_their_breaks():
    typed = unicodedata.normalize("NFD", "\r\n Việc  một\r\n\r\n\r\n\r\nviệc hai \r\n")

    assert LinesField().clean(typed) == "Việc một\n\nviệc hai"


@pytest.mark.parametrize("kind", [LineField, LinesField])
@pytest.mark.parametrize("typed", ["", "  ", "\u200b", " \r\n "])
def test_text_of_nothing_but_spaces_is_empty(kind, typed):
    assert kind(required=False).clean(typed) == ""
    assert refusals(kind(), typed) == ["Chưa điền ô này; hãy điền rồi lưu lại."]


def test_the_longest_text_is_counted_after_cleaning():
    assert LineField(max_length=3).clean("a  b ") == "a b"
    assert refusals(LineField(max_length=3), "abcd") == ["Ghi nhiều nhất 3 ký tự; đang có 4, hãy rút ngắn."]


def test_the_height_of_the_box():
    assert LinesField(rows=2).widget.attrs["rows"] == 2


@pytest.mark.parametrize("typed", ["2024-03-05", "5/3/2024", "05-03-2024", "5.3.2024", "ngày 5 tháng 3 năm 2024"])
def test_a_day_is_read_day_first(typed):
    assert DayField().clean(typed) == date(2024, 3, 5)


def test_a_day_that_is_none_is_refused_with_an_example():
    words = "«31/02/2024» không có trong lịch; hãy ghi ngày/tháng/năm, ví dụ 31/12/2023."

    assert refusals(DayField(), "31/02/2024") == [words]
    assert refusals(DayField(), "") == ["Chưa điền ô này; hãy điền rồi lưu lại."]
    assert DayField(required=False).clean("") is None


def test_a_day_is_given_to_the_calendar_of_the_browser():
    shown = DayField().widget.render("on", date(2024, 3, 5))

    assert 'type="date"' in shown
    assert 'value="2024-03-05"' in shown


def test_a_past_day_is_not_to_come(time_machine):
    time_machine.move_to(datetime(2024, 5, 9, 23, 0, tzinfo=UTC))  # in Vietnam it is the 10th already

    assert PastDayField().clean("10/05/2024") == date(2024, 5, 10)
    assert PastDayField(required=False).clean("") is None
    assert refusals(PastDayField(), "11/05/2024") == ["Ngày này không thể sau hôm nay."]
    assert refusals(PastDayField(what="Ngày chốt"), "11/05/2024") == ["Ngày chốt không thể sau hôm nay."]


@pytest.mark.parametrize(
    ("typed", "number"),
    [("7,5", "7.5"), ("7.5", "7.5"), ("1.061", "1061"), ("-2,25", "-2.25"), ("88,9%", "88.9"), (" ", None)],
)
def test_a_number_is_read_the_vietnamese_way(typed, number):
    field = NumberField(measures=("%",), required=False)

    assert field.clean(typed) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("trên 7", "Hãy ghi một số đúng, không kèm “trên”, “khoảng”, “từ … đến …”."),
        ("từ 5 đến 7", "Hãy ghi một số đúng, không kèm “trên”, “khoảng”, “từ … đến …”."),
        ("7 hộ", "Chỉ ghi số, không kèm “hộ”."),
        ("100", "Số này lớn quá mức ghi được."),
        ("-100", "Số này lớn quá mức ghi được."),
        ("7,555", "Nhiều nhất hai chữ số sau dấu phẩy, ví dụ 88,95."),
    ],
)
def test_a_number_that_cannot_be_kept_is_refused(typed, words):
    assert refusals(NumberField(measures=("%",), below=Decimal(100)), typed) == [words]


def test_a_number_is_shown_as_people_write_it():
    field = NumberField()

    assert field.prepare_value(Decimal("1061.50")) == "1.061,5"
    assert field.prepare_value("bảy") == "bảy"
