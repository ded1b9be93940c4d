"""How long recognitions last: the estimate against one made by hand, the groups, the page, the workbook."""

from datetime import date, timedelta
from fractions import Fraction
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from lantoa.kit.calendar import add_months
from lantoa.recognition.models import Recognition, Renewal
from lantoa.recognition.queries.survival import Group, Point, Spell, groupings, spell, survival
from lantoa.recognition.services.facts import record_recognition
from lantoa.recognition.services.renewing import renew, retire
from lantoa.rulebook.models import Rule
from tests.cast import accept_initiative, second_office
from tests.watch.climbing import DECIDED, recognise_initiative
from tests.watch.reading import values, words

START = date(2020, 1, 1)
TODAY = timezone.localdate()


def build_recognition(given_on: date, until: date | None, pk: int = 1) -> Recognition:
    """A recognition of one window, unsaved."""
    found = Recognition(pk=pk, recognised_on=given_on)
    found._prefetched_objects_cache = {"renewals": [Renewal(pk=1, renewed_on=given_on, lapses_on=until)]}
    return found


def build_recognitions(*lengths: str) -> list[Recognition]:
    """From `START` on, for so many months: "12" broke after twelve, "12+" is known that long only, as of 2030-01-01."""
    asked = date(2030, 1, 1)
    return [
        build_recognition(add_months(asked, -int(length[:-1])), None)
        if length.endswith("+")
        else build_recognition(START, add_months(START, int(length)))
        for length in lengths
    ]


# --- the estimate ---


def test_the_estimate_is_the_one_made_by_hand():
    """Ten: at 6 months 1 of 10 broke, at 12 one of 8 (one was known for 9 only), at 24 two of 6 (one known for 12), and at
    36 one of 2 (two known for 30). 9/10, ×7/8, ×4/6, ×1/2."""
    rows = build_recognitions("6", "9+", "12", "12+", "24", "24", "30+", "30+", "36", "40+")

    curve = Group("", survival(rows, date(2030, 1, 1)))

    found = {
        month: (curve.after(month).at_risk, round(curve.after(month).share, 6)) for month in (0, 6, 12, 24, 36, 40)
    }
    assert found == {
        0: (10, 1.0),
        6: (10, 0.9),
        12: (8, 0.7875),
        24: (6, 0.525),
        36: (2, 0.2625),
        40: (1, 0.2625),
    }


def test_without_any_that_is_unfinished_it_is_the_plain_share():
    curve = survival(build_recognitions("3", "6", "6", "12"), date(2030, 1, 1))
    assert [point.share for point in curve] == [1, 1, 1, 0.75, 0.75, 0.75, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0]


def test_what_broke_within_a_month_stood_at_its_beginning():
    rows = [build_recognition(date(2024, 1, 1), date(2025, 1, 20)), build_recognition(date(2024, 1, 1), None)]

    curve = survival(rows, date(2026, 1, 1))

    assert curve[12:14] == [Point(12, 2, 1.0), Point(13, 1, 0.5)]


def test_nothing_is_said_beyond_what_was_followed():
    known, gone = (Group("", survival(build_recognitions(length), date(2030, 1, 1))) for length in ("12+", "12"))

    assert (known.after(12), known.after(13)) == (Point(12, 1, 1.0), None)
    assert (gone.after(12), gone.after(36)) == (Point(12, 1, 0.0), Point(36, 0, 0.0))


@pytest.mark.parametrize(
    ("given_on", "until", "length"),
    [
        (date(2024, 1, 31), date(2024, 2, 29), (1, 0)),
        (date(2024, 1, 31), date(2024, 3, 1), (1, 1)),
        (date(2024, 2, 29), date(2026, 2, 28), (24, 0)),
        (date(2024, 5, 10), date(2024, 5, 10), (0, 0)),
        (date(2024, 5, 10), date(2024, 6, 9), (0, 30)),
    ],
)
def test_length_is_whole_months_and_days(given_on, until, length):
    assert spell(build_recognition(given_on, until), date(2027, 1, 1)) == Spell(*length, is_over=True)


def test_a_renewal_in_time_goes_on_and_a_late_one_does_not(cast):
    lapsed, renewed = (
        recognise_initiative(cast),
        recognise_initiative(cast, initiative=accept_initiative(cast, name="Đường hoa")),
    )
    for row, on in ((lapsed, date(2026, 2, 1)), (renewed, date(2025, 11, 1))):
        renew(row, findings="Tốt", by=second_office(cast), on=on)

    spells = [spell(row, date(2026, 6, 30)) for row in Recognition.objects.order_by("pk").prefetch_related("renewals")]

    assert spells == [Spell(29, 27, is_over=True), Spell(36, 0, is_over=False)]


SPELLS = st.lists(st.tuples(st.integers(0, 900), st.booleans()), min_size=1, max_size=12)


@settings(max_examples=150)
@given(lengths=SPELLS)
def test_the_estimate_is_the_naive_one(lengths):
    """Day by day, in fractions: of those in force until a day, which part did not break on it."""
    asked = START + timedelta(days=1000)
    rows = [
        build_recognition(START, START + timedelta(days=days))
        if over
        else build_recognition(asked - timedelta(days=days), None)
        for days, over in lengths
    ]
    spells = [spell(row, asked) for row in rows]

    for point in survival(rows, asked):
        share = Fraction(1)
        for length in sorted({item.length for item in spells if item.length <= (point.month, 0)}):
            until = [item for item in spells if item.length >= length]
            share *= 1 - Fraction(sum(item.is_over and item.length == length for item in until), len(until))
        assert point.share == pytest.approx(float(share))
        assert point.at_risk == sum(item.length >= (point.month, 0) for item in spells)


