"""The addresses: one prefix a door."""

from django.urls import include, path

from safelamp.doors.look import views

urlpatterns = [
    path("", include("safelamp.doors.look.urls")),
    path("r/", include("safelamp.doors.worker.urls")),
    path("sms/", include("safelamp.doors.sms.urls")),
    path("desk/", include("safelamp.doors.desk.urls")),
    path("record/", include("safelamp.doors.public.urls")),
    path("", include("safelamp.doors.public.published_urls")),
]

handler400 = views.bad_request
handler403 = views.not_found
handler404 = views.not_found
handler500 = views.failed
