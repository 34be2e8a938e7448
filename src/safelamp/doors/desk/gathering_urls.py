"""Addresses of what is added to the public record, and of what is watched."""

from django.urls import URLPattern, path

from safelamp.doors.desk.views import gathering, watches

urlpatterns: list[URLPattern] = [
    path("record/add/", gathering.add, name="record_add"),
    path("record/<uuid:page_id>/remove/", gathering.remove, name="record_remove"),
    path("record/arrived/<uuid:arrival_id>/", gathering.arrival, name="record_arrival"),
    path("record/arrived/<uuid:arrival_id>/as-it-came/", gathering.as_it_came, name="record_as_it_came"),
    path("record/arrived/<uuid:arrival_id>/again/", gathering.again, name="record_again"),
    path("record/arrived/<uuid:arrival_id>/forget/", gathering.forget, name="record_forget"),
    path("record/watched/", watches.watches, name="record_watches"),
    path("record/watched/<uuid:watch_id>/", watches.watch, name="record_watch"),
    path("record/watched/<uuid:watch_id>/hours/", watches.hours, name="record_watch_hours"),
    path("record/watched/<uuid:watch_id>/pause/", watches.pause, name="record_watch_pause"),
    path("record/watched/<uuid:watch_id>/go-on/", watches.go_on, name="record_watch_go_on"),
    path("record/watched/<uuid:watch_id>/read-now/", watches.read_now, name="record_watch_read_now"),
    path("record/watched/<uuid:watch_id>/stop/", watches.stop, name="record_watch_stop"),
]
