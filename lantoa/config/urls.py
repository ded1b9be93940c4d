"""Addresses of the whole site. Paths are Vietnamese, names are English."""

from django.conf import settings
from django.urls import include, path

APPS = (
    "lantoa.desk.urls",
    "lantoa.desk.import_urls",
    "lantoa.desk.file_urls",
    "lantoa.units.urls",
    "lantoa.units.people_urls",
    "lantoa.movement.urls",
    "lantoa.movement.steering_urls",
    "lantoa.councils.urls",
    "lantoa.rulebook.urls",
    "lantoa.initiatives.prospect_urls",
    "lantoa.initiatives.plan_urls",
    "lantoa.initiatives.evidence_urls",
    "lantoa.initiatives.watch_urls",
    "lantoa.initiatives.recognition_urls",
    "lantoa.initiatives.spread_urls",
    "lantoa.initiatives.urls",
    "lantoa.initiatives.declaration_urls",
    "lantoa.reports.urls",
)

urlpatterns = [path("", include(app)) for app in APPS]

if settings.DEBUG or settings.TESTING:
    urlpatterns.append(path("kit/", include("lantoa.kit.urls")))

handler403 = "lantoa.desk.views.errors.forbidden"
handler404 = "lantoa.desk.views.errors.not_found"
handler500 = "lantoa.desk.views.errors.failed"
