"""How every report page gets its scope from the address, or answers what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from lantoa.reports.forms import ScopeForm
from lantoa.units.acting import acting_unit


def with_scope(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Call `view(request, …, form=, scope=)`. A unit out of scope is 404; an impossible period shows the form with its errors."""

    @wraps(view)
    def call_view(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        unit = acting_unit(request)
        form = ScopeForm(request.GET, user=request.user, unit=unit)
        if not form.unit_code:
            return render(request, "reports/no_unit.html")
        if not form.is_valid():
            return render(request, "reports/wrong_period.html", {"form": form}, status=400)
        scope = form.scope()
        if scope is None:
            raise Http404("unit out of scope")
        return view(request, *args, form=form, scope=scope, **kwargs)

    return call_view
