"""Forms of the climb: put forward, appraise, recognise, decline; and of re-checks, revoking and retiring."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet

from lantoa.councils.enums import SittingState
from lantoa.councils.models import Sitting
from lantoa.initiatives.enums import Tier
from lantoa.kit.fields import LineField, LinesField, PastDayField
from lantoa.kit.files.fields import FileOrUploadField, TakesFiles
from lantoa.kit.files.kinds import Group
from lantoa.kit.forms import AskingForm
from lantoa.recognition.models import Candidacy
from lantoa.units.models import Person, Unit

PAPERS = {Group.PDF, Group.IMAGE}


class ProposeForm(AskingForm):
    """`choices`: the tiers that are open to the initiative, with the unit that decides."""

    tier = forms.ChoiceField(widget=forms.RadioSelect, label="Đề nghị công nhận ở cấp")
    statement = LinesField(
        rows=7,
        label="Lý do đề nghị",
        help_text="Kết quả, hiệu quả nổi bật, số liệu so với trước; hội đồng đọc phần này đầu tiên.",
    )

    def __init__(self, *args, choices: list[tuple[Tier, Unit]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tier"].choices = [
            (tier.value, f"Cấp {tier.label.lower()} – {unit.name}") for tier, unit in choices
        ]
        if len(choices) == 1:
            self.fields["tier"].initial = choices[0][0].value


class DatedForm(AskingForm):
    """With the day of a decision or a check: today unless another day is said, never one to come."""

    on = PastDayField(label="Ngày", required=False, help_text="Để trống là hôm nay.")


class RecogniseForm(TakesFiles, DatedForm):
    decision_no = LineField(max_length=60, label="Số quyết định", help_text="Ví dụ 15-QĐ/ĐUK.")
    scan = FileOrUploadField(label="Bản quyết định đã ký (ảnh hoặc PDF)", groups=PAPERS, required=False)
    is_outstanding = forms.BooleanField(label="Chọn là mô hình tiêu biểu trong đợt này", required=False)
    field_order = ("decision_no", "on", "scan", "is_outstanding")


class DeclineForm(DatedForm):
    reason = LinesField(
        label="Lý do không công nhận",
        help_text="Đơn vị đọc lý do này để biết cần làm gì.",
    )
    decision_no = LineField(max_length=60, label="Số văn bản", required=False)
    field_order = ("reason", "decision_no", "on")


class AppraiseForm(AskingForm):
    sitting = forms.ModelChoiceField(
        Sitting.objects.none(),
        label="Phiên họp",
        empty_label="Chọn phiên họp",
        help_text="Nội dung hồ sơ được chụp lại nguyên trạng hôm nay để hội đồng thẩm định.",
    )

    def __init__(self, *args, candidacy: Candidacy, user: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        open_states = (SittingState.PLANNED, SittingState.SCORING)
        sittings = Sitting.objects.visible_to(user).filter(council__unit=candidacy.unit, state__in=open_states)
        self.fields["sitting"].queryset = sittings.order_by("held_on", "pk")


class RenewForm(DatedForm):
    findings = LinesField(
        rows=7,
        label="Kết quả kiểm tra",
        help_text="Mô hình còn duy trì không, hiệu quả ra sao, có gì thay đổi; kèm số liệu nếu có.",
    )
    on = PastDayField(label="Ngày kiểm tra", required=False, help_text="Để trống là hôm nay.")
    field_order = ("findings", "on")


class EndForm(DatedForm):
    reason = LinesField(label="Lý do")
    on = PastDayField(label="Từ ngày", required=False, help_text="Để trống là hôm nay.")
    field_order = ("reason", "on")


class BringForm(AskingForm):
    """Which dossiers go before the sitting."""

    candidacies = forms.ModelMultipleChoiceField(
        Candidacy.objects.none(), widget=forms.CheckboxSelectMultiple, label="Hồ sơ đưa ra phiên họp"
    )

    def __init__(self, *args, waiting: QuerySet[Candidacy], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["candidacies"].queryset = waiting
        self.fields["candidacies"].label_from_instance = _describe_candidacy


class SittingDecisionForm(TakesFiles, DatedForm):
    decision_no = LineField(
        max_length=60, label="Số quyết định", help_text="Một quyết định cho cả phiên, ví dụ 15-QĐ/ĐUK."
    )
    scan = FileOrUploadField(label="Bản quyết định đã ký (ảnh hoặc PDF)", groups=PAPERS, required=False)
    field_order = ("decision_no", "on", "scan")


def _describe_candidacy(candidacy: Candidacy) -> str:
    return f"{candidacy.initiative} – {candidacy.initiative.unit.name} (cấp {candidacy.get_tier_display().lower()})"
