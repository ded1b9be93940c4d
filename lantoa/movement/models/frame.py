"""Campaigns, sectors and theme tags of the emulation movement."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from lantoa.kit.constraints import in_order, one_of, require_text, unique_even_when_empty
from lantoa.kit.text import label_key, sort_key
from lantoa.movement.enums import PEER, CampaignKind, NationalSector
from lantoa.units.models import Unit
from lantoa.units.scope import ScopedQuerySet, in_force
from lantoa.units.tree import Tree, tree_of_rights


class FromAboveQuerySet(ScopedQuerySet):
    """Rows that a unit lays down for all below it; without a unit, for the whole country."""

    def serving(self, unit: Unit) -> Self:
        """Rows that hold at this unit: national ones, its own, and those of the units above it."""
        return self.filter(Q(unit__isnull=True) | Q(unit_id__in=Tree(timezone.localdate()).above(unit.pk)))

    def visible_to(self, user) -> Self:
        """National rows, rows of units in scope, and rows of the units above one's own."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        if user.sees_all:
            return self.all()
        tree = tree_of_rights(timezone.localdate())
        seen = Q(unit__isnull=True) | Q(unit_id__in=tree.below(user.root_ids))
        for root in user.root_ids:
            seen |= Q(unit_id__in=tree.above(root))
        return self.filter(seen)

    def standing(self, on: date) -> Self:
        return self.filter(in_force(on))


class Sector(models.Model):
    """A field of the movement: one of the four national ones, or a province's own that rolls up to one of them or stands
    beside them (`national` is then OTHER)."""

    audit_name = "movement.sector"

    code = models.SlugField("mã lĩnh vực", max_length=60)
    name = models.CharField("tên lĩnh vực", max_length=160)
    key = models.CharField(max_length=160, editable=False)
    national = models.CharField("lĩnh vực toàn quốc", max_length=30, choices=NationalSector)
    unit = models.ForeignKey(
        Unit, verbose_name="đơn vị ban hành", null=True, blank=True, on_delete=models.PROTECT, related_name="sectors"
    )
    valid_from = models.DateField("hiệu lực từ")
    valid_to = models.DateField("hiệu lực đến", null=True, blank=True)

    objects = FromAboveQuerySet.as_manager()

    class Meta:
        verbose_name = "lĩnh vực"
        verbose_name_plural = "lĩnh vực"
        ordering = ("unit", "pk")
        constraints = (
            *unique_even_when_empty(
                "unit", "code", "valid_from", nullable="unit", name="sector_once", message="Lĩnh vực này đã có."
            ),
            require_text("name", name="sector_name_filled", message="Lĩnh vực phải có tên."),
            one_of(
                "national",
                NationalSector.values,
                name="sector_national_known",
                message="Lĩnh vực phải thuộc một trong bốn lĩnh vực toàn quốc, hoặc ngang hàng với bốn lĩnh vực đó.",
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | ~Q(national=NationalSector.OTHER),
                name="sector_other_is_own",
                violation_error_message="Lĩnh vực ngang hàng phải có đơn vị ban hành.",
            ),
            in_order(
                "valid_from", "valid_to", name="sector_dates", message="Ngày hết hiệu lực phải từ ngày bắt đầu trở đi."
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.key = label_key(self.name)
        super().save(*args, **kwargs)

    @property
    def is_peer(self) -> bool:
        """Whether it stands beside the four national sectors."""
        return self.national == NationalSector.OTHER

    @property
    def place(self) -> str:
        """How an own sector stands to the national ones, in words."""
        return PEER.lower() if self.is_peer else f"thuộc {self.get_national_display()}"

    @property
    def in_words(self) -> str:
        """The name, of an own sector with its place; where it bears the name of its national one that would say nothing."""
        is_told = self.unit_id is None or self.name == self.get_national_display()
        return self.name if is_told else f"{self.name} ({self.place})"


class Campaign(models.Model):
    """A phase or a year of the movement, launched by a unit for all below it."""

    audit_name = "movement.campaign"

    name = models.CharField("tên đợt", max_length=200)
    kind = models.CharField("loại", max_length=10, choices=CampaignKind)
    unit = models.ForeignKey(
        Unit, verbose_name="đơn vị phát động", null=True, blank=True, on_delete=models.PROTECT, related_name="campaigns"
    )
    phase = models.ForeignKey(
        "self", verbose_name="thuộc giai đoạn", null=True, blank=True, on_delete=models.PROTECT, related_name="years"
    )
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày")
    directive_no = models.CharField("văn bản phát động", max_length=120, blank=True)

    objects = FromAboveQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt thi đua"
        verbose_name_plural = "đợt thi đua"
        ordering = ("-valid_from", "kind")
        constraints = (
            *unique_even_when_empty(
                "unit", "name", nullable="unit", name="campaign_once", message="Đợt thi đua này đã có."
            ),
            require_text("name", name="campaign_name_filled", message="Đợt thi đua phải có tên."),
            one_of(
                "kind", CampaignKind.values, name="campaign_kind_known", message="Loại đợt không có trong danh mục."
            ),
            in_order(
                "valid_from", "valid_to", name="campaign_dates", message="Ngày kết thúc phải từ ngày bắt đầu trở đi."
            ),
        )

    def __str__(self) -> str:
        return self.name


class Theme(models.Model):
    """A free tag across sectors: new rural areas, digital transformation, disaster prevention…"""

    audit_name = "movement.theme"

    name = models.CharField("chủ đề", max_length=80)
    key = models.CharField(max_length=80, unique=True, editable=False, error_messages={"unique": "Chủ đề này đã có."})
    name_sort = models.CharField(max_length=300, editable=False)

    class Meta:
        verbose_name = "chủ đề"
        verbose_name_plural = "chủ đề"
        ordering = ("name_sort",)
        constraints = (require_text("name", name="theme_name_filled", message="Chủ đề phải có tên."),)

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.key, self.name_sort = label_key(self.name), sort_key(self.name)[:300]
        super().save(*args, **kwargs)
