"""Closed lists of the initiatives app."""

from django.db.models import TextChoices

from lantoa.units.enums import Tier as Tier  # the tiers are those of the units that decide


class Kind(TextChoices):
    MODEL = "model", "Mô hình"
    EXEMPLAR = "exemplar", "Điển hình"


class Subject(TextChoices):
    COLLECTIVE = "collective", "Tập thể"
    INDIVIDUAL = "individual", "Cá nhân"


class State(TextChoices):
    DRAFT = "draft", "Bản nháp"
    SUBMITTED = "submitted", "Chờ duyệt đăng ký"
    SENT_BACK = "sent_back", "Trả lại để sửa"
    ACCEPTED = "accepted", "Đã đăng ký"
    WITHDRAWN = "withdrawn", "Đã rút"


class CopyEnding(TextChoices):
    FAILED = "failed", "Không thành công"
    ENDED = "ended", "Thôi áp dụng"


class CopyStanding(TextChoices):
    """Where a copy stands on a day: exactly one of these, computed from its dates."""

    WAITING = "waiting", "Chờ duyệt đăng ký"
    LIVE = "live", "Đang áp dụng"
    FAILED = CopyEnding.FAILED.value, CopyEnding.FAILED.label
    ENDED = CopyEnding.ENDED.value, CopyEnding.ENDED.label
