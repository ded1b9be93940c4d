"""The tab of evidence, sending it, its file, and deciding on it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from lantoa.evidence.models import Evidence
from lantoa.evidence.services import accept_evidence, reject_evidence
from lantoa.kit.models import StoredFile
from tests.cast import accept_initiative, draft, submit_initiative
from tests.evidence.proving import photo, send_evidence, store_image
from tests.kit.pictures import pictures
from tests.plans.plans import add_plan, write_report
from tests.watch.reading import values, words

DAY = "2023-09-01"


@pytest.fixture(scope="module")
def images():
    return pictures(4)


def tab(initiative) -> str:
    return f"{initiative.get_absolute_url()}minh-chung/"


def send(client, initiative, **asked):
    asked = {"caption": "Bờ suối sau ra quân", "reference": "", "dated_on": ""} | asked
    return client.post(f"{tab(initiative)}gui/", asked)


def test_reference_is_sent_by_the_unit_and_accepted_by_another(cast, as_person):
    initiative = accept_initiative(cast)
    response = send(as_person("officer"), initiative, reference="12-BB/ĐU", dated_on=DAY)
    fact = Evidence.objects.get()
    assert (response.url, fact.dated_on, fact.file) == (tab(initiative), date(2023, 9, 1), None)

    page = as_person("approver").get(tab(initiative))
    assert f"/mo-hinh/minh-chung/{fact.pk}/chap-nhan/" in values(page, "//form/@action")
    as_person("approver").post(f"/mo-hinh/minh-chung/{fact.pk}/chap-nhan/")

    fact.refresh_from_db()
    assert fact.accepted_by == cast.approver
    assert "Có minh chứng 1 minh chứng được chấp nhận" in words(as_person("auditor").get(tab(initiative)))


def test_photo_without_a_day_takes_the_day_of_its_camera(cast, as_person, images):
    initiative, client = accept_initiative(cast), as_person("officer")
    send(client, initiative, file=photo(images[0], taken="2024:03:12 08:05:00"))
    send(client, initiative, file=photo(images[1], taken="2099:01:01 08:05:00"))
    send(client, initiative, file=photo(images[2], taken="1980:01:01 00:00:00"))
    send(client, initiative, file=photo(images[3]))

    days = list(Evidence.objects.order_by("pk").values_list("dated_on", flat=True))
    assert days == [date(2024, 3, 12), *[timezone.localdate()] * 3]


def test_ten_photos_in_a_row_keep_the_page_and_what_they_prove(cast, as_person, images):
    initiative, client = accept_initiative(cast), as_person("officer")
    milestone, report = add_plan(initiative, cast.officer).milestones.first(), write_report(initiative, cast.officer)

    chosen = {"milestone": milestone.pk, "report": report.pk, "tiep": "1"}
    response = send(client, initiative, file=photo(images[0]), dated_on=DAY, **chosen)

    assert response.url == f"{tab(initiative)}gui/?moc={milestone.pk}&bao-cao={report.pk}"
    page = client.get(response.url)
    assert "Đã gửi “Bờ suối sau ra quân”, ngày 01/09/2023; chờ người duyệt chấp nhận." in page.content.decode()
    assert values(page, "//option[@selected]/@value") == [str(milestone.pk), str(report.pk)]
    assert values(page, "//input[@type='file']/@accept")[0].startswith("image/*,video/*,")
    piece = Evidence.objects.get()
    for proved in (milestone, report):
        assert piece.get_absolute_url() in values(client.get(proved.get_absolute_url()), "//main//a/@href")
    links = values(client.get(piece.get_absolute_url()), "//main//a/@href")
    assert {milestone.get_absolute_url(), report.get_absolute_url()} <= set(links)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, "Hãy chọn tệp, hoặc ghi số, ký hiệu"),
        ({"reference": "12-BB", "dated_on": "2099-01-01"}, "Ngày này không thể sau hôm nay"),
        ({"reference": "12-BB", "caption": ""}, "Nội dung minh chứng: Chưa điền"),
        ({"file": SimpleUploadedFile("anh.jpg", b"%PDF-1.4 gia lam anh")}, "anh.jpg"),
        ({"file": SimpleUploadedFile("anh.jpg", b"")}, "không có nội dung"),
        ({"file": SimpleUploadedFile("virus.exe", b"MZ" + bytes(600))}, "virus.exe"),
    ],
)
def test_evidence_that_cannot_be_says_why(cast, as_person, asked, told):
    response = send(as_person("officer"), accept_initiative(cast), **asked)

    assert (response.status_code, Evidence.objects.count()) == (422, 0)
    assert told in words(response)


def test_cut_photo_is_refused(cast, as_person, images):
    whole = photo(images[0]).read()
    half = SimpleUploadedFile("anh.jpg", whole[: len(whole) // 2])

    response = send(as_person("officer"), accept_initiative(cast), file=half)

    assert (response.status_code, StoredFile.objects.count()) == (422, 0)
    assert "anh.jpg" in words(response, "//*[contains(@class, 'field-error')]")


def test_file_stays_chosen_when_the_form_comes_back(cast, as_person, images):
    initiative, client = accept_initiative(cast), as_person("officer")
    back = send(client, initiative, file=photo(images[0]), caption="")
    [upload] = values(back, "//input[@name='file-da-gui']/@value")
    assert "Đã nhận và giữ lại" in words(back)

    send(client, initiative, **{"file-da-gui": upload})

    assert Evidence.objects.get().file.name == "anh.jpg"


def test_the_same_photo_sent_twice_is_told(cast, as_person, images):
    initiative, client = accept_initiative(cast), as_person("officer")
    send(client, initiative, file=photo(images[0]), dated_on=DAY)

    again = send(client, initiative, file=photo(images[0]), dated_on=DAY)

    assert (again.status_code, Evidence.objects.count()) == (422, 1)
    assert "Tệp “anh.jpg” đã được gửi với nội dung “Bờ suối sau ra quân”" in words(again)


def test_photos_chosen_together_are_a_piece_each_with_its_own_day(cast, as_person, images):
    initiative, client = accept_initiative(cast), as_person("officer")
    milestone = add_plan(initiative, cast.officer).milestones.first()
    first, second = photo(images[1], taken="2024:03:12 08:05:00"), photo(images[2], taken="2024:03:13 08:05:00")

    response = send(client, initiative, file=photo(images[0]), more=[first, second], milestone=milestone.pk)

    assert "Đã gửi 3 minh chứng “Bờ suối sau ra quân”" in words(client.get(response.url))
    rows = Evidence.objects.order_by("pk").values_list("caption", "milestone", "dated_on")
    days = [timezone.localdate(), date(2024, 3, 12), date(2024, 3, 13)]
    assert list(rows) == [("Bờ suối sau ra quân", milestone.pk, day) for day in days]


def test_photos_alone_need_no_first_file(cast, as_person, images):
    initiative = accept_initiative(cast)

    send(as_person("officer"), initiative, more=[photo(images[0]), photo(images[0]), photo(images[1])], dated_on=DAY)

    assert list(Evidence.objects.values_list("dated_on", flat=True)) == [date(2023, 9, 1)] * 2


def test_of_photos_one_of_which_was_sent_already_none_is_sent_and_all_are_kept(cast, as_person, images):
    initiative, client = accept_initiative(cast), as_person("officer")
    send(client, initiative, file=photo(images[0]), dated_on=DAY)

    back = send(client, initiative, more=[photo(images[1]), photo(images[0])], dated_on=DAY)
    assert (back.status_code, Evidence.objects.count()) == (422, 1)
    fresh, known = values(back, "//input[@name='more-da-gui']/@value")

    send(client, initiative, **{"more-da-gui": [fresh, known], "more-bo": [known], "dated_on": DAY})
    assert Evidence.objects.count() == 2


@pytest.mark.parametrize(
    ("part", "make"), [("auditor", accept_initiative), ("approver", submit_initiative), ("office", draft)]
)
def test_form_is_refused_to_who_may_not_send_and_before_acceptance(cast, as_person, part, make):
    assert as_person(part).get(f"{tab(make(cast))}gui/").status_code == 403


def test_tab_of_what_is_not_registered_says_so(cast, as_person):
    assert "Đăng ký này chưa được duyệt" in words(as_person("office").get(tab(draft(cast))))


def test_empty_tab_says_what_good_evidence_is(cast, as_person):
    shown = words(as_person("officer").get(tab(accept_initiative(cast))))

    assert "Còn thiếu: ít nhất một minh chứng được người duyệt chấp nhận." in shown
    assert "ảnh cùng một chỗ trước và sau" in shown


def test_sender_sees_it_waiting_without_buttons(cast, as_person, images):
    fact = send_evidence(cast, file=store_image(images[0]))

    page = as_person("officer").get(tab(fact.initiative))

    assert f"/mo-hinh/minh-chung/{fact.pk}/anh-nho/" in values(page, "//main//img/@src")
    assert f"/mo-hinh/minh-chung/{fact.pk}/chap-nhan/" not in values(page, "//form/@action")
    assert "Chờ chấp nhận Biên bản kiểm tra 01/09/2023 · Lò Văn Cơ Sở gửi" in words(page)
    piece = as_person("officer").get(fact.get_absolute_url())
    assert "Bạn là người gửi minh chứng này" in words(piece)


@pytest.mark.parametrize("page", ["", "tep/", "anh-nho/"])
@pytest.mark.parametrize(("part", "status"), [("auditor", 200), ("officer", 200), ("outsider", 404), ("nobody", 404)])
def test_piece_and_its_file_go_through_the_door(cast, as_person, images, page, part, status):
    fact = send_evidence(cast, file=store_image(images[0]))
    response = as_person(part).get(f"{fact.get_absolute_url()}{page}")
    assert response.status_code == status
    response.close()


def test_file_is_given_as_it_came_and_what_has_none_is_not_there(cast, as_person, images):
    client, file = as_person("auditor"), store_image(images[0])
    fact, named = send_evidence(cast, file=file), send_evidence(cast)

    response = client.get(f"{fact.get_absolute_url()}tep/?tai-ve")

    assert (response["Content-Type"], response["Content-Disposition"][:10]) == ("image/jpeg", "attachment")
    assert len(b"".join(response)) == file.size
    assert [client.get(f"{named.get_absolute_url()}{name}/").status_code for name in ("tep", "anh-nho")] == [404, 404]


@pytest.mark.parametrize("move", ["chap-nhan", "khong-chap-nhan"])
@pytest.mark.parametrize(("part", "status"), [("officer", 403), ("auditor", 403), ("outsider", 404), ("nobody", 404)])
def test_evidence_is_not_decided_by_who_may_not(cast, as_person, move, part, status):
    fact = send_evidence(cast)

    response = as_person(part).post(f"{fact.get_absolute_url()}{move}/", {"reason": "Mờ"})

    fact.refresh_from_db()
    assert (response.status_code, fact.is_waiting) == (status, True)


def test_evidence_is_not_accepted_by_opening_an_address(cast, as_person):
    assert as_person("approver").get(f"{send_evidence(cast).get_absolute_url()}chap-nhan/").status_code == 405


def test_rejection_asks_for_a_reason_and_stays_on_the_page(cast, as_person):
    fact, client = send_evidence(cast), as_person("approver")
    address = f"{fact.get_absolute_url()}khong-chap-nhan/"
    assert "đơn vị có thể gửi minh chứng khác" in words(client.get(address))

    empty = client.post(address, {"reason": " "})
    assert (empty.status_code, "Hãy ghi lý do" in words(empty)) == (422, True)
    client.post(address, {"reason": "Không rõ nơi chụp"})

    page = words(as_person("officer").get(tab(fact.initiative)))
    assert "Không chấp nhận Lý do: Không rõ nơi chụp" in page
    assert "Còn thiếu: ít nhất một minh chứng" in page
    history = words(as_person("officer").get(fact.initiative.get_absolute_url()), "//ol[@class='timeline']/li[1]")
    assert ("Không chấp nhận minh chứng" in history, "Không rõ nơi chụp" in history) == (True, True)


def fill(cast, initiative, count: int) -> None:
    """Photos and references; a third each waits, is accepted, is rejected."""
    start = initiative.evidence.count()
    for number in range(start, start + count):
        file = store_image(Image.new("RGB", (64, 48), (number, 0, 0))) if number % 2 else None
        fact = send_evidence(cast, initiative, file=file, caption=f"Việc {number}")
        if number % 3 == 1:
            accept_evidence(fact, by=cast.approver)
        if number % 3 == 2:
            reject_evidence(fact, reason="Mờ", by=cast.approver)


def test_tab_asks_the_same_for_three_and_thirty(cast, as_person):
    initiative, client, counts = accept_initiative(cast), as_person("approver"), []
    for count in (6, 24):
        fill(cast, initiative, count)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(tab(initiative))
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert "Chờ bạn chấp nhận (10)" in words(page)


def test_page_of_an_initiative_counts_its_evidence_and_leads_to_it(cast, as_person):
    initiative = accept_initiative(cast)
    accept_evidence(send_evidence(cast, initiative), by=cast.approver)
    send_evidence(cast, initiative, caption="Ảnh")

    page = as_person("officer").get(initiative.get_absolute_url())

    assert "1 được chấp nhận, 1 đang chờ" in words(page)
    assert tab(initiative) in values(page, "//main//a/@href")
