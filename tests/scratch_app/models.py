"""A wish."""

from django.db import models
from django.urls import reverse

from lantoa.initiatives.models import Initiative
from lantoa.units.models import Unit
from lantoa.units.scope import ScopedQuerySet


class Wish(models.Model):
    audit_name = "scratch_app.wish"

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    about = models.ForeignKey(Initiative, null=True, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=100)
    asked_on = models.DateField()
    due_on = models.DateField()
    answered_on = models.DateField(null=True)

    objects = ScopedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('wishes')}#{self.pk}"
