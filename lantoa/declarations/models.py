"""What a unit says that it has: a bare number for itself and all below it, beside the identified records."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.urls import reverse

from lantoa.kit.constraints import one_of, unique_even_when_empty
from lantoa.kit.numbers import Quality
from lantoa.movement.models import Sector
from lantoa.units.models import Unit
from lantoa.units.scope import ScopedQuerySet

QUALITIES = [(quality.value, quality.label) for quality in Quality]


class Measure(models.TextChoices):
    """What a stated number is about. All are stocks on the day, but `REGISTERED`, which is of the year up to it."""

    STANDING = "standing", "đang có"
    REGISTERED = "registered", "đăng ký"
    EFFECTIVE = "effective", "hiệu quả"
    RECOGNISED = "recognised", "được công nhận"
    REPLICATED = "replicated", "được nhân rộng"


class DeclarationQuerySet(ScopedQuerySet):
    def by(self, on) -> Self:
        return self.filter(as_of__lte=on)


class Declaration(models.Model):
    """Initiatives of a measure on a day as declared by the unit for its whole subtree; without a sector, in all."""

    audit_name = "initiatives.declaration"

    unit = models.ForeignKey(Unit, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="declarations")
    as_of = models.DateField("ngày chốt")
    sector = models.ForeignKey(
        Sector, verbose_name="lĩnh vực", null=True, blank=True, on_delete=models.PROTECT, related_name="declarations"
    )
    measure = models.CharField("chỉ tiêu", max_length=10, choices=Measure, default=Measure.STANDING)
    count = models.PositiveIntegerField("số lượng")
    quality = models.CharField("loại số", max_length=20, choices=QUALITIES, default=Quality.EXACT.value)

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = "số kê khai"
        verbose_name_plural = "số kê khai"
        ordering = ("-as_of", "unit", "sector")
        constraints = (
            *unique_even_when_empty(
                "unit",
                "as_of",
                "sector",
                "measure",
                nullable="sector",
                name="declaration_once",
                message="Đơn vị đã kê khai số này tại ngày đó.",
            ),
            one_of(
                "measure",
                Measure.values,
                name="declaration_measure_known",
                message="Chỉ tiêu kê khai không có trong danh mục.",
            ),
            one_of(
                "quality",
                [value for value, _ in QUALITIES],
                name="declaration_quality_known",
                message="Loại số không có trong danh mục.",
            ),
        )

    def __str__(self) -> str:
        what = "" if self.measure == Measure.STANDING else f" {self.get_measure_display()}"
        return f"Số kê khai{what} ngày {self.as_of:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("declaration", args=[self.pk])
