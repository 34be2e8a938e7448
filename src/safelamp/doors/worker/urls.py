"""Addresses of the worker door: the poster's, the one for every step, and the dull page."""

from django.urls import path

from safelamp.doors.look import listening
from safelamp.doors.worker import installed, views

app_name = "worker"
urlpatterns = [
    path("", views.door, name="door"),
    path("calendar/", views.leave, name="leave"),
    path("listen/<str:mark>", listening.listen, name="listen"),
    path("page.js", installed.service_worker, name="service_worker"),
    path("page.json", installed.manifest, name="manifest"),
    path("<str:code>", views.poster, name="poster"),
]
