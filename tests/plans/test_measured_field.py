"""The field of an indicator's number: its own words may stand after it, others may not."""

from decimal import Decimal

import pytest
from django.forms import ValidationError

from lantoa.plans.forms.plans import MeasuredField


@pytest.mark.parametrize(
    ("measure", "typed", "number"),
    [
        ("hộ", "1.061 hộ", "1061"),
        ("hộ", "35 Ho", "35"),
        ("hộ", "35", "35"),
        ("%", "88,95%", "88.95"),
        ("phần trăm", "88,9 %", "88.9"),
    ],
)
def test_the_words_of_the_indicator_may_follow(measure, typed, number):
    assert MeasuredField(measure=measure).clean(typed) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("35 km", "Chỉ ghi số, không kèm “km”; đơn vị tính có ô riêng."),
        ("trên 35", "Hãy ghi một số đúng, không kèm “trên”, “khoảng”, “từ … đến …”."),
        ("10.000.000.000.000", "Số này lớn quá mức ghi được; hãy dùng đơn vị tính lớn hơn."),
        ("88,955", "Nhiều nhất hai chữ số sau dấu phẩy, ví dụ 88,95."),
    ],
)
def test_what_the_indicator_cannot_hold_is_refused(typed, words):
    with pytest.raises(ValidationError) as refused:
        MeasuredField(measure="hộ").clean(typed)
    assert refused.value.messages == [words]
