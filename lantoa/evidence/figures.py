"""Figures of proof: identified initiatives with accepted evidence, and those without."""

from __future__ import annotations

from lantoa.evidence.models import Evidence
from lantoa.figures.counted import CountedIndicator
from lantoa.figures.figures import ReportScope
from lantoa.initiatives.figures import identified_rows


def _evidenced_rows(scope: ReportScope):
    return identified_rows(scope).filter(pk__in=_accepted_evidence(scope))


def _unevidenced_rows(scope: ReportScope):
    return identified_rows(scope).exclude(pk__in=_accepted_evidence(scope))


def _accepted_evidence(scope: ReportScope):
    return Evidence.objects.accepted(scope.end).values("initiative_id")


FIGURES = (
    CountedIndicator(
        "initiatives.evidenced",
        "Mô hình có minh chứng",
        "mô hình",
        "Mô hình có tên, địa chỉ và có ít nhất một minh chứng đã được chấp nhận tính đến ngày cuối kỳ.",
        (),
        rows=_evidenced_rows,
        kind="initiative",
        whole="initiatives.identified",
        order=60,
    ),
    # What the hatched part of the bars opens.
    CountedIndicator(
        "initiatives.unevidenced",
        "Mô hình chưa có minh chứng",
        "mô hình",
        "Mô hình có tên, địa chỉ, đang có vào ngày cuối kỳ và chưa có minh chứng nào được chấp nhận.",
        (),
        rows=_unevidenced_rows,
        kind="initiative",
        whole="initiatives.identified",
        order=65,
        is_printed=False,
    ),
)
