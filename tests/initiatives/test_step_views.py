"""Registering in steps: what each page asks, saves, keeps and refuses."""

import pytest

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import BOXES, Initiative
from lantoa.initiatives.services import edit, submit
from lantoa.kit.models import Event
from lantoa.movement.services import add_theme, launch_campaign
from lantoa.units.models import Place
from tests.cast import SINCE, accept_initiative, draft, submit_initiative
from tests.watch.reading import HTMX, parse_page, swap_fragment, values, words

NEW = "/mo-hinh/moi/"


def first_step(cast, **changed) -> dict:
    filled = {
        "name": "Vườn rau sạch vì cộng đồng",
        "unit": "db1",
        "kind": "model",
        "subject": "collective",
        "holder": "Chi đoàn Sở",
        "sector": cast.sector["economy"].pk,
        "tier": "base",
        "continues": "",
        "sang": "tiep",
    }
    return filled | changed


def communes() -> Place:
    """More than can be shown at once; the last of them is Tân An."""
    for name in (*(f"Xã Bình Minh {number}" for number in range(8)), "Xã Tân An"):
        place = Place(code=name, name=name, kind="commune", valid_from=SINCE)
        place.index("Tỉnh Lan Tỏa")
        place.save()
    return place


def step(initiative, number: int) -> str:
    return f"/mo-hinh/{initiative.pk}/sua/?buoc={number}"


def test_first_step_starts_at_the_unit_one_acts_for(cast, as_person):
    response = as_person("officer").get(NEW)

    assert values(response, "//input[@name='unit'][@checked]/@value") == ["db1"]
    assert values(response, "//input[@name='unit']/@value") == ["cb11", "db1"]


def test_first_step_saves_a_draft_and_goes_on(cast, as_person):
    response = as_person("officer").post(NEW, first_step(cast))

    initiative = Initiative.objects.get()
    assert (initiative.state, initiative.name, initiative.unit.code) == (
        State.DRAFT,
        "Vườn rau sạch vì cộng đồng",
        "db1",
    )
    assert response.url == step(initiative, 2)


def test_the_button_pressed_twice_opens_one_draft(cast, as_person):
    client = as_person("officer")

    first, second = client.post(NEW, first_step(cast)), client.post(NEW, first_step(cast))

    assert (first.url, Initiative.objects.count()) == (second.url, 1)


def test_first_step_with_faults_keeps_everything_and_saves_nothing(cast, as_person):
    response = as_person("officer").post(NEW, first_step(cast, name="", holder="  Tổ  rau "))

    assert response.status_code == 422
    assert values(response, "//input[@name='holder']/@value") == ["Tổ  rau"]
    assert values(response, "//input[@name='sector'][@checked]/@value") == [str(cast.sector["economy"].pk)]
    assert Initiative.objects.count() == 0


@pytest.mark.parametrize("unit", ["xa-binh", "khoi", "cu", "khong-co"])
def test_first_step_for_a_unit_out_of_reach_is_not_taken(cast, as_person, unit):
    response = as_person("officer").post(NEW, first_step(cast, unit=unit))

    assert "Không có lựa chọn này trong phạm vi của bạn" in words(response)
    assert Initiative.objects.count() == 0


def test_registering_without_a_unit_to_write_for_is_refused(cast, as_person):
    response = as_person("auditor").get(NEW)

    assert response.status_code == 403
    assert "Chỉ cán bộ phụ trách" in words(response, "//body")


def test_every_step_saves_and_leads_to_the_check(cast, as_person):
    client, initiative = as_person("officer"), draft(cast, **dict.fromkeys(BOXES, ""))
    place = communes()

    client.post(
        step(initiative, 2), {"revision": 1, "place": place.pk, "address": "Thôn  1", "registered_on": "15/03/2023"}
    )
    client.post(step(initiative, 3), {"revision": 2} | dict.fromkeys(BOXES[:4], "Dòng một\r\n\r\n\r\nDòng hai"))
    response = client.post(step(initiative, 4), {"revision": 3} | dict.fromkeys(BOXES[4:], "Có"))

    initiative.refresh_from_db()
    assert (initiative.place, initiative.address, str(initiative.registered_on)) == (place, "Thôn 1", "2023-03-15")
    assert (initiative.goals, initiative.outputs) == ("Dòng một\n\nDòng hai", "Có")
    assert response.url == step(initiative, 5)


@pytest.mark.parametrize(("pressed", "leads_to"), [("tiep", 4), ("lui", 2)])
def test_forward_and_back_both_save(cast, as_person, pressed, leads_to):
    initiative = draft(cast)

    response = as_person("officer").post(step(initiative, 3), {"revision": 1, "goals": "20 hộ", "sang": pressed})

    initiative.refresh_from_db()
    assert (initiative.goals, response.url) == ("20 hộ", step(initiative, leads_to))


