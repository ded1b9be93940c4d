"""From values to drawn lines: survival curves, trends, ways to a target, stretches of time, dots. Pure.

Lengths along the page are per cent strings ("35.26%"), so that a drawing fills the room it gets; paths are in a box of
100 × 100 that the template stretches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from lantoa.kit.bars import percent
from lantoa.kit.parts import Aim, Curve, Mark, MonthCount, Number, Rating, Span

SCALE_STEPS = (1, 2, 3, 6, 12, 24, 36, 60, 120)
DOT_STEP = 13


def place(value: Number, low: Number, high: Number) -> Decimal:
    """Where `value` stands between `low` and `high`, 0 to 100; 0 when they are the same."""
    if high == low:
        return Decimal(0)
    return (Decimal(str(value)) - Decimal(str(low))) * 100 / (Decimal(str(high)) - Decimal(str(low)))


def _format_number(value: Decimal) -> str:
    return f"{value.quantize(Decimal('0.01')).normalize():f}"


# --- survival ---


@dataclass(frozen=True)
class Tick:
    label: str
    x: str
    anchor: str


@dataclass(frozen=True)
class StepLine:
    """A curve as it is drawn. `path` "": too few were followed. `cells`: share and number at risk at each tick."""

    curve: Curve
    rank: int
    path: str
    started: int
    last: Number | None
    cells: Sequence[tuple[Tick, Number | None, int]]


def months_shown(curves: Sequence[Curve]) -> list[int]:
    """The months that are marked: at most seven, evenly, the last one at or after the longest curve's end."""
    longest = max((curve.points[-1].month for curve in curves if curve.points), default=0)
    step = next((step for step in SCALE_STEPS if longest <= step * 6), SCALE_STEPS[-1])
    return list(range(0, max(longest, 1) + step, step))


def month_ticks(months: Sequence[int]) -> list[Tick]:
    last = len(months) - 1
    anchors = {0: "start", last: "end"}
    return [
        Tick(str(month), percent(place(month, 0, months[-1])), anchors.get(at, "middle"))
        for at, month in enumerate(months)
    ]


def step_lines(curves: Sequence[Curve], months: Sequence[int], *, least: int) -> list[StepLine]:
    """The curves; one that began with fewer than `least` is not drawn."""
    ticks = month_ticks(months)
    return [_step_line(curve, rank, ticks, months, least) for rank, curve in enumerate(curves, start=1)]


def _step_line(curve: Curve, rank: int, ticks: Sequence[Tick], months: Sequence[int], least: int) -> StepLine:
    started = curve.points[0].at_risk if curve.points else 0
    cells = [(tick, *_at(curve, month)) for tick, month in zip(ticks, months, strict=True)]
    if started < least:
        return StepLine(curve, rank, "", started, None, cells)
    path = f"M0 {_format_number(100 - Decimal(str(curve.points[0].share)))}"
    for point in curve.points[1:]:
        x, y = place(point.month, 0, months[-1]), 100 - Decimal(str(point.share))
        path += f"H{_format_number(x)}V{_format_number(y)}"
    return StepLine(curve, rank, path, started, curve.points[-1].share, cells)


def _at(curve: Curve, month: int) -> tuple[Number | None, int]:
    """Share and number at risk at a month; nothing after the curve's end."""
    before = [point for point in curve.points if point.month <= month]
    if not before or month > curve.points[-1].month:
        return None, 0
    return before[-1].share, before[-1].at_risk


# --- trends ---


@dataclass(frozen=True)
class TrendLine:
    """`way`: up, down, level, or "" when fewer than two counts are known."""

    path: str
    end_x: str
    end_y: str
    first: MonthCount | None
    last: MonthCount | None
    change: int
    way: str


def trend_line(counts: Sequence[MonthCount]) -> TrendLine:
    """A line from zero to the highest count; a count that is not known breaks it."""
    known = [count for count in counts if count.value is not None]
    if not known:
        return TrendLine("", "", "", None, None, 0, "")
    top = max(max(count.value for count in known), 1)
    path, is_down = "", False
    for at, count in enumerate(counts):
        if count.value is not None:
            x = place(at, 0, len(counts) - 1)
            path += f"{'L' if is_down else 'M'}{_format_number(x)} {_format_number(100 - place(count.value, 0, top))}"
        is_down = count.value is not None
    first, last = known[0], known[-1]
    change = last.value - first.value
    way = "" if len(known) < 2 else "up" if change > 0 else "down" if change < 0 else "level"
    end_x = percent(place(counts.index(last), 0, len(counts) - 1))
    return TrendLine(path, end_x, percent(100 - place(last.value, 0, top)), first, last, change, way)


# --- the way to a target ---


@dataclass(frozen=True)
class AimLine:
    """`share`: per cent of the way from baseline to target, None if it cannot be said. `verdict`: short, met, beyond,
    back, unknown."""

    share: Decimal | None
    verdict: str
    baseline_x: str = ""
    actual_x: str = ""
    target_x: str = ""
    fill_x: str = ""
    fill_width: str = ""


