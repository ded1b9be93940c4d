"""How every report page gets its scope from the address, or answers what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from lantoa.reports.figures import ReportScope
from lantoa.reports.forms import ScopeForm
from lantoa.units.acting import acting_unit


def with_scope(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Call `view(request, …, form=, scope=)`. A unit out of scope is 404; an impossible period shows the form with its errors."""

    @wraps(view)
    def scoped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        form = ScopeForm(request.GET, user=request.user, unit=acting_unit(request))
        is_valid = form.is_valid()
        unit = form.unit
        if unit is None:
            if not request.GET.get("don-vi"):
                return render(request, "reports/no_unit.html")
            raise Http404("unit out of scope")
        if not is_valid:
            return render(request, "reports/wrong_period.html", {"form": form, "unit": unit}, status=400)
        scope: ReportScope = form.scope(unit)
        return view(request, *args, form=form, scope=scope, **kwargs)

    return scoped
