"""What must hold of initiatives beyond what the schema can say. Each check reads only, and returns one sentence a fault."""

from __future__ import annotations

from datetime import date

from lantoa.initiatives.models import Initiative, Replication
from lantoa.kit.models import Event


def initiative_keys_match_names() -> list[str]:
    """The keys for sorting, comparing and searching are made of the record's own words."""
    faults = []
    for row in Initiative.objects.order_by("pk").iterator(chunk_size=2000):
        stored = (row.name_sort, row.name_key, row.search)
        row.index()
        if stored != (row.name_sort, row.name_key, row.search):
            faults.append(f"{_describe_row(row)}: khóa tìm kiếm hoặc sắp xếp không khớp với nội dung.")
    return faults


def initiatives_have_a_history() -> list[str]:
    """Nothing is registered past the services: the audit chain knows how each initiative came about."""
    known = set(
        Event.objects.filter(object_type=Initiative.audit_name, verb__in=("register", "load")).values_list(
            "object_id", flat=True
        )
    )
    return [
        f"{_describe_row(row)}: nhật ký không ghi việc đăng ký."
        for row in Initiative.objects.only("pk", "name").order_by("pk").iterator(chunk_size=2000)
        if str(row.pk) not in known
    ]


def replications_follow_acceptance() -> list[str]:
    """Only an accepted registration is adopted elsewhere, not before its acceptance, and a copy stands at the adopting unit."""
    faults = []
    for row in Replication.objects.select_related("source", "copy", "unit").order_by("pk"):
        if row.adopted_on and not _accepted_by(row.source, row.adopted_on):
            faults.append(
                f"{_describe_row(row.source)}: được nhân rộng tại “{row.unit.name}” khi chưa được duyệt đăng ký."
            )
        if row.adopted_on and row.copy and row.copy.accepted_on is None:
            faults.append(f"{_describe_row(row.copy)}: được tính là bản nhân rộng khi chưa được duyệt đăng ký.")
        if row.unit_id == row.source.unit_id:
            faults.append(f"{_describe_row(row.source)}: nhân rộng ngay tại đơn vị của mình.")
        if row.copy and row.copy.unit_id != row.unit_id:
            faults.append(f"{_describe_row(row.source)}: bản nhân rộng không thuộc đơn vị áp dụng “{row.unit.name}”.")
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
    return [f"{_describe_row(row)}: là bản nhân rộng của chính mình, qua các bản khác." for row in looped]


CHECKS = (
    initiative_keys_match_names,
    initiatives_have_a_history,
    replications_follow_acceptance,
    lineages_have_no_cycles,
)


def _describe_row(row: Initiative) -> str:
    return f"Mô hình “{row}” (số {row.pk})"


def _accepted_by(row: Initiative, day: date) -> bool:
    return row.accepted_on is not None and row.accepted_on <= day
