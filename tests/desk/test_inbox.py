"""The heaps of work: who has which, page by page."""

import pytest
from django.urls import reverse

from lantoa.desk.queries import waiting, waiting_count
from lantoa.initiatives.services import register, send_back, submit
from tests.cast import draft, submitted, values


def heaps(person) -> dict[str, int]:
    return {heap.slug: heap.count for heap in waiting(person)}


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("approver", {"cho-duyet": 1}),
        ("bloc_officer", {"cho-duyet": 1}),
        ("bloc_office", {"cho-duyet": 1}),
        ("office", {"cho-duyet": 1}),
        ("officer", {}),
        ("auditor", {}),
        ("outsider", {}),
        ("nobody", {}),
    ],
)
def test_a_submitted_file_waits_for_those_who_decide(cast, part, expected):
    submitted(cast)

    assert heaps(cast.people[part]) == expected


def test_ones_own_file_does_not_wait_for_oneself(cast):
    submit(register(values=values(cast), by=cast.bloc_officer), by=cast.bloc_officer)

    assert (heaps(cast.bloc_officer), heaps(cast.approver)) == ({}, {"cho-duyet": 1})


def test_what_was_sent_back_and_drafts_wait_for_the_unit_that_writes(cast):
    send_back(submitted(cast), by=cast.approver, reason="Nêu rõ số hộ")
    draft(cast)

    assert heaps(cast.officer) == {"can-sua": 1, "ban-nhap": 1}
    assert heaps(cast.bloc_officer) == {}


def test_the_mark_counts_what_others_wait_for(cast):
    send_back(submitted(cast), by=cast.approver, reason="Nêu rõ số hộ")
    draft(cast)

    assert (waiting_count(cast.officer), waiting_count(cast.approver)) == (1, 0)


def inbox(client, query: str = "") -> str:
    response = client.get(reverse("inbox") + query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_first_heap_is_open_and_another_one_is_a_link_away(cast, as_person):
    send_back(submitted(cast), by=cast.approver, reason="Nêu rõ số hộ")
    draft(cast, name="Bản nháp của tôi")
    client = as_person("officer")

    assert "Lý do: Nêu rõ số hộ" in inbox(client)
    assert "Bản nháp của tôi" in inbox(client, "?muc=ban-nhap")


def test_a_heap_is_read_page_by_page(cast, as_person):
    for number in range(26):
        draft(cast, name=f"Bản nháp số {number}")
    client = as_person("officer")

    assert inbox(client).count("Bản nháp số") == 25
    assert "26–26 trong 26" in inbox(client, "?muc=ban-nhap&trang=2")


def test_an_empty_inbox_says_so(as_person):
    assert "Không có việc nào đang chờ bạn." in inbox(as_person("nobody"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_asks_as_many_questions_for_few_files_as_for_many(
    cast, as_person, count, django_assert_max_num_queries
):
    for number in range(count):
        submitted(cast, name=f"Mô hình số {number}")
    client = as_person("approver")

    with django_assert_max_num_queries(26):
        inbox(client)
