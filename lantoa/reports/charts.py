"""What the summary draws: the nested counts and the bars by sector, from the same figures as the tables."""

from __future__ import annotations

from lantoa.figures.registry import indicator_of
from lantoa.kit.parts import Bar, Level
from lantoa.reports.summary import Summary
from lantoa.reports.tables import records_url, summary_url

NESTED = (
    ("initiatives.declared", "Kê khai", "", ""),
    ("initiatives.identified", "Có tên, địa chỉ", "chưa rõ tên, địa chỉ", "#don-vi"),
    ("initiatives.evidenced", "Có minh chứng", "chưa có minh chứng", "initiatives.unevidenced"),
)


def nested_levels(summary: Summary) -> list[Level]:
    """Declared ⊃ identified ⊃ evidenced. What is declared without a name has no records: its hatching opens the units
    table, where each unit shows its own gap."""
    levels = []
    for key, label, missing_label, missing in NESTED:
        figure = summary.figure(key)
        missing_url = f"{summary_url(summary.scope)}{missing}" if missing.startswith("#") else ""
        if missing and not missing_url:
            missing_url = records_url(missing, {}, summary.scope)
        url = records_url(key, {}, summary.scope)
        levels.append(Level(label, figure.value, url, figure.quality, missing_label, missing_url))
    return levels


def sector_bars(summary: Summary, key: str) -> list[Bar]:
    """One bar a national sector, and one for what stands beside them where there is any."""
    dim = next(dim for dim in indicator_of(key).dims if dim.name == "sector")
    return [
        Bar(dim.label(figure.dims["sector"]), figure.value, records_url(key, figure.dims, summary.scope))
        for figure in summary.split(key, "sector")
        if figure.value or figure.dims["sector"] not in dim.left_out_when_empty
    ]
