"""Which figure is a part of which: a claim about these numbers, made only where they bear it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lantoa.figures.figures import Dims, Doubt, Figure, ReportScope
from lantoa.kit.numbers import Quality, format_date, format_number

# "More than 130" and 191 records beside it contradict nothing; an exact number or a ceiling below them does.
FLOORS = {Quality.EXACT.value, Quality.AT_LEAST.value}
CEILINGS = {Quality.EXACT.value, Quality.AT_MOST.value}

Place = tuple[str, tuple[tuple[str, str], ...]]


def place_of(key: str, dims: Dims) -> Place:
    return key, tuple(sorted(dims.items()))


def check_parts(figures: Sequence[Figure]) -> tuple[list[Figure], list[tuple[Figure, Figure]]]:
    """The figures, those that cannot be a part of the other as they claim without the claim, and which of them exceed it.

    A part and its whole must both be stated. What surely exceeds a whole that has a ceiling does not fit; more than a lower
    bound contradicts nothing, and is no part of it either.
    """
    by_place = {place_of(figure.key, figure.dims): figure for figure in figures}
    kept, exceeding = [], []
    for figure in figures:
        whole = by_place.get(place_of(*figure.part_of)) if figure.part_of else None
        if figure.part_of is None:
            kept.append(figure)
        elif whole is None or whole.value is None or figure.value is None or figure.value > whole.value:
            kept.append(replace(figure, part_of=None))
            if whole is not None and _exceeds(figure, whole):
                exceeding.append((figure, whole))
        else:
            kept.append(figure)
    return kept, exceeding


def _exceeds(part: Figure, whole: Figure) -> bool:
    if part.value is None or whole.value is None or part.value <= whole.value:
        return False
    return part.quality in FLOORS and whole.quality in CEILINGS


def tell_exceeding(
    exceeding: Iterable[tuple[Figure, Figure]], told: Sequence[Doubt], scope: ReportScope
) -> list[Doubt]:
    """A doubt for each part above its whole, but for those of whose two numbers the indicators have told already."""
    known = {
        frozenset({place_of(doubt.key, doubt.dims), place_of(*doubt.against)})
        for doubt in told
        if doubt.unit == scope.unit and doubt.against
    }
    pairs = [
        (part, whole)
        for part, whole in exceeding
        if frozenset({place_of(part.key, part.dims), place_of(whole.key, whole.dims)}) not in known
    ]
    day = format_date(scope.end)
    return [
        Doubt(
            scope.unit,
            f"{part.label}: {format_number(part.value)}, nhiều hơn {format_number(whole.value)} của “{whole.label}”, "
            f"tính đến ngày {day}",
            part.key,
            part.dims,
            (whole.key, whole.dims),
        )
        for part, whole in pairs
    ]
