"""A large file that is sent in pieces: cut off, gone on with, taken up again after a reload, and waited for by its form."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from lantoa.kit.file_models import StoredFile, Upload
from tests.kit import sample_files as samples

VIDEO = samples.video(content=bytes(12 * 1024 * 1024))
PIECES = "**/tai-len/*/"
# As many ways to the server and back as another try would need to send the form once more.
LOOK_AROUND = "async () => { for (let way = 0; way < 3; way += 1) await fetch('/kit/', { method: 'HEAD' }); }"
FIELD = "input[type=file][id=id_tep-video]"


@pytest.fixture
def video(tmp_path):
    path = tmp_path / "Lễ phát động.mp4"
    path.write_bytes(VIDEO)
    return path


class Line:
    """A line that lets so many pieces through and is then cut, until it is mended."""

    def __init__(self, page: Page, pieces: int) -> None:
        self.page, self.left, self.offsets = page, pieces, []
        page.route(PIECES, self._pass)

    def _pass(self, route) -> None:
        if route.request.method == "PATCH":
            if not self.left:
                route.abort("internetdisconnected")
                return
            self.left -= 1
            self.offsets.append(int(route.request.headers["upload-offset"]) // 1024 // 1024)
        route.continue_()

    def mend(self) -> None:
        self.left = 1000


def choose(page: Page, path) -> None:
    page.locator(FIELD).set_input_files(path)


def words(page: Page):
    return page.locator(".upload-run:visible [data-upload-words]")


@pytest.fixture
def page(site) -> Page:
    page = site.signed_in("officer")
    page.goto("/kit/")
    return page


def test_a_cut_upload_goes_on_by_itself(page, video):
    line = Line(page, 3)
    choose(page, video)
    expect(words(page)).to_have_text("Mất kết nối, đang thử lại. Đã gửi 6 trên 12 MB.")
    line.mend()
    expect(words(page)).to_have_text("Đã gửi xong 12 MB.")

    assert line.offsets == [0, 2, 4, 6, 8, 10, 12]
    assert [(file.name, file.size) for file in StoredFile.objects.all()] == [("Lễ phát động.mp4", len(VIDEO))]


def test_an_upload_goes_on_after_a_reload(page, video):
    Line(page, 2)
    choose(page, video)
    expect(words(page)).to_contain_text("Đã gửi 4 trên 12 MB")
    page.unroute(PIECES)
    page.reload()
    line = Line(page, 1000)
    choose(page, video)
    expect(words(page)).to_have_text("Đã gửi xong 12 MB.")

    assert line.offsets == [4, 6, 8, 10, 12]
    assert (Upload.objects.count(), StoredFile.objects.count()) == (1, 1)


def test_a_paused_upload_waits_and_the_form_waits_for_it(page, video):
    line = Line(page, 1)
    choose(page, video)
    expect(words(page)).to_contain_text("Đã gửi 2 trên 12 MB")
    page.get_by_role("button", name="Tạm dừng").click()
    expect(words(page)).to_have_text("Đang tạm dừng. Đã gửi 2 trên 12 MB.")
    assert page.evaluate("document.activeElement.textContent") == "Tiếp tục"

    form = page.locator(f"form:has({FIELD})")
    form.evaluate("form => { form.noValidate = true; form.requestSubmit(); }")
    expect(words(page)).to_contain_text("hãy bấm Tiếp tục, biểu mẫu sẽ được gửi đi")
    line.mend()
    page.get_by_role("button", name="Tiếp tục", exact=True).click()
    page.wait_for_url(f"**/kit/?*tep-video-da-gui={Upload.objects.get().pk}*", wait_until="commit")


def test_a_dropped_upload_is_forgotten(page, video):
    Line(page, 1)
    choose(page, video)
    expect(words(page)).to_contain_text("Đã gửi 2 trên 12 MB")
    with page.expect_response(lambda response: response.request.method == "DELETE"):
        page.locator(".upload-run:visible").get_by_role("button", name="Bỏ tệp này").click()

    assert Upload.objects.count() == 0
    assert page.locator(FIELD).get_attribute("name") == "tep-video"


def test_a_file_that_is_not_taken_in_says_why(page, tmp_path):
    path = tmp_path / "le.mp4"
    path.write_bytes(b"<!doctype html>" + VIDEO)
    choose(page, path)

    expect(page.locator("[data-upload-refused]:visible")).to_contain_text("thực ra là trang web")
    assert page.locator(FIELD).evaluate("input => input.files.length") == 0


def test_gone_on_with_while_it_waits_to_try_again_the_form_is_sent_once(page, video):
    line, sent = Line(page, 1), []
    page.clock.install()

    def stay(route) -> None:
        sent.append(route.request.url)
        route.fulfill(status=204)  # an answer without a page: the one that sent the form lives on

    page.route("**/kit/?*tep-video-da-gui=*", stay)
    choose(page, video)
    expect(words(page)).to_contain_text("đang thử lại")
    page.get_by_role("button", name="Tạm dừng").click()
    page.locator(f"form:has({FIELD})").evaluate("form => { form.noValidate = true; form.requestSubmit(); }")
    line.mend()
    with page.expect_request(lambda request: request.is_navigation_request()):
        page.get_by_role("button", name="Tiếp tục", exact=True).click()
    page.clock.run_for(3000)  # longer than the first wait before another try
    page.evaluate(LOOK_AROUND)

    assert len(sent) == 1
