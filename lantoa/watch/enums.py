"""NEW lantoa/watch/enums.py"""

from django.db.models import TextChoices

from lantoa.units.enums import Tier as Tier  # the tiers are those of the units that decide


class AlertKind(TextChoices):
    NO_PLAN = "no_plan", "Chưa có kế hoạch theo mốc"
    MILESTONE_OVERDUE = "milestone_overdue", "Mốc quá hạn"
    FOLLOW_UP_OVERDUE = "follow_up_overdue", "Việc sau kiểm tra quá hạn"
    NO_GUIDANCE = "no_guidance", "Lâu chưa được hướng dẫn, kiểm tra"
    APPRAISAL_OVERDUE = "appraisal_overdue", "Thẩm định quá hạn"
    NO_EFFECT_DATA = "no_effect_data", "Chưa có số liệu hiệu quả"
    TARGET_MISSED = "target_missed", "Chỉ tiêu không đạt"
    RENEWAL_DUE = "renewal_due", "Đến hạn kiểm tra lại công nhận"
    NOT_SPREAD = "not_spread", "Được công nhận mà chưa nhân rộng"
    COMMENDATION_LATE = "commendation_late", "Khen thưởng chậm"


class InspectionKind(TextChoices):
    GUIDANCE = "guidance", "Hướng dẫn"
    INSPECTION = "inspection", "Kiểm tra"
