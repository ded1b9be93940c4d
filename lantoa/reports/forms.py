"""What a person may ask of a report: the unit, the period, the tree; and which cell of it."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils import timezone

from lantoa.figures.figures import NOW, THEN, Dims, ReportScope
from lantoa.reports.tables import DIM_SLUGS
from lantoa.units.models import Person, Unit

OLDEST = date(1990, 1, 1)
DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ScopeForm(forms.Form):
    """Cleans the address of a report into a `ReportScope` within the person's rights. Raises no error for what is left out."""

    def __init__(self, query, *, user: Person, unit: Unit | None) -> None:
        self.user, self.default_unit = user, unit
        today = timezone.localdate()
        given = {name: query.get(name) for name in ("don-vi", "tu", "den", "cay", "chi-don-vi", "trong")}
        given["don-vi"] = given["don-vi"] or (unit.code if unit else "")
        given["tu"] = given["tu"] or today.replace(month=1, day=1).isoformat()
        given["den"] = given["den"] or today.isoformat()
        given["cay"] = given["cay"] or THEN
        super().__init__(given)
        self.fields["don-vi"] = forms.CharField(label="Mã đơn vị", max_length=40)
        self.fields["tu"] = forms.DateField(label="Từ ngày", widget=DATE)
        self.fields["den"] = forms.DateField(label="Đến ngày", widget=DATE)
        self.fields["cay"] = forms.CharField(
            label="Cây đơn vị",
            widget=forms.Select(choices=_trees(given["cay"])),
        )
        self.fields["trong"] = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
        self.fields["chi-don-vi"] = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_cay(self) -> str:
        tree = self.cleaned_data["cay"]
        if tree not in (THEN, NOW):
            try:
                date.fromisoformat(tree)
            except ValueError:
                raise forms.ValidationError(
                    "Cây đơn vị phải là cuối kỳ, hiện nay, hoặc một ngày như 2024-06-30."
                ) from None
        return tree

    def clean(self) -> dict:
        start, end = self.cleaned_data.get("tu"), self.cleaned_data.get("den")
        if start and end and end < start:
            self.add_error("den", "Ngày cuối kỳ phải từ ngày đầu kỳ trở đi; hãy chọn lại.")
        if start and start < OLDEST:
            self.add_error("tu", f"Ngày đầu kỳ phải từ năm {OLDEST.year} trở lại đây.")
        return self.cleaned_data

    def scope(self) -> ReportScope | None:
        """The scope that was asked for, or None when its unit is not the person's to see.

        A unit that has left the person's scope since is still seen through the superior of the time (`trong`).
        """
        visible = Unit.objects.visible_to(self.user)
        start, end, tree = (self.cleaned_data[name] for name in ("tu", "den", "cay"))
        code, is_alone = self.cleaned_data["don-vi"], self.cleaned_data["chi-don-vi"]
        through = visible.filter(code=self.cleaned_data["trong"]).first() if self.cleaned_data["trong"] else None
        if through:
            # By the tree of the period's own last day only: a free date would open today's figures of whoever left long ago.
            inside = ReportScope(through, start, end).unit_inside(code)
            if inside:
                return ReportScope(inside, start, end, tree, is_alone, through)
        unit = visible.filter(code=code).first()
        return ReportScope(unit, start, end, tree, is_alone) if unit else None

    @property
    def unit_code(self) -> str:
        return self.data["don-vi"]

    @property
    def visible_period(self) -> list[forms.BoundField]:
        return [self["tu"], self["den"], self["cay"]]


def _trees(asked: str) -> list[tuple[str, str]]:
    choices = [(THEN, "Theo tổ chức cuối kỳ"), (NOW, "Theo tổ chức hiện nay")]
    return choices if asked in (THEN, NOW) else [*choices, (asked, f"Theo tổ chức ngày {asked}")]


def dims_of(query) -> Dims:
    """The dimensions named in an address, by their contract names."""
    return {name: query[slug] for name, slug in DIM_SLUGS.items() if query.get(slug)}
