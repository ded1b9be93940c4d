"""Sample files for the component page: an empty field, a kept one, an unfinished one, photos and links."""

from __future__ import annotations

import base64
import io
from typing import Any

from django import forms
from PIL import Image

from lantoa.kit.file_models import StoredFile, Upload
from lantoa.kit.files import Group, Limits
from lantoa.kit.files.fields import FileOrUploadField, TakesFiles
from lantoa.kit.files.shown import Photo
from lantoa.kit.files.sizes import MEGABYTE
from lantoa.kit.files.uploads import missing_part

LIMITS = Limits(mb=20, video_mb=200)
LONG = "Biên bản hội nghị sơ kết một năm thực hiện công việc thi đua Dân vận khéo của toàn khối và phương hướng năm sau"


class SampleFiles(TakesFiles, forms.Form):
    """One field in each of its states."""

    photo = FileOrUploadField(label="Ảnh hoạt động", groups={Group.IMAGE})
    scan = FileOrUploadField(label="Bản ký, có dấu", groups={Group.IMAGE, Group.PDF}, required=False)
    video = FileOrUploadField(label="Video", groups={Group.VIDEO}, required=False)


def context() -> dict[str, Any]:
    form = SampleFiles(by=None, limits=LIMITS, prefix="tep")
    form.fields["scan"].keep(Upload(name=f"{LONG}.pdf", size=3 * MEGABYTE, received=3 * MEGABYTE))
    unfinished = Upload(name="Lễ phát động.mp4", size=64 * MEGABYTE, received=20 * MEGABYTE)
    form.fields["video"].keep(unfinished)
    form.errors["video"] = form.error_class([missing_part(unfinished)], renderer=form.renderer)
    return {"files_form": form, "photos": _photos(), "documents": _documents()}


def _photos() -> list[Photo]:
    shades = [_picture(colour) for colour in ("#9cc9c5", "#c27400", "#43812f", "#817c73")]
    return [
        Photo(
            shades[0], shades[0], "Bà con đổ bê tông đường bản Nà Lo", "Lò Thị Hoa, 12/03/2024", "Đã xác nhận", "done"
        ),
        Photo(shades[1], shades[1], "Họp bản bàn cách làm", "Lò Thị Hoa, 02/03/2024", "Chờ xác nhận", "needs"),
        Photo(shades[2], shades[2], LONG, "Tòng Văn Thương, 30/12/2023"),
        Photo(shades[3], shades[3], ""),
    ]


def _picture(colour: str) -> str:
    out = io.BytesIO()
    Image.new("RGB", (24, 16), colour).save(out, "PNG")
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"


def _documents() -> list[StoredFile]:
    return [
        StoredFile(name="Quyết định phê duyệt.pdf", content_type="application/pdf", size=812_345),
        StoredFile(name=f"{LONG}.doc", content_type="application/msword", size=5_400_000),
    ]
