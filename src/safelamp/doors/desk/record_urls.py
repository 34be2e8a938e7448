"""Addresses of the public record at the desk, where its pages may be read as a whole."""

from django.urls import URLPattern, path

from safelamp.doors.desk.views import record

urlpatterns: list[URLPattern] = [
    path("record/", record.pages, name="record"),
    path("record/<uuid:page_id>/", record.page, name="record_page"),
]
