"""Steering committees, the decisions that set them up and renew them, and their dated members."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from lantoa.kit.constraints import in_order, one_of, require_text
from lantoa.kit.file_models import StoredFile
from lantoa.kit.text import label_key
from lantoa.movement.enums import CommitteeRole
from lantoa.movement.models.frame import FromAboveQuerySet
from lantoa.units.enums import Tier
from lantoa.units.models import Unit
from lantoa.units.scope import in_force


class SteeringCommittee(models.Model):
    """The committee that steers the movement for a unit and all below it. Seen by them and by those above."""

    audit_name = "movement.steeringcommittee"

    unit = models.ForeignKey(Unit, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="steering_committees")
    name = models.CharField("tên ban chỉ đạo", max_length=200)
    key = models.CharField(max_length=200, editable=False)
    tier = models.CharField("cấp", max_length=10, choices=Tier)
    decision_no = models.CharField("số quyết định thành lập", max_length=60)
    valid_from = models.DateField("hoạt động từ")
    valid_to = models.DateField("hoạt động đến", null=True, blank=True)

    objects = FromAboveQuerySet.as_manager()

    class Meta:
        verbose_name = "ban chỉ đạo"
        verbose_name_plural = "ban chỉ đạo"
        ordering = ("unit", "-valid_from")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "key"],
                condition=Q(valid_to__isnull=True),
                name="committee_once",
                violation_error_message="Đơn vị đã có ban chỉ đạo mang tên này.",
            ),
            require_text("name", name="committee_name_filled", message="Ban chỉ đạo phải có tên."),
            require_text("decision_no", name="committee_decision_filled", message="Phải có số quyết định thành lập."),
            one_of("tier", Tier.values, name="committee_tier_known", message="Cấp không có trong danh mục."),
            in_order(
                "valid_from", "valid_to", name="committee_dates", message="Ngày kết thúc phải từ ngày bắt đầu trở đi."
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.key = label_key(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("committee", args=[self.pk])


class OfCommitteeQuerySet(FromAboveQuerySet):
    """Rows of a committee: seen by whoever sees the committee."""

    unit_path = "committee__unit_id"

    def visible_to(self, user) -> Self:
        return self.filter(committee__in=SteeringCommittee.objects.visible_to(user))


class CommitteeMemberQuerySet(OfCommitteeQuerySet):
    def on_day(self, on: date) -> Self:
        """Memberships in force on the day, by rank and order of joining."""
        ranks = [models.When(role=role, then=role.rank) for role in CommitteeRole]
        return self.filter(in_force(on)).order_by(models.Case(*ranks, default=len(ranks)), "pk")


class CommitteeDecision(models.Model):
    """The decision by which a committee was set up or renewed. `is_first`: it set the committee up."""

    audit_name = "movement.committeedecision"

    committee = models.ForeignKey(
        SteeringCommittee, verbose_name="ban chỉ đạo", on_delete=models.CASCADE, related_name="decisions"
    )
    number = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    is_first = models.BooleanField("quyết định thành lập", default=False)
    scan = models.ForeignKey(
        StoredFile, verbose_name="bản quét", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người ghi", null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = OfCommitteeQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định về ban chỉ đạo"
        verbose_name_plural = "quyết định về ban chỉ đạo"
        ordering = ("committee", "-decided_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["committee", "decided_on"],
                name="committee_decision_once_a_day",
                violation_error_message="Ban chỉ đạo đã có quyết định trong ngày này.",
            ),
            require_text("number", name="committee_decision_number_filled", message="Quyết định phải có số."),
        )

    def __str__(self) -> str:
        return f"{self.number}, {self.decided_on:%d/%m/%Y}"


class CommitteeMember(models.Model):
    """Somebody's place in a committee over a period. Members need not have an account.

    `left_office_on`: the first day on which the person no longer holds the post for which they sit here; the place is then
    to be filled by the next renewal. `joined_by`, `left_by`: the decisions that opened and closed the membership.
    """

    audit_name = "movement.committeemember"

    committee = models.ForeignKey(
        SteeringCommittee, verbose_name="ban chỉ đạo", on_delete=models.CASCADE, related_name="members"
    )
    full_name = models.CharField("họ và tên", max_length=120)
    name_key = models.CharField(max_length=120, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="tài khoản",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="committee_places",
    )
    job_title = models.CharField("chức vụ, cơ quan", max_length=200, blank=True)
    title_key = models.CharField(max_length=200, editable=False, blank=True)
    role = models.CharField("vai trong ban", max_length=10, choices=CommitteeRole)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày", null=True, blank=True)
    left_office_on = models.DateField("thôi chức vụ từ", null=True, blank=True)
    joined_by = models.ForeignKey(
        CommitteeDecision, verbose_name="vào theo quyết định", on_delete=models.PROTECT, related_name="joined"
    )
    left_by = models.ForeignKey(
        CommitteeDecision,
        verbose_name="ra theo quyết định",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="left",
    )

    objects = CommitteeMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên ban chỉ đạo"
        verbose_name_plural = "thành viên ban chỉ đạo"
        ordering = ("committee", "valid_from", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["committee", "name_key", "title_key"],
                condition=Q(valid_to__isnull=True),
                name="member_once",
                violation_error_message="Người này đang là thành viên của ban chỉ đạo.",
            ),
            models.UniqueConstraint(
                fields=["committee", "person"],
                condition=Q(valid_to__isnull=True),
                name="member_account_once",
                violation_error_message="Tài khoản này đang là của một thành viên khác trong ban chỉ đạo.",
            ),
            models.UniqueConstraint(
                fields=["committee"],
                condition=Q(valid_to__isnull=True, role=CommitteeRole.HEAD),
                name="member_one_head",
                violation_error_message="Ban chỉ đạo chỉ có một trưởng ban.",
            ),
            require_text("full_name", name="member_name_filled", message="Thành viên phải có họ tên."),
            one_of("role", CommitteeRole.values, name="member_role_known", message="Vai không có trong danh mục."),
            in_order("valid_from", "valid_to", name="member_dates", message="Ngày ra phải từ ngày vào trở đi."),
            in_order(
                "valid_from",
                "left_office_on",
                name="member_left_office_after_joining",
                message="Ngày thôi chức vụ phải từ ngày vào ban chỉ đạo trở đi.",
            ),
        )

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args, **kwargs):
        self.name_key, self.title_key = label_key(self.full_name), label_key(self.job_title)
        super().save(*args, **kwargs)
