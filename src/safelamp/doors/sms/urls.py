"""Addresses of the sms door."""

from django.urls import path

from safelamp.doors.sms import views

app_name = "sms"
urlpatterns = [
    path("<slug:gateway>/", views.receive, name="receive"),
]
