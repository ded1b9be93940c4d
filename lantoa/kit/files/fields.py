"""A form's file, sent with the form in one go or before it in pieces, and kept when the form comes back with errors.

    class LetterForm(TakesFiles, AskingForm):
        file = FileOrUploadField(label="Tệp kèm theo", groups={Group.IMAGE, Group.PDF})

    form = LetterForm(request.POST, request.FILES, by=request.user, limits=file_limits())

A clean value is a `StoredFile`, or None where nothing was sent and nothing is required.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.urls import reverse

from lantoa.kit.file_models import StoredFile, Upload
from lantoa.kit.files import kinds
from lantoa.kit.files.kinds import Group
from lantoa.kit.files.sizes import MEGABYTE, format_size
from lantoa.kit.files.storing import ALL_GROUPS, Limits
from lantoa.kit.files.uploads import drop_upload, find_upload, missing_part, receive_whole, take_upload
from lantoa.kit.numbers import format_number
from lantoa.kit.ruling import Refused

MOST_AT_ONCE = 20
"""Files of one field that takes several: they go with the form, and a lost line loses the way of all of them."""

# The script sends larger files before the form, in pieces of this size.
IN_PIECES_FROM = 5 * MEGABYTE
PIECE = 2 * MEGABYTE


@dataclass(frozen=True)
class SentFile:
    """What a form sent for one field: a file, the id of an upload, or the wish to drop that upload."""

    file: UploadedFile | None
    upload_id: str
    is_dropped: bool


@dataclass(frozen=True)
class WaitingUpload:
    """An upload that the form shows again. `missing`: a sentence while a part has not arrived."""

    upload: Upload
    missing: str

    @property
    def size(self) -> str:
        return format_size(self.upload.size)


class UploadInput(forms.FileInput):
    """A file input, with the upload that the form holds already."""

    def value_from_datadict(self, data, files, name: str) -> SentFile:
        return SentFile(files.get(name), data.get(f"{name}-da-gui", ""), bool(data.get(f"{name}-bo")))

    def value_omitted_from_data(self, data, files, name: str) -> bool:
        return name not in files and f"{name}-da-gui" not in data

    def format_value(self, value: WaitingUpload | None) -> WaitingUpload | None:
        return value

    def get_context(self, name: str, value: WaitingUpload | None, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if value is not None:
            context["widget"]["attrs"].pop("required", None)
        shown = {"attrs": flatatt(context["widget"]["attrs"]), "kept": value, "url": reverse("uploads")}
        return {**context, **shown, "from": IN_PIECES_FROM, "piece": PIECE}

    def _render(self, template_name: str, context: dict[str, Any], renderer=None) -> str:
        return render_to_string("kit/_upload_input.html", context)


class FileOrUploadField(forms.Field):
    """A file for which the person and the limits are known (`TakesFiles` sets both). `groups`: the kinds asked for."""

    widget = UploadInput
    default_error_messages = {"required": "Chưa chọn tệp.", "gone": "Không thấy tệp đã gửi. Hãy chọn lại tệp."}

    def __init__(self, *, groups: Collection[Group] = ALL_GROUPS, **more: Any) -> None:
        super().__init__(**more)
        self.groups = frozenset(groups)
        self.widget.attrs["accept"] = ",".join(kinds.extensions_of(self.groups))
        self._by, self._limits, self._kept = None, None, None

    def know(self, *, by, limits: Limits) -> None:
        """For whom this form is, and how large a file may be; words both where the field has no help of its own."""
        self._by, self._limits = by, limits
        self.help_text = self.help_text or _help(self.groups, limits)

    def has_changed(self, initial: Any, data: SentFile | None) -> bool:
        return data is not None and (data.file is not None or bool(data.upload_id))

    def prepare_value(self, value: Any) -> WaitingUpload | None:
        """What the widget shows: never what was sent, only what is kept of it."""
        return self._kept

    def clean(self, value: SentFile | None) -> StoredFile | None:
        sent = value or SentFile(None, "", is_dropped=False)
        earlier = self._earlier(sent)
        try:
            upload = earlier if sent.file is None else self._receive(sent.file)
        except Refused as refused:
            raise forms.ValidationError(refused.reasons, code="refused") from None
        if earlier is not None and upload != earlier:
            drop_upload(earlier)
        if upload is None:
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        self.keep(upload)
        return self._take(upload)

    def _earlier(self, sent: SentFile) -> Upload | None:
        """The upload that the form holds already. Kept whatever follows, unless it is dropped or a new file takes its place."""
        if not sent.upload_id:
            return None
        earlier = find_upload(sent.upload_id, by=self._by)
        if earlier is None and sent.file is None and not sent.is_dropped:
            raise forms.ValidationError(self.error_messages["gone"], code="gone")
        if earlier is not None and sent.is_dropped:
            drop_upload(earlier)
            return None
        if earlier is not None:
            self.keep(earlier)
        return earlier

    def _receive(self, file: UploadedFile) -> Upload:
        return receive_whole(file, name=file.name, by=self._by, limits=self._limits, groups=self.groups)

    def keep(self, upload: Upload) -> None:
        """Show this upload in the field, and send it along with the form again."""
        self._kept = WaitingUpload(upload, "" if upload.is_whole else missing_part(upload))

    def _take(self, upload: Upload) -> StoredFile:
        try:
            return take_upload(upload.pk, by=self._by, limits=self._limits, groups=self.groups)
        except Refused as refused:
            if upload.is_whole:  # it would be refused again; an unfinished one waits for its rest
                drop_upload(find_upload(upload.pk, by=self._by))
                self._kept = None
            raise forms.ValidationError(refused.reasons, code="refused") from None


class SeveralInput(UploadInput):
    """A file input for several files, with the uploads that the form holds already. They go with the form, in one go."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"multiple": True} | (attrs or {}))

    def value_from_datadict(self, data, files, name: str) -> list[SentFile]:
        dropped = data.getlist(f"{name}-bo")
        held = [SentFile(None, key, is_dropped=key in dropped) for key in data.getlist(f"{name}-da-gui")]
        return [*held, *(SentFile(file, "", is_dropped=False) for file in files.getlist(name))]

    def _render(self, template_name: str, context: dict[str, Any], renderer=None) -> str:
        return render_to_string("kit/_several_input.html", context)


