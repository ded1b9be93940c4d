"""Closed lists of the initiatives app."""

from django.db.models import TextChoices


class Kind(TextChoices):
    MODEL = "model", "Mô hình"
    EXEMPLAR = "exemplar", "Điển hình"


class Subject(TextChoices):
    COLLECTIVE = "collective", "Tập thể"
    INDIVIDUAL = "individual", "Cá nhân"


class Tier(TextChoices):
    """Lowest first."""

    BASE = "base", "Cơ sở"
    BLOC = "bloc", "Khối"
    COMMUNE = "commune", "Xã"
    DISTRICT = "district", "Huyện"
    PROVINCE = "province", "Tỉnh"
    CENTRAL = "central", "Trung ương"

    @property
    def rank(self) -> int:
        return list(type(self)).index(self)


class State(TextChoices):
    DRAFT = "draft", "Bản nháp"
    SUBMITTED = "submitted", "Chờ duyệt đăng ký"
    SENT_BACK = "sent_back", "Trả lại để sửa"
    ACCEPTED = "accepted", "Đã đăng ký"
    WITHDRAWN = "withdrawn", "Đã rút"
