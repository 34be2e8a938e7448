"""Addresses of what the union publishes: statements, and newsletters with their readers' pages."""

from django.urls import path

from safelamp.doors.public import newsletters, statements

app_name = "published"
urlpatterns = [
    path("statements/", statements.listing, name="statements"),
    path("statements/<uuid:statement_id>/", statements.show, name="statement"),
    path("newsletters/", newsletters.on_offer, name="newsletters"),
    path("newsletters/<uuid:newsletter_id>/", newsletters.subscribe, name="subscribe"),
    path("newsletters/issue/<uuid:issue_id>/", newsletters.issue, name="issue"),
    path("newsletters/confirm/<str:token>/", newsletters.confirm, name="confirm"),
    path("newsletters/stop/<str:token>/", newsletters.stop, name="stop"),
    path("newsletters/mine/<str:token>/", newsletters.mine, name="mine"),
    path("newsletters/mine/<str:token>/forget/", newsletters.forget, name="forget"),
]
