"""Addresses of the worker door: the poster's, the one for every step, and the dull page."""

from django.urls import path

from safelamp.doors.worker import views

app_name = "worker"
urlpatterns = [
    path("", views.door, name="door"),
    path("calendar/", views.leave, name="leave"),
    path("<str:code>", views.poster, name="poster"),
]
