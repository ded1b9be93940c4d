"""A form's file: in one go or in pieces, kept when the form comes back, refused with the reason."""

import re
from types import SimpleNamespace

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from lantoa.kit.file_models import StoredFile, Upload
from lantoa.kit.files import Group, Limits
from lantoa.kit.files.fields import MOST_AT_ONCE, FileOrUploadField, SeveralFilesField, TakesFiles
from lantoa.kit.files.uploads import begin_upload, find_upload, receive_piece
from tests.kit import sample_files as samples

OWNER, OTHER = SimpleNamespace(pk=1), SimpleNamespace(pk=2)
LIMITS = Limits(mb=1, video_mb=3)
JPEG = samples.picture()


class PhotoForm(TakesFiles, forms.Form):
    caption = forms.CharField()
    file = FileOrUploadField(groups={Group.IMAGE, Group.VIDEO})


class FreeForm(TakesFiles, forms.Form):
    file = FileOrUploadField(required=False, groups={Group.IMAGE})


def send_form(
    content: bytes | None = None, name: str = "anh.jpg", *, form=PhotoForm, by=OWNER, **data: str
) -> forms.Form:
    files = {"file": SimpleUploadedFile(name, content)} if content is not None else {}
    made = form({name.replace("_", "-"): value for name, value in data.items()}, files, by=by, limits=LIMITS)
    made.is_valid()
    return made


def read_kept_id(form: forms.Form) -> str:
    """The id of the upload that the form shows again, or ""."""
    found = re.search(r'name="file-da-gui"\s+value="([^"]+)"', str(form["file"]))
    return found[1] if found else ""


def upload_file(content: bytes, name: str = "anh.jpg") -> str:
    return str(receive_piece(begin_upload(name, len(content), by=OWNER, limits=LIMITS), 0, content).pk)


def test_a_file_sent_with_the_form_is_taken_in(db):
    form = send_form(JPEG, caption="Lễ")
    assert form.cleaned_data["file"] == StoredFile.objects.get(name="anh.jpg", size=len(JPEG), stored_by_id=1)


def test_an_upload_sent_before_the_form_is_taken_in(db):
    form = send_form(caption="Lễ", file_da_gui=upload_file(JPEG))
    assert (form.errors, form.cleaned_data["file"].size) == ({}, len(JPEG))


def test_a_form_with_an_error_elsewhere_keeps_its_file(db):
    first = send_form(JPEG)
    again = send_form(caption="Lễ", file_da_gui=read_kept_id(first))

    assert list(first.errors) == ["caption"]
    assert "required" not in str(first["file"])
    assert (again.errors, again.cleaned_data["file"]) == ({}, StoredFile.objects.get())


def test_an_unfinished_upload_is_refused_and_kept(db):
    upload = begin_upload("lễ.mp4", 2 * 1024 * 1024, by=OWNER, limits=LIMITS)
    receive_piece(upload, 0, bytes(1024 * 1024))
    form = send_form(caption="Lễ", file_da_gui=str(upload.pk))

    assert "mới nhận được 1 trên 2 MB; hãy bấm Tiếp tục" in form.errors["file"][0]
    assert read_kept_id(form) == str(upload.pk)
    assert "Chọn lại đúng tệp này" in str(form["file"])
    assert find_upload(upload.pk, by=OWNER).received == 1024 * 1024


def test_another_persons_upload_is_not_taken(db):
    form = send_form(caption="Lễ", by=OTHER, file_da_gui=upload_file(JPEG))

    assert form.errors["file"] == ["Không thấy tệp đã gửi. Hãy chọn lại tệp."]
    assert Upload.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (samples.PDF, "anh.jpg", "nội dung là tài liệu PDF"),
        (samples.PDF, "anh.pdf", "chỗ này chỉ nhận ảnh"),
        (b"", "anh.jpg", "trống"),
        (samples.picture("PNG") + bytes(1024 * 1024), "anh.png", "nặng quá 1 MB"),
    ],
)
def test_a_refused_file_is_not_kept(db, content, name, reason):
    form = send_form(content, name, caption="Lễ")

    assert reason in form.errors["file"][0]
    assert (read_kept_id(form), Upload.objects.count(), StoredFile.objects.count()) == ("", 0, 0)


