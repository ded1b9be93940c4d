"""Rules as dated data, and their page."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from lantoa.rulebook.models import DayOff, NoRule, Rule, rule, rule_value
from lantoa.rulebook.services import ensure_rules, shipped_rules
from lantoa.rulebook.wording import WORDS, entries, short_value

pytestmark = pytest.mark.days

CHANGED = date(2026, 5, 27)


def test_shipped_rules_are_brought_in_once(db):
    assert ensure_rules() == len(shipped_rules())
    assert ensure_rules() == 0


def test_a_rule_that_an_office_changed_is_kept(db):
    ensure_rules()
    Rule.objects.filter(key="import.max_file_mb").update(value=5)
    ensure_rules()

    assert rule_value("import.max_file_mb", CHANGED) == 5


def test_every_shipped_rule_has_a_source_and_a_day(db):
    assert [row["key"] for row in shipped_rules() if not row["source"] or not row["valid_from"]] == []


def test_the_rule_of_the_day_is_found(db):
    for start, value in ((date(2020, 1, 1), 10), (CHANGED, 5)):
        Rule.objects.create(key="han", label="Thời hạn", value=value, source="Luật", valid_from=start)

    assert [rule("han", day).value for day in (CHANGED - timedelta(days=1), CHANGED)] == [10, 5]


def test_a_rule_that_ended_is_not_found(db):
    since = date(2020, 1, 1)
    Rule.objects.create(key="han", label="Thời hạn", value=1, source="Luật", valid_from=since, valid_to=since)

    with pytest.raises(NoRule, match="chưa có “han” cho ngày 02/01/2020"):
        rule("han", date(2020, 1, 2))


# --- in words ---


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (20, "MB", "20 MB"),
        (50000, "dòng", "50.000 dòng"),
        (0.47, "", "0,47"),
        (True, "", "có"),
        (["name", "goals"], "", "2 mục"),
        ({"top_mm": 20}, "", "1 mục"),
        ("Times New Roman", "", "Times New Roman"),
    ],
)
def test_values_are_told_as_people_write_them(value, unit, words):
    assert short_value(value, unit) == words


def test_entries_of_nested_values_are_told_one_by_one():
    told = [(item.label, item.value) for item in entries({"sizes_pt": {"motto": 14}, "font": "Times New Roman"})]

    assert told == [("cỡ chữ (pt) · tiêu ngữ", "14"), ("phông chữ", "Times New Roman")]


def test_every_name_in_the_shipped_rules_has_words():
    def names(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                yield key
                yield from names(inner)
        elif isinstance(value, list):
            yield from value

    assert {name for row in shipped_rules() for name in names(row["value"])} <= set(WORDS)


# --- page ---


def page(client) -> str:
    response = client.get(reverse("rules"))
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_names_every_rule_with_its_source(as_person):
    shown = page(as_person("auditor"))

    assert [row["label"] for row in shipped_rules() if row["label"] not in shown or row["source"] not in shown] == []


def test_what_was_not_checked_against_its_source_is_marked(as_person):
    unchecked = sum(not row["is_verified"] for row in shipped_rules())

    assert page(as_person("auditor")).count("Chưa đối chiếu văn bản gốc</span>") == unchecked


def test_days_off_stand_below_the_rules(as_person):
    DayOff.objects.create(day=date(2026, 9, 2), name="Quốc khánh", source="Bộ luật Lao động")

    assert "Quốc khánh" in page(as_person("officer"))


def test_an_empty_book_says_so(as_person):
    Rule.objects.all().delete()

    assert "Sổ chưa có quy định nào." in page(as_person("officer"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_many_questions_for_few_rules_as_for_many(as_person, count, django_assert_max_num_queries):
    for number in range(count):
        Rule.objects.create(key=f"k{number}", label="Thêm", value=1, source="Luật", valid_from=CHANGED)
    client = as_person("officer")

    with django_assert_max_num_queries(13):
        page(client)
