"""Curves, trends, indicators, standing and scores as markup: each drawing is told in words or a table too."""

from datetime import date

import pytest
from django.template import Context, Template

from lantoa.kit.parts import Aim, Ballot, Curve, MonthCount, Span, Standing

pytestmark = pytest.mark.days


def flat(source, **context):
    return " ".join(Template(source).render(Context(context)).split())


def counts(*values):
    return [MonthCount(date(2024, month, 28), value) for month, value in enumerate(values, start=1)]


def curves(*began):
    return [Curve(f"Nhóm {count}", [Standing(0, 100, count), Standing(6, 80, count - 2)]) for count in began]


def test_curve_has_a_table_with_share_and_number_at_risk():
    shown = flat('{% survival_curve curves caption="Theo lĩnh vực" least=10 %}', curves=curves(40))
    assert '<th scope="row">Nhóm 40</th>' in shown
    assert '80% <span class="quiet">/ 38</span>' in shown


def test_curve_of_too_few_says_how_many_are_needed():
    shown = flat('{% survival_curve curves caption="Theo năm" least=10 %}', curves=curves(6))
    assert "chưa đủ số liệu (6 công nhận, cần ít nhất 10)" in shown
    assert "<svg" not in shown


def test_no_curve_at_all():
    assert "Chưa đủ số liệu." in flat('{% survival_curve curves caption="Theo năm" least=10 %}', curves=[])


def test_more_than_four_curves_cannot_be_told_apart():
    with pytest.raises(ValueError, match="at most 4"):
        flat('{% survival_curve curves caption="Theo năm" least=10 %}', curves=curves(10, 11, 12, 13, 14))


@pytest.mark.parametrize(
    ("values", "is_less_better", "tone", "words"),
    [
        ((9, 4), True, "done", "giảm 5 từ 01/2024 (khi đó 9)"),
        ((4, 9), True, "needs", "tăng 5 từ 01/2024 (khi đó 4)"),
        ((4, 9), False, "done", "tăng 5 từ 01/2024 (khi đó 4)"),
        ((4, 4), True, "neutral", "không đổi từ 01/2024"),
        ((None, 4), True, "neutral", "chưa đủ số liệu để so"),
    ],
)
def test_trend_says_which_way(values, is_less_better, tone, words):
    source = '{% trend counts label="Quá hạn" url="/q/" is_less_better=better %}'
    shown = flat(source, counts=counts(*values), better=is_less_better)
    assert f'class="trend trend-{tone}"' in shown
    assert words in shown


def test_trend_without_any_count_is_not_stated():
    shown = flat('{% trend counts label="Quá hạn" %}', counts=counts(None, None))
    assert "không nêu" in shown
    assert "<svg" not in shown


@pytest.mark.parametrize(
    ("aim", "words"),
    [
        (Aim("Hộ", 0, 50, 200, "hộ"), "đi được 25% chặng đường"),
        (Aim("Ngày", 15, 3, 3, "ngày"), "đạt mục tiêu"),
        (Aim("Ngày", 15, 2, 3, "ngày"), "vượt mục tiêu"),
        (Aim("Nghèo", 18, 21, 9, "%"), "lùi so với ban đầu"),
        (Aim("Vụ", 8, None, 0, "vụ"), "chưa đủ số để so"),
    ],
)
def test_indicator_in_words(aim, words):
    assert words in flat("{% indicator_bar aim %}", aim=aim)


def test_indicator_not_measured_yet():
    shown = flat("{% indicator_bar aim %}", aim=Aim("Vụ", 8, None, 0, "vụ"))
    assert "chưa đo" in shown
    assert "Ban đầu: 8 vụ" in shown
    assert "<rect" not in shown


def test_standing_is_told_as_a_list():
    spans = [
        Span("Đang hiệu lực", "done", date(2022, 1, 1), date(2023, 12, 31)),
        Span("Thu hồi", "stopped", date(2024, 1, 1), note="minh chứng sai"),
    ]
    shown = flat('{% standing_strip spans caption="Cấp tỉnh" today=today %}', spans=spans, today=date(2024, 6, 30))
    assert "01/01/2022 – 31/12/2023" in shown
    assert "Thu hồi <strong>(hiện nay)</strong>" in shown
    assert "từ 01/01/2024 · minh chứng sai" in shown


def test_standing_before_any_recognition():
    assert "Chưa được công nhận lần nào." in flat('{% standing_strip spans caption="Cấp tỉnh" %}', spans=[])


def test_standing_knows_its_tones():
    with pytest.raises(ValueError, match="green"):
        flat('{% standing_strip spans caption="Cấp" %}', spans=[Span("A", "green", date(2024, 1, 1))])


@pytest.mark.parametrize(("totals", "is_said"), [((60, 75, 90), True), ((60, 90), False), ((80, 81, 82), False)])
def test_disagreement_is_said_from_three_ballots_on(totals, is_said):
    ballots = [Ballot(total) for total in totals]
    assert ("cách nhau" in flat('{% score_spread ballots caption="Phiếu" wide=20 %}', ballots=ballots)) is is_said


def test_ballots_are_listed_and_the_blind_ones_not_named():
    ballots = [Ballot(80, "Lò Thị Hặc", is_own=True), Ballot(90)]
    shown = flat('{% score_spread ballots caption="Phiếu" %}', ballots=ballots)
    assert "Trung bình <strong>85,0</strong> · thấp nhất 80 · cao nhất 90 · 2 phiếu" in shown
    assert "<span>Lò Thị Hặc (của bạn)</span> <strong>80</strong>" in shown
    assert "<span>Một thành viên</span> <strong>90</strong>" in shown


def test_no_ballots_yet():
    assert "Chưa có phiếu nào." in flat('{% score_spread ballots caption="Phiếu" %}', ballots=[])
