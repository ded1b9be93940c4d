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


class ProspectState(TextChoices):
    NOTED = "noted", "Đã ghi nhận"
    RATED = "rated", "Đã đánh giá"
    TAKEN_UP = "taken_up", "Đã chuyển thành đăng ký"
    DROPPED = "dropped", "Không theo tiếp"


class ProgressState(TextChoices):
    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Chờ xem xét"
    SENT_BACK = "sent_back", "Trả lại để sửa"
    ACCEPTED = "accepted", "Đã nhận"


class CandidacyState(TextChoices):
    """One step of the dossier: put forward for recognition at one tier."""

    PROPOSED = "proposed", "Đã đề nghị"
    APPRAISING = "appraising", "Đang thẩm định"
    RECOGNISED = "recognised", "Được công nhận"
    DECLINED = "declined", "Không được công nhận"
    TAKEN_BACK = "taken_back", "Đã rút đề nghị"


class Standing(TextChoices):
    """Where a recognition stands on a day: exactly one of these, computed from its dates."""

    STANDING = "standing", "Đang hiệu lực"
    DUE = "due", "Đến hạn kiểm tra lại"
    LAPSED = "lapsed", "Hết hiệu lực"
    REVOKED = "revoked", "Đã thu hồi"
    RETIRED = "retired", "Đã thôi"


class Ending(TextChoices):
    """Why a recognition ended for good."""

    REVOKED = "revoked", "Thu hồi"
    RETIRED = "retired", "Thôi"


class CopyEnding(TextChoices):
    FAILED = "failed", "Không thành công"
    ENDED = "ended", "Thôi áp dụng"


class CopyStanding(TextChoices):
    """Where a copy stands on a day: exactly one of these, computed from its dates."""

    WAITING = "waiting", "Chờ duyệt đăng ký"
    LIVE = "live", "Đang áp dụng"
    FAILED = CopyEnding.FAILED.value, CopyEnding.FAILED.label
    ENDED = CopyEnding.ENDED.value, CopyEnding.ENDED.label


class Direction(TextChoices):
    """Which way an indicator is to go."""

    UP = "up", "Càng cao càng tốt"
    DOWN = "down", "Càng thấp càng tốt"


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
