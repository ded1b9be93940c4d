"""Addresses of alerts, inspections and boards."""

urlpatterns: list = []
