"""What must hold of initiatives beyond what the schema can say. Each check reads only, and returns one sentence a fault."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q

from lantoa.councils.enums import Verdict
from lantoa.initiatives.enums import CandidacyState, Direction, State
from lantoa.initiatives.models import (
    Alert,
    Candidacy,
    Evidence,
    Initiative,
    Measurement,
    Milestone,
    PlanIndicator,
    ProgressReport,
    Prospect,
    Recognition,
    Replication,
    WatchRun,
)
from lantoa.initiatives.queries.evidence import shows_something
from lantoa.kit.models import Event


def initiative_keys_match_names() -> list[str]:
    """The keys for sorting, comparing and searching are made of the record's own words."""
    faults = []
    for row in Initiative.objects.order_by("pk").iterator(chunk_size=2000):
        stored = (row.name_sort, row.name_key, row.search)
        row.index()
        if stored != (row.name_sort, row.name_key, row.search):
            faults.append(f"{_named(row)}: khóa tìm kiếm hoặc sắp xếp không khớp với nội dung.")
    return faults


def initiatives_have_a_history() -> list[str]:
    """Nothing is registered past the services: the audit chain knows how each initiative came about."""
    known = set(
        Event.objects.filter(object_type=Initiative._meta.label_lower, verb__in=("register", "load")).values_list(
            "object_id", flat=True
        )
    )
    return [
        f"{_named(row)}: nhật ký không ghi việc đăng ký."
        for row in Initiative.objects.only("pk", "name").order_by("pk").iterator(chunk_size=2000)
        if str(row.pk) not in known
    ]


def recognitions_follow_acceptance() -> list[str]:
    """Only an accepted registration is recognised, and not before its acceptance."""
    wrong = Q(initiative__accepted_on__isnull=True) | Q(recognised_on__lt=F("initiative__accepted_on"))
    return [
        f"{_named(row.initiative)}: được công nhận ngày {row.recognised_on:%d/%m/%Y} khi chưa được duyệt đăng ký."
        for row in Recognition.objects.filter(wrong).select_related("initiative").order_by("pk")
    ]


def replications_follow_acceptance() -> list[str]:
    """Only an accepted registration is adopted elsewhere, not before its acceptance, and a copy stands at the adopting unit."""
    faults = []
    for row in Replication.objects.select_related("source", "copy", "unit").order_by("pk"):
        if row.adopted_on and not _accepted_by(row.source, row.adopted_on):
            faults.append(f"{_named(row.source)}: được nhân rộng tại “{row.unit.name}” khi chưa được duyệt đăng ký.")
        if row.adopted_on and row.copy and row.copy.accepted_on is None:
            faults.append(f"{_named(row.copy)}: được tính là bản nhân rộng khi chưa được duyệt đăng ký.")
        if row.unit_id == row.source.unit_id:
            faults.append(f"{_named(row.source)}: nhân rộng ngay tại đơn vị của mình.")
        if row.copy and row.copy.unit_id != row.unit_id:
            faults.append(f"{_named(row.source)}: bản nhân rộng không thuộc đơn vị áp dụng “{row.unit.name}”.")
    return faults


def lineages_have_no_cycles() -> list[str]:
    """No initiative descends from itself, over however many copies of copies."""
    sources: dict[int, set[int]] = {}
    for copy, source in Replication.objects.filter(copy__isnull=False).values_list("copy_id", "source_id"):
        sources.setdefault(copy, set()).add(source)
    while free := [copy for copy, above in sources.items() if not above & sources.keys()]:
        for copy in free:  # all that it descends from ends in something that is no copy
            del sources[copy]
    looped = Initiative.objects.filter(pk__in=sources).order_by("pk")
    return [f"{_named(row)}: là bản nhân rộng của chính mình, qua các bản khác." for row in looped]


def evidence_has_four_eyes() -> list[str]:
    """Nobody accepts or rejects a piece of evidence of their own."""
    own = Evidence.objects.filter(Q(accepted_by=F("added_by")) | Q(rejected_by=F("added_by")))
    return [
        f"{_named(row.initiative)}: minh chứng “{row.caption}” do chính người gửi "
        + ("chấp nhận." if row.accepted_on else "quyết định.")
        for row in own.select_related("initiative").order_by("pk")
    ]


