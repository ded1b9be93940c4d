"""Milestones, conditions, score rows, duties and complaints as markup."""

from datetime import date

import pytest
from django import forms
from django.template import Context, Template

from lantoa.kit.parts import Check, Duty, Mark, MonthCount
from lantoa.kit.showcase import LONG_NAME


def flat(source, **context):
    return " ".join(Template(source).render(Context(context)).split())


class Scores(forms.Form):
    mark = forms.IntegerField(label="Điểm", max_value=30)
    reason = forms.CharField(label="Lý do")


def test_milestones_say_state_dates_and_owner():
    marks = [
        Mark("Họp dân", date(2024, 6, 1), "done", "Lò Thị Hặc", date(2024, 6, 3), "/m/"),
        Mark("Trồng hoa", date(2024, 6, 18), "overdue"),
    ]
    shown = flat("{% milestones marks today=today %}", marks=marks, today=date(2024, 6, 30))
    assert "xong 1 trong 2" in shown
    assert '<a href="/m/">Họp dân</a>' in shown
    assert "đã xong, chậm 2 ngày" in shown
    assert "<span>Xong 03/06/2024</span> <span>Hạn 01/06/2024</span> <span>Lò Thị Hặc</span>" in shown
    assert '<p class="mark-word">quá hạn 12 ngày</p>' in shown


@pytest.mark.parametrize(("count", "is_long"), [(6, False), (7, True)])
def test_many_milestones_stand_one_below_the_other(count, is_long):
    marks = [Mark(f"Mốc {number}", date(2024, 6, 1), "todo") for number in range(count)]
    assert ("marks-long" in flat("{% milestones marks %}", marks=marks)) is is_long


def test_milestone_of_unknown_state_is_an_error():
    with pytest.raises(KeyError):
        flat("{% milestones marks %}", marks=[Mark("Mốc", date(2024, 6, 1), "late")])


def test_missing_condition_leads_to_where_it_is_done():
    checks = [Check("Có kế hoạch", True, url="/k/"), Check("Có minh chứng", False, "Mới có 1.", "/m/")]
    shown = flat('{% checklist checks label="Điều kiện" %}', checks=checks)
    assert "Điều kiện: đủ 1 trong 2" in shown
    assert '<a href="/m/">Có minh chứng</a>' in shown
    assert "/k/" not in shown


def test_score_row_keeps_what_was_typed_and_says_what_is_wrong():
    form = Scores({"mark": "34", "reason": ""})
    shown = flat('{% score_row form.mark form.reason title="Hiệu quả" weight=12.5 scale="/ 30" %}', form=form)
    assert 'Hiệu quả <span class="score-weight">trọng số 12,5%</span>' in shown
    assert 'value="34"' in shown
    assert shown.count("field-wrong") == 2


def test_score_row_ties_its_hint():
    shown = flat('{% score_row form.mark form.reason title="Hiệu quả" hint="So với ban đầu." %}', form=Scores())
    described = shown.split('aria-describedby="', 1)[1].split('"')[0]
    assert f'id="{described}">So với ban đầu.' in shown


def test_duty_is_a_link_with_count_and_age():
    duties = [Duty("Bản đăng ký chờ duyệt", 1061, "/v/", "needs", "cần duyệt", 12, LONG_NAME), Duty("Mới", 1, "/n/")]
    shown = flat("{% board duties %}", duties=duties)
    assert 'href="/v/">Bản đăng ký chờ duyệt<span class="visually-hidden">: 1.061</span></a>' in shown
    assert "Việc lâu nhất đã chờ 12 ngày" in shown
    assert shown.count("Việc lâu nhất") == 1


def test_duty_of_today():
    assert "Mới hôm nay" in flat("{% board duties %}", duties=[Duty("Mới", 1, "/n/", oldest=0)])


def test_board_without_work_says_so():
    assert "Không có việc nào chờ bạn." in flat("{% board duties %}", duties=[])


def test_complaint_shows_its_part_of_the_whole_and_its_trend():
    counts = [MonthCount(date(2024, 1, 31), 20), MonthCount(date(2024, 2, 29), 17)]
    shown = flat('{% complaint "Không có kế hoạch" count=17 of=191 url="/k/" counts=counts %}', counts=counts)
    assert "trong 191 (9%)" in shown
    assert "giảm 3 từ 01/2024 (khi đó 20)" in shown
    assert shown.count("</span>17</a>") == 1


def test_complaint_of_nothing_divides_by_nothing():
    assert '<span class="complaint-of">trong 0</span>' in flat(
        '{% complaint "Không có kế hoạch" count=0 of=0 url="/k/" %}'
    )
