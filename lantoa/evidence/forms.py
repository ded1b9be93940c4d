"""The form that sends a piece of evidence: a file, or where it can be looked up, and what it shows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from lantoa.evidence.models import Evidence
from lantoa.evidence.queries.evidence import camera_day, milestones_of
from lantoa.initiatives.models import Initiative
from lantoa.kit.fields import LineField, PastDayField
from lantoa.kit.files import Group
from lantoa.kit.files.fields import MOST_AT_ONCE, FileOrUploadField, SeveralFilesField, TakesFiles
from lantoa.kit.forms import AskingForm
from lantoa.kit.models import StoredFile
from lantoa.plans.models import Milestone, ProgressReport


class EvidenceForm(TakesFiles, AskingForm):
    """Milestone and report are asked for only where the initiative has some."""

    file = FileOrUploadField(label="Tệp minh chứng", required=False)
    more = SeveralFilesField(
        label="Ảnh khác cùng nội dung",
        groups={Group.IMAGE},
        help_text=f"Chọn một lượt đến {MOST_AT_ONCE} ảnh; mỗi ảnh thành một minh chứng với nội dung ghi ở dưới.",
    )
    reference = LineField(
        max_length=Evidence._meta.get_field("reference").max_length,
        required=False,
        label="Số, ký hiệu văn bản hoặc nơi lưu",
        help_text="Bắt buộc khi không có tệp, để người khác tìm lại được; ví dụ 12-BC/ĐU ngày 05/6/2024.",
    )
    caption = LineField(
        max_length=Evidence._meta.get_field("caption").max_length,
        label="Nội dung minh chứng",
        help_text="Điều tệp hay văn bản này cho thấy: việc gì, ở đâu, kết quả bao nhiêu.",
    )
    dated_on = PastDayField(
        label="Ngày của minh chứng",
        required=False,
        help_text="Để trống thì lấy ngày máy ảnh ghi trong ảnh; không có thì lấy hôm nay.",
    )
    milestone = forms.ModelChoiceField(
        Milestone.objects.none(), required=False, empty_label="Không gắn với mốc nào", label="Chứng minh cho mốc"
    )
    report = forms.ModelChoiceField(
        ProgressReport.objects.none(),
        required=False,
        empty_label="Không gắn với báo cáo nào",
        label="Chứng minh cho báo cáo tiến độ",
    )

    def __init__(self, *args: Any, initiative: Initiative, **more: Any) -> None:
        super().__init__(*args, **more)
        # On a phone a kind of picture, not an ending, is what offers the camera.
        attrs = self.fields["file"].widget.attrs
        attrs["accept"] = f"image/*,video/*,{attrs['accept']}"
        self.fields["more"].widget.attrs["accept"] = "image/*"
        self._choose("milestone", milestones_of(initiative))
        self._choose("report", initiative.progress_reports.order_by("-period_to"))

    def _choose(self, name: str, rows) -> None:
        if rows.exists():
            self.fields[name].queryset = rows
        else:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        sent = {"file", "more"} & set(self.errors) or cleaned.get("file") or cleaned.get("more")
        if not sent and not cleaned.get("reference"):
            self.add_error("file", "Hãy chọn tệp, hoặc ghi số, ký hiệu văn bản hay nơi lưu ở ô dưới.")
        return cleaned

    @property
    def pieces(self) -> list[tuple[StoredFile | None, date]]:
        """What is sent, each with its day; without any file, the document that is named."""
        file, more = self.cleaned_data["file"], self.cleaned_data["more"]
        files = [file, *(row for row in more if file is None or row.sha256 != file.sha256)]
        return [(row, self._day_of(row)) for row in files if row is not None or not more]

    @property
    def shared_values(self) -> dict[str, Any]:
        """What is the same of all pieces."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("file", "more", "dated_on")}

    def _day_of(self, file: StoredFile | None) -> date:
        """As typed; else as the camera wrote it, unless its clock runs ahead; else today."""
        today = timezone.localdate()
        written = camera_day(file) if file is not None else None
        return self.cleaned_data["dated_on"] or (written if written is not None and written <= today else today)
