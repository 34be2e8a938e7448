"""Addresses of the public door."""

from django.urls import path

from safelamp.doors.public import take_downs, views

app_name = "public"
urlpatterns = [
    path("", views.search, name="list"),
    path("<uuid:item_id>/", views.item, name="item"),
    path("<uuid:item_id>/take-down/", take_downs.ask, name="take_down"),
]
