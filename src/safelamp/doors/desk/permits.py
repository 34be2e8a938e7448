"""Who may open a desk page: one decorator a view, readable from the URL resolver.

Every desk view carries `permission`: the Permission that it needs, ANY_MEMBER, or VISITORS.
"""

from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from safelamp.doors.desk import carried
from safelamp.doors.desk.forms.own import LogInForm
from safelamp.doors.look import compression
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission, allows
from safelamp.ground.vault import queries as vault
from safelamp.ground.vault.sessions import OpenSession


class Others(Enum):
    """Who opens pages that need no permission."""

    ANY_MEMBER = "every member of any role"
    VISITORS = "everybody, logged in or not"


# Their pages show words that were opened with keys: never compressed, and useless before admission.
OPENS_WORDS = frozenset(
    {
        Permission.READ_CASES,
        Permission.TAKE_CASES,
        Permission.AGREE_ACTIONS,
        Permission.HOLD_CASES,
        Permission.VERIFY_ACTIONS,
        Permission.CONFIRM_ON_THE_FLOOR,
        Permission.READ_REGISTER,
        Permission.WRITE_REGISTER,
        Permission.READ_RESTRICTED,
        Permission.RELEASE_NAMES,
        Permission.FOLLOW_PROMISES,
        Permission.PUBLISH,
        Permission.RELEASE,
        Permission.READ_ALERTS,
        Permission.HANDLE_ALERTS,
    }
)

# The organisation named the readers of the restricted lane whatever their role: there they do the work of a case.
WORK_OF_THE_LANE = frozenset(
    {
        Permission.READ_CASES,
        Permission.TAKE_CASES,
        Permission.AGREE_ACTIONS,
        Permission.HOLD_CASES,
        Permission.READ_ALERTS,
        Permission.HANDLE_ALERTS,
    }
)

P = ParamSpec("P")


class DeskRequest(HttpRequest):
    """A request that passed a permit: somebody is logged in and their keys are open."""

    desk: OpenSession


View = Callable[Concatenate[HttpRequest, P], HttpResponse]
DeskView = Callable[Concatenate[DeskRequest, P], HttpResponse]


def needs(permission: Permission) -> Callable[[DeskView[P]], View[P]]:
    """Visitors are asked to log in; members without the permission see what they see where nothing is: 404."""

    def guard(view: DeskView[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            session = open_session(request)
            if session is None:
                return to_log_in(request)
            if not opens(session.member, permission):
                raise Http404
            if permission not in OPENS_WORDS:
                return _answer(view, request, *args, **kwargs)
            response = _waits(request, session) or _answer(view, request, *args, **kwargs)
            compression.mark(response)
            return response

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return guard


def any_member(view: DeskView[P]) -> View[P]:
    """For pages of every logged-in member."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if open_session(request) is None:
            return to_log_in(request)
        return _answer(view, request, *args, **kwargs)

    guarded.permission = Others.ANY_MEMBER  # type: ignore[attr-defined]
    return guarded


def visitors(view: View[P]) -> View[P]:
    """For the log-in page and nothing else."""
    view.permission = Others.VISITORS  # type: ignore[attr-defined]
    return view


def opens(member: Member, permission: Permission) -> bool:
    """Whether the member may open pages that need the permission; which things they show is narrower still."""
    in_the_lane = permission in WORK_OF_THE_LANE and allows(member, Permission.READ_RESTRICTED)
    return in_the_lane or allows(member, permission)


def open_session(request: HttpRequest) -> OpenSession | None:
    """The logged-in member with open keys, or None for a visitor."""
    session: OpenSession | None = getattr(request, "desk", None)
    return session


def answers(request: HttpRequest) -> QueryDict | None:
    """What was filled in, or None where the form is only shown; an empty form that was sent counts as sent."""
    return request.POST if request.method == "POST" else None


def to_log_in(request: HttpRequest) -> HttpResponse:
    """Asks to log in; a page that was being read is opened again afterwards, and words that were sent come back."""
    ended = settings.SESSION_COOKIE_NAME in request.COOKIES
    words = carried.of(request) if ended and request.method == "POST" else None
    if words is not None:
        form = LogInForm(initial={carried.FIELD: words.encoded()})
        return render(request, "desk/log_in.html", {"form": form, "ended": True, "words_wait": True})
    asked = {"why": "ended"} if ended else {}
    if request.method in {"GET", "HEAD"} and request.path != reverse("desk:home"):
        asked["next"] = request.path
    return redirect(reverse("desk:log_in") + ("?" + urlencode(asked) if asked else ""))


def _answer(view: DeskView[P], request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
    """Another organisation's thing does not exist: every query says so, and here it becomes 404."""
    try:
        return view(cast(DeskRequest, request), *args, **kwargs)
    except ObjectDoesNotExist as error:
        raise Http404 from error


def _waits(request: HttpRequest, session: OpenSession) -> HttpResponse | None:
    if vault.held_by(session.member).exists() or not vault.audiences_of(session.member):
        return None
    return render(request, "desk/waiting.html")
