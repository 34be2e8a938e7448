"""Addresses of the duty list at the desk."""

from django.urls import URLPattern, path

from safelamp.doors.desk.views import duty

_TURN = "duty/<uuid:turn_id>/"

urlpatterns: list[URLPattern] = [
    path("duty/", duty.duty, name="duty"),
    path("duty/add/", duty.add, name="turn_add"),
    path("duty/trial/", duty.trial, name="ring_trial"),
    path("duty/away/", duty.away, name="away"),
    path("duty/back/", duty.back, name="back"),
    path(_TURN, duty.change, name="turn"),
    path(f"{_TURN}end/", duty.end, name="turn_end"),
]
