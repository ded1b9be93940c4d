"""The form of a plan: its head, and rows of milestones and indicators that can be added without scripts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils import timezone

from lantoa.initiatives.models import Initiative
from lantoa.kit.fields import DayField, LineField, LinesField, NumberField
from lantoa.kit.numbers import format_date
from lantoa.kit.text import label_key
from lantoa.plans.enums import Direction
from lantoa.plans.models import Plan
from lantoa.plans.queries import EarlierPlan, milestone_people, plan_units
from lantoa.plans.services.planning import NewIndicator, NewMilestone
from lantoa.units.models import Person, Unit

ADD = "them"  # names the button that asks for one more row; its value is the prefix of the rows
MILESTONES, INDICATORS = "moc", "chi-tieu"
MOST_ROWS = 40


class MeasuredField(NumberField):
    """A number of an indicator. `measure`: its words, which may follow, also without accents; a sign such as % always may."""

    default_error_messages = {
        "measure": "Chỉ ghi số, không kèm “%(measure)s”; đơn vị tính có ô riêng.",
        "size": "Số này lớn quá mức ghi được; hãy dùng đơn vị tính lớn hơn.",
    }

    def __init__(self, *, measure: str = "", **more: Any) -> None:
        super().__init__(**more)
        self.measure = measure

    def may_follow(self, measure: str) -> bool:
        return label_key(measure) in ("", label_key(self.measure)) or measure == self.measure


class AccountField(forms.ModelChoiceField):
    def label_from_instance(self, person: Person) -> str:
        return f"{person.full_name} ({person.username})"


class QuietForm(forms.Form):
    """While a row is being added, what was typed is kept and nothing is complained of."""

    def __init__(self, *args, is_quiet: bool = False, **kwargs) -> None:
        self.is_quiet = is_quiet
        super().__init__(*args, **kwargs)

    def full_clean(self) -> None:
        if self.is_quiet:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()


class PlanForm(QuietForm):
    starts_on = DayField(label="Bắt đầu")
    ends_on = DayField(label="Kết thúc")
    lead_unit = forms.ModelChoiceField(
        Unit.objects.none(), required=False, empty_label="Chưa chọn", label="Đơn vị chủ trì"
    )
    lead = LineField(
        max_length=200,
        required=False,
        label="Cơ quan, người chủ trì (nếu không có trong danh sách)",
        help_text="Ví dụ: Ban chỉ đạo bản Nà Sản, đồng chí Bí thư chi bộ.",
    )
    coordinating = forms.ModelMultipleChoiceField(
        Unit.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label="Đơn vị phối hợp"
    )
    coordinating_note = LineField(max_length=300, required=False, label="Cơ quan phối hợp khác")
    charter = LinesField(
        max_length=5000,
        required=False,
        label="Quy chế, cách phối hợp",
        help_text="Ai họp với ai, bao lâu một lần; ai báo cáo ai.",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, units, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead_unit"].queryset = self.fields["coordinating"].queryset = units

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            span = f"kết thúc ({format_date(ends_on)}) trước khi bắt đầu ({format_date(starts_on)})"
            self.add_error("ends_on", f"Kế hoạch {span}.")
        return values


class MilestoneRow(QuietForm):
    key = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = LineField(max_length=300, label="Việc cần xong")
    owner = LineField(max_length=200, label="Người chịu trách nhiệm")
    due_on = DayField(label="Hạn")
    owner_person = AccountField(
        Person.objects.none(), required=False, empty_label="Không có tài khoản", label="Tài khoản của người đó"
    )

    def __init__(self, *args, people, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_person"].queryset = people


class IndicatorRow(QuietForm):
    key = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = LineField(max_length=200, label="Chỉ tiêu", help_text="Ví dụ: Số hộ tham gia.")
    measure = LineField(max_length=40, label="Đơn vị tính", help_text="hộ, %, km, triệu đồng")
    baseline = MeasuredField(required=False, label="Hiện trạng", help_text="Để trống nếu chưa rõ.")
    target = MeasuredField(label="Mục tiêu")
    direction = forms.ChoiceField(choices=Direction.choices, initial=Direction.UP, label="Chiều mong muốn")
    source = LineField(max_length=200, required=False, label="Nguồn số liệu")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("baseline", "target"):
            self.fields[name].measure = self["measure"].value() or ""


def _is_dropped(form: forms.Form) -> bool:
    """Whether the row's box is ticked, whatever else is wrong with it."""
    form.is_valid()  # cleans it once; faults that were added since stay
    return bool(form.cleaned_data.get("DELETE"))


