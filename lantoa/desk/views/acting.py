"""Choosing the unit one works for."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from lantoa.kit.http import door, safe_next
from lantoa.units.acting import act_for
from lantoa.units.models import Unit


@require_POST
def act_for_unit(request: HttpRequest, code: str) -> HttpResponse:
    unit = door(Unit.objects.visible_to(request.user), code=code)
    act_for(request, unit)
    messages.success(request, f"Đang làm việc với {unit.name}.")
    return redirect(safe_next(request, reverse("home")))
