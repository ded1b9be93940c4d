"""The field of scores and of what criteria are made of."""

from decimal import Decimal

import pytest
from django.forms import ValidationError

from lantoa.councils.forms.scoring import ScoreField

ONE = "Chỉ ghi một số, ví dụ 7,5."
SHORT = "Hãy ghi số có tối đa hai chữ số sau dấu phẩy, ví dụ 7,5."
LARGE = "Hãy ghi số nhỏ hơn 1.000, ví dụ 7,5."


@pytest.mark.parametrize(
    ("typed", "number"), [("7,5", "7.5"), ("20%", "20"), ("7 điểm", "7"), ("999,99", "999.99"), ("0", "0")]
)
def test_a_score_is_read(typed, number):
    assert ScoreField().clean(typed) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "words"),
    [("trên 7", ONE), ("từ 5 đến 7", ONE), ("7 hộ", ONE), ("7‰", ONE), ("7,125", SHORT), ("1.000", LARGE)],
)
def test_what_is_no_score_is_refused(typed, words):
    with pytest.raises(ValidationError) as refused:
        ScoreField().clean(typed)
    assert refused.value.messages == [words]
