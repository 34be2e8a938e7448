"""Addresses of the desk door: one module of addresses a room; every view carries its `permission`."""

from django.urls import URLPattern, URLResolver

from safelamp.doors.desk import (
    alert_urls,
    duty_urls,
    followed_urls,
    gathering_urls,
    ground_urls,
    published_urls,
    record_urls,
    register_urls,
    wall_urls,
    work_urls,
)

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    *ground_urls.urlpatterns,
    *duty_urls.urlpatterns,
    *register_urls.urlpatterns,
    *published_urls.urlpatterns,
    *record_urls.urlpatterns,
    *gathering_urls.urlpatterns,
    *followed_urls.urlpatterns,
    *wall_urls.urlpatterns,
    *alert_urls.urlpatterns,
    *work_urls.urlpatterns,
]
