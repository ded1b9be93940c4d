"""The index of the registrations' texts, kept true. Derived rows: nothing of it is audited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection, transaction

from lantoa.initiatives.models import Initiative, TextPrint
from lantoa.initiatives.queries.copies import passages_of
from lantoa.kit.likeness.texts import prints_of

# Plain rows in one statement: a sheet of 5,000 registrations has some 300,000 prints, and as many model instances would take
# longer than the rest of the import.
INSERT = f"INSERT INTO {TextPrint._meta.db_table} (initiative_id, value) VALUES (%s, %s)"  # noqa: S608 - own table name


@transaction.atomic
def index_texts(initiatives: Iterable[Initiative], *, is_new: bool = False) -> int:
    """Write the prints of saved initiatives anew; how many rows changed. `is_new`: none of them has prints yet."""
    wanted = {row.pk: prints_of(passages_of(row).values()) for row in initiatives}
    stale: list[int] = []
    for pk, key, value in () if is_new else _find_prints(wanted):
        if value in wanted[key]:
            wanted[key].discard(value)
        else:
            stale.append(pk)
    TextPrint.objects.filter(pk__in=stale).delete()
    fresh = [(key, value) for key, values in wanted.items() for value in values]
    _insert(fresh)
    return len(fresh) + len(stale)


def index_all(batch: int = 500) -> int:
    """Index every initiative, as after an upgrade that changes what a print is; how many rows changed."""
    changed, part = 0, []
    for row in Initiative.objects.order_by("pk").iterator(chunk_size=batch):
        part.append(row)
        if len(part) == batch:
            changed, part = changed + index_texts(part), []
    return changed + index_texts(part)


def text_prints_match(batch: int = 500) -> list[str]:
    """The prints of each initiative are those of its own words; one sentence a fault. For `lantoa check`."""
    faults = []
    stored: dict[int, set[int]] = defaultdict(set)
    for key, value in TextPrint.objects.values_list("initiative_id", "value").iterator(chunk_size=20_000):
        stored[key].add(value)
    for row in Initiative.objects.order_by("pk").iterator(chunk_size=batch):
        if stored.get(row.pk, set()) != prints_of(passages_of(row).values()):
            faults.append(f"Mô hình “{row}” (số {row.pk}): dấu văn bản không khớp với nội dung.")
    return faults


def _insert(rows: list[tuple[int, int]]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(INSERT, rows)


def _find_prints(keys: Iterable[int]) -> Iterable[tuple[int, int, int]]:
    return TextPrint.objects.filter(initiative__in=list(keys)).values_list("pk", "initiative_id", "value")
