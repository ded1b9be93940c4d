"""Closed lists of the movement app."""

from django.db.models import TextChoices


class NationalSector(TextChoices):
    ECONOMY = "economy", "Kinh tế"
    CULTURE_SOCIETY = "culture_society", "Văn hóa - xã hội"
    DEFENCE_SECURITY = "defence_security", "Quốc phòng - an ninh"
    POLITICAL_SYSTEM = "political_system", "Xây dựng hệ thống chính trị"


class CampaignKind(TextChoices):
    PHASE = "phase", "Giai đoạn"
    YEAR = "year", "Năm"