def evidence_photos_are_known_again() -> list[str]:
    """Each photo that shows something has its prints, so that it is found when it is handed in again."""
    rows = Evidence.objects.filter(file__prints__isnull=True).exclude(file__thumbnail="")
    return [
        f"{_named(row.initiative)}: ảnh “{row.file}” của minh chứng “{row.caption}” không có dấu ảnh."
        for row in rows.filter(file__isnull=False).select_related("initiative", "file").order_by("pk")
        if shows_something(row.file)
    ]


def alerts_are_of_what_goes_on() -> list[str]:
    """What ended before the last run of the watch has no open alert. What was withdrawn since then waits for the next run."""
    run = WatchRun.objects.first()
    if run is None:
        return []
    since = Event.objects.filter(object_type=Initiative._meta.label_lower, verb="withdraw", at__gte=run.run_at)
    withdrawn = [int(key) for key in since.values_list("object_id", flat=True)]
    ended = Alert.objects.filter(cleared_on__isnull=True, initiative__ended_on__lte=run.day)
    return [
        f"{_named(row.initiative)}: đã thôi mà còn cảnh báo “{row}”."
        for row in ended.exclude(initiative__in=withdrawn).select_related("initiative").order_by("pk")
    ]


def alerts_come_from_runs() -> list[str]:
    """Alerts are raised and cleared on days on which the rules were run, and by nothing else."""
    days = WatchRun.objects.values("day")
    strange = Q(cleared_on__isnull=False) & ~Q(cleared_on__in=days) | ~Q(raised_on__in=days)
    return [
        f"{_named(row.initiative)}: cảnh báo “{row}” có ngày không thuộc lần tính nào."
        for row in Alert.objects.filter(strange).select_related("initiative").order_by("pk")
    ]


def prospects_stay_with_their_registration() -> list[str]:
    """The audit chain knows of each prospect that has a registration how it was taken up."""
    known = set(
        Event.objects.filter(object_type=Prospect._meta.label_lower, verb="take_up").values_list("object_id", flat=True)
    )
    return [
        f"Triển vọng “{row}” (số {row.pk}): nhật ký không ghi việc chuyển thành đăng ký."
        for row in Prospect.objects.filter(initiative__isnull=False).order_by("pk")
        if str(row.pk) not in known
    ]


def milestones_lie_in_their_plan() -> list[str]:
    """No milestone is due before its plan starts or after it ends."""
    outside = Q(due_on__lt=F("plan__starts_on")) | Q(due_on__gt=F("plan__ends_on"))
    return [
        f"{_named(row.plan.initiative)}: hạn của mốc “{row}” nằm ngoài kế hoạch."
        for row in Milestone.objects.filter(outside).select_related("plan__initiative").order_by("pk")
    ]


def targets_follow_their_direction() -> list[str]:
    """A target lies beyond the baseline on the side that is wished."""
    wrong = Q(direction=Direction.UP, target__lte=F("baseline")) | Q(
        direction=Direction.DOWN, target__gte=F("baseline")
    )
    return [
        f"{_named(row.plan.initiative)}: chỉ tiêu “{row}” có mục tiêu ngược với chiều mong muốn."
        for row in PlanIndicator.objects.filter(wrong).select_related("plan__initiative").order_by("pk")
    ]


def measurements_are_of_their_plan() -> list[str]:
    """A report measures indicators of its own initiative only."""
    strange = Measurement.objects.exclude(report__initiative=F("indicator__plan__initiative"))
    return [
        f"{_named(row.report.initiative)}: báo cáo tiến độ đo chỉ tiêu “{row.indicator}” của mô hình khác."
        for row in strange.select_related("report__initiative", "indicator").order_by("pk")
    ]


