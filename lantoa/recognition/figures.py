"""Figures of recognition: initiatives whose recognition stands, by tier."""

from __future__ import annotations

from dataclasses import replace

from lantoa.figures.counted import CountedIndicator
from lantoa.figures.dims import TIER
from lantoa.figures.figures import Figure, ReportScope
from lantoa.initiatives.dims import SUBJECT
from lantoa.initiatives.enums import Tier
from lantoa.initiatives.models import Initiative
from lantoa.movement.dims import OWN_SECTOR, SECTOR
from lantoa.recognition.models import Recognition


class Recognitions(CountedIndicator):
    """One initiative counts once in the total and once in each tier it holds."""

    def nest_figures(self, figures: list[Figure], scope: ReportScope) -> list[Figure]:
        """A tier whose initiatives all hold the next lower tier too is a part of that tier."""
        holders: dict[str, set[int]] = {}
        for tier, initiative_id in self.rows(scope).order_by().values_list("tier", "initiative_id"):
            holders.setdefault(tier, set()).add(initiative_id)
        ranked = sorted(holders, key=lambda tier: Tier(tier).rank)
        whole_of = {
            upper: lower
            for position, upper in enumerate(ranked)
            for lower in ranked[:position]
            if holders[upper] <= holders[lower]
        }
        return [
            replace(f, part_of=(self.key, {"tier": whole_of[f.dims["tier"]]}))
            if set(f.dims) == {"tier"} and f.dims["tier"] in whole_of
            else f
            for f in figures
        ]


def _recognitions(scope: ReportScope):
    return scope.below(Recognition.objects.standing(scope.end))


OF_INITIATIVE = tuple(dim.along("initiative__") for dim in (SECTOR, SUBJECT, OWN_SECTOR))

FIGURES = (
    Recognitions(
        "recognitions.standing",
        "Mô hình được công nhận",
        "mô hình",
        "Mô hình có quyết định công nhận còn hiệu lực vào ngày cuối kỳ; "
        "mỗi mô hình tính một lần trong tổng và một lần ở mỗi cấp.",
        (TIER, *OF_INITIATIVE),
        rows=_recognitions,
        kind="initiative",
        model=Initiative,
        counted="initiative_id",
        unit_path="initiative__unit_id",
        order=90,
    ),
)
