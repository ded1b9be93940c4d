"""Files that lie with a frozen dossier: opened behind the door of the item, closed while names are hidden."""

import io

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.councils.checks import files_of_dossiers_are_stored
from lantoa.councils.models import Item
from lantoa.councils.services import add_member, assign, close_scoring, create_council, open_scoring
from lantoa.kit.file_models import StoredFile
from lantoa.kit.files import store
from lantoa.kit.ruling import Refused
from lantoa.units.enums import Tier
from tests.cast import SINCE, make_person
from tests.councils.sitting_cast import make_item, make_sitting, score, seat_member
from tests.councils.test_concluding import attend, decide_all
from tests.evidence.proving import store_image
from tests.kit.pictures import pictures
from tests.watch.reading import values, words

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PLACES = ("item_file", "item_thumbnail")


def entry(file: StoredFile, caption: str = "Dọn rác đầu bản") -> dict:
    return {"label": "Minh chứng", "text": f"{caption}\n01/09/2023", "file": file.pk}


@pytest.fixture
def photo() -> StoredFile:
    return store_image(pictures(1)[0])


@pytest.fixture
def paper() -> StoredFile:
    return store(io.BytesIO(PDF), name="bien-ban-so-nong-nghiep.pdf", by=None)


def give_item(cast, files: list[StoredFile], *, is_blind: bool = False) -> Item:
    """An item with these files, given to `m1` in a sitting that is being scored."""
    sitting = make_sitting(cast, items=0, is_blind=is_blind)
    item = make_item(cast, sitting, content=[entry(file) for file in files])
    assign(item, member=seat_member(sitting.council, cast, "m1"), by=cast.bloc_officer)
    open_scoring(sitting, by=cast.bloc_officer)
    return item


def address(name: str, item: Item, file: StoredFile) -> str:
    return reverse(name, args=[item.sitting_id, item.pk, file.pk])


def test_member_without_a_role_sees_photos_and_opens_papers(cast, as_person, photo, paper):
    item, client = give_item(cast, [photo, paper]), as_person("m1")

    page = client.get(item.get_absolute_url())

    assert values(page, "//ul[@class='photos']//img/@src") == [address("item_thumbnail", item, photo)]
    assert values(page, "//ul[@class='photos']//a/@href") == [address("item_file", item, photo)]
    assert address("item_file", item, paper) in values(page, "//main//a/@href")
    assert words(page).count("Dọn rác đầu bản") == 2
    whole, content = read_file(client, address("item_file", item, paper))
    assert (content, whole["Content-Type"]) == (PDF, "application/pdf")
    small, _ = read_file(client, address("item_thumbnail", item, photo))
    assert small["Content-Type"] == "image/webp"
    saved, _ = read_file(client, f"{address('item_file', item, photo)}?tai-ve")
    assert saved["Content-Disposition"].startswith("attachment")


def read_file(client, url: str) -> tuple[HttpResponseBase, bytes]:
    """The answer and all of its content. Read to its end it is closed; closed from outside it would close the connection to
    the database too, once that is old enough."""
    answer = client.get(url)
    return answer, b"".join(answer.streaming_content) if answer.streaming else answer.content


def status_of(client, url: str) -> int:
    return read_file(client, url)[0].status_code


def test_files_open_beside_scores_that_are_being_written(cast, as_person, photo, paper):
    item = give_item(cast, [photo, paper])

    for part, targets in (("m1", ["_blank", "_blank"]), ("bloc_officer", [])):
        page = as_person(part).get(item.get_absolute_url())
        assert values(page, "//a[contains(@href, '/tep/')]/@target") == targets


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize(
    ("part", "status"), [("m1", 200), ("m2", 404), ("bloc_officer", 200), ("outsider", 404), ("nobody", 404)]
)
def test_files_open_to_who_may_open_the_item(cast, as_person, photo, name, part, status):
    item = give_item(cast, [photo])

    assert status_of(as_person(part), address(name, item, photo)) == status
    assert status_of(as_person(part), item.get_absolute_url()) == status


def test_members_of_another_council_do_not_open_them(cast, as_person, photo):
    item = give_item(cast, [photo])
    cast.people["far"] = make_person("far", "Ủy Viên Xã")
    other = create_council(
        unit=cast.unit("xa-an"), name="Hội đồng xã", tier=Tier.COMMUNE, valid_from=SINCE, by=cast.office
    )
    add_member(other, person=cast.people["far"], role="member", by=cast.office)

    assert status_of(as_person("far"), address("item_file", item, photo)) == 404


