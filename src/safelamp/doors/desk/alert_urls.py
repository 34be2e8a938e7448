"""Addresses of alerts, and of what is watched."""

from django.urls import URLPattern, path

from safelamp.doors.desk.views import alert_work, alerts, watching

urlpatterns: list[URLPattern] = [
    path("alerts/", alerts.listing, name="alerts"),
    path("alerts/watching/", watching.show, name="watching"),
    path("alerts/watching/quiet/", watching.keep_quiet_hours, name="keep_quiet_hours"),
    path("alerts/listen/", watching.listen, name="listen_to_alerts"),
    path("alerts/watching/<uuid:alert_watch_id>/", watching.change, name="change_watching"),
    path("alerts/watching/<uuid:alert_watch_id>/rest/", watching.rest, name="rest_watching"),
    path("alerts/watching/<uuid:alert_watch_id>/wake/", watching.wake, name="wake_watching"),
    path("alerts/<uuid:alert_id>/", alerts.show, name="alert"),
    *alert_work.urlpatterns(),
]
