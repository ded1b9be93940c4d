"""Reading pages as a person does: words without markup, and what a page looks like once a fragment is swapped in."""

from __future__ import annotations

from django.http import HttpResponse
from lxml import html

HTMX = {"HX-Request": "true"}


def words(response: HttpResponse, selector: str = "//main") -> str:
    """The words of the first part that the XPath finds, single spaces."""
    return " ".join(html.fromstring(response.content.decode()).xpath(selector)[0].text_content().split())


def values(response: HttpResponse, selector: str) -> list[str]:
    """Every text or attribute that the XPath finds."""
    return [str(value).strip() for value in html.fromstring(response.content.decode()).xpath(selector)]


def swap_fragment(page: HttpResponse, fragment: HttpResponse, target: str, *, inner: bool = False) -> str:
    """The page's main part once the fragment replaced the element of id `target` (or its content)."""
    tree = html.fromstring(page.content.decode())
    old = tree.get_element_by_id(target)
    parts = html.fragments_fromstring(fragment.content.decode())
    new = parts if not inner else [_refill_element(old, parts)]
    old.getparent().replace(old, new[0])
    return _main(tree)


def parse_page(page: HttpResponse) -> str:
    return _main(html.fromstring(page.content.decode()))


def _refill_element(element, parts):
    for child in list(element):
        element.remove(child)
    element.text = ""
    element.extend(part for part in parts if not isinstance(part, str))
    return element


def _main(tree) -> str:
    for token in tree.xpath("//input[@name='csrfmiddlewaretoken']"):
        token.set("value", "")
    return " ".join(html.tostring(tree.xpath("//main")[0], encoding="unicode").split()).replace("> <", "><")
