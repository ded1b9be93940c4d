"""Suggestions: units like this one run it, with reasons; and a no that holds."""

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.kit.ruling import Refused
from lantoa.recognition.services.facts import record_recognition
from lantoa.spreading.models import DeclinedSuggestion
from lantoa.spreading.queries.suggesting import suggestions
from lantoa.spreading.services.suggesting import decline_suggestion, reconsider_suggestion
from lantoa.units.enums import UnitKind
from lantoa.units.models import Unit
from lantoa.units.services import NewUnit, load_units
from tests.cast import SINCE, accept_initiative, second_office
from tests.plans.plans import add_prospect
from tests.spreading.spread_cast import make_copy, make_proven, taken_up


@pytest.fixture
def source(cast):
    return make_proven(cast, unit=cast.unit("xa-an"))


def find_suggested(cast, code="xa-binh", person="office") -> list[str]:
    return [row.initiative.name for row in suggestions(cast.unit(code), cast.people[person])]


def test_the_reasons_are_said_in_words(cast, source):
    [found] = suggestions(cast.unit("xa-binh"), cast.outsider)
    assert found.reasons == [
        "Nơi có mô hình gốc cùng loại đơn vị: đảng bộ xã",
        "Cùng trực thuộc Tỉnh ủy Lan Tỏa",
        "Đơn vị chưa có mô hình lĩnh vực kinh tế",
    ]


def test_neighbours_that_run_it_are_counted(cast):
    make_copy(cast, make_proven(cast), "xa-an")
    [found] = suggestions(cast.unit("xa-binh"), cast.outsider)
    assert found.reasons == ["1 đơn vị thuộc Tỉnh ủy Lan Tỏa đang làm", "Đơn vị chưa có mô hình lĩnh vực kinh tế"]


def test_need_decides_among_equals(cast, source):
    make_proven(cast, unit=cast.unit("xa-an"), name="Đường hoa", sector=cast.sector["culture_society"])
    accept_initiative(cast, unit=cast.unit("xa-binh"), name="Chợ quê")
    assert find_suggested(cast) == ["Đường hoa", source.name]


def test_a_prospect_of_the_same_kind_is_a_need(cast, source):
    accept_initiative(cast, unit=cast.unit("xa-binh"), name="Chợ quê")
    add_prospect(cast, by=cast.office, unit=cast.unit("xa-binh"), name="Vườn rau của hội phụ nữ")
    [found] = suggestions(cast.unit("xa-binh"), cast.outsider)
    assert found.reasons[-1] == "Đơn vị đang có triển vọng lĩnh vực kinh tế"
    add_prospect(cast, by=cast.office, unit=cast.unit("xa-binh"), name="Vườn rau sạch")
    [found] = suggestions(cast.unit("xa-binh"), cast.outsider)
    assert found.reasons[-1] == "Gần với một triển vọng đơn vị đã ghi"


def test_what_the_unit_has_taken_up_or_owns_is_not_suggested(cast, source):
    assert find_suggested(cast, "xa-an") == []
    taken_up(cast, source, "xa-binh")
    assert find_suggested(cast) == []


def test_of_a_source_and_its_copies_only_the_source(cast, source):
    load_units(
        [NewUnit(code="xa-ca", name="Xã Cả", kind=UnitKind.COMMUNE_COMMITTEE, parent_code="lt", valid_from=SINCE)],
        by=None,
    )
    copy = make_copy(cast, source, "xa-binh", name="Vườn rau bản Mòng").copy
    record_recognition(copy, tier="base", recognised_on=timezone.localdate(), by=second_office(cast))
    assert [row.initiative for row in suggestions(Unit.objects.get(code="xa-ca"), cast.office)] == [source]


def test_unlike_units_and_what_is_not_proven_are_not_suggested(cast):
    make_proven(cast, unit=cast.unit("cb11"))
    accept_initiative(cast, unit=cast.unit("xa-an"))
    assert find_suggested(cast) == []


def test_another_province_suggests_nothing_here(cast):
    news = [
        NewUnit(code="tk", name="Tỉnh ủy Khác", kind=UnitKind.PROVINCE_COMMITTEE, valid_from=SINCE),
        NewUnit(code="xk", name="Xã Khác", kind=UnitKind.COMMUNE_COMMITTEE, parent_code="tk", valid_from=SINCE),
    ]
    cast.units.update({unit.code: unit for unit in load_units(news, by=None)})
    make_proven(cast, unit=cast.unit("xk"))
    assert find_suggested(cast) == []


def test_a_no_holds_until_it_is_taken_back(cast, source):
    unit = cast.unit("xa-binh")
    answer = decline_suggestion(unit, source, reason="Không có đất", by=cast.outsider)
    assert find_suggested(cast) == []
    with pytest.raises(Refused, match="đã trả lời"):
        decline_suggestion(unit, source, reason="Không có đất", by=cast.outsider)
    reconsider_suggestion(answer, by=cast.outsider)
    assert find_suggested(cast) == [source.name]


@pytest.mark.parametrize(("part", "reason"), [("outsider", " "), ("auditor", "x"), ("officer", "x")])
def test_a_no_needs_a_reason_and_the_right(cast, source, part, reason):
    with pytest.raises(Refused):
        decline_suggestion(cast.unit("xa-binh"), source, reason=reason, by=cast.people[part])


def test_queries_do_not_grow_with_the_initiatives(cast, source, django_assert_num_queries):
    user = cast.outsider
    assert len(suggestions(cast.unit("xa-binh"), user)) == 1
    for number in range(4):
        make_proven(cast, unit=cast.unit("xa-an"), name=f"Mô hình {number}")
    with django_assert_num_queries(13):
        assert len(suggestions(cast.unit("xa-binh"), user)) == 5


# --- the pages ---


def test_answered_in_the_browser(cast, as_person, source):
    client = as_person("outsider")
    page = client.get(reverse("suggestions")).content.decode()
    url = f"{reverse('suggestion_decline', args=[source.pk])}?don-vi=xa-binh"
    assert url in page
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Không có đất"}).url == f"{reverse('suggestions')}?don-vi=xa-binh"
    assert "Không có đất" in client.get(reverse("suggestions")).content.decode()
    answer = DeclinedSuggestion.objects.get()
    assert client.post(reverse("suggestion_reconsider", args=[answer.pk])).status_code == 302
    assert DeclinedSuggestion.objects.count() == 0


@pytest.mark.parametrize(("part", "status"), [("officer", 404), ("auditor", 403), ("nobody", 404)])
def test_who_may_not_answer_for_the_unit_is_refused(cast, as_person, source, part, status):
    url = f"{reverse('suggestion_decline', args=[source.pk])}?don-vi=xa-binh"
    assert as_person(part).post(url, {"reason": "x"}).status_code == status


@pytest.mark.parametrize("part", ["nobody", "auditor", "office"])
def test_the_page_opens_for_everybody(cast, as_person, source, part):
    assert as_person(part).get(reverse("suggestions")).status_code == 200
    assert as_person("outsider").get(reverse("suggestions"), {"don-vi": "xa-an"}).status_code == 404
