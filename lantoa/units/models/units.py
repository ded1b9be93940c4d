"""The organisation tree: stable units, their dated names, codes and kinds, their dated edges, and what changed them.

`valid_from` and `valid_to` are both the first and last day *inside* the validity; an empty `valid_to` is "until today and on".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from lantoa.kit.constraints import in_order, one_of, require_text
from lantoa.kit.numbers import Quality
from lantoa.kit.text import search_key, sort_key
from lantoa.units.enums import BASE_ORGANISATION_KINDS, ChangeKind, Line, PartRole, UnitKind
from lantoa.units.models.places import Place
from lantoa.units.scope import ScopedQuerySet, in_force

QUALITIES = [(quality.value, quality.label) for quality in Quality]


class UnitQuerySet(ScopedQuerySet):
    unit_path = "pk"

    def standing(self, on: date) -> Self:
        """Units that exist on the day."""
        return self.filter(in_force(on))

    def base_organisations(self) -> Self:
        return self.filter(kind__in=BASE_ORGANISATION_KINDS)

    def of_kind(self, kind: str, on: date) -> Self:
        """Units that are of the kind on the day; those that do not stand then, by the name they wear now."""
        versions = UnitVersion.objects.filter(in_force(on), unit=OuterRef("pk"))
        is_so, is_known = Exists(versions.filter(kind=kind)), Exists(versions)
        return self.filter(is_so | (~is_known & Q(kind=kind)))

    def search(self, text: str) -> Self:
        """Units whose names and codes, of now and of the past, hold every word, accents and case aside."""
        found = self
        for word in search_key(text).split():
            found = found.filter(search__contains=f" {word}")
        return found

    def in_order(self) -> Self:
        return self.order_by("name_sort", "code")


class Unit(models.Model):
    """One organisation through all its names. `code`, `name`, `kind` repeat its version of today (of its last day, once it has
    ended); the services and the daily upkeep keep them equal, and `lantoa check` compares them."""

    audit_name = "units.unit"

    code = models.CharField("mã đơn vị", max_length=40, unique=True, error_messages={"unique": "Mã đơn vị này đã có."})
    name = models.CharField("tên đơn vị", max_length=300)
    name_sort = models.CharField(max_length=1000, editable=False)
    search = models.TextField(editable=False)
    kind = models.CharField("loại", max_length=30, choices=UnitKind)
    place = models.ForeignKey(
        Place, verbose_name="địa bàn", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    valid_from = models.DateField("hiệu lực từ")
    valid_to = models.DateField("hiệu lực đến", null=True, blank=True)
    is_demo = models.BooleanField("dữ liệu minh họa", default=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ("name_sort",)
        indexes = (models.Index(fields=["kind"], name="unit_kind"),)
        constraints = (
            require_text("code", name="unit_code_filled", message="Đơn vị phải có mã."),
            require_text("name", name="unit_name_filled", message="Đơn vị phải có tên."),
            one_of("kind", UnitKind.values, name="unit_kind_known", message="Loại đơn vị không có trong danh mục."),
            in_order(
                "valid_from", "valid_to", name="unit_dates", message="Ngày hết hiệu lực phải từ ngày bắt đầu trở đi."
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("unit", args=[self.code])

    def wear(self, version: UnitVersion, others: Iterable[UnitVersion] = ()) -> None:
        """Take over the version's code, name and kind, unsaved; be found by the names and codes of the others too."""
        self.code, self.name, self.kind = version.code, version.name, version.kind
        self.name_sort = sort_key(self.name)[:1000]
        self.search = words_of(version, *others)

    def stands_on(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or self.valid_to >= on)

    @property
    def is_party(self) -> bool:
        return UnitKind(self.kind).is_party


def version_of(versions: Sequence[UnitVersion], on: date) -> UnitVersion:
    """Which of a unit's names, in order of their first days, it wears on the day: the last that has begun, else the first."""
    return next((version for version in reversed(versions) if version.valid_from <= on), versions[0])


def words_of(*versions: UnitVersion) -> str:
    """The key in which `UnitQuerySet.search` looks: each word of the names and codes once.

    The space before each lets a search find the beginnings of words only: "an" finds Tân An, not Tân Bình.
    """
    words = search_key(" ".join(f"{version.name} {version.code}" for version in versions)).split()
    return "".join(f" {word}" for word in dict.fromkeys(words))