def aim_line(aim: Aim) -> AimLine:
    """The baseline always stands left and the target right, whether the number has to grow or to shrink."""
    if aim.baseline is None or aim.actual is None or aim.target is None:
        return AimLine(None, "unknown")
    if aim.baseline == aim.target:
        return AimLine(None, "met" if aim.actual == aim.target else "unknown")
    share = place(aim.actual, aim.baseline, aim.target)
    verdict = "back" if share < 0 else "short" if share < 100 else "met" if share == 100 else "beyond"
    low, high = min(share, Decimal(0)), max(share, Decimal(100))
    xs = [place(value, low, high) for value in (Decimal(0), share, Decimal(100))]
    start, end = sorted(xs[:2])
    return AimLine(share, verdict, *(percent(x) for x in xs), percent(start), percent(end - start))


# --- stretches of time ---


@dataclass(frozen=True)
class DrawnSpan:
    span: Span
    x: str
    width: str
    is_now: bool


def drawn_spans(spans: Sequence[Span], since: date, until: date, today: date) -> list[DrawnSpan]:
    """The stretches between two days, cut at both; each day is as wide as any other."""
    whole = (until - since).days + 1
    drawn = []
    for span in spans:
        first, last = max(span.starts_on, since), min(span.ends_on or until, until)
        days = max((last - first).days + 1, 0)
        is_now = span.starts_on <= today <= (span.ends_on or date.max)
        drawn.append(
            DrawnSpan(span, percent(place((first - since).days, 0, whole)), percent(place(days, 0, whole)), is_now)
        )
    return drawn


def year_ticks(since: date, until: date) -> list[Tick]:
    """The first days of the years between, at most eight of them, none so near an edge that its label is cut."""
    years = range(since.year + (since > date(since.year, 1, 1)), until.year + 1)
    step = len(years) // 8 + 1
    whole = (until - since).days + 1
    ticks = [(year, place((date(year, 1, 1) - since).days, 0, whole)) for year in years[::step]]
    return [Tick(str(year), percent(x), "start" if x < 3 else "middle") for year, x in ticks if x <= 96]


def day_x(day: date, since: date, until: date) -> str:
    return percent(place((day - since).days, 0, (until - since).days + 1)) if since <= day <= until else ""


# --- milestones ---


def mark_words(mark: Mark, today: date) -> str:
    """How far a milestone is, in words: "quá hạn 12 ngày", "xong, chậm 3 ngày"."""
    if mark.state == "done":
        late = (mark.done_on - mark.due_on).days if mark.done_on else 0
        return f"đã xong, chậm {late} ngày" if late > 0 else "đã xong"
    days = (mark.due_on - today) // timedelta(days=1)
    if mark.state == "overdue":
        return f"quá hạn {-days} ngày" if days < 0 else "quá hạn"
    if mark.state == "soon":
        return "đến hạn hôm nay" if days == 0 else f"còn {days} ngày"
    return "chưa đến hạn"


# --- scores ---


@dataclass(frozen=True)
class Dot:
    rating: Rating
    x: str
    y: int


@dataclass(frozen=True)
class Spread:
    """`mean` unrounded; `height` of the drawing in pixels; places along the scale in per cent."""

    dots: Sequence[Dot]
    mean: Decimal
    low: Number
    high: Number
    mean_x: str
    low_x: str
    range_width: str
    height: int


def spread(ratings: Sequence[Rating], lowest: Number, highest: Number) -> Spread | None:
    """Totals as dots on a scale; those that would cover one another stand one above the other. None without ratings."""
    if not ratings:
        return None
    ordered = sorted(ratings, key=lambda rating: rating.total)
    spots = [place(rating.total, lowest, highest) for rating in ordered]
    levels = _levels(spots)
    height = (max(levels) + 1) * DOT_STEP + 8
    dots = [
        Dot(rating, percent(spot), height - 8 - level * DOT_STEP)
        for rating, spot, level in zip(ordered, spots, levels, strict=True)
    ]
    mean = sum(Decimal(str(rating.total)) for rating in ordered) / len(ordered)
    width = percent(spots[-1] - spots[0])
    low, high = ordered[0].total, ordered[-1].total
    return Spread(dots, mean, low, high, percent(place(mean, lowest, highest)), percent(spots[0]), width, height)


def _levels(spots: Sequence[Decimal], apart: Decimal = Decimal("3.5")) -> list[int]:
    """The lowest row in which a dot is free of its neighbours; on a phone 3,5% are about a dot's width."""
    ends: list[Decimal] = []
    levels = []
    for spot in spots:
        level = next((at for at, end in enumerate(ends) if spot - end >= apart), len(ends))
        ends[level : level + 1] = [spot]
        levels.append(level)
    return levels
