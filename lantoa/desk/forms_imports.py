"""The form that takes a workbook."""

from __future__ import annotations

from django import forms
from django.utils import timezone

from lantoa.kit.numbers import format_number
from lantoa.rulebook.models import rule_value


class UploadForm(forms.Form):
    """Only size and ending are looked at here; the content is the worker's to judge."""

    file = forms.FileField(
        label="Tệp Excel đã điền",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": "Chưa chọn tệp; hãy chọn tệp .xlsx đã điền theo mẫu.",
            "empty": "Tệp rỗng, không có dữ liệu; hãy chọn lại đúng tệp .xlsx.",
        },
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._megabytes = rule_value("import.max_file_mb", timezone.localdate())
        limit = format_number(self._megabytes)
        self.fields["file"].help_text = f"Tệp .xlsx, nặng nhất {limit} MB. Chưa ghi gì cho đến khi bạn xác nhận."

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > self._megabytes * 1024 * 1024:
            raise forms.ValidationError(
                f"Tệp nặng quá {format_number(self._megabytes)} MB; hãy chia thành nhiều tệp nhỏ hơn, hoặc bỏ hình ảnh trong tệp."
            )
        if not file.name.lower().endswith(".xlsx"):
            raise forms.ValidationError(
                "Tệp không có đuôi .xlsx; hãy mở bằng Excel, chọn Lưu thành (Save As) kiểu .xlsx rồi chọn lại."
            )
        return file
