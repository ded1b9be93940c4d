"""Closed lists of the movement app."""

from django.db.models import TextChoices

from lantoa.units.enums import Tier, UnitKind


class NationalSector(TextChoices):
    """The four national sectors, and the place of a province's own ones that stand beside them and roll up to none."""

    ECONOMY = "economy", "Kinh tế"
    CULTURE_SOCIETY = "culture_society", "Văn hóa - xã hội"
    DEFENCE_SECURITY = "defence_security", "Quốc phòng - an ninh"
    POLITICAL_SYSTEM = "political_system", "Xây dựng hệ thống chính trị"
    OTHER = "other", "Lĩnh vực khác"


THE_FOUR = tuple(sector for sector in NationalSector if sector is not NationalSector.OTHER)
THE_FOUR_CHOICES = [(sector.value, sector.label) for sector in THE_FOUR]
PEER = "Ngang hàng với bốn lĩnh vực toàn quốc"
"""In words: an own sector that rolls up to none of the four, and is told as "other" where only these are shown."""


class CampaignKind(TextChoices):
    PHASE = "phase", "Giai đoạn"
    YEAR = "year", "Năm"


class CommitteeRole(TextChoices):
    """A member's place in a steering committee, highest first."""

    HEAD = "head", "Trưởng ban"
    DEPUTY = "deputy", "Phó Trưởng ban"
    STANDING = "standing", "Ủy viên Thường trực"
    MEMBER = "member", "Ủy viên"

    @property
    def rank(self) -> int:
        return list(type(self)).index(self)


class GapKind(TextChoices):
    """What a steering committee lacks."""

    NO_COMMITTEE = "no_committee", "Chưa có ban chỉ đạo"
    NO_HEAD = "no_head", "Không có trưởng ban"
    LEFT_OFFICE = "left_office", "Thôi chức vụ, chưa thay"
    NO_ACCOUNT = "no_account", "Tài khoản đã khóa hoặc hết vai trò, chưa thay"


class DirectiveKind(TextChoices):
    INSTRUCTION = "instruction", "Chỉ thị"
    RESOLUTION = "resolution", "Nghị quyết"
    GUIDANCE = "guidance", "Hướng dẫn"
    PLAN = "plan", "Kế hoạch"
    DISPATCH = "dispatch", "Công văn"


class TaskState(TextChoices):
    ASSIGNED = "assigned", "Mới giao"
    ACKNOWLEDGED = "acknowledged", "Đã nhận"
    IN_PROGRESS = "in_progress", "Đang làm"
    REPORTED_DONE = "reported_done", "Đã báo xong"
    SENT_BACK = "sent_back", "Trả lại làm tiếp"
    DONE = "done", "Hoàn thành"
    WITHDRAWN = "withdrawn", "Đã thu hồi"


TIERS = {
    UnitKind.PROVINCE_COMMITTEE: Tier.PROVINCE,
    UnitKind.DISTRICT_COMMITTEE: Tier.DISTRICT,
    UnitKind.BLOC_COMMITTEE: Tier.BLOC,
    UnitKind.COMMUNE_COMMITTEE: Tier.COMMUNE,
    UnitKind.WARD_COMMITTEE: Tier.COMMUNE,
}


def tier_of(kind: str) -> Tier:
    """At which tier a unit of this kind steers; all that is not named above, at the base."""
    return TIERS.get(UnitKind(kind), Tier.BASE)