def test_save_for_later_leads_to_the_record(cast, as_person):
    initiative = draft(cast)

    response = as_person("officer").post(step(initiative, 3), {"revision": 1, "sang": "luu"}, follow=True)

    assert response.redirect_chain == [(initiative.get_absolute_url(), 302)]
    assert "Đã lưu bản nháp" in words(response)


def test_edit_without_a_step_opens_the_first_that_lacks_something(cast, as_person):
    initiative = draft(cast, outputs="")

    response = as_person("officer").get(f"/mo-hinh/{initiative.pk}/sua/")

    assert values(response, "//textarea/@name") == list(BOXES[4:])


@pytest.mark.parametrize("number", ["0", "6", "x"])
def test_a_step_that_is_none_is_not_found(cast, as_person, number):
    assert as_person("officer").get(step(draft(cast), number)).status_code == 404


def test_steps_out_of_scope_are_not_found(cast, as_person):
    assert as_person("outsider").get(step(draft(cast), 1)).status_code == 404


@pytest.mark.parametrize(
    ("part", "make"), [("auditor", draft), ("officer", submit_initiative), ("officer", accept_initiative)]
)
def test_steps_of_a_record_one_may_not_edit_are_refused(cast, as_person, part, make):
    assert as_person(part).get(step(make(cast), 2)).status_code == 403


def test_an_accepted_record_keeps_its_unit_and_tells_who_changed_it(cast, as_person):
    initiative = accept_initiative(cast)
    asked = first_step(cast, name="Vườn rau sạch", revision=initiative.revision, unit="cb2")

    as_person("approver").post(step(initiative, 1), asked)

    initiative.refresh_from_db()
    event = Event.objects.about(initiative).last()
    assert (initiative.name, initiative.unit.code, event.actor_id) == ("Vườn rau sạch", "db1", cast.approver.pk)
    assert event.before == {"name": "Vườn rau sạch vì cộng đồng", "holder": "Chi đoàn Sở Nông nghiệp"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"registered_on": "2099-01-01"}, "Ngày đăng ký không thể sau hôm nay."),
        ({"registered_on": "31/02/2023"}, "không có trong lịch"),
        ({"starts_on": "2023-05-01", "review_on": "2023-04-01"}, "phải từ ngày bắt đầu trở đi"),
        ({"place": "999999"}, "Không có lựa chọn này"),
    ],
)
def test_second_step_says_what_is_wrong(cast, as_person, typed, told):
    response = as_person("officer").post(step(draft(cast), 2), {"revision": 1} | typed)

    assert (response.status_code, told in words(response)) == (422, True)


def test_second_step_offers_campaigns_and_themes_of_the_unit(cast, as_person):
    own = launch_campaign(
        name="Năm 2024", kind="year", valid_from=SINCE, valid_to=SINCE, by=None, unit=cast.unit("khoi")
    )
    launch_campaign(name="Nơi khác", kind="year", valid_from=SINCE, valid_to=SINCE, by=None, unit=cast.unit("xa-an"))
    theme, initiative = add_theme(name="Nông thôn mới"), draft(cast)

    client = as_person("officer")
    client.post(step(initiative, 2), {"revision": 1, "campaign": own.pk, "themes": [theme.pk]})

    initiative.refresh_from_db()
    assert (initiative.campaign, list(initiative.themes.all())) == (own, [theme])
    assert values(client.get(step(initiative, 2)), "//select[@name='campaign']/option/text()") == [
        "Không theo đợt nào",
        "Năm 2024",
    ]


def test_too_long_a_box_is_told_and_kept(cast, as_person):
    response = as_person("officer").post(step(draft(cast), 3), {"revision": 1, "goals": "a" * 5001})

    assert response.status_code == 422
    assert len(values(response, "//textarea[@name='goals']/text()")[0]) == 5001


# --- searching within a step ---


def test_a_search_without_scripts_keeps_what_was_typed(cast, as_person):
    communes()
    initiative = draft(cast)

    asked = {"revision": 1, "address": "Thôn 5", "place-tim": "tan", "tra-cuu": "place"}
    response = as_person("officer").post(step(initiative, 2), asked)

    assert response.status_code == 200
    assert values(response, "//*[@id='choices-place']//label/span/text()") == ["Xã Tân An", "Không chọn"]
    assert values(response, "//input[@name='address']/@value") == ["Thôn 5"]
    assert Event.objects.about(initiative).count() == 1


def test_a_search_not_answered_yet_is_answered_before_the_step_is_saved(cast, as_person):
    communes()
    client, initiative = as_person("officer"), draft(cast)
    typed = {"revision": 1, "place": "", "place-tim": "tan an", "sang": "tiep"}

    first = client.post(step(initiative, 2), typed)
    second = client.post(step(initiative, 2), typed | {"place-da-tim": "tan an"})

    assert "Xã Tân An" in words(first, "//*[@id='choices-place']")
    assert second.url == step(initiative, 3)