class UnitVersion(models.Model):
    """The code, name and kind of a unit over a period."""

    audit_name = "units.unitversion"

    unit = models.ForeignKey(Unit, verbose_name="đơn vị", on_delete=models.CASCADE, related_name="versions")
    code = models.CharField("mã đơn vị", max_length=40)
    name = models.CharField("tên đơn vị", max_length=300)
    kind = models.CharField("loại", max_length=30, choices=UnitKind)
    valid_from = models.DateField("hiệu lực từ")
    valid_to = models.DateField("hiệu lực đến", null=True, blank=True)

    class Meta:
        verbose_name = "tên đơn vị theo thời gian"
        verbose_name_plural = "tên đơn vị theo thời gian"
        ordering = ("unit", "valid_from")
        indexes = (models.Index(fields=["code", "valid_from"], name="version_code"),)
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "valid_from"],
                name="version_once_a_day",
                violation_error_message="Đơn vị đã có tên bắt đầu từ ngày này.",
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(valid_to__isnull=True),
                name="version_one_open",
                violation_error_message="Đơn vị chỉ có một tên đang dùng.",
            ),
            one_of("kind", UnitKind.values, name="version_kind_known", message="Loại đơn vị không có trong danh mục."),
            in_order(
                "valid_from", "valid_to", name="version_dates", message="Ngày hết hiệu lực phải từ ngày bắt đầu trở đi."
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class ParentEdge(models.Model):
    """The superior of a unit on one line over a period. The managing edge carries rights and figures."""

    audit_name = "units.parentedge"

    unit = models.ForeignKey(Unit, verbose_name="đơn vị", on_delete=models.CASCADE, related_name="edges_up")
    parent = models.ForeignKey(Unit, verbose_name="cấp trên", on_delete=models.PROTECT, related_name="edges_down")
    line = models.CharField("tuyến", max_length=20, choices=Line, default=Line.PARTY)
    is_managing = models.BooleanField("tuyến quản lý", default=True)
    valid_from = models.DateField("hiệu lực từ")
    valid_to = models.DateField("hiệu lực đến", null=True, blank=True)

    class Meta:
        verbose_name = "quan hệ trực thuộc"
        verbose_name_plural = "quan hệ trực thuộc"
        ordering = ("unit", "line", "valid_from")
        indexes = (
            models.Index(fields=["parent", "is_managing", "valid_from"], name="edge_down"),
            models.Index(fields=["unit", "is_managing", "valid_from"], name="edge_up"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "line"],
                condition=Q(valid_to__isnull=True),
                name="edge_one_open_a_line",
                violation_error_message="Trên mỗi tuyến, đơn vị chỉ có một cấp trên.",
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(valid_to__isnull=True, is_managing=True),
                name="edge_one_managing",
                violation_error_message="Đơn vị chỉ có một tuyến quản lý.",
            ),
            models.CheckConstraint(
                condition=~Q(unit=models.F("parent")),
                name="edge_not_itself",
                violation_error_message="Đơn vị không thể trực thuộc chính nó.",
            ),
            one_of("line", Line.values, name="edge_line_known", message="Tuyến không có trong danh mục."),
            in_order(
                "valid_from", "valid_to", name="edge_dates", message="Ngày hết hiệu lực phải từ ngày bắt đầu trở đi."
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} → {self.parent_id}"


class MemberCountQuerySet(ScopedQuerySet):
    def by(self, on: date) -> Self:
        return self.filter(as_of__lte=on)


class MemberCount(models.Model):
    """How many members a unit says that it has, its subtree included, on a day."""

    audit_name = "units.membercount"

    unit = models.ForeignKey(Unit, verbose_name="đơn vị", on_delete=models.CASCADE, related_name="member_counts")
    as_of = models.DateField("tại ngày")
    count = models.PositiveIntegerField("số đảng viên")
    quality = models.CharField("loại số", max_length=20, choices=QUALITIES, default=Quality.EXACT.value)

    objects = MemberCountQuerySet.as_manager()

    class Meta:
        verbose_name = "số đảng viên"
        verbose_name_plural = "số đảng viên"
        ordering = ("unit", "as_of")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "as_of"],
                name="members_once_a_day",
                violation_error_message="Đơn vị đã có số đảng viên tại ngày này.",
            ),
        )

    def __str__(self) -> str:
        return str(self.count)


class UnitChange(models.Model):
    """A recorded change of the tree: what, from which day, on which decision. An undone change keeps its row."""

    audit_name = "units.unitchange"

    kind = models.CharField("loại thay đổi", max_length=20, choices=ChangeKind)
    effective_on = models.DateField("có hiệu lực từ")
    decision_no = models.CharField("số quyết định", max_length=60, blank=True)
    note = models.TextField("ghi chú", blank=True)
    made_at = models.DateTimeField("ghi lúc", auto_now_add=True)
    made_by = models.ForeignKey(
        "units.Person", verbose_name="người ghi", null=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField("hoàn tác lúc", null=True, blank=True)

    class Meta:
        verbose_name = "thay đổi tổ chức"
        verbose_name_plural = "thay đổi tổ chức"
        ordering = ("-effective_on", "-pk")
        constraints = (
            one_of(
                "kind", ChangeKind.values, name="change_kind_known", message="Loại thay đổi không có trong danh mục."
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.effective_on:%d/%m/%Y}"


class ChangePart(models.Model):
    """A unit's part in a change: a source or a target; `share` for a split whose shares are known."""

    audit_name = "units.changepart"

    change = models.ForeignKey(UnitChange, verbose_name="thay đổi", on_delete=models.CASCADE, related_name="parts")
    unit = models.ForeignKey(Unit, verbose_name="đơn vị", on_delete=models.CASCADE, related_name="change_parts")
    role = models.CharField("vai", max_length=10, choices=PartRole)
    share = models.DecimalField("tỷ lệ", max_digits=5, decimal_places=4, null=True, blank=True)

    class Meta:
        verbose_name = "đơn vị trong thay đổi"
        verbose_name_plural = "đơn vị trong thay đổi"
        ordering = ("change", "role", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["change", "unit", "role"],
                name="part_once",
                violation_error_message="Đơn vị đã có trong thay đổi này.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.role}"
