"""The movement's frame: sectors, campaigns, themes, and the forms that add to them."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.kit.forms import form_page, takes_form
from lantoa.kit.numbers import parse_date
from lantoa.movement.enums import CampaignKind
from lantoa.movement.forms.frame import CampaignForm, SectorForm, ThemeForm
from lantoa.movement.models import Campaign, Theme
from lantoa.movement.queries import issuing_units, phases, sector_groups
from lantoa.movement.rules import may_lay_down
from lantoa.movement.services import add_sector, add_theme, launch_campaign
from lantoa.units.rules import may_everywhere


@require_safe
def movement(request: HttpRequest) -> HttpResponse:
    """As of the day `ngay` (today)."""
    on, today = _asked_day(request), timezone.localdate()
    context = {
        "on": on,
        "is_past": on != today,
        "groups": sector_groups(request.user, on),
        "phases": phases(request.user),
        "themes": Theme.objects.all(),
        "may_add": bool(may_lay_down(request.user)),
    }
    return render(request, "movement/movement.html", context)


def _asked_day(request: HttpRequest) -> date:
    """What cannot be read as a day is today."""
    try:
        return parse_date(request.GET.get("ngay", ""))
    except ValueError:
        return timezone.localdate()


@takes_form
def sector_new(request: HttpRequest) -> HttpResponse:
    may_lay_down(request.user).require()
    held = {"valid_from": timezone.localdate()}
    form = SectorForm(request.POST or None, units=issuing_units(request.user), initial=held)
    if form.is_valid() and (sector := form.ask(add_sector, by=request.user, **form.cleaned_data)):
        messages.success(request, f"Đã thêm lĩnh vực “{sector.name}”.")
        return redirect("movement")
    return form_page(request, "movement/sector_new.html", form)


@takes_form
def campaign_new(request: HttpRequest) -> HttpResponse:
    may_lay_down(request.user).require()
    form = CampaignForm(
        request.POST or None,
        units=issuing_units(request.user),
        phases=Campaign.objects.visible_to(request.user).filter(kind=CampaignKind.PHASE),
        may_everywhere=bool(may_everywhere(request.user)),
    )
    if form.is_valid() and (campaign := form.ask(launch_campaign, by=request.user, **form.cleaned_data)):
        messages.success(request, f"Đã thêm đợt “{campaign.name}”.")
        return redirect("movement")
    return form_page(request, "movement/campaign_new.html", form)


@takes_form
def theme_new(request: HttpRequest) -> HttpResponse:
    may_lay_down(request.user).require()
    form = ThemeForm(request.POST or None)
    if form.is_valid() and (theme := form.ask(add_theme, name=form.cleaned_data["name"])):
        messages.success(request, f"Đã có chủ đề “{theme.name}”.")
        return redirect("movement")
    return form_page(request, "movement/theme_new.html", form)