def test_the_swapped_page_equals_a_fresh_one(cast, as_person):
    communes()
    client, initiative = as_person("officer"), draft(cast)
    asked = {"revision": 1, "address": "Thôn 5", "place-tim": "tan", "tra-cuu": "place"}
    before = client.post(step(initiative, 2), asked | {"place-tim": ""})

    fragment = client.post(step(initiative, 2), asked, headers=HTMX)
    page = client.post(step(initiative, 2), asked)

    # The person typed into the search line: it already says what was asked.
    typed = parse_page(page).replace('name="place-tim" value="tan"', 'name="place-tim" value=""', 1)
    assert swap_fragment(before, fragment, "choices-place") == typed


def test_sectors_follow_the_unit(cast, as_person):
    asked = first_step(cast, unit="cb11", sector="", **{"tra-cuu": "sector"})
    client = as_person("officer")

    fragment = client.post(NEW, asked, headers=HTMX)

    assert values(fragment, "//input[@name='sector']/@value") == [str(cast.sector[code].pk) for code in cast.sector]
    assert swap_fragment(client.post(NEW, asked), fragment, "field-sector") == parse_page(client.post(NEW, asked))


# --- two people at once ---


def test_a_stale_save_shows_both_versions_and_loses_neither(cast, as_person):
    initiative = draft(cast)
    edit(initiative, values={"goals": "Bản của văn phòng"}, by=cast.office, revision=1)

    response = as_person("officer").post(step(initiative, 3), {"revision": 1, "goals": "Bản của tôi"})

    initiative.refresh_from_db()
    shown = words(response, "//table[contains(@class, 'difference')]")
    assert initiative.goals == "Bản của văn phòng"
    assert "Mục tiêu, tiêu chí Bản của văn phòng Bản của tôi" in shown
    assert values(response, "//input[@name='revision']/@value") == ["2"]


def test_saving_again_after_seeing_both_takes_ones_own(cast, as_person):
    initiative = draft(cast)
    edit(initiative, values={"goals": "Bản của văn phòng"}, by=cast.office, revision=1)

    as_person("officer").post(step(initiative, 3), {"revision": 2, "goals": "Bản của tôi"})

    initiative.refresh_from_db()
    assert initiative.goals == "Bản của tôi"


def test_another_step_changed_by_others_is_no_conflict(cast, as_person):
    initiative = draft(cast)
    edit(initiative, values={"outputs": "Của văn phòng"}, by=cast.office, revision=1)

    response = as_person("officer").post(step(initiative, 3), {"revision": 1, "goals": "Bản của tôi"})

    initiative.refresh_from_db()
    assert (response.url, initiative.goals, initiative.outputs) == (step(initiative, 4), "Bản của tôi", "Của văn phòng")


def test_ones_own_earlier_page_saved_again_is_no_conflict(cast, as_person):
    client, initiative = as_person("officer"), draft(cast)
    client.post(step(initiative, 3), {"revision": 1, "goals": "Lần một"})

    response = client.post(step(initiative, 3), {"revision": 1, "goals": "Lần hai"})

    initiative.refresh_from_db()
    assert (response.status_code, initiative.goals) == (302, "Lần hai")


# --- the check ---


def test_the_check_names_what_is_missing_and_where(cast, as_person):
    initiative = draft(cast, goals="", responsible="", holder="")

    response = as_person("officer").get(step(initiative, 5))

    missing = "//*[contains(@class, 'alert')]//li/a"
    assert values(response, f"{missing}/text()") == ["người hoặc tập thể phụ trách", "mục tiêu, tiêu chí"]
    assert values(response, f"{missing}/@href") == [step(initiative, 2), step(initiative, 3)]
    assert values(response, "//button[contains(., 'Nộp đăng ký')]/@aria-disabled") == ["true"]


def test_the_check_of_a_complete_draft_hands_it_in(cast, as_person):
    client, initiative = as_person("officer"), draft(cast)

    (address,) = values(client.get(step(initiative, 5)), "//form[.//button[contains(., 'Nộp đăng ký')]]/@action")
    client.post(address)

    initiative.refresh_from_db()
    assert initiative.state == State.SUBMITTED


def test_the_check_warns_of_the_very_same_name_and_lets_pass(cast, as_person):
    accept_initiative(cast)
    initiative = draft(cast, name="VƯỜN RAU SẠCH, vì cộng đồng")

    response = as_person("officer").get(step(initiative, 5))

    assert "Đơn vị đã có mô hình cùng tên" in words(response)
    assert submit(initiative, by=cast.officer).state == State.SUBMITTED


def test_a_step_asks_the_same_however_many_records_there_are(cast, as_person, django_assert_max_num_queries):
    for _ in range(5):
        accept_initiative(cast)
    client, initiative = as_person("officer"), draft(cast)

    with django_assert_max_num_queries(40):
        client.get(step(initiative, 1))


def test_a_new_registration_offers_the_drafts_of_the_unit(cast, as_person):
    saved = draft(cast, name="Bản đang làm dở")

    page = as_person("officer").get("/mo-hinh/moi/")
    assert f"/mo-hinh/{saved.pk}/sua/" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
