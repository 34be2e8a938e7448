"""Addresses of the public door."""

from django.urls import path

from safelamp.doors.public import take_downs
from safelamp.doors.public.views import covering, files, items, pictures, searching, subjects, tolls

app_name = "public"
urlpatterns = [
    path("", searching.search, name="list"),
    path("<uuid:item_id>/", items.item, name="item"),
    path("<uuid:item_id>/take-down/", take_downs.ask, name="take_down"),
    path("tolls/", tolls.toll, name="tolls"),
    path("strikes/", subjects.strikes, name="strikes"),
    path("agreements/", subjects.agreements, name="agreements"),
    path("trainings/", subjects.trainings, name="trainings"),
    path("ratifications/", subjects.ratifications, name="ratifications"),
    path("promises/", subjects.promises, name="promises"),
    path("map/", pictures.on_a_map, name="map"),
    path("over-time/", pictures.over_time, name="over_time"),
    path("feed.rss", files.rss, name="rss"),
    path("feed.atom", files.atom, name="atom"),
    path("record.json", files.as_json, name="json"),
    path("record.csv", files.as_csv, name="csv"),
    path("about/", covering.what_is_in_it, name="coverage"),
]
