"""NEW lantoa/recognition/enums.py"""

from django.db.models import TextChoices

from lantoa.units.enums import Tier as Tier  # the tiers are those of the units that decide


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
