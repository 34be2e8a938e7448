"""Addresses of the start page."""

from django.urls import path

from safelamp.doors.look import listening, views

app_name = "look"
urlpatterns = [
    path("", views.start, name="start"),
    path("away/", views.away, name="away"),
    path("listen/<str:mark>", listening.listen, name="listen"),
]