def reports_never_overlap() -> list[str]:
    """Of one initiative, no two progress reports tell of the same day."""
    faults, last = [], None
    rows = ProgressReport.objects.select_related("initiative").order_by("initiative_id", "period_from", "pk")
    for row in rows.iterator(chunk_size=2000):
        if last and last.initiative_id == row.initiative_id and row.period_from <= last.period_to:
            faults.append(f"{_named(row.initiative)}: {str(row).lower()} trùng ngày với báo cáo trước đó.")
        last = row
    return faults


def reports_have_four_eyes() -> list[str]:
    """Nobody takes in a progress report that they handed in."""
    accepted = ProgressReport.objects.filter(accepted_on__isnull=False).select_related("initiative")
    events = Event.objects.filter(object_type=ProgressReport._meta.label_lower, verb="accept_progress")
    takers = dict(events.order_by("sequence").values_list("object_id", "actor_id"))
    return [
        f"{_named(row.initiative)}: {str(row).lower()} do chính người nộp nhận."
        for row in accepted.order_by("pk")
        if row.submitted_by_id is not None and takers.get(str(row.pk)) == row.submitted_by_id
    ]


def recognitions_open_with_their_decision() -> list[str]:
    """Each recognition has a window from its own day on, and none opened before it or after it ended."""
    faults = []
    for row in Recognition.objects.select_related("initiative").prefetch_related("renewals").order_by("pk"):
        days = sorted(check.renewed_on for check in row.renewals.all())
        if not days or days[0] != row.recognised_on:
            faults.append(f"{_named(row.initiative)}: {str(row).lower()} không có hiệu lực từ ngày quyết định.")
        elif row.ended_on and days[-1] > row.ended_on:
            faults.append(f"{_named(row.initiative)}: {str(row).lower()} được kiểm tra lại sau khi đã thôi.")
    return faults


def decisions_answer_candidacies() -> list[str]:
    """A candidacy that was recognised has its recognition, of the same tier and day; no other has one."""
    faults = []
    for row in Candidacy.objects.select_related("initiative", "recognition").order_by("pk"):
        given = getattr(row, "recognition", None)
        if (row.state == CandidacyState.RECOGNISED) != (given is not None):
            faults.append(f"{_named(row.initiative)}: {str(row).lower()} và công nhận không khớp nhau.")
        elif given and (given.tier, given.recognised_on) != (row.tier, row.decided_on):
            faults.append(f"{_named(row.initiative)}: công nhận khác cấp hoặc ngày với đề nghị.")
    return faults


def councils_verdicts_are_followed() -> list[str]:
    """What a concluded council did not recommend was not recognised, and the other way round."""
    decided = Candidacy.objects.filter(
        state__in=[CandidacyState.RECOGNISED, CandidacyState.DECLINED],
        item__sitting__concluded_on__isnull=False,
        initiative__state=State.ACCEPTED,
    ).exclude(item__taken_off_on__isnull=False)
    return [
        f"{_named(row.initiative)}: quyết định khác kết luận của hội đồng."
        for row in decided.select_related("initiative", "item").order_by("pk")
        if (row.state == CandidacyState.RECOGNISED) == (row.item.verdict == Verdict.NOT_RECOMMENDED)
    ]


CHECKS = (
    recognitions_open_with_their_decision,
    decisions_answer_candidacies,
    councils_verdicts_are_followed,
    initiative_keys_match_names,
    initiatives_have_a_history,
    recognitions_follow_acceptance,
    replications_follow_acceptance,
    lineages_have_no_cycles,
    evidence_has_four_eyes,
    evidence_photos_are_known_again,
    alerts_are_of_what_goes_on,
    alerts_come_from_runs,
    prospects_stay_with_their_registration,
    milestones_lie_in_their_plan,
    targets_follow_their_direction,
    measurements_are_of_their_plan,
    reports_never_overlap,
    reports_have_four_eyes,
)


def _named(row: Initiative) -> str:
    return f"Mô hình “{row}” (số {row.pk})"


def _accepted_by(row: Initiative, day: date) -> bool:
    return row.accepted_on is not None and row.accepted_on <= day
