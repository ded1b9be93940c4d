"""Addresses of uploads that can be resumed."""

urlpatterns: list = []
