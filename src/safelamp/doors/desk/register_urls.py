"""Addresses of the register at the desk."""

from django.urls import URLPattern, path

from safelamp.doors.desk.views import register

_ENTRY = "register/<uuid:entry_id>/"

urlpatterns: list[URLPattern] = [
    path("register/", register.register, name="register"),
    path("register/new/", register.new, name="register_new"),
    path("register/new/injury/", register.new_injury, name="register_new_injury"),
    path("register/new/disease/", register.new_disease, name="register_new_disease"),
    path("register/new/occurrence/", register.new_occurrence, name="register_new_occurrence"),
    path(_ENTRY, register.entry, name="register_entry"),
    path(f"{_ENTRY}correct/", register.correct, name="register_correct"),
    path(f"{_ENTRY}withdraw-consent/", register.withdraw_consent, name="register_withdraw_consent"),
]
