"""Recognition climbs the tiers and must be re-earned: candidacies, recognitions, and the checks that renew them."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from lantoa.councils.models import Item
from lantoa.initiatives.enums import Tier
from lantoa.initiatives.models.initiatives import Initiative
from lantoa.kit.constraints import in_order, one_of
from lantoa.kit.models import StoredFile
from lantoa.recognition.enums import CandidacyState, Ending, Standing
from lantoa.units.models import Unit
from lantoa.units.scope import ScopedQuerySet


class CandidacyQuerySet(ScopedQuerySet):
    unit_path = "initiative__unit_id"

    def waiting(self) -> Self:
        return self.filter(state__in=[CandidacyState.PROPOSED, CandidacyState.APPRAISING])


class Candidacy(models.Model):
    """One step of an initiative's dossier: put forward to `unit` for recognition at a tier, until that unit decides.

    `item`: its place on a council's agenda, where a council appraises; a plain decision needs none.
    """

    audit_name = "initiatives.candidacy"

    initiative = models.ForeignKey(
        Initiative, verbose_name="mô hình", on_delete=models.CASCADE, related_name="candidacies"
    )
    tier = models.CharField("cấp công nhận", max_length=10, choices=Tier)
    unit = models.ForeignKey(
        Unit, verbose_name="đơn vị quyết định", on_delete=models.PROTECT, related_name="candidacies"
    )
    statement = models.TextField("lý do đề nghị")
    state = models.CharField(
        "trạng thái", max_length=12, choices=CandidacyState, default=CandidacyState.PROPOSED, editable=False
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    proposed_on = models.DateField("ngày đề nghị")
    due_on = models.DateField("hạn thẩm định", null=True, editable=False)
    item = models.OneToOneField(
        Item, verbose_name="hồ sơ tại phiên họp", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    decided_on = models.DateField("ngày quyết định", null=True, editable=False)
    decision_no = models.CharField("số quyết định", max_length=60, blank=True, editable=False)
    reason = models.TextField("lý do không công nhận", blank=True, editable=False)

    objects = CandidacyQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị công nhận"
        verbose_name_plural = "đề nghị công nhận"
        ordering = ("initiative", "proposed_on", "pk")
        indexes = (models.Index(fields=["unit", "state"], name="candidacy_of_unit"),)
        constraints = (
            models.UniqueConstraint(
                fields=["initiative", "tier"],
                condition=Q(state__in=[CandidacyState.PROPOSED, CandidacyState.APPRAISING]),
                name="candidacy_one_open",
                violation_error_message="Mô hình đang được đề nghị công nhận ở cấp này.",
            ),
            one_of("tier", Tier.values, name="candidacy_tier_known", message="Cấp công nhận không có trong danh mục."),
            one_of(
                "state",
                CandidacyState.values,
                name="candidacy_state_known",
                message="Trạng thái không có trong danh mục.",
            ),
            in_order(
                "proposed_on",
                "decided_on",
                name="candidacy_dates",
                message="Ngày quyết định phải từ ngày đề nghị trở đi.",
            ),
        )

    def __str__(self) -> str:
        return f"Đề nghị công nhận cấp {self.get_tier_display()}"


def windows_by(on: date) -> models.QuerySet:
    """The windows that a recognition (the outer row) had opened by the day, the last first: for days before `window_on`."""
    return Renewal.objects.filter(recognition=OuterRef("pk"), renewed_on__lte=on).order_by("-renewed_on", "-pk")


class RecognitionQuerySet(ScopedQuerySet):
    unit_path = "initiative__unit_id"

    def standing(self, on: date) -> Self:
        """In force on the day, due for a re-check or not: given, not ended, and within the window that was opened last."""
        holds = Q(window_on__lte=on) & (Q(window_lapses_on__isnull=True) | Q(window_lapses_on__gt=on))
        until = Subquery(windows_by(on).annotate(until=Coalesce("lapses_on", date.max)).values("until")[:1])
        held_then = Q(GreaterThan(until, on), window_on__gt=on)
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), holds | held_then, recognised_on__lte=on)


class Recognition(models.Model):
    """The initiative is recognised at a tier, from a day until it ends; in force while a window of its checks holds.

    `window_…`: the window that was opened last, kept here so that what is due is found by an index; `lantoa check` compares it
    with the renewals. On a day before `window_on` an earlier one held: `windows_by` finds it.
    """

    audit_name = "initiatives.recognition"

    initiative = models.ForeignKey(
        Initiative, verbose_name="mô hình", on_delete=models.CASCADE, related_name="recognitions"
    )
    tier = models.CharField("cấp công nhận", max_length=10, choices=Tier)
    recognised_on = models.DateField("ngày quyết định")
    decision_no = models.CharField("số quyết định", max_length=60, blank=True)
    candidacy = models.OneToOneField(
        Candidacy,
        verbose_name="đề nghị",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="recognition",
    )
    scan = models.ForeignKey(
        StoredFile, verbose_name="quyết định đã ký", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outstanding_on = models.DateField("ngày chọn tiêu biểu", null=True, editable=False)
    ended_on = models.DateField("ngày thôi", null=True, blank=True)
    ending = models.CharField("vì sao thôi", max_length=8, choices=Ending, blank=True, editable=False)
    end_reason = models.TextField("lý do", blank=True, editable=False)
    window_on = models.DateField(null=True, editable=False)
    window_due_on = models.DateField(null=True, editable=False)
    window_lapses_on = models.DateField(null=True, editable=False)

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        verbose_name = "công nhận"
        verbose_name_plural = "công nhận"
        ordering = ("initiative", "recognised_on")
        indexes = (
            models.Index(fields=["recognised_on", "ended_on"], name="recognition_standing"),
            models.Index(fields=["window_due_on"], name="recognition_due", condition=Q(ended_on__isnull=True)),
            models.Index(fields=["window_on"], name="recognition_window", condition=Q(ended_on__isnull=True)),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["initiative", "tier"],
                condition=Q(ended_on__isnull=True),
                name="recognition_one_standing",
                violation_error_message="Mô hình đang được công nhận ở cấp này.",
            ),
            one_of(
                "tier", Tier.values, name="recognition_tier_known", message="Cấp công nhận không có trong danh mục."
            ),
            in_order(
                "recognised_on",
                "ended_on",
                name="recognition_dates",
                message="Ngày thôi phải từ ngày quyết định trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ending="") | Q(ended_on__isnull=False, ending__in=Ending.values),
                name="recognition_ends_for_a_reason",
                violation_error_message="Công nhận đã thôi phải ghi là thu hồi hay thôi.",
            ),
        )

    def __str__(self) -> str:
        return f"Công nhận cấp {self.get_tier_display()}"

    def standing_on(self, on: date) -> Standing | None:
        """Where it stands on the day; None before it was given. Reads `renewals` (prefetch them for a list)."""
        if on < self.recognised_on:
            return None
        if self.ended_on is not None and on >= self.ended_on:
            return Standing(self.ending)
        opened = [check for check in self.renewals.all() if check.renewed_on <= on]
        if not opened:
            return Standing.LAPSED
        return max(opened, key=lambda check: (check.renewed_on, check.pk)).standing_on(on)


class RenewalQuerySet(ScopedQuerySet):
    unit_path = "recognition__initiative__unit_id"


class Renewal(models.Model):
    """A window in which a recognition is in force: opened by the decision itself, then by each re-check that was passed.

    From `due_on` a new check is due; from `lapses_on` the recognition is no longer in force. Both are empty where the rule in
    force (`rule_key`) asks for no re-check.
    """

    audit_name = "initiatives.renewal"

    recognition = models.ForeignKey(
        Recognition, verbose_name="công nhận", on_delete=models.CASCADE, related_name="renewals"
    )
    renewed_on = models.DateField("ngày kiểm tra, công nhận lại")
    due_on = models.DateField("hạn kiểm tra lại", null=True, blank=True)
    lapses_on = models.DateField("hết hiệu lực từ", null=True, blank=True)
    findings = models.TextField("kết quả kiểm tra", blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = RenewalQuerySet.as_manager()

    class Meta:
        verbose_name = "kiểm tra lại"
        verbose_name_plural = "kiểm tra lại"
        ordering = ("recognition", "renewed_on", "pk")
        indexes = (models.Index(fields=["recognition", "renewed_on", "lapses_on"], name="renewal_window"),)
        constraints = (
            models.UniqueConstraint(
                fields=["recognition", "renewed_on"],
                name="renewal_once_a_day",
                violation_error_message="Ngày này đã có kết quả kiểm tra lại.",
            ),
            in_order(
                "renewed_on", "due_on", name="renewal_due_after", message="Hạn kiểm tra lại phải sau ngày công nhận."
            ),
            in_order(
                "due_on", "lapses_on", name="renewal_lapses_after", message="Ngày hết hiệu lực phải sau hạn kiểm tra."
            ),
        )

    def __str__(self) -> str:
        return f"{self.renewed_on:%d/%m/%Y}"

    def standing_on(self, on: date) -> Standing:
        """Where the recognition stands on a day from `renewed_on`, as this window says."""
        if self.lapses_on is not None and on >= self.lapses_on:
            return Standing.LAPSED
        return Standing.DUE if self.due_on is not None and on >= self.due_on else Standing.STANDING
