"""The whole site with this app in it."""

from lantoa.config.urls import app_addresses
from lantoa.config.urls import handler403 as handler403
from lantoa.config.urls import handler404 as handler404
from lantoa.config.urls import handler500 as handler500

urlpatterns = app_addresses()
