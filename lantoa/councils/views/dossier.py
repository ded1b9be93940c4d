"""The frozen dossier on screen: its parts, and the files that lie with it, behind the door of the item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from lantoa.councils.models import Item
from lantoa.councils.queries import hides_names
from lantoa.councils.views.sittings import item_of, sitting_of
from lantoa.kit.file_models import StoredFile
from lantoa.kit.files import file_response, thumbnail_response
from lantoa.kit.files.shown import Photo


@dataclass(frozen=True)
class Paper:
    """A file that is no picture; `stored` is None where it may not be opened (yet)."""

    caption: str
    note: str
    stored: StoredFile | None = None
    url: str = ""


@dataclass(frozen=True)
class Part:
    """What stands under one heading. `url`: the live page, for those who may have it in scope."""

    label: str
    text: str = ""
    url: str = ""
    photos: list[Photo] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)


def parts(item: Item, *, is_hidden: bool) -> list[Part]:
    """The entries that the person may read; those with files under one heading, where the first of them stands. With names
    hidden the files stay closed: of each only its caption is read."""
    shown = [entry for entry in item.content if not (is_hidden and entry["reveals"])]
    keys = set() if is_hidden else file_keys(item)
    stored = StoredFile.objects.in_bulk(keys) if keys else {}
    found: list[Part] = []
    of_files: dict[str, Part] = {}
    for entry in shown:
        part = of_files.get(entry["label"]) if "file" in entry else None
        if part is None:
            text = "" if "file" in entry else entry["text"]
            part = Part(entry["label"], text, "" if is_hidden else entry["url"])
            found.append(part)
        if "file" in entry:
            of_files[part.label] = part
            _lay(part, item, entry, stored.get(entry["file"]))
    return found


def file_keys(item: Item) -> set[int]:
    """Keys of the stored files in the dossier; those that were frozen before files went along have none."""
    return {entry["file"] for entry in item.content if "file" in entry}


@require_safe
def item_file(request: HttpRequest, pk: int, item: int, key: int) -> HttpResponseBase:
    """The whole file, as it came in."""
    return file_response(request, _file_of(request, pk, item, key), as_download="tai-ve" in request.GET)


@require_safe
def item_thumbnail(request: HttpRequest, pk: int, item: int, key: int) -> HttpResponseBase:
    return thumbnail_response(request, _file_of(request, pk, item, key))


def _file_of(request: HttpRequest, pk: int, item: int, key: int) -> StoredFile:
    """A file of this dossier: nobody else's, and none while names are hidden, for a paper may name the unit."""
    sitting = sitting_of(request, pk)
    row = item_of(request, sitting, item)
    if key not in file_keys(row) or hides_names(sitting, request.user):
        raise Http404
    return get_object_or_404(StoredFile, pk=key)


def _lay(part: Part, item: Item, entry: Mapping[str, Any], stored: StoredFile | None) -> None:
    caption, _, note = entry["text"].partition("\n")
    if stored is None:
        part.papers.append(Paper(caption, note))
        return
    keys = (item.sitting_id, item.pk, stored.pk)
    url = reverse("item_file", args=keys)
    if stored.thumbnail:
        thumb = reverse("item_thumbnail", args=keys)
        part.photos.append(Photo(url, thumb, caption, note=note))
    else:
        part.papers.append(Paper(caption, note, stored, url))
