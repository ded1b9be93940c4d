"""One search over initiatives, units and places, within what one may see."""

from datetime import date

import pytest
from django.urls import reverse

from lantoa.desk.finding import search_groups
from lantoa.kit.finding import MOST_COUNTED, Group, count_hits
from lantoa.units.models import Place, PlaceMapping
from tests.cast import accept_initiative

HTMX = {"HX-Request": "true"}


def place(code: str, name: str, kind: str, start: date, end: date | None = None, parent: Place | None = None) -> Place:
    made = Place(code=code, name=name, kind=kind, valid_from=start, valid_to=end, parent=parent)
    made.index()
    made.save()
    return made


def titles(text: str, person) -> list[str]:
    return [group.title for group in search_groups(text, person)]


def hits(text: str, person) -> list[str]:
    return [hit.label for group in search_groups(text, person) for hit in group.hits]


def test_accents_and_case_do_not_matter(cast):
    accept_initiative(cast)

    assert hits("VUON RAU", cast.officer) == ["Vườn rau sạch vì cộng đồng"]


def test_initiatives_out_of_scope_are_not_found(cast):
    accept_initiative(cast)

    assert hits("vuon rau", cast.outsider) == []


def test_units_out_of_scope_are_not_found(cast):
    assert (hits("xa tan an", cast.office), hits("xa tan an", cast.officer)) == (["Đảng bộ xã Tân An"], [])


def test_groups_come_in_their_order(cast):
    accept_initiative(cast, name="Dân tộc đoàn kết")
    place("c34-1", "Xã Dân Tộc", "commune", date(2025, 7, 1))

    assert titles("dan toc", cast.office) == ["Mô hình, điển hình", "Đơn vị", "Địa bàn"]


def test_a_place_of_the_past_says_what_became_of_it(cast):
    old = place("c63-1", "Phường Chiềng Lề", "ward", date(2020, 1, 1), date(2025, 6, 30))
    new = place("c34-1", "Phường Tô Hiệu", "ward", date(2025, 7, 1))
    PlaceMapping.objects.create(old=old, new=new, is_partial=True)

    (hit,) = search_groups("chieng le", cast.nobody)[0].hits
    assert hit.note == "Phường · đến 30/06/2025, nay là Phường Tô Hiệu (một phần)"


def test_places_of_today_and_the_large_come_first(cast):
    since = date(2020, 1, 1)
    place("p63-1", "Tỉnh Sông Lô", "province", since, date(2025, 6, 30))
    province = place("p34-1", "Tỉnh Sông Lô mới", "province", since)
    place("c34-1", "Xã Sông Lô", "commune", since, parent=province)

    assert hits("song lo", cast.nobody) == ["Tỉnh Sông Lô mới", "Xã Sông Lô", "Tỉnh Sông Lô"]


def test_hits_come_by_name_also_where_there_are_more_than_are_counted(cast, monkeypatch):
    monkeypatch.setattr("lantoa.kit.finding.MOST_COUNTED", 7)
    names = [f"Tổ dân vận khéo {number}" for number in (5, 3, 9, 1, 8, 2, 7, 4, 6)]
    for name in names:
        accept_initiative(cast, name=name)

    assert hits("to dan van kheo", cast.office) == sorted(names)[:6]


def test_more_than_fits_is_counted_and_opened_elsewhere(cast):
    for number in range(7):
        accept_initiative(cast, name=f"Tổ dân vận khéo {number}")
    (group,) = search_groups("to dan van kheo", cast.office)

    assert (len(group.hits), group.count, group.all_url) == (6, 7, "/mo-hinh/?tim=to+dan+van+kheo")


@pytest.mark.parametrize(
    ("count", "words"), [(MOST_COUNTED - 1, "999"), (MOST_COUNTED, "1.000"), (MOST_COUNTED + 1, "hơn 1.000")]
)
def test_hits_are_counted_up_to_a_thousand(cast, count, words):
    Place.objects.bulk_create(
        Place(code=f"x{number}", name="Bản Thử", kind="commune", valid_from=date(2020, 1, 1), search=" ban thu")
        for number in range(count)
    )
    found = count_hits(Place.objects.all())

    assert found == count
    assert Group("Địa bàn", "địa bàn", [], found).count_words == words


def test_far_more_than_a_thousand_cost_no_more_to_count(cast, django_assert_num_queries):
    Place.objects.bulk_create(
        Place(code=f"x{number}", name="Bản", kind="commune", valid_from=date(2020, 1, 1)) for number in range(1500)
    )

    with django_assert_num_queries(1) as asked:
        assert count_hits(Place.objects.all()) == MOST_COUNTED + 1
    assert "LIMIT 1001" in asked.captured_queries[0]["sql"]


@pytest.mark.parametrize("text", ["", "  ", "a", "*"])
def test_too_few_letters_ask_for_more(as_person, text):
    response = as_person("office").get(reverse("search"), {"tim": text})

    assert "Gõ ít nhất hai chữ cái." in response.content.decode()


def test_nothing_found_says_what_to_try(as_person):
    response = as_person("office").get(reverse("search"), {"tim": "khong co dau"})

    assert "Không tìm thấy gì trong phạm vi của bạn." in response.content.decode()


def test_the_answer_while_typing_is_part_of_the_page(cast, as_person):
    client = as_person("office")
    part, page = (
        client.get(reverse("search"), {"tim": "dan toc"}, headers=headers).content.decode() for headers in (HTMX, {})
    )

    assert "<html" not in part
    assert part.strip() in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_search_asks_as_many_questions_for_few_as_for_many(cast, as_person, count, django_assert_max_num_queries):
    for number in range(count):
        accept_initiative(cast, name=f"Dân tộc đoàn kết {number}")
        place(f"c34-{number}", f"Xã Dân Tộc {number}", "commune", date(2025, 7, 1))
    client = as_person("bloc_officer")

    with django_assert_max_num_queries(18):
        client.get(reverse("search"), {"tim": "dan toc"})
