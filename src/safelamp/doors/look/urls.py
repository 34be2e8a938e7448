"""Addresses of the start page."""

from django.urls import path

from safelamp.doors.look import views

app_name = "look"
urlpatterns = [path("", views.start, name="start"), path("away/", views.away, name="away")]
