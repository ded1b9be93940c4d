"""Closed lists of the units app. Labels are those of the law and of the import sheets."""

from django.db.models import TextChoices


class UnitKind(TextChoices):
    PROVINCE_COMMITTEE = "province_committee", "Tỉnh ủy"
    DISTRICT_COMMITTEE = "district_committee", "Đảng bộ cấp huyện"
    BLOC_COMMITTEE = "bloc_committee", "Đảng ủy khối"
    COMMUNE_COMMITTEE = "commune_committee", "Đảng bộ xã"
    WARD_COMMITTEE = "ward_committee", "Đảng bộ phường"
    BASE_COMMITTEE = "base_committee", "Đảng bộ cơ sở"
    BASE_CELL = "base_cell", "Chi bộ cơ sở"
    CELL = "cell", "Chi bộ"
    FRONT = "front", "Mặt trận Tổ quốc"
    MASS_ORGANISATION = "mass_organisation", "Đoàn thể"
    STATE_BODY = "state_body", "Cơ quan nhà nước"
    ENTERPRISE = "enterprise", "Doanh nghiệp"
    SCHOOL = "school", "Trường học"

    @property
    def is_party(self) -> bool:
        """Whether its documents follow the Party's layout."""
        return self not in {self.FRONT, self.MASS_ORGANISATION, self.STATE_BODY, self.ENTERPRISE, self.SCHOOL}


BASE_ORGANISATION_KINDS = (UnitKind.BASE_COMMITTEE, UnitKind.BASE_CELL)


class Tier(TextChoices):
    """Where a movement is steered, appraised and recognised; lowest first."""

    BASE = "base", "Cơ sở"
    BLOC = "bloc", "Khối"
    COMMUNE = "commune", "Xã"
    DISTRICT = "district", "Huyện"
    PROVINCE = "province", "Tỉnh"
    CENTRAL = "central", "Trung ương"

    @property
    def rank(self) -> int:
        return list(type(self)).index(self)


class Line(TextChoices):
    PARTY = "party", "Tuyến Đảng"
    GOVERNMENT = "government", "Tuyến chính quyền"
    REPORTING = "reporting", "Tuyến báo cáo"
    TERRITORY = "territory", "Tuyến địa bàn"


class ChangeKind(TextChoices):
    ESTABLISH = "establish", "Thành lập"
    RENAME = "rename", "Đổi tên"
    MOVE = "move", "Chuyển cấp trên"
    MERGE = "merge", "Sáp nhập"
    SPLIT = "split", "Chia tách"
    DISSOLVE = "dissolve", "Kết thúc hoạt động"
    LINK = "link", "Thêm cấp trên theo tuyến khác"
    UNLINK = "unlink", "Thôi cấp trên theo tuyến khác"


class PartRole(TextChoices):
    SOURCE = "source", "Trước thay đổi"
    TARGET = "target", "Sau thay đổi"
    ALONG = "along", "Chuyển theo"


class RoleKind(TextChoices):
    OFFICE = "office", "Văn phòng (quản trị)"
    OFFICER = "officer", "Cán bộ phụ trách"
    APPROVER = "approver", "Người duyệt"
    AUDITOR = "auditor", "Người xem"


class PlaceKind(TextChoices):
    PROVINCE = "province", "Tỉnh"
    CITY = "city", "Thành phố trực thuộc trung ương"
    DISTRICT = "district", "Huyện"
    URBAN_DISTRICT = "urban_district", "Quận"
    TOWN = "town", "Thị xã"
    PROVINCIAL_CITY = "provincial_city", "Thành phố thuộc tỉnh"
    COMMUNE = "commune", "Xã"
    WARD = "ward", "Phường"
    TOWNSHIP = "township", "Thị trấn"
    SPECIAL_ZONE = "special_zone", "Đặc khu"
    HAMLET = "hamlet", "Thôn, bản, tổ dân phố"
