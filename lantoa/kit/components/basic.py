"""Small parts that stand anywhere: icon, state, button, note, card, window, menu, and what a page says while it has nothing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django import template
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lantoa.kit.components.wording import part_id
from lantoa.kit.numbers import format_number, format_percent
from lantoa.kit.parts import Number

register = template.Library()

TONES = {"neutral", "info", "needs", "done", "stopped"}
ALERT_ICONS = {"info": "info", "needs": "warning", "error": "stop", "done": "check"}
MESSAGE_TONES = {"success": "done", "error": "error", "warning": "needs"}


def _draw_icon(name: str, attrs: SafeString) -> SafeString:
    return format_html('<svg class="icon"{}><use href="{}#{}"></use></svg>', attrs, static("kit/icons.svg"), name)


@cache
def _mute(name: str) -> SafeString:
    """Pages hold hundreds of these: where the drawings lie is looked up once a process."""
    return _draw_icon(name, flatatt({"aria-hidden": "true"}))


@cache
def _shape(tone: str) -> SafeString:
    drawing = '<svg class="badge-shape" aria-hidden="true"><use href="{}#state-{}"></use></svg>'
    return format_html(drawing, static("kit/icons.svg"), tone)


@register.simple_tag
def icon(name: str, *, label: str = "") -> SafeString:
    """A drawing of icons.svg. With `label` it speaks; without, it is decoration beside words."""
    return _draw_icon(name, flatatt({"role": "img", "aria-label": label})) if label else _mute(name)


@register.simple_tag
def badge(label: str, *, tone: str = "neutral") -> SafeString:
    """A state: its word beside the shape of its tone."""
    if tone not in TONES:
        raise ValueError(f"tone {tone!r} is none of {sorted(TONES)}")
    return format_html('<span class="badge badge-{}">{}{}</span>', tone, _shape(tone), label)


@register.inclusion_tag("kit/_button.html")
def button(
    label: str,
    *,
    url: str = "",
    tone: str = "secondary",
    icon: str = "",
    reason: str = "",
    type: str = "submit",
    **attrs: str,
) -> dict[str, Any]:
    """A button, or a link that looks like one when `url` is given. `reason` refuses it: visible, disabled, with the reason.
    Further attributes with underscores for hyphens: `hx_get="…"`, `data_dialog="…"`."""
    return {
        "label": label,
        "url": url,
        "tone": tone,
        "icon_name": icon,
        "reason": reason,
        "type": type,
        # Without an address or a form such a button does something only by script.
        "attrs": _attrs({**attrs, "data_scripted_only": True} if type == "button" and not url else attrs),
        "reason_id": part_id("reason", label, reason, url),
    }


def _attrs(given: dict[str, str | bool]) -> SafeString:
    return flatatt({name.replace("_", "-"): value for name, value in given.items()})


@register.simple_block_tag
def alert(content: SafeString, *, tone: str = "info", title: str = "") -> str:
    """A note on the page: info, needs, error, done. An error is announced at once."""
    return render_to_string(
        "kit/_alert.html", {"content": content, "tone": tone, "title": title, "icon_name": ALERT_ICONS[tone]}
    )


@register.inclusion_tag("kit/_toasts.html")
def toasts(messages: Iterable) -> dict[str, Any]:
    """The messages of the session, as Django keeps them."""
    items = [{"text": str(m), "tone": MESSAGE_TONES.get(m.level_tag, "info")} for m in messages or ()]
    return {"items": [{**item, "icon_name": ALERT_ICONS[item["tone"]]} for item in items]}


@register.simple_block_tag
def card(content: SafeString, *, title: str = "", level: int = 2, note: str = "") -> str:
    """A sheet on the page, with its heading."""
    return render_to_string("kit/_card.html", {"content": content, "title": title, "level": level, "note": note})


@register.simple_block_tag
def dialog(content: SafeString, *, id: str, title: str) -> str:
    """A window over the page, opened by any element with `data-opens="ID"`."""
    return render_to_string("kit/_dialog.html", {"content": content, "id": id, "title": title})


@register.simple_block_tag
def menu(content: SafeString, *, label: str, icon: str = "more", tone: str = "quiet", is_bare: bool = False) -> str:
    """A button that opens a short list; the content is `<li>` with `.menu-item`. `is_bare` shows the icon only."""
    return render_to_string(
        "kit/_menu.html", {"content": content, "label": label, "icon_name": icon, "tone": tone, "is_bare": is_bare}
    )


@register.inclusion_tag("kit/_empty.html")
def empty(text: str, *, action: str = "", url: str = "", hint: str = "") -> dict[str, Any]:
    """Nothing here: one sentence, one action."""
    return {"text": text, "action": action, "url": url, "hint": hint}


@register.inclusion_tag("kit/_skeleton.html")
def skeleton(rows: int = 3, *, label: str = "Đang tải…") -> dict[str, Any]:
    """Grey lines that keep the layout while something loads; with `class="htmx-indicator"` around it, only then."""
    return {"rows": range(rows), "label": label}


@register.inclusion_tag("kit/_progress.html")
def progress(value: Number | None, maximum: Number, *, label: str, note: str = "", counted: str = "") -> dict[str, Any]:
    """How far long work has come; `value` None: it has begun, how far is not known. `counted`: what is told by numbers too."""
    share = "" if value is None or not maximum else format_percent(value * 100 / maximum, 0)
    if share and counted:
        share = f"{format_number(value)} trên {format_number(maximum)} {counted} ({share})"
    return {"value": value, "maximum": maximum, "label": label, "note": note, "share": share}
