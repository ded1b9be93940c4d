"""Sittings of a council: agenda, attendance, and what was decided of each item."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse

from lantoa.councils.enums import CouncilRole, SittingState, Verdict
from lantoa.councils.models.councils import LEADERS, Council, CouncilScopedQuerySet, Member, councils_of
from lantoa.councils.models.criteria import CriteriaSet
from lantoa.kit.constraints import one_of, require_text, together
from lantoa.kit.file_models import StoredFile
from lantoa.movement.models import Sector
from lantoa.units.models import Unit

CLOSED = (SittingState.SCORED, SittingState.CONCLUDED)
"""States in which scores are no secret any more."""


class Sitting(models.Model):
    """A meeting at which a council judges the items of an agenda. `criteria`: the general set; an item of a sector that has
    a set of its own is judged by that one (`Item.criteria`). `minimum_scores`: below it no disagreement is shown."""

    audit_name = "councils.sitting"

    council = models.ForeignKey(Council, verbose_name="hội đồng", on_delete=models.PROTECT, related_name="sittings")
    title = models.CharField("tên phiên họp", max_length=200)
    held_on = models.DateField("ngày họp")
    place = models.CharField("nơi họp", max_length=200, blank=True)
    criteria = models.ForeignKey(
        CriteriaSet, verbose_name="bộ tiêu chí chung", on_delete=models.PROTECT, related_name="sittings"
    )
    is_blind = models.BooleanField("thẩm định không nêu tên", default=False)
    minimum_scores = models.PositiveSmallIntegerField("số phiếu tối thiểu để so độ chênh", default=3)
    state = models.CharField("trạng thái", max_length=12, choices=SittingState, default=SittingState.PLANNED)
    minutes_no = models.CharField("số biên bản", max_length=60, blank=True)
    concluded_on = models.DateField("ngày kết thúc", null=True, blank=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người kết thúc phiên",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    scan = models.ForeignKey(
        StoredFile, verbose_name="biên bản đã ký", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CouncilScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên họp hội đồng"
        verbose_name_plural = "phiên họp hội đồng"
        ordering = ("-held_on", "-pk")
        constraints = (
            require_text("title", name="sitting_title_filled", message="Phiên họp phải có tên."),
            one_of(
                "state", SittingState.values, name="sitting_state_known", message="Trạng thái không có trong danh mục."
            ),
            together(
                "concluded_on",
                "concluded_by",
                name="sitting_concluded",
                message="Ngày kết thúc đi cùng người kết thúc phiên.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("sitting", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        """Whether scoring is over, so that scores and results may be read."""
        return self.state in CLOSED


class AttendanceQuerySet(CouncilScopedQuerySet):
    council_path = "sitting__council_id"
    unit_path = "sitting__council__unit_id"


class Attendance(models.Model):
    """Whether a member was at the sitting."""

    audit_name = "councils.attendance"

    sitting = models.ForeignKey(Sitting, verbose_name="phiên họp", on_delete=models.CASCADE, related_name="attendance")
    member = models.ForeignKey(Member, verbose_name="thành viên", on_delete=models.PROTECT, related_name="attendance")
    is_present = models.BooleanField("có mặt")
    note = models.CharField("ghi chú", max_length=200, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "điểm danh"
        verbose_name_plural = "điểm danh"
        ordering = ("sitting", "member")
        constraints = (
            models.UniqueConstraint(
                fields=["sitting", "member"],
                name="attendance_once",
                violation_error_message="Thành viên này đã được điểm danh.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.member}: {'có mặt' if self.is_present else 'vắng'}"


class ItemQuerySet(CouncilScopedQuerySet):
    council_path = "sitting__council_id"
    unit_path = "sitting__council__unit_id"

    def visible_to(self, user) -> Self:
        """Those of councils in scope or led by the person; for other members those given to them to score, and all once
        scoring is over."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        led = Q(sitting__council__in=councils_of(user, *LEADERS))
        given = Q(pk__in=Item.objects.filter(appraisals__member__person=user).values("pk"))
        sat = Q(sitting__council__in=councils_of(user))
        closed = sat & Q(sitting__state__in=CLOSED)
        return self.filter(self.in_scope(user) | led | (sat & given) | closed)

    def on_agenda(self) -> Self:
        return self.filter(taken_off_on__isnull=True)


class Item(models.Model):
    """What a council judges: knows its unit, its title, a frozen copy of its dossier and the people concerned, not what kind
    of record it is about; that record links here from above.

    `content`: list of {"label", "text", "url", "reveals", "file"}, the last, the key of a stored file, only where there is one;
    files are hidden as long as names are. Entries that reveal whose it is are hidden in a blind sitting, as
    the unit is, and the title where `title_reveals`. `criteria`: the set by which it is judged, settled when it was put on.
    """

    audit_name = "councils.item"

    sitting = models.ForeignKey(Sitting, verbose_name="phiên họp", on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField("số hồ sơ")
    unit = models.ForeignKey(Unit, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="+")
    title = models.CharField("tên hồ sơ", max_length=300)
    title_reveals = models.BooleanField("tên hồ sơ cho biết của ai", default=True)
    content = models.JSONField("nội dung hồ sơ", encoder=DjangoJSONEncoder, default=list)
    sector = models.ForeignKey(
        Sector, verbose_name="lĩnh vực", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    criteria = models.ForeignKey(
        CriteriaSet, verbose_name="bộ tiêu chí", on_delete=models.PROTECT, related_name="items"
    )
    concerned = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name="người có liên quan", blank=True, related_name="+"
    )
    verdict = models.CharField("kết quả", max_length=20, choices=Verdict, blank=True)
    verdict_reason = models.TextField("lý do", blank=True)
    decided_at = models.DateTimeField("ghi kết quả lúc", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người ghi kết quả",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    taken_off_on = models.DateField("ngày đưa ra khỏi chương trình", null=True, blank=True)
    taken_off_reason = models.CharField("lý do đưa ra", max_length=300, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ thẩm định"
        verbose_name_plural = "hồ sơ thẩm định"
        ordering = ("sitting", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["sitting", "position"],
                name="item_position_once",
                violation_error_message="Số hồ sơ này đã có trong phiên họp.",
            ),
            require_text("title", name="item_title_filled", message="Hồ sơ phải có tên."),
            one_of(
                "verdict",
                ["", *Verdict.values],
                name="item_verdict_known",
                message="Kết quả không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.NOT_RECOMMENDED) | ~Q(verdict_reason=""),
                name="item_refusal_has_reason",
                violation_error_message="Không đề nghị công nhận thì phải ghi lý do.",
            ),
            models.CheckConstraint(
                condition=Q(verdict="", decided_by__isnull=True) | (~Q(verdict="") & Q(decided_by__isnull=False)),
                name="item_decided_by",
                violation_error_message="Kết quả đi cùng người ghi kết quả.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("item_score", args=[self.sitting_id, self.pk])

    @property
    def blind_label(self) -> str:
        return f"Hồ sơ số {self.position}"


SCORING_ROLES = (CouncilRole.CHAIR, CouncilRole.DEPUTY, CouncilRole.MEMBER)
"""Roles to which items are given unasked; a secretary scores only when assigned by hand."""