class SeveralFilesField(FileOrUploadField):
    """Files that may be none, at most `MOST_AT_ONCE`. A clean value is a list of `StoredFile`, each content once. When one is
    refused the others are kept, like the file of a `FileOrUploadField`."""

    widget = SeveralInput

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, **more)
        self._all: list[WaitingUpload] = []  # replaced, never filled: the copies of a field share what it was made with

    def has_changed(self, initial: Any, data: list[SentFile] | None) -> bool:
        return bool(data)

    def prepare_value(self, value: Any) -> list[WaitingUpload]:
        return self._all

    def clean(self, value: list[SentFile] | None) -> list[StoredFile]:
        self._all = []
        found: dict[str, StoredFile] = {}
        faults: list[str] = []
        if len(value or ()) > MOST_AT_ONCE:
            raise forms.ValidationError(f"Mỗi lần gửi nhiều nhất {MOST_AT_ONCE} tệp; hãy chia làm nhiều lần gửi.")
        for sent in value or ():
            self._kept = None
            try:
                file = super().clean(sent)
            except forms.ValidationError as fault:
                faults += fault.messages
            else:
                if file is not None:
                    found.setdefault(file.sha256, file)
            if self._kept is not None:
                self._all.append(self._kept)
        if faults:
            raise forms.ValidationError(faults, code="refused")
        return list(found.values())


class TakesFiles:
    """For forms with such fields: hands them the person and the limits. Stands before the form's own class."""

    def __init__(self, *args: Any, by, limits: Limits, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():
            if isinstance(field, FileOrUploadField):
                field.know(by=by, limits=limits)


def _help(groups: Collection[Group], limits: Limits) -> str:
    words = kinds.words_of(groups)
    parts = [f"{format_number(limits.mb)} MB"] if set(groups) - {Group.VIDEO} else []
    if Group.VIDEO in groups:
        parts.append(f"{'video ' if parts else ''}{format_number(limits.video_mb)} MB")
    return f"{words[0].upper()}{words[1:]}; nặng nhất {', '.join(parts)}."
