"""Registrations with a like name: found while typing, and continued instead of registered anew."""

from datetime import date

from lantoa.initiatives.models import BOXES, Initiative
from lantoa.initiatives.queries import carried_over, same_name, similar_to
from lantoa.initiatives.services import withdraw
from lantoa.kit.models import Event
from tests.cast import accept_initiative, draft, submit_initiative
from tests.initiatives.test_step_views import NEW, first_step, step
from tests.watch.reading import HTMX, parse_page, swap_fragment, values, words

NAME = "Vuon rau sach vi cong dong"


def find_likenesses(name: str, unit, user) -> list[tuple[str, bool, bool]]:
    likes = similar_to(name, unit=unit, user=user)
    return [(like.initiative.unit.code, like.is_own, like.is_open) for like in likes]


def test_own_unit_comes_first_and_others_of_the_province_are_named(cast):
    accept_initiative(cast, unit=cast.unit("xa-an"))
    accept_initiative(cast)

    assert find_likenesses(NAME, cast.unit("db1"), cast.officer) == [("db1", True, True), ("xa-an", False, False)]


def test_accents_and_word_order_do_not_matter(cast):
    accept_initiative(cast)

    assert len(similar_to("rau sach vuon vi cong dong", unit=None, user=cast.officer)) == 1


def test_names_that_share_only_common_words_are_not_alike(cast):
    accept_initiative(cast, name="Mô hình dân vận khéo trong trường học vùng cao")

    assert similar_to("Mô hình dân vận khéo về nước sạch", unit=None, user=cast.officer) == []


def test_short_names_and_strangers_find_nothing(cast):
    accept_initiative(cast)

    assert similar_to("vườn", unit=None, user=cast.officer) == []
    assert similar_to(NAME, unit=None, user=cast.nobody) == []


def test_drafts_of_other_units_and_withdrawn_ones_stay_unknown(cast):
    draft(cast, unit=cast.unit("cb2"))
    withdraw(accept_initiative(cast), by=cast.approver, reason="Trùng")
    own = draft(cast)

    assert [like.initiative for like in similar_to(NAME, unit=cast.unit("db1"), user=cast.bloc_officer)] == [own]


def test_same_name_leaves_out_what_is_continued(cast):
    earlier, twin = accept_initiative(cast), accept_initiative(cast)
    initiative = draft(cast, continues=earlier)
    accept_initiative(cast, unit=cast.unit("cb2"))

    assert list(same_name(initiative)) == [twin]


def test_carried_over_fills_only_what_is_empty(cast):
    earlier = accept_initiative(cast, goals="Cũ", outputs="Cũ")
    initiative = draft(cast, goals="Mới", outputs="")

    taken = carried_over(earlier, into=initiative)

    assert (taken.get("goals"), taken["outputs"], "registered_on" in taken) == (None, "Cũ", False)


def test_similar_page_works_alone_and_offers_to_continue(cast, as_person):
    earlier = accept_initiative(cast)

    response = as_person("officer").get("/mo-hinh/tuong-tu/", {"name": NAME, "unit": "db1"})

    assert "Đơn vị mình, 2023, đã đăng ký" in words(response)
    assert values(response, "//button[@name='tiep-tuc']/@value") == [str(earlier.pk)]


def test_similar_of_another_unit_shows_name_unit_and_year_only(cast, as_person):
    accept_initiative(cast, unit=cast.unit("xa-an"), responsible="Bí mật của xã")

    response = as_person("officer").get("/mo-hinh/tuong-tu/", {"name": NAME, "unit": "db1"}, headers=HTMX)

    shown = words(response, "//ul")
    assert shown == "Vườn rau sạch vì cộng đồng Đảng bộ xã Tân An, 2023, trùng tên"
    assert values(response, "//a/@href | //button/@value") == []


def test_similar_swapped_into_the_step_equals_a_fresh_page(cast, as_person):
    accept_initiative(cast)
    client, initiative = as_person("officer"), draft(cast, name="Bản nháp")
    asked = first_step(cast, revision=1, **{"tra-cuu": "name"})
    before = client.post(step(initiative, 1), asked | {"name": "Bản nháp"})

    heard = {"name": asked["name"], "unit": "db1", "tru": initiative.pk}
    fragment = client.get("/mo-hinh/tuong-tu/", heard, headers=HTMX)

    typed = parse_page(client.post(step(initiative, 1), asked)).replace(
        f'value="{asked["name"]}"', 'value="Bản nháp"', 1
    )
    assert swap_fragment(before, fragment, "similar", inner=True) == typed


def test_continuing_takes_the_old_answers_over_and_says_so(cast, as_person):
    earlier = accept_initiative(cast, on=date(2022, 3, 1))
    client = as_person("officer")

    shown = client.post(NEW, first_step(cast, name="vuon rau", holder="", **{"tiep-tuc": earlier.pk}))
    assert values(shown, "//input[@name='name']/@value") == [earlier.name]
    assert "Tiếp tục từ “Vườn rau sạch vì cộng đồng” (2022)" in words(shown)
    client.post(NEW, first_step(cast, name="Vườn rau sạch năm thứ hai", continues=earlier.pk))

    new = Initiative.objects.latest("pk")
    assert (new.continues, new.name, new.registered_on) == (earlier, "Vườn rau sạch năm thứ hai", None)
    assert [getattr(new, box) for box in BOXES] == [getattr(earlier, box) for box in BOXES]
    assert Event.objects.about(new).get().after["continues"] == earlier.name


def test_continuing_from_the_address_fills_the_first_step(cast, as_person):
    earlier = accept_initiative(cast)

    response = as_person("officer").get(NEW, {"tiep-tuc": earlier.pk, "don-vi": "db1"})

    assert values(response, "//input[@name='continues']/@value") == [str(earlier.pk)]
    assert values(response, "//input[@name='name']/@value") == [earlier.name]


def test_continuing_chosen_later_fills_the_empty_boxes_of_the_draft(cast, as_person):
    earlier, initiative = accept_initiative(cast, goals="Cũ", outputs="Cũ"), draft(cast, goals="Mới", outputs="")

    as_person("officer").post(step(initiative, 1), first_step(cast, revision=1, continues=earlier.pk))

    initiative.refresh_from_db()
    assert (initiative.continues, initiative.goals, initiative.outputs) == (earlier, "Mới", "Cũ")


def test_continuing_what_one_may_not_see_is_not_found(cast, as_person):
    foreign, unfinished = accept_initiative(cast, unit=cast.unit("xa-an")), submit_initiative(cast)

    client = as_person("officer")
    assert client.get(NEW, {"tiep-tuc": foreign.pk}).status_code == 404
    assert client.get(NEW, {"tiep-tuc": "x"}).status_code == 404
    assert client.get(NEW, {"tiep-tuc": unfinished.pk}).status_code == 200
