"""Addresses of the desk where statements and newsletters are made."""

from django.urls import URLPattern, path

from safelamp.doors.desk.views import newsletters, statements

_STATEMENT = "record/statements/<uuid:statement_id>/"
_VERSION = "record/statements/words/<uuid:version_id>/"
_NEWSLETTER = "record/newsletters/<uuid:newsletter_id>/"

urlpatterns: list[URLPattern] = [
    path("record/statements/", statements.listing, name="statements"),
    path("record/statements/new/", statements.write, name="write_statement"),
    path(_STATEMENT, statements.show, name="statement"),
    path(f"{_STATEMENT}write/", statements.write_version, name="write_version"),
    path(f"{_STATEMENT}withdraw/", statements.withdraw, name="withdraw_statement"),
    path(_VERSION, statements.version, name="version"),
    path(f"{_VERSION}change/", statements.change, name="change_version"),
    path(f"{_VERSION}offer/", statements.offer, name="offer_version"),
    path(f"{_VERSION}give-back/", statements.give_back, name="give_back_version"),
    path(f"{_VERSION}approve/", statements.approve, name="approve_version"),
    path(f"{_VERSION}discard/", statements.discard, name="discard_version"),
    path("record/newsletters/", newsletters.listing, name="newsletters"),
    path("record/newsletters/new/", newsletters.begin, name="begin_newsletter"),
    path(_NEWSLETTER, newsletters.show, name="newsletter"),
    path(f"{_NEWSLETTER}change/", newsletters.change, name="change_newsletter"),
    path(f"{_NEWSLETTER}preview/", newsletters.preview, name="preview_newsletter"),
    path(f"{_NEWSLETTER}pause/", newsletters.pause, name="pause_newsletter"),
    path(f"{_NEWSLETTER}go-on/", newsletters.go_on, name="go_on_with_newsletter"),
    path(f"{_NEWSLETTER}end/", newsletters.end, name="end_newsletter"),
]
