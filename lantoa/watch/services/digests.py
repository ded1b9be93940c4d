"""Digests: the one message a day in which a person reads all that they were told since the last one."""

from __future__ import annotations

import logging
import smtplib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone

from lantoa.watch.models import Digest, Notice
from lantoa.watch.queries.breaches import watch_rules
from lantoa.watch.queries.digests import groups_of, live

log = logging.getLogger(__name__)

LINES = 5  # where the rulebook says nothing


@dataclass(frozen=True)
class DigestRun:
    """`made`: digests of the day that are new; `mailed`, `failed`: sendings; `in_app`: of people without an address."""

    made: int
    mailed: int
    in_app: int
    failed: int


def send_digests(*, on: date | None = None) -> DigestRun:
    """One digest to each person to whom something new was told; none where there is nothing.

    Who already got the one of the day waits until tomorrow. A sending that fails is logged and tried again with the next run.
    """
    day = on or timezone.localdate()
    made = _made(day)
    waiting = Digest.objects.filter(sent_at__isnull=True).select_related("person").order_by("pk")
    in_app = waiting.filter(person__email="").update(sent_at=timezone.now())
    lines = watch_rules(day).get("digest_lines") or LINES
    mailed = failed = 0
    connection = get_connection()
    for digest in waiting.exclude(person__email=""):
        if _mailed(digest, lines, connection):
            mailed += 1
        else:
            failed += 1
    return DigestRun(made, mailed, in_app, failed)


@transaction.atomic
def _made(day: date) -> int:
    """Gather what each person was told and has not been sent, what failed before included, into a digest of the day."""
    by_person: dict[int, list[int]] = defaultdict(list)
    for person, notice in _unsent(day).order_by("pk").values_list("person_id", "pk"):
        by_person[person].append(notice)
    sent = set(Digest.objects.filter(day=day, sent_at__isnull=False).values_list("person_id", flat=True))
    made = 0
    for person, notices in by_person.items():
        if person not in sent:
            digest, is_new = Digest.objects.get_or_create(person_id=person, day=day, defaults={"line_count": 0})
            Notice.objects.filter(pk__in=notices).update(digest=digest)
            Digest.objects.filter(pk=digest.pk).update(line_count=len(notices))
            made += is_new
    # What could not be sent and tells of nothing that still stands.
    Digest.objects.filter(sent_at__isnull=True).exclude(day=day, person__in=by_person).delete()
    return made


def _unsent(day: date) -> QuerySet[Notice]:
    """Live notices that are in no digest, or in one that could not be sent."""
    unsent = Q(digest__isnull=True) | Q(digest__sent_at__isnull=True)
    return Notice.objects.filter(unsent, live(day), person__is_active=True)


def _mailed(digest: Digest, lines: int, connection) -> bool:
    """Send one by e-mail. What goes wrong there is the post's fault, and the digest stays unsent."""
    subject = f"Lan Tỏa: {digest.line_count} việc cần bạn xem, ngày {digest.day:%d/%m/%Y}"
    message = EmailMessage(subject, digest_text(digest, lines), to=[digest.person.email], connection=connection)
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as error:
        log.error("digest %s to %s not sent: %s", digest.pk, digest.person.username, error)
        return False
    Digest.objects.filter(pk=digest.pk).update(sent_at=timezone.now())
    return True


def digest_text(digest: Digest, lines: int) -> str:
    """The words of the message: at most so many lines of each kind, however much there is."""
    found = groups_of(digest, digest.day, lines)
    told = {
        "person": str(digest.person),
        "day": digest.day,
        "count": sum(group.count for group in found),
        "groups": found,
        "site": settings.SITE_URL,
        "board_url": reverse("watch"),
    }
    return get_template("watch/emails/digest.txt").template.render(Context(told, autoescape=False))
