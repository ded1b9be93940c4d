"""Handbook pages: begun from the registration, written, published, found and read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.initiatives.services import withdraw
from lantoa.initiatives.services.spreading import fail_copy
from lantoa.kit.ruling import Refused
from lantoa.spreading.models import Handbook
from lantoa.spreading.services.handbook import (
    NewStep,
    draft_of_handbook,
    hide_handbook,
    publish_handbook,
    write_handbook,
)
from tests.cast import accept_initiative
from tests.plans.plans import add_plan
from tests.spreading.spread_cast import make_copy, make_handbook, make_proven

SAID = {"summary": "Rau sạch cho bếp ăn", "needs": "", "pitfalls": ""}


def refusal(call) -> list[str]:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.reasons


def test_it_begins_with_the_lines_of_the_registration(cast):
    source = accept_initiative(cast, content="1. Họp dân bàn công khai.\n- Chia tổ theo ngõ xóm\n\nHết")
    draft = draft_of_handbook(source)
    assert [step.title for step in draft.steps] == ["Họp dân bàn công khai", "Chia tổ theo ngõ xóm"]
    assert (draft.summary, draft.needs) == (source.goals, f"{source.forces}\n{source.resources}")


def test_milestones_are_better_steps(cast):
    source = accept_initiative(cast)
    add_plan(source, cast.office)
    assert [step.title for step in draft_of_handbook(source).steps] == ["Khảo sát hộ dân", "Ra mắt mô hình"]


def test_a_long_sentence_is_named_by_its_beginning(cast):
    long = "Tổ chức họp dân " * 20
    [step] = draft_of_handbook(accept_initiative(cast, content=long)).steps
    assert (len(step.title) <= 101, step.title[-1], step.text) == (True, "…", long.strip())


def test_failed_copies_warn_the_writer(cast):
    source = accept_initiative(cast)
    fail_copy(make_copy(cast, source, "xa-an"), reason="Thiếu nước", by=cast.office)
    assert draft_of_handbook(source).warnings == ["Đảng bộ xã Tân An: Thiếu nước"]


def test_steps_are_numbered_and_empty_ones_left_out(cast):
    steps = [NewStep("Họp dân"), NewStep(""), NewStep("Làm vườn", "Mỗi hộ một luống")]
    book = write_handbook(make_proven(cast), values=SAID, steps=steps, by=cast.officer)
    assert list(book.steps.values_list("position", "title")) == [(1, "Họp dân"), (2, "Làm vườn")]


def test_all_that_is_wrong_is_said_at_once(cast):
    source = make_proven(cast)
    steps = [NewStep("", "Cách làm")] * 11
    said = refusal(lambda: write_handbook(source, values={"summary": " "}, steps=steps, by=cast.officer))
    assert said[:2] == ["Sổ tay phải có tóm tắt.", "Sổ tay có nhiều nhất 10 bước; hãy gộp bớt."]
    assert Handbook.objects.count() == 0


def test_only_of_what_is_recognised(cast):
    said = refusal(lambda: make_handbook(cast, accept_initiative(cast)))
    assert said == ["Chỉ viết sổ tay cho mô hình đang được công nhận."]


def test_who_writes_and_who_publishes(cast):
    source = make_proven(cast)
    book = write_handbook(source, values=SAID, steps=[NewStep("Họp dân")], by=cast.officer)
    refusal(lambda: publish_handbook(book, by=cast.officer))
    publish_handbook(book, by=cast.approver)
    for person in (cast.officer, cast.outsider, cast.auditor):
        refusal(lambda person=person: write_handbook(source, values=SAID, steps=[NewStep("x")], by=person))
    hide_handbook(book, by=cast.approver)
    assert refusal(lambda: hide_handbook(book, by=cast.approver)) == ["Sổ tay này chưa công bố."]


# --- the pages ---


@pytest.mark.parametrize(("part", "status"), [("outsider", 200), ("officer", 200), ("nobody", 404)])
def test_a_published_page_is_open_to_the_province(cast, as_person, part, status):
    source = make_proven(cast)
    make_handbook(cast, source)
    assert as_person(part).get(reverse("initiative_handbook", args=[source.pk])).status_code == status


def test_an_unpublished_page_is_open_in_scope_only(cast, as_person):
    source = make_proven(cast)
    url = make_handbook(cast, source, is_published=False).get_absolute_url()
    assert [as_person(part).get(url).status_code for part in ("officer", "outsider")] == [200, 404]
    assert as_person("outsider").get(reverse("handbooks")).context["page"].paginator.count == 0


def test_what_is_withdrawn_leaves_the_list(cast, as_person):
    source = make_proven(cast)
    make_handbook(cast, source)
    withdraw(source, by=cast.office, reason="Thôi")
    assert as_person("outsider").get(reverse("handbooks")).context["page"].paginator.count == 0


@pytest.mark.parametrize(
    ("asked", "count"),
    [({"tim": "vuon rau"}, 1), ({"tim": "khong co"}, 0), ({"linh-vuc": "economy"}, 1), ({"linh-vuc": "xxx"}, 1)],
)
def test_the_list_is_searched_without_accents(cast, as_person, asked, count):
    make_handbook(cast, make_proven(cast))
    assert as_person("outsider").get(reverse("handbooks"), asked).context["page"].paginator.count == count


def test_queries_of_the_list_do_not_grow_with_the_pages(cast, as_person):
    client, counts = as_person("outsider"), []
    for names in (("a",), ("b", "c", "d")):
        for name in names:
            make_handbook(cast, make_proven(cast, name=f"Mô hình {name}"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("handbooks"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_written_and_published_in_the_browser(cast, as_person):
    source = make_proven(cast)
    officer, url = as_person("officer"), reverse("handbook_edit", args=[source.pk])
    assert officer.get(url).status_code == 200
    assert officer.post(url, SAID | {"text_2": "Không có tên việc"}).status_code == 422
    page = reverse("initiative_handbook", args=[source.pk])
    assert officer.post(url, SAID | {"title_1": "Họp dân"}).url == page
    publish = reverse("handbook_publish", args=[source.pk])
    assert officer.post(publish).status_code == 403
    assert as_person("approver").post(publish).url == page
    assert "Bước 1. Họp dân" in as_person("outsider").get(page).content.decode()
    assert as_person("approver").post(publish, {"viec": "an"}).url == page


@pytest.mark.parametrize(("part", "status"), [("outsider", 404), ("auditor", 403), ("nobody", 404)])
def test_who_may_not_write_is_refused(cast, as_person, part, status):
    source = make_proven(cast)
    assert as_person(part).get(reverse("handbook_edit", args=[source.pk])).status_code == status


def test_the_page_without_a_handbook_says_what_to_do(cast, as_person):
    url = reverse("initiative_handbook", args=[make_proven(cast).pk])
    assert "Viết sổ tay" in as_person("officer").get(url).content.decode()
    plain = reverse("initiative_handbook", args=[accept_initiative(cast, name="Chưa công nhận").pk])
    assert "đang được công nhận" in as_person("officer").get(plain).content.decode()
