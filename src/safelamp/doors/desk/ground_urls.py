"""Addresses of the desk that belong to no room of the loop: log-in, members, workplaces, settings."""

from django.urls import URLPattern, path

from safelamp.doors.desk.views import home

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("log-in/", home.log_in, name="log_in"),
    path("leave/", home.leave, name="leave"),
    path("me/", home.me, name="me"),
]
