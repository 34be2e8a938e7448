"""Security keys of the member: adding one, taking one away."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from safelamp.doors.desk import second_step
from safelamp.doors.desk.forms.own import SecurityKeyForm
from safelamp.doors.desk.navigation import done
from safelamp.doors.desk.permits import DeskRequest, answers, any_member
from safelamp.ground.vault import codes
from safelamp.ground.vault import security_keys as keys
from safelamp.ground.vault.security_keys import Kept, KeyRefused


@any_member
@require_http_methods(["GET", "HEAD", "POST"])
def security_keys(request: DeskRequest) -> HttpResponse:
    """The member's keys, and a form that adds one by a touch."""
    place = second_step.place_of(request)
    form = SecurityKeyForm(answers(request), initial={"kept": Kept.KEYRING})
    if form.is_valid():
        try:
            asked = second_step.asked_of_new_key(request)
            keys.add(
                request.desk, form.cleaned_data["answer"], state=asked, place=place,
                kept=Kept(form.cleaned_data["kept"]),
            )  # fmt: skip
        except KeyRefused as refused:
            form.add_error(None, str(refused))
        else:
            return done("desk:security_keys")
    context = {
        "form": form,
        "keys": [(key, key.host == place.host) for key in keys.keys_of(request.desk)],
        "codes": codes.are_on(request.desk.member),
        "possible": place.can_have_keys,
        "host": place.host,
        "options": second_step.begin_adding(request, request.desk) if place.can_have_keys else "",
    }
    return render(request, "desk/security_keys.html", context)


@any_member
@require_POST
def remove_security_key(request: DeskRequest) -> HttpResponse:
    """Takes a key away."""
    keys.remove(request.desk, request.POST.get("credential", ""))
    return done("desk:security_keys", notice="taken_away")
