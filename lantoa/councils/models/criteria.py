"""Criteria sets: versioned, laid down by a unit for itself and all below it, general or for one national sector."""

from __future__ import annotations

from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from lantoa.councils.models.councils import councils_of
from lantoa.kit.constraints import in_order, one_of, require_text
from lantoa.movement.enums import THE_FOUR, THE_FOUR_CHOICES
from lantoa.movement.models import FromAboveQuerySet
from lantoa.units.models import Unit


class CriteriaSetQuerySet(FromAboveQuerySet):
    def visible_to(self, user) -> Self:
        """Also those by which a council judges in which the person sits, whatever their roles are."""
        if not getattr(user, "is_authenticated", False) or user.sees_all:
            return super().visible_to(user)
        used = Q(sittings__council__in=councils_of(user)) | Q(items__sitting__council__in=councils_of(user))
        seen = super().visible_to(user).order_by().values("pk")
        return self.filter(Q(pk__in=seen) | Q(pk__in=self.model.objects.filter(used).order_by().values("pk")))

    def latest_versions(self) -> Self:
        return self.filter(superseded_by__isnull=True)


class CriteriaSet(models.Model):
    """A scale by which items are judged. Never edited: a change is a new version, so that old scores keep their scale."""

    audit_name = "councils.criteriaset"

    unit = models.ForeignKey(
        Unit,
        verbose_name="đơn vị ban hành",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="criteria_sets",
    )
    name = models.CharField("tên bộ tiêu chí", max_length=200)
    sector = models.CharField("lĩnh vực", max_length=30, choices=THE_FOUR_CHOICES, blank=True)
    version = models.PositiveSmallIntegerField("bản số", default=1)
    supersedes = models.OneToOneField(
        "self",
        verbose_name="thay cho bản",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="superseded_by",
    )
    valid_from = models.DateField("hiệu lực từ")
    valid_to = models.DateField("hiệu lực đến", null=True, blank=True)

    objects = CriteriaSetQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ tiêu chí"
        verbose_name_plural = "bộ tiêu chí"
        ordering = ("sector", "name", "-version")
        constraints = (
            require_text("name", name="criteria_set_name_filled", message="Bộ tiêu chí phải có tên."),
            one_of(
                "sector",
                ["", *THE_FOUR],
                name="criteria_set_sector_known",
                message="Lĩnh vực không có trong danh mục.",
            ),
            in_order(
                "valid_from",
                "valid_to",
                name="criteria_set_dates",
                message="Ngày hết hiệu lực phải từ ngày bắt đầu trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(version=1, supersedes__isnull=True) | Q(version__gt=1, supersedes__isnull=False),
                name="criteria_set_versions",
                violation_error_message="Bản từ số 2 trở đi phải thay cho một bản trước.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} (bản {self.version})"

    def get_absolute_url(self) -> str:
        return reverse("criteria_set", args=[self.pk])

    @property
    def sector_label(self) -> str:
        return self.get_sector_display() or "Chung cho mọi lĩnh vực"


class CriterionQuerySet(FromAboveQuerySet):
    """Seen where its set is seen."""

    unit_path = "criteria_set__unit_id"

    def visible_to(self, user) -> Self:
        return self.filter(criteria_set__in=CriteriaSet.objects.visible_to(user))


class Criterion(models.Model):
    """One thing that is scored from 0 to `scale_max` in steps; `weight` in percent of the whole."""

    audit_name = "councils.criterion"

    criteria_set = models.ForeignKey(
        CriteriaSet, verbose_name="bộ tiêu chí", on_delete=models.CASCADE, related_name="criteria"
    )
    position = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("tiêu chí", max_length=200)
    guidance = models.TextField("hướng dẫn chấm", blank=True)
    weight = models.DecimalField("trọng số (%)", max_digits=5, decimal_places=2)
    scale_max = models.DecimalField("điểm cao nhất", max_digits=5, decimal_places=2, default=Decimal(10))
    step = models.DecimalField("bước điểm", max_digits=4, decimal_places=2, default=Decimal("0.5"))

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = "tiêu chí"
        verbose_name_plural = "tiêu chí"
        ordering = ("criteria_set", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["criteria_set", "position"],
                name="criterion_position_once",
                violation_error_message="Thứ tự này đã có tiêu chí khác.",
            ),
            require_text("name", name="criterion_name_filled", message="Tiêu chí phải có tên."),
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=100),
                name="criterion_weight",
                violation_error_message="Trọng số phải lớn hơn 0 và không quá 100.",
            ),
            models.CheckConstraint(
                condition=Q(scale_max__gt=0, step__gt=0, step__lte=models.F("scale_max")),
                name="criterion_scale",
                violation_error_message="Điểm cao nhất và bước điểm phải lớn hơn 0; bước không quá điểm cao nhất.",
            ),
        )

    def __str__(self) -> str:
        return self.name
