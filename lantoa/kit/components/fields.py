"""Parts of a form: field, summary of errors, steps, actions at the foot. They draw Django's own bound fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, FileInput
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lantoa.kit.parts import Step

register = template.Library()

# What a widget needs around it; every other widget is a line of text.
WIDGET_KINDS = {
    "textarea": "textarea",
    "select": "select",
    "selectmultiple": "select",
    "radioselect": "radios",
    "checkboxselectmultiple": "checks",
    "checkbox": "checkbox",
    "file": "file",
    "clearablefile": "file",
    "upload": "file",
    "several": "file",
}
STEP_WORDS = {"done": "đã xong", "current": "đang làm", "todo": "chưa làm", "error": "cần sửa"}


@register.inclusion_tag("kit/_field.html")
def field(bound: BoundField, *, suffix: str = "", note: str = "") -> dict[str, Any]:
    """A bound field with label, help, error and, where the field has a `max_length` over 100, a count of what is left.

    Radios become cards. `suffix`, or the field's own, stands behind the input ("đồng"); `note` is a second help line that
    htmx may fill.
    """
    kind = WIDGET_KINDS.get(bound.widget_type, "text")
    longest = getattr(bound.field, "max_length", None) or 0
    return {
        "bound": bound,
        "kind": kind,
        "is_group": kind in {"radios", "checks"},
        "suffix": suffix or getattr(bound.field, "suffix", ""),
        "note": note,
        "longest": longest if longest > 100 and kind in {"text", "textarea"} else 0,
        "anchor": f"field-{bound.html_name}",
    }


@register.inclusion_tag("kit/_error_summary.html")
def error_summary(form: BaseForm, *, title: str = "") -> dict[str, Any]:
    """What must be mended, on top of the form, each line leading to its field. Nothing when the form has no errors."""
    errors = [{"text": text, "target": "", "label": ""} for text in form.non_field_errors()]
    for bound in form:
        errors += [{"text": text, "target": _target(bound), "label": bound.label} for text in bound.errors]
    count = len(errors)
    title = title or f"Chưa lưu được: còn {count} chỗ cần sửa"
    return {"errors": errors, "title": title, "loses_file": _loses_file(form)}


def _loses_file(form: BaseForm) -> bool:
    """Whether a file was chosen in an input that a browser shows empty again."""
    plain = [name for name, field in form.fields.items() if type(field.widget) is FileInput]
    return any(form.add_prefix(name) in form.files for name in plain)


def _target(bound: BoundField) -> str:
    """The id that the link moves to: the first choice of a group, else the input itself."""
    return f"{bound.auto_id}_0" if WIDGET_KINDS.get(bound.widget_type) in {"radios", "checks"} else bound.auto_id


@register.inclusion_tag("kit/_stepper.html")
def stepper(steps: Sequence[Step], *, label: str = "Các bước") -> dict[str, Any]:
    """The steps of a long form; on a phone the current one in words and the rest as a row of marks."""
    here = [
        number for state in ("current", "error") for number, step in enumerate(steps, start=1) if step.state == state
    ]
    current = here[0] if here else len(steps)
    return {
        "steps": [{"step": step, "word": STEP_WORDS[step.state]} for step in steps],
        "label": label,
        "current": current,
        "current_label": steps[current - 1].label,
        "count": len(steps),
    }


@register.simple_block_tag
def form_actions(content: SafeString) -> str:
    """The buttons at the foot of a form; on a phone they stay above the bottom bar."""
    return render_to_string("kit/_form_actions.html", {"content": content})