class Rows(forms.BaseFormSet):
    """Rows, those left blank not counted, each with a box by which it is dropped."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Bỏ dòng này"

    @property
    def kept_rows(self) -> list[dict[str, Any]]:
        """Cleaned values of the rows that are to stay."""
        stay = [form for form in self.forms if form.has_changed() and not _is_dropped(form)]
        return [{name: value for name, value in form.cleaned_data.items() if name != "DELETE"} for form in stay]


TOO_MANY = {"too_many_forms": f"Nhiều nhất {MOST_ROWS} dòng; hãy gộp bớt."}
MORE = {"formset": Rows, "can_delete": True, "max_num": MOST_ROWS, "absolute_max": MOST_ROWS + 20, "validate_max": True}


@dataclass(frozen=True)
class PlanStart:
    """What the form shows first. `spare`: blank rows of each kind."""

    values: dict[str, Any]
    milestones: list[dict[str, Any]] = field(default_factory=list)
    indicators: list[dict[str, Any]] = field(default_factory=list)
    spare: int = 1


def start_of(plan: Plan) -> PlanStart:
    """The plan as saved."""
    names = ("starts_on", "ends_on", "lead_unit", "lead", "coordinating_note", "charter", "revision")
    values = {name: getattr(plan, name) for name in names} | {"coordinating": list(plan.coordinating.all())}
    milestones = [
        {"key": row.pk, "name": row.name, "owner": row.owner, "due_on": row.due_on, "owner_person": row.owner_person_id}
        for row in plan.milestones.all()
    ]
    rows = ("name", "measure", "baseline", "target", "direction", "source")
    indicators = [{name: getattr(row, name) for name in rows} | {"key": row.pk} for row in plan.indicators.all()]
    return PlanStart(values, milestones, indicators, spare=0)


def start_from(earlier: EarlierPlan) -> PlanStart:
    """Last year's plan, moved on. A target that was reached already is left to be set anew."""
    old = start_of(earlier.plan)
    values = old.values | {"starts_on": earlier.starts_on, "ends_on": earlier.ends_on, "revision": 0}
    milestones = [
        {"name": row.name, "owner": row.owner, "due_on": due_on, "owner_person": row.owner_person_id}
        for row, due_on in earlier.milestones
    ]
    indicators = []
    for given, (row, reached) in zip(old.indicators, earlier.indicators, strict=True):
        is_reached = reached is not None and (
            reached >= row.target if row.direction == Direction.UP else reached <= row.target
        )
        target = None if is_reached else row.target
        indicators.append(given | {"key": None, "baseline": reached, "target": target})
    return PlanStart(values, milestones, indicators, spare=0)


def start_new(initiative: Initiative) -> PlanStart:
    """An empty plan with what the registration says already."""
    values = {
        "starts_on": initiative.starts_on or initiative.registered_on,
        "ends_on": initiative.review_on,
        "lead": initiative.responsible,
        "revision": 0,
    }
    return PlanStart(values)


