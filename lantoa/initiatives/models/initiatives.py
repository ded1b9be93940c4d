"""A registered way of working (model) or person or collective (exemplar) of the movement."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lantoa.initiatives.enums import Kind, State, Subject, Tier
from lantoa.kit.constraints import in_order, one_of
from lantoa.kit.text import label_key, search_key, sort_key
from lantoa.movement.models import Campaign, Sector, Theme
from lantoa.units.models import Place, Unit
from lantoa.units.scope import ScopedQuerySet
from lantoa.units.tree import Tree

# The boxes of the registration form beside the name, in its order (form of Thanh Khê ward, 2026).
BOXES = ("situation", "goals", "content", "audience", "forces", "resources", "outputs", "sustainability")

IDENTIFIED = ~Q(name="") & (~Q(responsible="") | ~Q(holder="")) & Q(registered_on__isnull=False)


class InitiativeQuerySet(ScopedQuerySet):
    def accepted_between(self, start: date, end: date) -> Self:
        """Registrations accepted in the period, whatever became of them later."""
        return self.filter(accepted_on__gte=start, accepted_on__lte=end)

    def standing(self, on: date) -> Self:
        """Accepted by that day and not ended on or before it."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), accepted_on__lte=on)

    def identified(self) -> Self:
        """With a name, a responsible person or body, a place or unit, and a year. The unit is always there."""
        return self.filter(IDENTIFIED)

    def search(self, text: str) -> Self:
        """Initiatives whose name, holder, code, place or unit holds every word, accents and case aside."""
        found = self
        for word in search_key(text).split():
            found = found.filter(Q(search__contains=f" {word}") | Q(unit__search__contains=f" {word}"))
        return found

    def known_to(self, user) -> Self:
        """A second, narrow door: registrations standing in one's own province, of which one may learn name, unit and
        year only, so that nothing is registered twice (docs/decisions/0005-one-door.md)."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        if user.sees_all:
            return self.all()
        tree = Tree(timezone.localdate())
        tops = Unit.objects.exclude(edges_up__is_managing=True)
        above = Q()
        for root in user.root_ids:
            above |= Q(pk__in=tree.above(root))
        roots = tops.filter(above).values_list("pk", flat=True) if above else ()
        return self.within(tree, roots)

    def proven_to(self, user) -> Self:
        """What is in force as recognised, or has a published handbook, in one's own province: there for every unit of it to
        take up (docs/decisions/0005-one-door.md)."""
        today = timezone.localdate()
        recognitions = self.model._meta.get_field("recognitions").related_model.objects
        recognised = recognitions.standing(today).values("initiative_id")
        proven = Q(handbook__published_on__lte=today) | Q(pk__in=recognised)
        return self.known_to(user).filter(proven, state=State.ACCEPTED)

    def open_to_copy(self, user) -> Self:
        """A third, narrow door: what is proven, besides what the person may see anyway."""
        proven, visible = self.proven_to(user), self.visible_to(user)
        return self.filter(Q(pk__in=proven.values("pk")) | Q(pk__in=visible.values("pk")))


class Initiative(models.Model):
    audit_name = "initiatives.initiative"

    unit = models.ForeignKey(Unit, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="initiatives")
    code = models.CharField(
        "mã mô hình", max_length=60, null=True, blank=True, unique=True, error_messages={"unique": "Mã này đã có."}
    )
    name = models.CharField("tên mô hình", max_length=300)
    kind = models.CharField("loại", max_length=10, choices=Kind, default=Kind.MODEL)
    subject = models.CharField("tập thể hay cá nhân", max_length=12, choices=Subject, default=Subject.COLLECTIVE)
    holder = models.CharField("tên tập thể, cá nhân", max_length=200, blank=True)
    responsible = models.CharField("người phụ trách", max_length=200, blank=True)
    sector = models.ForeignKey(Sector, verbose_name="lĩnh vực", on_delete=models.PROTECT, related_name="initiatives")
    tier = models.CharField("cấp đăng ký", max_length=10, choices=Tier, default=Tier.BASE)
    campaign = models.ForeignKey(
        Campaign,
        verbose_name="đợt thi đua",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="initiatives",
    )
    themes = models.ManyToManyField(Theme, verbose_name="chủ đề", blank=True, related_name="initiatives")
    place = models.ForeignKey(
        Place, verbose_name="xã, phường", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    address = models.CharField("địa chỉ cụ thể", max_length=300, blank=True)
    continues = models.ForeignKey(
        "self", verbose_name="tiếp tục từ", null=True, blank=True, on_delete=models.PROTECT, related_name="continued_by"
    )
    registered_on = models.DateField("ngày đăng ký", null=True, blank=True)
    starts_on = models.DateField("bắt đầu", null=True, blank=True)
    review_on = models.DateField("thời điểm đánh giá", null=True, blank=True)

    situation = models.TextField("thực trạng, lý do", blank=True)
    goals = models.TextField("mục tiêu, tiêu chí", blank=True)
    content = models.TextField("nội dung, cách thức", blank=True)
    audience = models.TextField("địa bàn, đối tượng", blank=True)
    forces = models.TextField("lực lượng tham gia", blank=True)
    resources = models.TextField("nguồn lực, thời gian", blank=True)
    outputs = models.TextField("sản phẩm, kết quả đầu ra", blank=True)
    sustainability = models.TextField("khả năng duy trì, nhân rộng", blank=True)

    state = models.CharField("trạng thái", max_length=12, choices=State, default=State.DRAFT, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người nộp",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    accepted_on = models.DateField("ngày duyệt đăng ký", null=True, editable=False)
    ended_on = models.DateField("ngày thôi", null=True, editable=False)
    revision = models.PositiveIntegerField("lần sửa", default=1, editable=False)
    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)

    name_sort = models.CharField(max_length=1000, editable=False)
    search = models.TextField(editable=False)
    name_key = models.CharField(max_length=300, editable=False)
    import_key = models.CharField(max_length=64, null=True, unique=True, editable=False)

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = "mô hình"
        verbose_name_plural = "mô hình"
        ordering = ("name_sort", "pk")
        indexes = (
            models.Index(fields=["unit", "accepted_on", "ended_on"], name="initiative_figures"),
            models.Index(fields=["unit", "state"], name="initiative_state"),
            models.Index(fields=["unit", "registered_on"], name="initiative_registered"),
            models.Index(fields=["accepted_on"], name="initiative_accepted"),
            models.Index(fields=["name_key"], name="initiative_name_key"),
            models.Index(fields=["name_sort"], name="initiative_order"),
        )
        constraints = (
            one_of("state", State.values, name="initiative_state_known", message="Trạng thái không có trong danh mục."),
            one_of("kind", Kind.values, name="initiative_kind_known", message="Loại không có trong danh mục."),
            one_of("subject", Subject.values, name="initiative_subject_known", message="Chọn tập thể hoặc cá nhân."),
            one_of("tier", Tier.values, name="initiative_tier_known", message="Cấp đăng ký không có trong danh mục."),
            models.CheckConstraint(
                condition=Q(state=State.ACCEPTED, accepted_on__isnull=False, ended_on__isnull=True)
                | Q(state=State.WITHDRAWN)
                | Q(
                    state__in=[State.DRAFT, State.SUBMITTED, State.SENT_BACK],
                    accepted_on__isnull=True,
                    ended_on__isnull=True,
                ),
                name="initiative_dates_follow_state",
                violation_error_message="Chỉ mô hình đã duyệt mới có ngày duyệt; chỉ mô hình đã thôi mới có ngày thôi.",
            ),
            in_order(
                "accepted_on", "ended_on", name="initiative_ends_after", message="Ngày thôi phải từ ngày duyệt trở đi."
            ),
            in_order(
                "starts_on",
                "review_on",
                name="initiative_review_after",
                message="Thời điểm đánh giá phải từ ngày bắt đầu trở đi.",
            ),
        )

    def __str__(self) -> str:
        return self.name or "(chưa đặt tên)"

    def get_absolute_url(self) -> str:
        return reverse("initiative", args=[self.pk])

    def index(self) -> None:
        """Fill the sort and search keys, unsaved. The unit's name is searched where it stands: it changes by itself."""
        self.name_sort = sort_key(self.name)[:1000]
        self.name_key = label_key(self.name)[:300]
        words = (self.name, self.holder, self.code, self.address, self.responsible)
        self.search = f" {search_key(' '.join(filter(None, words)))}"

    @property
    def year(self) -> int | None:
        return self.registered_on.year if self.registered_on else None

    @property
    def missing_to_identify(self) -> list[str]:
        """What still lacks for the initiative to count as identified, in words."""
        lacks = []
        if not self.name:
            lacks.append("tên mô hình")
        if not (self.responsible or self.holder):
            lacks.append("người hoặc tập thể phụ trách")
        if self.registered_on is None:
            lacks.append("năm (ngày đăng ký)")
        return lacks

    @property
    def is_identified(self) -> bool:
        return not self.missing_to_identify
