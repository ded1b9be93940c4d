"""NEW lantoa/plans/enums.py"""

from django.db.models import TextChoices

from lantoa.units.enums import Tier as Tier  # the tiers are those of the units that decide


class ProgressState(TextChoices):
    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Chờ xem xét"
    SENT_BACK = "sent_back", "Trả lại để sửa"
    ACCEPTED = "accepted", "Đã nhận"


class Direction(TextChoices):
    """Which way an indicator is to go."""

    UP = "up", "Càng cao càng tốt"
    DOWN = "down", "Càng thấp càng tốt"
