"""NEW lantoa/spreading/models.py"""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lantoa.initiatives.enums import State
from lantoa.initiatives.models.initiatives import Initiative
from lantoa.kit.constraints import in_order, require_text
from lantoa.units.models import Unit
from lantoa.units.scope import ScopedQuerySet

HANDBOOK_STEPS = 10


class ProgrammeQuerySet(ScopedQuerySet):
    def open_to(self, user) -> Self:
        """Programmes launched in one's scope, and those that ask something of a unit in it."""
        targets = ProgrammeTarget.objects.visible_to(user).values("programme_id")
        return self.filter(Q(pk__in=self.visible_to(user).values("pk")) | Q(pk__in=targets))


class Programme(models.Model):
    """A unit sets out to bring one initiative to every target unit by a day."""

    audit_name = "initiatives.programme"

    unit = models.ForeignKey(Unit, verbose_name="đơn vị phát động", on_delete=models.PROTECT, related_name="programmes")
    name = models.CharField("tên chương trình", max_length=300)
    source = models.ForeignKey(
        Initiative, verbose_name="mô hình gốc", on_delete=models.PROTECT, related_name="programmes"
    )
    document = models.CharField("văn bản", max_length=200, blank=True)
    lead = models.CharField("cơ quan chủ trì", max_length=200)
    coordinating = models.CharField("cơ quan phối hợp", max_length=300, blank=True)
    launched_on = models.DateField("ngày phát động")
    due_on = models.DateField("thời hạn")

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = "chương trình nhân rộng"
        verbose_name_plural = "chương trình nhân rộng"
        ordering = ("-launched_on", "pk")
        constraints = (
            require_text("name", name="programme_name_filled", message="Chương trình phải có tên."),
            in_order(
                "launched_on", "due_on", name="programme_dates", message="Thời hạn phải từ ngày phát động trở đi."
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programme", args=[self.pk])


class ProgrammeTargetQuerySet(ScopedQuerySet):
    def open_to(self, user) -> Self:
        """Targets of the programmes that the person may open, their own unit's or not."""
        return self.filter(programme__in=Programme.objects.open_to(user).values("pk"))


class ProgrammeTarget(models.Model):
    """A unit that is to have the programme's initiative; whether it has is computed from its adopted copies."""

    audit_name = "initiatives.programmetarget"

    programme = models.ForeignKey(
        Programme, verbose_name="chương trình", on_delete=models.CASCADE, related_name="targets"
    )
    unit = models.ForeignKey(Unit, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="programme_targets")
    excused_on = models.DateField("ngày cho miễn", null=True, blank=True)
    excuse = models.CharField("lý do miễn", max_length=300, blank=True)

    objects = ProgrammeTargetQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị đích"
        verbose_name_plural = "đơn vị đích"
        ordering = ("programme", "unit")
        constraints = (
            models.UniqueConstraint(
                fields=["programme", "unit"],
                name="programme_target_once",
                violation_error_message="Đơn vị đã có trong chương trình.",
            ),
            models.CheckConstraint(
                condition=Q(excused_on__isnull=True) | ~Q(excuse=""),
                name="programme_excuse_has_reason",
                violation_error_message="Miễn cho một đơn vị phải ghi lý do.",
            ),
        )

    def __str__(self) -> str:
        return str(self.unit)


class DeclinedSuggestionQuerySet(ScopedQuerySet):
    pass


class DeclinedSuggestion(models.Model):
    """A unit said no to a suggested initiative: it is not suggested to it again."""

    audit_name = "initiatives.declinedsuggestion"

    unit = models.ForeignKey(Unit, verbose_name="đơn vị", on_delete=models.CASCADE, related_name="declined_suggestions")
    initiative = models.ForeignKey(Initiative, verbose_name="mô hình", on_delete=models.CASCADE, related_name="+")
    reason = models.CharField("lý do", max_length=300, blank=True)
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    declined_on = models.DateField("ngày", auto_now_add=True)

    objects = DeclinedSuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = "gợi ý đã từ chối"
        verbose_name_plural = "gợi ý đã từ chối"
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "initiative"],
                name="suggestion_declined_once",
                violation_error_message="Đơn vị đã từ chối gợi ý này.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit}: {self.initiative_id}"


class HandbookQuerySet(ScopedQuerySet):
    unit_path = "initiative__unit_id"

    def published(self, on: date) -> Self:
        """Open to every unit: published by the day, of an initiative that is still registered."""
        return self.filter(published_on__lte=on, initiative__state=State.ACCEPTED)

    def open_to(self, user) -> Self:
        """What is published in one's own province, and all that is written in one's scope."""
        known = self.published(timezone.localdate()).filter(
            initiative__in=Initiative.objects.known_to(user).values("pk")
        )
        return self.filter(Q(pk__in=known.values("pk")) | Q(pk__in=self.visible_to(user).values("pk")))


class Handbook(models.Model):
    """How to do it: a page made from a recognised initiative, open to every unit of the province once published."""

    audit_name = "initiatives.handbook"

    initiative = models.OneToOneField(
        Initiative, verbose_name="mô hình", on_delete=models.CASCADE, related_name="handbook"
    )
    summary = models.TextField("tóm tắt")
    needs = models.TextField("cần có gì", blank=True)
    pitfalls = models.TextField("điều cần tránh", blank=True)
    published_on = models.DateField("ngày công bố", null=True, editable=False)

    objects = HandbookQuerySet.as_manager()

    class Meta:
        verbose_name = "sổ tay cách làm"
        verbose_name_plural = "sổ tay cách làm"
        constraints = (require_text("summary", name="handbook_summary_filled", message="Sổ tay phải có tóm tắt."),)

    def __str__(self) -> str:
        return f"Sổ tay “{self.initiative}”"

    def get_absolute_url(self) -> str:
        return reverse("initiative_handbook", args=[self.initiative_id])


class HandbookStepQuerySet(ScopedQuerySet):
    unit_path = "handbook__initiative__unit_id"


class HandbookStep(models.Model):
    audit_name = "initiatives.handbookstep"

    handbook = models.ForeignKey(Handbook, verbose_name="sổ tay", on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField("bước")
    title = models.CharField("việc", max_length=200)
    text = models.TextField("cách làm", blank=True)

    objects = HandbookStepQuerySet.as_manager()

    class Meta:
        verbose_name = "bước"
        verbose_name_plural = "bước"
        ordering = ("handbook", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["handbook", "position"], name="handbook_step_once", violation_error_message="Bước này đã có."
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=HANDBOOK_STEPS),
                name="handbook_ten_steps",
                violation_error_message=f"Sổ tay có nhiều nhất {HANDBOOK_STEPS} bước.",
            ),
        )

    def __str__(self) -> str:
        return self.title
