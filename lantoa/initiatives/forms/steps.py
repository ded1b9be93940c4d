"""The registration form in steps a clerk can take on a phone. Each step cleans its own fields; a service saves them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from lantoa.initiatives.enums import Kind, State, Subject, Tier
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries import campaigns_for, communes, sectors_for, writable_units
from lantoa.initiatives.wording import field_label
from lantoa.kit.fields import DayField, LineField, LinesField, PastDayField
from lantoa.kit.picking import SEARCH, PickField, SearchingForm
from lantoa.movement.models import Campaign, Sector, Theme
from lantoa.units.enums import UnitKind
from lantoa.units.models import Person, Place, Unit

BOX_LENGTH = 5000
BOX_HELP = {
    "situation": "Việc gì đang vướng, ở đâu, từ bao giờ; vì sao cần làm.",
    "goals": "Làm đến đâu là đạt: con số, thời hạn, cách đo.",
    "content": "Sẽ làm những việc gì, theo cách nào, khác trước ở điểm nào.",
    "audience": "Làm ở thôn, bản, cơ quan nào; cho ai, bao nhiêu người, bao nhiêu hộ.",
    "forces": "Ai chủ trì, ai phối hợp, ai tham gia.",
    "resources": "Kinh phí, ngày công, hiện vật lấy từ đâu; bắt đầu khi nào, các mốc, khi nào đánh giá.",
    "outputs": "Khi xong sẽ thấy được gì: sản phẩm, việc đã đổi, con số.",
    "sustainability": "Ai giữ cho mô hình chạy tiếp; nơi khác làm theo được không, cần những gì.",
}
TIER_OF_KIND = {
    UnitKind.PROVINCE_COMMITTEE: Tier.PROVINCE,
    UnitKind.DISTRICT_COMMITTEE: Tier.DISTRICT,
    UnitKind.BLOC_COMMITTEE: Tier.BLOC,
    UnitKind.COMMUNE_COMMITTEE: Tier.COMMUNE,
    UnitKind.WARD_COMMITTEE: Tier.COMMUNE,
}
IS_CHOSEN_ANEW = {"invalid_choice": "Lĩnh vực này không dùng cho đơn vị đã chọn; hãy chọn lại."}


def tier_of(unit: Unit | None) -> str:
    """The tier at which a unit of this kind usually registers."""
    return TIER_OF_KIND.get(UnitKind(unit.kind), Tier.BASE) if unit else Tier.BASE


class StepForm(SearchingForm):
    """One step. `initiative`: the saved draft, or None while the first step is filled in for the first time."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Mapping | None = None, *, user: Person, initiative: Initiative | None, initial: Mapping[str, Any]
    ) -> None:
        self.user, self.initiative = user, initiative
        super().__init__(data, initial=initial)

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned fields as `register` and `edit` take them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


class SectorField(forms.ModelChoiceField):
    def label_from_instance(self, sector: Sector) -> str:
        return sector.in_words


class NameStep(StepForm):
    name = LineField(
        max_length=300, label="1. Tên mô hình", help_text="Ngắn, nói được việc làm; ví dụ “Vườn rau sạch vì cộng đồng”."
    )
    unit = PickField(
        Unit.objects.none(),
        note=lambda unit: unit.code,
        placeholder="Gõ tên hoặc mã đơn vị, không cần dấu",
        label="Đơn vị đăng ký",
        to_field_name="code",
        refreshes="sector",
    )
    kind = forms.ChoiceField(
        choices=Kind.choices,
        widget=forms.RadioSelect,
        label="Mô hình hay điển hình",
        help_text="Mô hình là một cách làm; điển hình là một tập thể, một người làm tốt.",
    )
    subject = forms.ChoiceField(choices=Subject.choices, widget=forms.RadioSelect, label=field_label("subject"))
    holder = LineField(
        max_length=200,
        required=False,
        label=field_label("holder"),
        help_text="Chi đoàn, tổ, hội hoặc người trực tiếp làm.",
    )
    sector = SectorField(
        Sector.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        label=field_label("sector"),
        error_messages=IS_CHOSEN_ANEW,
    )
    tier = forms.ChoiceField(choices=Tier.choices, label=field_label("tier"))
    continues = forms.ModelChoiceField(Initiative.objects.none(), widget=forms.HiddenInput, required=False)

    def __init__(self, data: Mapping | None = None, **kwargs) -> None:
        super().__init__(data, **kwargs)
        earlier = Initiative.objects.visible_to(self.user).exclude(state=State.DRAFT)
        self.fields["continues"].queryset = earlier.exclude(pk=self.initiative.pk) if self.initiative else earlier
        if self.initiative is not None and self.initiative.state == State.ACCEPTED:
            del self.fields["unit"]  # figures of past periods hang on it
        else:
            self.fields["unit"].queryset = writable_units(self.user)
        is_there = self.initiative is not None and self.chosen_unit == self.initiative.unit
        kept = self.initiative.sector_id if is_there else None
        self.fields["sector"].queryset = sectors_for(self.chosen_unit, timezone.localdate(), kept)
        drafted = f"?tru={self.initiative.pk}" if self.initiative else ""
        self.fields["name"].widget.attrs |= {
            "autocomplete": "off",
            "hx-get": reverse("similar") + drafted,
            "hx-trigger": "input changed delay:400ms",
            "hx-target": "#similar",
            "hx-include": "[name='unit']",
            "hx-sync": "this:replace",
        }

    @classmethod
    def continue_from(cls, data: QueryDict, earlier: Initiative) -> QueryDict:
        """What was typed so far, with this step's answers taken over from an earlier registration; the unit stays."""
        taken = data.copy()
        taken[SEARCH] = "continues"
        taken["continues"] = earlier.pk
        for name in ("name", "kind", "subject", "holder", "tier"):
            taken[name] = getattr(earlier, name)
        taken["sector"] = earlier.sector_id
        return taken

    @property
    def earlier_registration(self) -> Initiative | None:
        """The earlier registration that this one is to continue, as far as it was given."""
        try:
            return self.fields["continues"].clean(self["continues"].value())
        except forms.ValidationError:
            return None

    @property
    def chosen_unit(self) -> Unit | None:
        """The unit as chosen so far: the sectors hang on it."""
        return self["unit"].chosen_record if "unit" in self.fields else self.initiative.unit