class PlanEditor:
    """Head, milestones and indicators as one form. `data`: what was posted, None at first."""

    def __init__(self, data: QueryDict | None, *, initiative: Initiative, plan: Plan | None, start: PlanStart) -> None:
        self.added = data.get(ADD, "") if data is not None else ""
        if self.added in (MILESTONES, INDICATORS):
            data = _one_more(data, self.added)
        quiet = {"is_quiet": bool(self.added)}
        today, unit = timezone.localdate(), initiative.unit
        units = plan_units(unit, today, _kept_units(plan))
        self.head = PlanForm(data, initial=start.values, units=units, **quiet)
        owners = {row["owner_person"] for row in start.milestones} - {None}
        people = {"people": milestone_people(unit, today, owners)}
        self.milestones = _rows(MilestoneRow, data, MILESTONES, start.milestones, start.spare, quiet | people)
        self.indicators = _rows(IndicatorRow, data, INDICATORS, start.indicators, start.spare, quiet)
        if self.added:
            added = self.milestones if self.added == MILESTONES else self.indicators
            added.forms[-1].fields["name"].widget.attrs["data-focus"] = True

    def is_valid(self) -> bool:
        """Whether all can be handed to the service; if not, each fault of a row is also named on top."""
        if self.added or not self.head.is_bound:
            return False
        self._mark_outside()
        for rows, word in ((self.milestones, "Mốc"), (self.indicators, "Chỉ tiêu")):
            for fault in rows.non_form_errors():
                self.head.add_error(None, f"{word}: {fault}")
            for number, form in enumerate(rows.forms, start=1):
                if form.errors and not _is_dropped(form):
                    self._name_faults(form, f"{word} {number}")
        return self.head.is_valid()

    def _mark_outside(self) -> None:
        """At its own field: a milestone that is due before the plan starts or after it ends."""
        if not self.head.is_valid():
            return
        starts_on, ends_on = self.head.cleaned_data["starts_on"], self.head.cleaned_data["ends_on"]
        span = f"từ {format_date(starts_on)} đến {format_date(ends_on)}"
        for form in self.milestones.forms:
            due_on = None if _is_dropped(form) else form.cleaned_data.get("due_on")
            if due_on and not starts_on <= due_on <= ends_on:
                form.add_error("due_on", f"{format_date(due_on)} nằm ngoài kế hoạch, {span}.")

    def _name_faults(self, form: forms.Form, place: str) -> None:
        for name, faults in form.errors.items():
            label = form.fields[name].label if name in form.fields else ""
            for fault in faults:
                self.head.add_error(None, f"{place}, {label.lower()}: {fault}" if label else f"{place}: {fault}")

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.head.cleaned_data.items() if name != "revision"}

    @property
    def revision(self) -> int:
        return self.head.cleaned_data["revision"] or 0

    @property
    def new_milestones(self) -> list[NewMilestone]:
        return [NewMilestone(**row) for row in self.milestones.kept_rows]

    @property
    def new_indicators(self) -> list[NewIndicator]:
        return [NewIndicator(**row) for row in self.indicators.kept_rows]


def _kept_units(plan: Plan | None) -> set[int]:
    if plan is None:
        return set()
    return {plan.lead_unit_id, *plan.coordinating.values_list("pk", flat=True)} - {None}


def _rows(form: type[forms.Form], data, prefix: str, start: list[dict], spare: int, given: dict) -> Rows:
    kind = forms.formset_factory(form, extra=spare, **MORE)
    # Any row may stay blank: also one that was filled when the page was opened, and then emptied.
    options = {"form_kwargs": {"empty_permitted": True, **given}, "error_messages": TOO_MANY}
    if data is not None:
        return kind(data, prefix=prefix, **options)
    return kind(initial=start, prefix=prefix, **options)


def _one_more(data: QueryDict, prefix: str) -> QueryDict:
    more = data.copy()
    count = data.get(f"{prefix}-TOTAL_FORMS", "")
    more[f"{prefix}-TOTAL_FORMS"] = str(min(int(count) + 1, MOST_ROWS)) if count.isdecimal() else "1"
    return more


def with_keys_of(data: QueryDict, plan: Plan) -> QueryDict:
    """What was posted against the plan as it is now: rows that somebody dropped meanwhile become new ones, and its
    revision is the one that the person has seen."""
    known = {MILESTONES: plan.milestones, INDICATORS: plan.indicators}
    mended = data.copy()
    mended["revision"] = str(plan.revision)
    for prefix, rows in known.items():
        keys = {str(key) for key in rows.values_list("pk", flat=True)}
        for name in list(mended):
            if name.startswith(f"{prefix}-") and name.endswith("-key") and mended[name] not in keys:
                mended[name] = ""
    return mended
