"""Copied texts are found within and across units and years, and only those whose reuse nobody declared are hints."""

from datetime import date

import pytest

from lantoa.initiatives.models import Initiative, TextPrint
from lantoa.initiatives.queries.copies import copied_texts, like_texts
from lantoa.initiatives.services import edit, record_replication, withdraw
from lantoa.initiatives.services.prints import index_all, index_texts, text_prints_match
from tests.cast import accept_initiative, draft
from tests.kit.test_likeness_texts import OTHER, TEXT

pytestmark = pytest.mark.days

BOXES = {"situation": TEXT, "content": OTHER}
THIRD = (
    "Đội xung kích ba mươi người chia ca tuần rừng mùa khô, ghi nhật ký từng chuyến, hưởng công theo ngày; khi có khói "
    "thì trưởng bản đánh kẻng, các nhà gần nước mang máy bơm tới trước."
)


def hints(initiative, user) -> list[tuple[str, int, list[str]]]:
    found = copied_texts(initiative, user=user)
    return [(like.initiative.unit.code, like.score, [box.box for box in like.boxes]) for like in found]


@pytest.fixture
def source(cast) -> Initiative:
    return accept_initiative(cast, unit=cast.unit("xa-an"), name="Nguồn", **BOXES)


def test_whole_text_of_another_unit_is_found(cast, source):
    assert hints(draft(cast, name="Khác tên", **BOXES), cast.officer) == [("xa-an", 100, ["situation", "content"])]


def test_one_box_copied_into_another_box_is_found_with_its_passage(cast, source):
    [like] = copied_texts(draft(cast, situation=THIRD, goals=OTHER), user=cast.officer)

    assert [(box.box, box.at, box.passages) for box in like.boxes] == [("goals", "content", (OTHER.rstrip("."),))]
    assert (like.score, like.share, like.boxes[0].label) == (100, 54, "mục tiêu, tiêu chí")


def test_other_texts_are_no_copies(cast, source):
    assert hints(draft(cast, situation=THIRD), cast.officer) == []
    assert hints(draft(cast), cast.officer) == []


def test_own_unit_and_what_may_be_opened_are_told(cast, source):
    own = accept_initiative(cast, **BOXES)
    found = copied_texts(draft(cast, **BOXES), user=cast.officer)

    assert [(like.initiative, like.is_own_unit, like.is_open, like.year) for like in found] == [
        (source, False, False, 2023),
        (own, True, True, 2023),
    ]


def test_continued_text_is_said_and_no_hint(cast, source):
    first = accept_initiative(cast, **BOXES)
    second = accept_initiative(cast, continues=first, **BOXES)
    third = draft(cast, continues=second, **BOXES)

    assert hints(third, cast.officer) == hints(first, cast.officer) == [("xa-an", 100, ["situation", "content"])]
    assert [(like.initiative, like.is_said) for like in like_texts(third, user=cast.officer)] == [
        (source, False),
        (first, True),
        (second, True),
    ]


def test_declared_copy_is_said_to_its_source_and_to_the_other_copies(cast, source):
    copies = [accept_initiative(cast, unit=cast.unit(code), **BOXES) for code in ("xa-binh", "db1")]
    for copy in copies:
        record_replication(source, unit=copy.unit, copy=copy, adopted_on=date(2023, 6, 1), by=cast.office)

    assert hints(copies[0], cast.office) == hints(source, cast.office) == []
    assert len(like_texts(copies[0], user=cast.office)) == 2


def test_strangers_learn_nothing(cast, source):
    mine = draft(cast, **BOXES)

    assert hints(mine, cast.nobody) == []


def test_drafts_of_others_and_what_never_counted_stay_unknown(cast):
    draft(cast, unit=cast.unit("cb2"), **BOXES)
    withdraw(draft(cast, **BOXES), by=cast.officer, reason="Nhầm")

    assert hints(draft(cast, **BOXES), cast.officer) == []


def test_what_ended_after_it_counted_is_found(cast):
    withdraw(accept_initiative(cast, **BOXES), by=cast.approver, reason="Thôi")

    assert hints(draft(cast, **BOXES), cast.officer) == [("db1", 100, ["situation", "content"])]


def test_prints_follow_the_text(cast, source):
    mine = draft(cast, **BOXES)
    edit(mine, values={"situation": THIRD, "content": ""}, by=cast.officer, revision=mine.revision)

    assert hints(Initiative.objects.get(pk=mine.pk), cast.officer) == []
    assert text_prints_match() == []


def test_prints_astray_are_named_and_mended(cast, source):
    TextPrint.objects.filter(initiative=source).first().delete()

    assert text_prints_match() == [f"Mô hình “Nguồn” (số {source.pk}): dấu văn bản không khớp với nội dung."]
    assert (index_all(), index_all(), text_prints_match()) == (1, 0, [])


def test_queries_do_not_grow_with_the_candidates(cast, source, django_assert_num_queries):
    mine = draft(cast, **BOXES)
    for code in ("xa-binh", "cb2"):
        index_texts([accept_initiative(cast, unit=cast.unit(code), **BOXES)])

    with django_assert_num_queries(8):
        assert len(copied_texts(mine, user=cast.office)) == 3
