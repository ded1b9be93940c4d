"""Digests: the one message a day in which a person reads what came to them since the last one."""

from __future__ import annotations

import logging
import smtplib
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Max
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone

from lantoa.kit.waiting import Question, ask_for_news, count_work
from lantoa.units.models import Person
from lantoa.watch.models import Digest
from lantoa.watch.queries.breaches import watch_rules
from lantoa.watch.queries.digests import group_by_unit, news_url

log = logging.getLogger(__name__)

LINES = 8  # where the rulebook says nothing


@dataclass(frozen=True)
class DigestRun:
    """`made`: digests of the day that are new; `mailed`, `failed`: sendings; `in_app`: of people without an address."""

    made: int
    mailed: int
    in_app: int
    failed: int


def send_digests(*, on: date | None = None) -> DigestRun:
    """One digest to each person to whom something new came; none where there is nothing.

    Who already got the one of the day waits until tomorrow. A sending that fails is logged and tried again with the next run.
    What is written is bounded by the people, and what is asked by them too, however much waits.
    """
    day = on or timezone.localdate()
    made = _make(day)
    waiting = Digest.objects.filter(sent_at__isnull=True).select_related("person").order_by("pk")
    in_app = waiting.filter(person__email="").update(sent_at=timezone.now())
    lines = digest_lines(day)
    mailed = failed = 0
    connection = get_connection()
    for digest in waiting.exclude(person__email=""):
        if _send_digest(digest, lines, connection):
            mailed += 1
        else:
            failed += 1
    return DigestRun(made, mailed, in_app, failed)


def digest_lines(day: date) -> int:
    """How many lines a digest has at most: about a screen."""
    return watch_rules(day).get("digest_lines") or LINES


@transaction.atomic
def _make(day: date) -> int:
    """A digest of the day for each person with news since the last one that was sent; how many are new. What could not be
    sent before is told again with the news of today, as far as it still waits."""
    sent = Digest.objects.filter(sent_at__isnull=False, day__lte=day).order_by().values_list("person_id")
    last = dict(sent.annotate(Max("day")))
    known = set(Digest.objects.filter(sent_at__isnull=True, day=day).values_list("person_id", flat=True))
    Digest.objects.filter(sent_at__isnull=True).delete()
    made = 0
    for person in Person.objects.filter(is_active=True).order_by("pk"):
        after = last.get(person.pk)
        if after == day:
            continue
        count = sum(count_work(question) for question in ask_for_news(person, day, after))
        if count:
            Digest.objects.create(person=person, day=day, news_after=after, line_count=count)
            made += person.pk not in known
    return made


def _send_digest(digest: Digest, lines: int, connection) -> bool:
    """Send one by e-mail. What goes wrong there is the post's fault, and the digest stays unsent."""
    subject = f"Lan Tỏa: {digest.line_count} việc mới, ngày {digest.day:%d/%m/%Y}"
    message = EmailMessage(subject, digest_text(digest, lines), to=[digest.person.email], connection=connection)
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as error:
        log.error("digest %s to %s not sent: %s", digest.pk, digest.person.username, error)
        return False
    Digest.objects.filter(pk=digest.pk).update(sent_at=timezone.now())
    return True


def digest_text(digest: Digest, lines: int) -> str:
    """The words of the message: what is new by unit, a screen of it, and the number of all that waits."""
    groups = group_by_unit(digest, digest.day, lines)
    words = {
        "person": str(digest.person),
        "day": digest.day,
        "count": digest.line_count,
        "duties": count_work(Question(digest.person, digest.day)),
        "groups": groups,
        "more": digest.line_count - sum(len(group.lines) for group in groups),
        "site": settings.SITE_URL,
        "inbox_url": reverse("inbox"),
        "news_url": news_url(digest),
    }
    return get_template("watch/emails/digest.txt").template.render(Context(words, autoescape=False))
