"""A member's own work: the list, one item to score after another, a conflict declared."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.councils.enums import AppraisalState, SittingState
from lantoa.councils.forms.councils import ConflictForm
from lantoa.councils.forms.scoring import ScoreForm
from lantoa.councils.models import Appraisal, DeclaredConflict, Item, Sitting
from lantoa.councils.queries import hides_names, label_of, may_see_scores, my_appraisals, next_unscored, results
from lantoa.councils.rules import may_decide, may_score
from lantoa.councils.services import declare_conflict, submit_scores
from lantoa.councils.views import dossier, sheet
from lantoa.councils.views.sittings import item_of, sitting_of
from lantoa.kit.forms import form_page, takes_form
from lantoa.kit.ruling import Refused
from lantoa.units.models import Person


@require_safe
def my_scoring(request: HttpRequest) -> HttpResponse:
    """All sittings with something for this person, what waits first."""
    groups: dict[int, dict[str, Any]] = {}
    for row in my_appraisals(request.user):
        sitting = row.item.sitting
        if sitting.pk not in groups:
            is_hidden = hides_names(sitting, request.user)
            groups[sitting.pk] = {
                "sitting": sitting,
                "tone": sheet.tone_of(sitting.state),
                "is_hidden": is_hidden,
                "rows": [],
            }
        groups[sitting.pk]["rows"].append((row, label_of(row.item, is_hidden=groups[sitting.pk]["is_hidden"])))
    for group in groups.values():
        states = [row.state for row, _ in group["rows"]]
        group["done"] = states.count(AppraisalState.SCORED)
        group["given"] = len(states) - states.count(AppraisalState.DECLINED)
        group["is_open"] = group["sitting"].state == SittingState.SCORING and group["done"] < group["given"]
    ordered = sorted(groups.values(), key=lambda group: not group["is_open"])
    return render(request, "councils/my_scoring.html", {"groups": ordered})


@require_safe
def sitting_score(request: HttpRequest, pk: int) -> HttpResponse:
    """On to the first item that waits; when there is none, to the own list."""
    record = sitting_of(request, pk)
    waiting = next_unscored(request.user, record)
    return redirect("item_score", record.pk, waiting.item_id) if waiting else redirect("my_scoring")


@takes_form
def item_score(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """The frozen dossier, and beside it the own score form; else the scores that may be read."""
    record = sitting_of(request, pk)
    row = item_of(request, record, item)
    own = _own(request.user, row)
    if request.method == "POST":
        if own is None:
            raise Refused("Hồ sơ này không được phân công cho bạn nên bạn không chấm được.")
        may_score(request.user, own).require()
    form = _form(request, own)
    if form is not None and form.is_valid() and form.ask(submit_scores, own, by=request.user, **form.service_values):
        return _onward(request, record, row)
    context = {"form": form, "is_scoring": form is not None, "own": own, **_item_context(request.user, record, row)}
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "councils/item.html", context, status=status)


@takes_form
def item_conflict(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """The member says that they cannot judge this item; it is taken from them."""
    record = sitting_of(request, pk)
    row = item_of(request, record, item)
    own = _own(request.user, row)
    if own is None:
        raise Refused("Hồ sơ này không được phân công cho bạn nên không cần khai xung đột lợi ích.")
    form = ConflictForm(request.POST or None)
    if form.is_valid() and form.ask(_declare_conflict, own, by=request.user, **form.cleaned_data):
        messages.success(request, f"Đã ghi xung đột lợi ích; {row.blind_label.lower()} không còn giao cho bạn.")
        return redirect("sitting_score", record.pk)
    label = label_of(row, is_hidden=hides_names(record, request.user))
    return form_page(request, "councils/conflict.html", form, sitting=record, item=row, label=label)


def _declare_conflict(own: Appraisal, *, reason: str, is_whole_unit: bool, by: Person) -> DeclaredConflict:
    about = {"unit": own.item.unit} if is_whole_unit else {"item": own.item}
    return declare_conflict(own.member, **about, reason=reason, by=by)


def _own(user: Person, item: Item) -> Appraisal | None:
    rows = my_appraisals(user).filter(item=item).select_related("member__person", "member__council")
    own = rows.prefetch_related("scores__criterion").first()
    if own is not None:
        own.item = item
    return own


def _form(request: HttpRequest, own: Appraisal | None) -> ScoreForm | None:
    """None where the person has nothing to score here (now)."""
    if own is None or not may_score(request.user, own):
        return None
    return ScoreForm(request.POST if request.method == "POST" else None, appraisal=own, on=timezone.localdate())


def _onward(request: HttpRequest, sitting: Sitting, item: Item) -> HttpResponse:
    """After an item, the next one that waits; after the last, the own list."""
    done, given = _mine(request.user, sitting)
    messages.success(request, f"Đã gửi điểm {item.blind_label.lower()}. Bạn đã chấm {done} trên {given} hồ sơ.")
    following = next_unscored(request.user, sitting, after=item)
    return redirect("item_score", sitting.pk, following.item_id) if following else redirect("my_scoring")


def _mine(user: Person, sitting: Sitting) -> tuple[int, int]:
    states = list(my_appraisals(user).filter(item__sitting=sitting).active().values_list("state", flat=True))
    return states.count(AppraisalState.SCORED), len(states)


def _item_context(user: Person, sitting: Sitting, item: Item) -> dict[str, Any]:
    is_hidden = hides_names(sitting, user)
    line = results(sitting, user, [item]).items[0]
    done, given = _mine(user, sitting)
    return {
        "sitting": sitting,
        "item": item,
        "label": label_of(item, is_hidden=is_hidden),
        "is_hidden": is_hidden,
        "parts": dossier.parts(item, is_hidden=is_hidden),
        "closed_count": len(dossier.file_keys(item)) if is_hidden else 0,
        "has_role": bool(user.roles_today),
        "hidden_count": sum(bool(entry["reveals"]) for entry in item.content) if is_hidden else 0,
        "line": line,
        "readable": _readable(user, item),
        "spread": sheet.spread_in_words(line),
        "may_see": may_see_scores(user, item),
        "may_decide": bool(may_decide(user, item)),
        "done": done,
        "given": given,
        "verdict_tone": sheet.VERDICT_TONES.get(item.verdict, "neutral"),
    }


def _readable(user: Person, item: Item) -> list[Appraisal]:
    """The appraisals of the item behind the person's door, with their scores."""
    rows = Appraisal.objects.visible_to(user).scored().filter(item=item).select_related("member__person")
    return list(rows.prefetch_related("scores__criterion").order_by("pk"))
