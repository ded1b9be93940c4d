"""What those who decide are told of texts and files used before, and nobody else."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.evidence.services import add_evidence
from lantoa.evidence.views.hints import file_hints
from lantoa.initiatives.views.hints import Piece, hints, mark_passages
from lantoa.kit.files import store
from tests.cast import accept_initiative, draft, submit_initiative
from tests.evidence.proving import LATER, send_evidence, store_image
from tests.kit.pictures import pictures
from tests.watch.reading import HTMX, values, words

TEXT = (
    "Chi bộ phân công mỗi đảng viên phụ trách năm hộ, họp tổ vào tối thứ sáu hằng tuần, cùng người dân chọn một tuyến "
    "đường làm mẫu, trồng hoa, đặt thùng phân loại rác và ghi sổ theo dõi; sau ba tháng công khai kết quả tại nhà văn hóa."
)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SOURCE = "Tuyến đường hoa bên suối"


@pytest.fixture(scope="module")
def images():
    return pictures(1)


def register_copy(cast, unit: str, **changed):
    """A registration of db1 with a box that stands in one of the unit named."""
    source = accept_initiative(cast, unit=cast.unit(unit), name=SOURCE, content=TEXT)
    return source, submit_initiative(cast, content=f"Mở đầu riêng. {TEXT}", **changed)


def test_like_text_is_shown_to_who_decides_with_common_words_marked(cast, as_person):
    source, initiative = register_copy(cast, "cb2")

    for address in (initiative.get_absolute_url(), f"{initiative.get_absolute_url()}duyet/"):
        page = as_person("approver").get(address)
        assert "Gợi ý để xem xét, không phải kết luận" in words(page)
        assert f"Giống 100% với “{SOURCE}” (Chi bộ Ban Dân tộc, năm 2023)" in words(page)
        assert source.get_absolute_url() in values(page, "//main//a/@href")
        assert values(page, "//details/p/mark/text()") == [TEXT[:-1]]
        assert words(page, "//details/p").startswith("Mở đầu riêng.")


@pytest.mark.parametrize("part", ["officer", "auditor"])
def test_like_text_is_not_shown_to_others(cast, as_person, part):
    _, initiative = register_copy(cast, "cb2")
    page = as_person(part).get(initiative.get_absolute_url())
    assert (page.status_code, SOURCE in words(page), "Gợi ý để xem xét" in words(page)) == (200, False, False)


def test_like_text_of_a_unit_out_of_scope_is_named_without_a_link(cast, as_person):
    source, initiative = register_copy(cast, "xa-an")
    page = as_person("approver").get(initiative.get_absolute_url())
    assert f"“{SOURCE}” (Đảng bộ xã Tân An, năm 2023)" in words(page)
    assert source.get_absolute_url() not in values(page, "//main//a/@href")


def test_reuse_that_was_said_is_no_hint(cast):
    source = accept_initiative(cast, name=SOURCE, content=TEXT)
    assert hints(submit_initiative(cast, content=TEXT, continues=source), cast.approver) == {"text_hints": []}
    assert hints(draft(cast, content=TEXT), cast.bloc_office) == {"text_hints": []}


def test_hints_of_a_text_cost_the_same_for_one_and_five(cast):
    def count_queries() -> int:
        with CaptureQueriesContext(connection) as found:
            hints(initiative, cast.approver)
        return len(found)

    _, initiative = register_copy(cast, "cb2")
    hints(initiative, cast.approver)  # roles are read once a request
    one = count_queries()
    for _ in range(4):
        accept_initiative(cast, unit=cast.unit("cb2"), content=TEXT)
    assert (count_queries(), len(hints(initiative, cast.approver)["text_hints"])) == (one, 5)


def test_marked_text_is_whole_and_long_stretches_are_shortened():
    assert mark_passages("một hai ba bốn", ["hai ba"]) == [
        Piece("một ", is_common=False),
        Piece("hai ba", is_common=True),
        Piece(" bốn", is_common=False),
    ]
    long = " ".join(f"chữ{number}" for number in range(60))
    before, passage, after = mark_passages(f"{long} GIỐNG {long}", ["GIỐNG"])
    assert (before.text.split()[:2], passage.text) == (["…", "chữ49"], "GIỐNG")
    assert after.text.split()[-2:] == ["chữ10", "…"]
    assert mark_passages("không có đoạn ấy", ["lạ"]) == [Piece("không có đoạn ấy", is_common=False)]


def reuse_photo(cast, images, unit: str):
    """A photo of db1 that is a cut of one sent for the unit named: (earlier, later)."""
    other = accept_initiative(cast, unit=cast.unit(unit), name=SOURCE)
    earlier = send_evidence(cast, other, file=store_image(images[0]), by=cast.office, caption="Dọn rác")
    cut = images[0].crop((90, 0, images[0].width, images[0].height))
    return earlier, send_evidence(cast, file=store_image(cut, quality=55))


def test_reused_photo_is_shown_beside_the_earlier_one(cast, as_person, images):
    earlier, later = reuse_photo(cast, images, "cb2")

    page = as_person("approver").get(later.get_absolute_url())

    [hint] = file_hints(later, cast.approver)
    assert f"{hint.lead} “{SOURCE}” (Chi bộ Ban Dân tộc, ngày 01/09/2023)." in words(page)
    thumbs = [f"{row.get_absolute_url()}anh-nho/" for row in (later, earlier)]
    assert values(page, "//ul[@class='photos']//img/@src") == thumbs
    fragment = as_person("approver").get(later.get_absolute_url(), headers=HTMX)
    assert values(fragment, "//ul[@class='photos']//img/@src") == thumbs[1:]


def test_reused_photo_out_of_scope_is_named_without_picture(cast, as_person, images):
    earlier, later = reuse_photo(cast, images, "xa-an")

    page = as_person("approver").get(later.get_absolute_url())

    assert f"“{SOURCE}” (Đảng bộ xã Tân An, năm 2023). Ngoài phạm vi của bạn nên không hiện tệp." in words(page)
    assert earlier.get_absolute_url() not in page.content.decode()


def test_reused_photo_is_not_told_to_who_does_not_decide(cast, as_person, images):
    _, later = reuse_photo(cast, images, "cb2")
    for part in ("officer", "auditor"):
        assert SOURCE not in words(as_person(part).get(later.get_absolute_url()))


def test_the_very_same_file_is_told_whatever_its_kind(cast, as_person):
    def paper():
        return store(io.BytesIO(PDF), name="bien-ban.pdf", by=None)

    other = accept_initiative(cast, unit=cast.unit("cb2"), name=SOURCE)
    add_evidence(other, caption="Biên bản", dated_on=LATER, by=cast.office, file=paper())
    later = send_evidence(cast, file=paper())

    page = as_person("approver").get(later.get_absolute_url())

    assert f"Đúng tệp này (giống 100%) đã gửi cho mô hình “{SOURCE}”" in words(page)


def test_new_file_is_said_to_be_new(cast, as_person, images):
    fact = send_evidence(cast, file=store_image(images[0]))
    page = as_person("approver").get(fact.get_absolute_url())
    assert "Chưa thấy ảnh giống ảnh này trong minh chứng khác của tỉnh." in words(page)


def test_reuse_is_said_from_the_earlier_page_and_is_no_hint_then(cast, as_person):
    source, client = accept_initiative(cast, name=SOURCE, content=TEXT), as_person("officer")
    [address] = [url for url in values(client.get(source.get_absolute_url()), "//a/@href") if "tiep-tuc=" in url]

    form = client.get(address)

    assert values(form, "//input[@name='continues']/@value") == [str(source.pk)]
    assert values(form, "//input[@name='name']/@value") == [SOURCE]
    auditor = as_person("auditor").get(source.get_absolute_url())
    assert not [url for url in values(auditor, "//a/@href") if "tiep-tuc=" in url]
