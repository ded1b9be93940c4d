"""Closed lists of the councils app."""

from django.db.models import TextChoices


class CouncilRole(TextChoices):
    CHAIR = "chair", "Chủ tịch hội đồng"
    DEPUTY = "deputy", "Phó chủ tịch hội đồng"
    SECRETARY = "secretary", "Thư ký"
    MEMBER = "member", "Ủy viên"


class SittingState(TextChoices):
    PLANNED = "planned", "Đang chuẩn bị"
    SCORING = "scoring", "Đang chấm điểm"
    SCORED = "closed", "Đã khóa điểm"
    CONCLUDED = "concluded", "Đã kết thúc"


class AppraisalState(TextChoices):
    ASSIGNED = "assigned", "Chờ chấm"
    SCORED = "scored", "Đã chấm"
    DECLINED = "declined", "Từ chối chấm"


class Verdict(TextChoices):
    """What the council says of an item; no value while it has not said anything."""

    RECOMMENDED = "recommended", "Đề nghị công nhận"
    OUTSTANDING = "outstanding", "Đề nghị tiêu biểu"
    NOT_RECOMMENDED = "not_recommended", "Không đề nghị công nhận"
