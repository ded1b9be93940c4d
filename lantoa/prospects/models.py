"""Prospects: promising practices that a unit notes in its yearly scouting, before anything is registered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from lantoa.initiatives.models.initiatives import Initiative
from lantoa.kit.constraints import one_of, require_text
from lantoa.movement.models import Sector
from lantoa.prospects.enums import ProspectState
from lantoa.units.models import Unit
from lantoa.units.scope import ScopedQuerySet

RATINGS = (1, 5)  # lowest and highest


class ProspectQuerySet(ScopedQuerySet):
    pass


class Prospect(models.Model):
    """Who does what where, and why it looks promising. `initiative`: the registration that came of it."""

    audit_name = "initiatives.prospect"

    unit = models.ForeignKey(Unit, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="prospects")
    year = models.PositiveSmallIntegerField("năm rà soát")
    name = models.CharField("cách làm", max_length=300)
    holder = models.CharField("ai đang làm", max_length=200)
    location = models.CharField("ở đâu", max_length=300)
    why = models.TextField("vì sao triển vọng")
    sector = models.ForeignKey(
        Sector, verbose_name="lĩnh vực", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    rating = models.PositiveSmallIntegerField("mức triển vọng", null=True, blank=True)
    rating_reason = models.TextField("nhận xét", blank=True)
    rated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người đánh giá",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    rated_on = models.DateField("ngày đánh giá", null=True, editable=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người ghi nhận",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    noted_on = models.DateField("ngày ghi nhận")
    initiative = models.OneToOneField(
        Initiative,
        verbose_name="đăng ký",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="prospect",
    )
    state = models.CharField(
        "trạng thái", max_length=10, choices=ProspectState, default=ProspectState.NOTED, editable=False
    )

    objects = ProspectQuerySet.as_manager()

    class Meta:
        verbose_name = "triển vọng"
        verbose_name_plural = "triển vọng"
        ordering = ("-year", "-rating", "pk")
        indexes = (models.Index(fields=["unit", "year", "state"], name="prospect_list"),)
        constraints = (
            require_text("name", name="prospect_name_filled", message="Hãy ghi cách làm triển vọng."),
            one_of(
                "state",
                ProspectState.values,
                name="prospect_state_known",
                message="Trạng thái không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__gte=RATINGS[0], rating__lte=RATINGS[1]),
                name="prospect_rating_in_scale",
                violation_error_message=f"Mức triển vọng từ {RATINGS[0]} đến {RATINGS[1]}.",
            ),
            models.CheckConstraint(
                condition=Q(initiative__isnull=True) ^ Q(state=ProspectState.TAKEN_UP),
                name="prospect_taken_up_has_registration",
                violation_error_message="Triển vọng đã chuyển thành đăng ký phải nối với bản đăng ký đó.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("prospect", args=[self.pk])