def _where(place: Place) -> str:
    return place.parent.name if place.parent else ""


class PlaceStep(StepForm):
    responsible = LineField(
        max_length=200,
        required=False,
        label=field_label("responsible"),
        help_text="Họ tên, chức vụ người chịu trách nhiệm chính.",
    )
    place = PickField(
        Place.objects.none(),
        note=_where,
        placeholder="Gõ tên xã, phường, không cần dấu",
        label=field_label("place"),
        required=False,
    )
    address = LineField(
        max_length=300, required=False, label=field_label("address"), help_text="Thôn, bản, tổ dân phố, cơ quan."
    )
    registered_on = PastDayField(
        what="Ngày đăng ký", required=False, label=field_label("registered_on"), help_text="Để trống thì lấy ngày nộp."
    )
    starts_on = DayField(required=False, label=field_label("starts_on"))
    review_on = DayField(required=False, label=field_label("review_on"), help_text="Ngày dự kiến đánh giá kết quả.")
    campaign = forms.ModelChoiceField(
        Campaign.objects.none(), required=False, empty_label="Không theo đợt nào", label=field_label("campaign")
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(), required=False, widget=forms.CheckboxSelectMultiple, label=field_label("themes")
    )

    def __init__(self, data: Mapping | None = None, **kwargs) -> None:
        super().__init__(data, **kwargs)
        self.fields["place"].queryset = communes(timezone.localdate(), self.initiative.place_id)
        self.fields["campaign"].queryset = campaigns_for(self.initiative.unit, self.initiative.campaign_id)
        if not self.fields["themes"].queryset.exists():
            del self.fields["themes"]

    def clean_registered_on(self) -> date | None:
        day, accepted_on = self.cleaned_data["registered_on"], self.initiative.accepted_on
        if accepted_on and (day is None or day > accepted_on):
            raise forms.ValidationError(
                f"Mô hình được duyệt ngày {accepted_on:%d/%m/%Y}; ngày đăng ký phải từ ngày đó trở về trước."
            )
        return day

    def clean(self) -> dict[str, Any]:
        starts_on, review_on = self.cleaned_data.get("starts_on"), self.cleaned_data.get("review_on")
        if starts_on and review_on and review_on < starts_on:
            self.add_error("review_on", "Thời điểm đánh giá phải từ ngày bắt đầu trở đi.")
        return self.cleaned_data


class BoxesStep(StepForm):
    """Boxes of the form as it stands on paper, numbered as there; the name is its first box."""

    boxes: tuple[str, ...] = ()
    first_number = 2

    def __init__(self, data: Mapping | None = None, **kwargs) -> None:
        super().__init__(data, **kwargs)
        for number, name in enumerate(self.boxes, start=self.first_number):
            # What was imported may be longer than what is asked of a clerk: it must stay editable.
            longest = max(BOX_LENGTH, len(getattr(self.initiative, name)))
            self.fields[name] = LinesField(
                rows=7,
                label=f"{number}. {field_label(name)}",
                help_text=BOX_HELP[name],
                required=False,
                max_length=longest,
            )


class PurposeStep(BoxesStep):
    boxes = ("situation", "goals", "content", "audience")


class MeansStep(BoxesStep):
    boxes = ("forces", "resources", "outputs", "sustainability")
    first_number = 6


@dataclass(frozen=True)
class FormStep:
    title: str
    form: type[StepForm]

    @property
    def fields(self) -> tuple[str, ...]:
        return (*self.form.base_fields, *getattr(self.form, "boxes", ()))


STEPS = (
    FormStep("Tên và lĩnh vực", NameStep),
    FormStep("Nơi và người", PlaceStep),
    FormStep("Nội dung", PurposeStep),
    FormStep("Cách làm, kết quả", MeansStep),
)
CHECK = len(STEPS) + 1


def step_of(field_name: str) -> int:
    """Number of the step that asks for the field."""
    return next(number for number, step in enumerate(STEPS, start=1) if field_name in step.fields)
