"""What a council is given: the evidence of the day with its files, and hints of what was used before, unsaid."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.evidence.services import accept_evidence, reject_evidence
from lantoa.recognition.queries.dossier import dossier
from lantoa.recognition.services.recognising import appraise
from tests.cast import DAY, accept_initiative, draft
from tests.councils.sitting_cast import make_sitting
from tests.dossiers.test_hints import SOURCE, TEXT
from tests.evidence.proving import send_evidence, store_image
from tests.kit.pictures import pictures
from tests.watch.climbing import appraise_candidacy, propose_initiative
from tests.watch.reading import values, words

SHORT, NAMED = "Gợi ý về trùng lặp", "Giống mô hình nào"


@pytest.fixture(scope="module")
def images():
    return pictures(4)


def read_entries(cast, initiative) -> dict[str, list[dict]]:
    """Entries of the dossier as it was stored, by label."""
    candidacy = appraise(
        propose_initiative(cast, initiative=initiative), sitting=make_sitting(cast, items=0), by=cast.bloc_officer
    )
    found: dict[str, list[dict]] = {}
    for row in candidacy.item.content:
        found.setdefault(row["label"], []).append(row)
    return found


def register_copy(cast, unit: str, **changed):
    """An accepted registration of db1 with a text that stands in one of the unit named: (earlier, later)."""
    return accept_initiative(cast, unit=cast.unit(unit), name=SOURCE, content=TEXT), accept_initiative(
        cast, content=TEXT, **changed
    )


def with_photos(cast, images, unit: str, *, is_said: bool = False, **changed):
    """A registration of db1 with a cut of a photo that was sent for one of the unit named: (earlier, later)."""
    source = accept_initiative(cast, unit=cast.unit(unit), name=SOURCE)
    mine = accept_initiative(cast, **changed | ({"continues": source} if is_said else {}))
    send_evidence(cast, source, file=store_image(images[0]), by=cast.office, caption="Dọn rác")
    cut = images[0].crop((90, 0, images[0].width, images[0].height))
    send_evidence(cast, mine, file=store_image(cut, quality=55), caption="Ra quân")
    return source, mine


def test_accepted_and_waiting_evidence_goes_along_with_its_files(cast, images):
    mine = accept_initiative(cast)
    accept_evidence(
        send_evidence(cast, mine, caption="Ảnh một", reference="", file=store_image(images[0])), by=cast.approver
    )
    send_evidence(cast, mine, caption="Ảnh hai", reference="", file=store_image(images[1]))
    reject_evidence(
        send_evidence(cast, mine, caption="Ảnh ba", file=store_image(images[2])), reason="Mờ", by=cast.approver
    )
    send_evidence(cast, mine, caption="Biên bản", reference="12-BB/ĐU Sở Nông nghiệp")

    found = read_entries(cast, mine)

    files = [(row["text"], bool(row["file"]), row["reveals"]) for row in found["Minh chứng"]]
    assert files == [
        ("Ảnh một\n01/09/2023", True, False),
        ("Ảnh hai\n01/09/2023, chờ chấp nhận", True, False),
    ]
    assert found["Minh chứng không kèm tệp"][0]["text"] == "Biên bản (01/09/2023, chờ chấp nhận)"
    assert found["Số, ký hiệu, nơi lưu của minh chứng"][0]["reveals"]
    assert "Ảnh ba" not in str(found)


def test_unsaid_copy_is_told_without_names_and_by_name(cast):
    _, mine = register_copy(cast, "xa-an")

    found = read_entries(cast, mine)

    [short], [named] = found[SHORT], found[NAMED]
    text = "1 đăng ký khác có nội dung giống, nhiều nhất 100%. Gợi ý để xem xét, không phải kết luận."
    assert (short["text"], short["reveals"], short["url"]) == (text, False, "")
    assert named["text"].startswith(f"Nội dung giống 100% với “{SOURCE}” (Đảng bộ xã Tân An, năm 2023): ")
    assert (named["reveals"], named["url"], TEXT[:30] in named["text"]) == (True, "", False)


def test_reused_photo_is_told(cast, images):
    _, mine = with_photos(cast, images, "xa-an")

    found = read_entries(cast, mine)

    assert found[SHORT][0]["text"].startswith("1 ảnh giống ảnh đã gửi cho mô hình khác, nhiều nhất ")
    assert found[NAMED][0]["text"].startswith("“Ra quân”: giống ")
    assert found[NAMED][0]["text"].endswith(f"% một ảnh đã gửi cho “{SOURCE}” (Đảng bộ xã Tân An, năm 2023).")


def test_what_was_said_and_what_nobody_copied_is_no_hint(cast, images):
    _, mine = with_photos(cast, images, "db1", is_said=True)
    earlier = accept_initiative(cast, name="Nước sạch", content=TEXT)
    said = accept_initiative(cast, content=TEXT, continues=earlier)

    for initiative in (mine, said, accept_initiative(cast, unit=cast.unit("cb11"), name="Việc khác hẳn")):
        found = dossier(propose_initiative(cast, initiative=initiative), DAY, by=cast.office)
        assert [row["label"] for row in found if row["label"] in (SHORT, NAMED)] == []


def test_many_copies_are_counted_and_the_likest_named(cast):
    for number in range(11):
        accept_initiative(cast, unit=cast.unit("xa-an"), name=f"{SOURCE} {number}", content=TEXT)

    found = read_entries(cast, accept_initiative(cast, content=TEXT))

    *lines, last = found[NAMED][0]["text"].split("\n")
    assert found[SHORT][0]["text"].startswith("11 đăng ký khác")
    assert (len(lines), last) == (10, "Và 1 trường hợp khác.")


def test_what_was_never_handed_in_stays_unknown_to_a_council(cast):
    draft(cast, name=SOURCE, content=TEXT)

    assert SHORT not in read_entries(cast, accept_initiative(cast, content=TEXT))


def test_a_photo_twice_in_one_dossier_is_no_hint(cast, images):
    mine = accept_initiative(cast)
    for quality in (90, 60):
        send_evidence(cast, mine, reference="", file=store_image(images[0], quality=quality))

    assert SHORT not in read_entries(cast, mine)


def test_hints_of_photos_ask_three_more_a_photo(cast, images):
    def count_queries() -> int:
        with CaptureQueriesContext(connection) as found:
            dossier(candidacy, DAY, by=cast.office)
        return len(found)

    _, mine = with_photos(cast, images, "xa-an")
    candidacy = propose_initiative(cast, initiative=mine)
    count_queries()  # roles are read once a request
    one = count_queries()
    for image in images[1:]:
        send_evidence(cast, mine, reference="", file=store_image(image))

    assert count_queries() - one <= 3 * len(images[1:])


@pytest.mark.parametrize(("part", "slug"), [("approver", "cong-nhan"), ("approver", "khong-cong-nhan")])
def test_who_decides_a_candidacy_reads_live_hints(cast, as_person, images, part, slug):
    _, mine = with_photos(cast, images, "cb2", content=TEXT)
    accept_initiative(cast, unit=cast.unit("xa-an"), name="Suối hoa", content=TEXT)
    url = reverse("candidacy_move", args=[propose_initiative(cast, initiative=mine).pk, slug])

    page = as_person(part).get(url)

    assert "Giống 100% với “Suối hoa” (Đảng bộ xã Tân An, năm 2023)" in words(page)
    assert f"một ảnh đã gửi cho mô hình “{SOURCE}” (Chi bộ Ban Dân tộc, ngày 01/09/2023)" in words(page)
    assert mine.evidence.get().get_absolute_url() in values(page, "//main//a/@href")


def test_who_only_takes_back_reads_no_hints(cast, as_person, images):
    _, mine = with_photos(cast, images, "cb2", content=TEXT)
    accept_initiative(cast, unit=cast.unit("xa-an"), name="Suối hoa", content=TEXT)
    candidacy = propose_initiative(cast, initiative=mine)

    page = as_person("officer").get(reverse("candidacy_move", args=[candidacy.pk, "rut"]))

    assert (page.status_code, "Suối hoa" in words(page), SOURCE in words(page)) == (200, False, False)


def test_who_decides_a_whole_sitting_opens_each_dossier_with_its_hints(cast, as_person):
    held = appraise_candidacy(cast, propose_initiative(cast, initiative=register_copy(cast, "xa-an")[1]))
    page = as_person("approver").get(reverse("sitting_decide", args=[held.item.sitting_id]))

    [url] = [url for url in values(page, "//main//a/@href") if "/ho-so/" in url]
    assert SHORT in words(as_person("approver").get(url))
