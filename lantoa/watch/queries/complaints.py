"""The movement's five complaints as lists of open alerts, with their trend and where most of them are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from lantoa.initiatives.models import Initiative
from lantoa.kit.calendar import add_months
from lantoa.kit.parts import MonthCount
from lantoa.units.branches import branch_of
from lantoa.units.models import Person, Unit
from lantoa.units.queries import children
from lantoa.units.tree import Tree
from lantoa.watch.known import kinds_in_list, rules_by_kind
from lantoa.watch.models import Alert, WatchRun
from lantoa.watch.queries.alerts import open_alerts, open_alerts_below

MONTHS = 12
SHOWN_UNITS = 6
ALL = "tat-ca"  # the list of every kind


@dataclass(frozen=True)
class AlertList:
    """A list of open alerts of the kinds whose rules name it. `slug`: in its address; `lead`: what stands in it, in a sentence;
    `is_of_all`: every initiative that stands can have one such alert, so that its share of them means something."""

    slug: str
    title: str
    lead: str
    is_of_all: bool = False

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(rules_by_kind()) if self.slug == ALL else kinds_in_list(self.slug)


COMPLAINTS = (
    AlertList(
        "chua-co-ke-hoach",
        "Đăng ký mà chưa có kế hoạch theo mốc",
        "Đã duyệt đăng ký quá thời hạn mà chưa có kế hoạch nào ghi mốc, người và hạn.",
        is_of_all=True,
    ),
    AlertList(
        "khong-ai-huong-dan",
        "Không ai hướng dẫn, kiểm tra",
        "Đã lâu cấp trên chưa ghi lần hướng dẫn hay kiểm tra nào.",
        is_of_all=True,
    ),
    AlertList(
        "tham-dinh-cham",
        "Thẩm định chậm",
        "Đề nghị công nhận đã quá hạn thẩm định mà chưa có kết quả.",
    ),
    AlertList(
        "hieu-qua-thap",
        "Hiệu quả thấp hoặc không bền",
        "Chưa có số liệu hiệu quả, chỉ tiêu không đạt, hoặc công nhận đến hạn kiểm tra lại hay đã hết hiệu lực.",
    ),
    AlertList(
        "tot-chua-nhan-rong",
        "Tốt mà chưa nhân rộng",
        "Được công nhận đã lâu mà chưa đơn vị nào khác áp dụng.",
    ),
)
OVERDUE = AlertList(
    "qua-han",
    "Mốc và việc sau kiểm tra quá hạn",
    "Mốc của kế hoạch, hoặc việc cấp trên yêu cầu sau kiểm tra, đã quá hạn mà chưa báo xong.",
)
EVERYTHING = AlertList(ALL, "Tất cả cảnh báo", "Mọi cảnh báo đang mở trong phạm vi.")
LISTS = {listed.slug: listed for listed in (*COMPLAINTS, OVERDUE, EVERYTHING)}


@dataclass(frozen=True)
class Trend:
    """A complaint with its count of today and those of the past month-ends; today's stands last. `of`: initiatives standing,
    where each of them can have one alert of the kind at most."""

    listed: AlertList
    count: int
    counts: list[MonthCount]
    of: int | None


@dataclass(frozen=True)
class UnitShare:
    """What stands below a unit. `counts`: open alerts in the order of COMPLAINTS; `share`: of all, in per cent."""

    unit: Unit
    standing: int
    counts: list[int]
    share: float

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Shares:
    """The units directly below with the most alerts, and how many others have any."""

    rows: list[UnitShare]
    more_count: int


def rows_of(listed: AlertList, user: Person, on: date) -> QuerySet[Alert]:
    """The open alerts of a list in the person's scope."""
    return open_alerts(user, on).filter(kind__in=listed.kinds)


def month_ends(on: date) -> list[date]:
    """The last days of the twelve months before that of the day, oldest first."""
    first = on.replace(day=1)
    return [add_months(first, 1 - back) - timedelta(days=1) for back in range(MONTHS, 0, -1)]


def trends(user: Person, unit: Unit, on: date) -> list[Trend]:
    """The five complaints for the unit and all below it. Four queries."""
    inside = (user, Tree(on), [unit.pk])
    now = Counter(dict(open_alerts_below(user, unit, on).order_by().values_list("kind").annotate(Count("pk"))))
    ends = month_ends(on)
    then = _past(Alert.objects.visible_within(*inside), ends)
    begun = WatchRun.objects.order_by("day").values_list("day", flat=True).first()
    standing = Initiative.objects.visible_within(*inside).standing(on).count()
    return [
        Trend(
            listed,
            sum(now[kind] for kind in listed.kinds),
            [
                *(
                    MonthCount(end, sum(then[kind, end] for kind in listed.kinds) if begun and begun <= end else None)
                    for end in ends
                ),
                MonthCount(on, sum(now[kind] for kind in listed.kinds)),
            ],
            standing if listed.is_of_all else None,
        )
        for listed in COMPLAINTS
    ]


def _past(alerts: QuerySet[Alert], ends: list[date]) -> Counter[tuple[str, date]]:
    """How many of each kind were open on each day."""
    names = {f"on_{end:%Y%m%d}": end for end in ends}
    counts = {
        name: Count("pk", filter=Q(raised_on__lte=end) & (Q(cleared_on__isnull=True) | Q(cleared_on__gt=end)))
        for name, end in names.items()
    }
    rows = alerts.order_by().values("kind").annotate(**counts)
    return Counter({(row["kind"], end): row[name] for row in rows for name, end in names.items()})


def shares(user: Person, unit: Unit, on: date) -> Shares:
    """Where the complaints are: the units directly below, those with the most alerts first. Four queries, however many units."""
    branch = branch_of(unit, on)
    place = {kind: number for number, listed in enumerate(COMPLAINTS) for kind in listed.kinds}
    counts: Counter[tuple[int, int]] = Counter()
    alerts = open_alerts_below(user, unit, on).filter(kind__in=place)
    for key, kind, number in alerts.order_by().values_list("unit_id", "kind").annotate(Count("pk")):
        counts[branch.get(key, unit.pk), place[kind]] += number
    standing: Counter[int] = Counter()
    held = Initiative.objects.visible_within(user, Tree(on), [unit.pk]).standing(on)
    for key, number in held.order_by().values_list("unit_id").annotate(Count("pk")):
        standing[branch.get(key, unit.pk)] += number
    total = counts.total()
    found = [
        UnitShare(below, standing[below.pk], row, 100 * sum(row) / total)
        for below in children(unit, on)
        if sum(row := [counts[below.pk, number] for number in range(len(COMPLAINTS))])
    ]
    found.sort(key=lambda share: -share.total)
    return Shares(found[:SHOWN_UNITS], len(found[SHOWN_UNITS:]))
