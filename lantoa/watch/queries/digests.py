"""What stands in a digest: what came to its person in its days and still waits, by unit, at most a screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from lantoa.kit.waiting import Question, Waiting, ask_for_news, find_most_urgent
from lantoa.watch.models import Digest


@dataclass
class Group:
    """The lines of one unit, the most urgent first."""

    unit: str
    lines: list[Waiting] = field(default_factory=list)


def group_by_unit(digest: Digest, on: date, lines: int) -> list[Group]:
    """Of all that was new in the digest and still waits on the day, the most urgent lines, by unit; duties before notices."""
    found: dict[str, Group] = {}
    left = lines
    for question in ask_for_digest_news(digest, on):
        for row in find_most_urgent(question, left) if left else []:
            found.setdefault(row.line.unit, Group(row.line.unit)).lines.append(row)
            left -= 1
    return list(found.values())


def news_url(digest: Digest) -> str:
    """The list of work, narrowed to what came since the digest before; of the first digest everything was new."""
    asked = f"?loc=moi&moi-tu={digest.news_after:%Y-%m-%d}" if digest.news_after else ""
    return f"{reverse('inbox')}{asked}"


def ask_for_digest_news(digest: Digest, on: date) -> list[Question]:
    """What came in the days of the digest and waits on the day."""
    return ask_for_news(digest.person, max(on, digest.day), digest.news_after, upto=digest.day)