def test_a_refused_upload_is_not_kept(db):
    form = send_form(caption="Lễ", file_da_gui=upload_file(samples.PDF, "anh.pdf"))

    assert "chỗ này chỉ nhận ảnh" in form.errors["file"][0]
    assert (read_kept_id(form), Upload.objects.count(), StoredFile.objects.count()) == ("", 0, 0)


def test_a_new_file_takes_the_place_of_the_kept_one(db):
    first = read_kept_id(send_form(JPEG))
    form = send_form(samples.picture("PNG"), "moi.png", caption="Lễ", file_da_gui=first)

    assert form.cleaned_data["file"].name == "moi.png"
    assert [upload.name for upload in Upload.objects.all()] == ["moi.png"]


def test_a_refused_new_file_leaves_the_kept_one(db):
    first = read_kept_id(send_form(JPEG))
    form = send_form(samples.PDF, "moi.pdf", caption="Lễ", file_da_gui=first)
    assert ("file" in form.errors, read_kept_id(form)) == (True, first)


def test_a_kept_file_can_be_dropped(db):
    form = send_form(caption="Lễ", file_da_gui=read_kept_id(send_form(JPEG)), file_bo="1")

    assert form.errors["file"] == ["Chưa chọn tệp."]
    assert (read_kept_id(form), Upload.objects.count(), StoredFile.objects.count()) == ("", 0, 0)


def test_nothing_sent_is_nothing(db):
    assert send_form(caption="Lễ").errors["file"] == ["Chưa chọn tệp."]
    free = send_form(form=FreeForm)
    assert (free.errors, free.cleaned_data["file"], free.has_changed()) == ({}, None, False)


def test_the_field_says_what_it_takes(db):
    field = send_form()["file"]

    assert field.help_text == "Ảnh (JPEG, PNG, WebP, GIF), video (MP4, MOV, WebM); nặng nhất 1 MB, video 3 MB."
    assert 'accept=".jpg,.jpeg,' in str(field)
    assert send_form(form=FreeForm)["file"].help_text == "Ảnh (JPEG, PNG, WebP, GIF); nặng nhất 1 MB."


class AlbumForm(TakesFiles, forms.Form):
    photos = SeveralFilesField(label="Ảnh", groups={Group.IMAGE})


def album(*contents: bytes, **data: list[str]) -> AlbumForm:
    files = [SimpleUploadedFile(f"{number}.jpg", content) for number, content in enumerate(contents, start=1)]
    asked = QueryDict(mutable=True)
    for name, held in data.items():
        asked.setlist(name.replace("_", "-"), held)
    form = AlbumForm(asked, MultiValueDict({"photos": files}), by=OWNER, limits=LIMITS)
    form.is_valid()
    return form


def read_ids(form: AlbumForm) -> list[str]:
    return re.findall(r'name="photos-da-gui"\s+value="([^"]+)"', str(form["photos"]))


def test_several_files_are_taken_in_each_content_once(db):
    form = album(JPEG, samples.picture(size=(40, 40)), JPEG)
    assert ([file.name for file in form.cleaned_data["photos"]], form.errors) == (["1.jpg", "2.jpg"], {})


def test_no_file_at_all_is_an_empty_list(db):
    assert album().cleaned_data["photos"] == []


def test_when_one_of_several_is_refused_the_others_are_kept(db):
    form = album(JPEG, b"MZ no picture", samples.picture(size=(40, 40)))
    [fault] = form.errors["photos"]
    assert ("2.jpg" in fault, len(read_ids(form))) == (True, 2)

    again = album(photos_da_gui=read_ids(form), photos_bo=read_ids(form)[:1])
    assert [file.name for file in again.cleaned_data["photos"]] == ["3.jpg"]


def test_more_files_than_a_form_takes_are_refused(db):
    form = album(*[JPEG] * (MOST_AT_ONCE + 1))
    assert form.errors["photos"] == [f"Mỗi lần gửi nhiều nhất {MOST_AT_ONCE} tệp; hãy chia làm nhiều lần gửi."]


def test_what_one_form_keeps_is_not_shown_in_another(db):
    album(JPEG, b"MZ no picture")
    assert read_ids(album()) == []
