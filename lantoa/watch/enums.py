"""Kinds of visits, and the tiers at which the watch looks."""

from django.db.models import TextChoices

from lantoa.units.enums import Tier as Tier  # the tiers are those of the units that decide


class InspectionKind(TextChoices):
    GUIDANCE = "guidance", "Hướng dẫn"
    INSPECTION = "inspection", "Kiểm tra"