# --- the groups ---


def decide_recognition(cast, unit: str, *, on: date = DECIDED, name: str = "Tên") -> Recognition:
    initiative = accept_initiative(cast, name=name, unit=cast.unit(unit), on=on)
    return record_recognition(initiative, tier="bloc", recognised_on=on, by=second_office(cast))


def spread_out(cast) -> None:
    """Recognitions of db1 (2), its cell, cb2; one of db1 retired."""
    rows = [decide_recognition(cast, code, name=f"Tên {n}") for n, code in enumerate(("db1", "db1", "cb11", "cb2"))]
    retire(rows[0], reason="Xong", by=second_office(cast), on=date(2024, 9, 30))


def by_unit(cast, code: str) -> dict[str, int]:
    rows = Recognition.objects.select_related("initiative__sector", "initiative__unit").prefetch_related("renewals")
    inside = rows.filter(initiative__unit__code__in=("db1", "cb11") if code == "db1" else ("db1", "cb11", "cb2"))
    return {group.label: group.count for group in groupings(list(inside), cast.unit(code), TODAY)[-1].groups}


def test_units_are_those_directly_below_with_all_below_them(cast):
    spread_out(cast)

    assert by_unit(cast, "lt") == {cast.unit("khoi").name: 4}
    assert by_unit(cast, "khoi") == {cast.unit("db1").name: 3, cast.unit("cb2").name: 1}
    assert by_unit(cast, "db1") == {cast.unit("db1").name: 3}


# --- the page ---


def lines(page) -> list[str]:
    return [
        " ".join(row.split()) for row in values(page, "//table[contains(caption, 'mọi nhóm')]//tbody/tr/th//text()")
    ]


def test_page_lists_every_group_and_draws_those_large_enough(cast, as_person):
    spread_out(cast)
    Rule.objects.filter(key="recognition.survival_least").update(value=3)

    page = as_person("approver").get(reverse("survival"))

    assert lines(page)[-2:] == [cast.unit("db1").name, cast.unit("cb2").name]
    assert [[curve.label for curve in curves] for _, curves, *_ in page.context["charts"]][-1] == [
        cast.unit("db1").name
    ]
    assert [cells for _, cells in page.context["charts"][-1][-1]][-1] == []
    assert "dưới 3 công nhận thì ghi là chưa đủ số liệu" in words(page)
    assert "là quy ước, chưa đối chiếu văn bản gốc" in words(page)
    assert page.context["charts"][-1][-1][0][1][:2] == [(1, 100.0, 3), (2, pytest.approx(66.7), 2)]


def test_no_more_lines_than_can_be_told_apart(cast, as_person):
    Rule.objects.filter(key="recognition.survival_least").update(value=1)
    for year in range(2020, 2026):
        decide_recognition(cast, "db1", on=date(year, 6, 1), name=f"Năm {year}")

    page = as_person("approver").get(reverse("survival"))
    grouping, curves, undrawn, told = page.context["charts"][2]

    assert (grouping.title, len(curves), undrawn, len(told)) == ("Theo năm công nhận", 4, 2, 6)
    assert "2 nhóm khác đủ số liệu xem ở bảng" in words(page)


@pytest.mark.parametrize(("part", "count"), [("officer", 3), ("auditor", 4), ("outsider", 0), ("nobody", 0)])
def test_page_counts_what_the_person_sees(cast, as_person, part, count):
    spread_out(cast)
    assert as_person(part).get(reverse("survival")).context["count"] == count


def test_page_asks_as_much_for_many_as_for_few(cast, as_person):
    client, url = as_person("approver"), reverse("survival")
    spread_out(cast)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(6):
        decide_recognition(cast, "cb2", name=f"Thêm {number}")
    client.get(url)  # the frame counts anew what waits, once after what happened

    with CaptureQueriesContext(connection) as many:
        client.get(url)

    assert len(many) == len(few)


def test_workbook_holds_the_groups_and_what_they_rest_on(cast, as_person):
    spread_out(cast)
    Rule.objects.filter(key="recognition.survival_least").update(value=3)

    book = load_workbook(BytesIO(as_person("approver").get(reverse("survival_export")).content))

    assert book.sheetnames == [
        "Theo lĩnh vực",
        "Theo cấp công nhận",
        "Theo năm công nhận",
        "Theo đơn vị trực thuộc",
        "Từng công nhận",
    ]
    *_, db1, cb2 = book["Theo đơn vị trực thuộc"].iter_rows(values_only=True)
    assert db1[:5] == (cast.unit("db1").name, 3, 100, 3, 66.7)
    assert cb2 == (cast.unit("cb2").name, 1, *[None] * 6, "chưa đủ số liệu (cần ít nhất 3)")
    rows = list(book["Từng công nhận"].iter_rows(values_only=True))
    assert sum(isinstance(row[0], int) for row in rows) == 4


def test_workbook_of_nobody_is_empty(cast, as_person):
    spread_out(cast)
    book = load_workbook(BytesIO(as_person("nobody").get(reverse("survival_export")).content))
    assert book.sheetnames == ["Từng công nhận"]
