"""NEW lantoa/prospects/enums.py"""

from django.db.models import TextChoices

from lantoa.units.enums import Tier as Tier  # the tiers are those of the units that decide


class ProspectState(TextChoices):
    NOTED = "noted", "Đã ghi nhận"
    RATED = "rated", "Đã đánh giá"
    TAKEN_UP = "taken_up", "Đã chuyển thành đăng ký"
    DROPPED = "dropped", "Không theo tiếp"
