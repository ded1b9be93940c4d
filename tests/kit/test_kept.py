"""What pages show again and again: worked out once, and anew after an event, a day, or a word from who leaves no event."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache

from lantoa.kit import audit
from lantoa.kit.kept import VERSION_KEY, forget_kept, keep, mark_once
from tests.cast import accept_initiative

TODAY = date(2024, 6, 1)


class Counter:
    """Says how often it was asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


@pytest.fixture
def work_out():
    return Counter()


def test_it_is_worked_out_once(db, work_out):
    assert [keep("name", TODAY, work_out) for _ in range(3)] == [1, 1, 1]


def test_each_name_has_its_own(db, work_out):
    assert [keep("one", TODAY, work_out), keep("other", TODAY, work_out), keep("one", TODAY, work_out)] == [1, 2, 1]


@pytest.mark.parametrize("days", [-1, 1])
def test_another_day_is_another_value(db, work_out, days):
    keep("name", TODAY, work_out)

    assert keep("name", TODAY + timedelta(days=days), work_out) == 2


def test_an_event_makes_it_old(cast, work_out):
    keep("name", TODAY, work_out)
    audit.record(cast.unit("cb2"), "note", by=cast.officer)

    assert [keep("name", TODAY, work_out) for _ in range(2)] == [2, 2]


def test_what_happens_while_it_is_worked_out_makes_it_old(cast, work_out):
    def with_an_event() -> int:
        accept_initiative(cast)
        return work_out()

    keep("name", TODAY, with_an_event)
    assert keep("name", TODAY, work_out) == 2


def test_one_request_reads_the_mark_once(db, work_out, django_assert_num_queries):
    with mark_once(), django_assert_num_queries(1):
        assert [keep(name, TODAY, work_out) for name in ("one", "other", "one")] == [1, 2, 1]


def test_the_next_request_reads_it_anew(cast, work_out):
    with mark_once():
        keep("name", TODAY, work_out)
    accept_initiative(cast)
    with mark_once():
        assert keep("name", TODAY, work_out) == 2


def test_it_is_forgotten_when_asked(db, work_out):
    keep("name", TODAY, work_out)
    forget_kept()

    assert keep("name", TODAY, work_out) == 2


def test_a_version_that_was_lost_does_not_bring_back_what_was_kept_before(db, work_out):
    keep("name", TODAY, work_out)
    cache.delete(VERSION_KEY)

    assert [keep("name", TODAY, work_out) for _ in range(2)] == [2, 2]


def test_a_page_stands_where_nothing_can_be_kept(db, work_out, settings, tmp_path, caplog):
    (tmp_path / "tep").write_text("đây là tệp, không phải thư mục")
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": str(tmp_path / "tep" / "cache")}}

    assert [keep("name", TODAY, work_out) for _ in range(2)] == [1, 2]
    assert "name could not be kept" in caplog.text


def test_a_damaged_file_is_worked_out_anew(db, work_out, settings):
    keep("name", TODAY, work_out)
    for path in Path(settings.CACHES["default"]["LOCATION"]).glob("*.djcache"):
        content = path.read_bytes()
        path.write_bytes(content[: len(content) - 5])
    assert keep("name", TODAY, work_out) == 2


def test_nothing_that_was_worked_out_is_a_value_too(db):
    assert [keep("name", TODAY, lambda: None), keep("name", TODAY, Counter())] == [None, None]