@pytest.mark.parametrize("name", PLACES)
def test_a_file_of_another_dossier_is_not_there(cast, as_person, photo, paper, name):
    item = give_item(cast, [photo])
    other = make_item(cast, item.sitting, content=[entry(paper)])

    assert status_of(as_person("m1"), address(name, item, paper)) == 404
    assert status_of(as_person("m1"), address(name, other, paper)) == 404
    assert status_of(as_person("bloc_officer"), reverse(name, args=[item.sitting_id, item.pk, 987654])) == 404
    assert status_of(as_person("bloc_officer"), address("item_file", other, paper)) == 200


def test_blind_sitting_opens_no_file_before_its_end(cast, as_person, photo, paper):
    item = give_item(cast, [photo, paper], is_blind=True)

    for part in ("m1", "approver"):
        page = as_person(part).get(item.get_absolute_url())
        text = page.content.decode()
        assert "2 ảnh, tệp kèm theo mở ra khi kết thúc phiên họp" in words(page)
        assert ("Dọn rác" in text, "/tep/" in text, paper.name in text) == (True, False, False)
        for name in PLACES:
            assert status_of(as_person(part), address(name, item, photo)) == 404
    assert status_of(as_person("bloc_officer"), address("item_file", item, photo)) == 200


def test_blind_sitting_opens_its_files_at_the_end(cast, as_person, photo):
    item = give_item(cast, [photo], is_blind=True)
    score(item.appraisals.get(), 8, 8, 8)
    closed = close_scoring(item.sitting, by=cast.bloc_officer)
    assert status_of(as_person("m1"), address("item_file", item, photo)) == 404
    decide_all(cast, closed)
    attend(cast, closed, "approver", "bloc_officer", "m1", "m2")
    as_person("bloc_officer").post(reverse("sitting_move", args=[closed.pk, "ket-thuc"]))

    for part in ("m1", "m2"):
        assert status_of(as_person(part), address("item_file", item, photo)) == 200


def test_a_file_that_is_not_stored_is_refused(cast):
    sitting = make_sitting(cast, items=0)

    with pytest.raises(Refused, match="Có tệp kèm hồ sơ không còn"):
        make_item(cast, sitting, content=[{"label": "Minh chứng", "text": "Ảnh", "file": 987654}])
    assert sitting.items.count() == 0


def test_the_check_names_a_file_that_is_gone(cast, photo, paper):
    item = give_item(cast, [photo, paper])
    assert files_of_dossiers_are_stored() == []
    paper.delete()

    [fault] = files_of_dossiers_are_stored()
    assert (
        fault
        == f"Hồ sơ thẩm định số {item.pk} (“Vườn rau sạch”): không còn tệp kèm theo (số {item.content[1]['file']})."
    )


def test_a_file_that_is_gone_leaves_its_caption(cast, as_person, photo, paper):
    item, key = give_item(cast, [photo, paper]), paper.pk
    paper.delete()

    page = as_person("m1").get(item.get_absolute_url())

    assert (page.status_code, words(page).count("Dọn rác đầu bản")) == (200, 2)
    assert status_of(as_person("m1"), reverse("item_file", args=[item.sitting_id, item.pk, key])) == 404


def test_items_of_before_show_their_text(cast, as_person):
    item = give_item(cast, [])
    Item.objects.filter(pk=item.pk).update(
        content=[{"label": "Minh chứng", "text": "Ảnh cũ", "url": "/mo-hinh/1/", "reveals": False}]
    )

    member, officer = (as_person(part).get(item.get_absolute_url()) for part in ("m1", "bloc_officer"))

    assert "Ảnh cũ" in words(member)
    # Who has no role has no live page either.
    assert ["/mo-hinh/1/" in page.content.decode() for page in (member, officer)] == [False, True]


def test_many_files_ask_no_more(cast, as_person):
    def count_queries(item: Item) -> int:
        client.get(item.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            page = client.get(item.get_absolute_url())
        assert len(values(page, "//ul[@class='photos']/li")) == len(item.content)
        return len(queries)

    files = [store_image(image) for image in pictures(12)]
    few, many, client = give_item(cast, files[:1]), give_item(cast, files), as_person("m1")

    assert count_queries(few) == count_queries(many)
