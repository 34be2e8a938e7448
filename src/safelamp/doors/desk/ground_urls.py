"""Addresses of the desk that belong to no room of the loop: log-in, members, workplaces, settings."""

from django.urls import URLPattern, path

from safelamp.doors.desk.views import entrance, languages, members, organisation, own, poster, words, workplaces

_MEMBER = "members/<uuid:member_id>/"
_WORKPLACE = "workplaces/<uuid:workplace_id>/"

urlpatterns: list[URLPattern] = [
    path("", entrance.home, name="home"),
    path("log-in/", entrance.log_in, name="log_in"),
    path("leave/", entrance.leave, name="leave"),
    path("me/", own.me, name="me"),
    path("me/passphrase/", own.renew_passphrase, name="renew_passphrase"),
    path("me/second-factor/", own.second_factor, name="second_factor"),
    path("me/second-factor/off/", own.second_factor_off, name="second_factor_off"),
    path("me/address/", own.keep_address, name="keep_address"),
    path("me/address/forget/", own.forget_address, name="forget_address"),
    path("me/language/", own.choose_language, name="choose_language"),
    path("me/reads/", languages.say_what_is_read, name="say_what_is_read"),
    path("me/log-out-everywhere/", own.log_out_everywhere, name="log_out_everywhere"),
    path("paper-key/", own.paper_key, name="paper_key"),
    path("keys/", members.hand_keys, name="hand_keys"),
    path("keys/<uuid:member_id>/", members.hand_keys_to, name="hand_keys_to"),
    path("members/", members.members, name="members"),
    path("members/enrol/", members.enrol, name="enrol"),
    path(_MEMBER, members.member, name="member"),
    path(f"{_MEMBER}admit/", members.admit, name="admit"),
    path(f"{_MEMBER}role/", members.change_role, name="change_role"),
    path(f"{_MEMBER}restricted/", members.name_restricted_reader, name="name_restricted_reader"),
    path(f"{_MEMBER}restricted/end/", members.unname_restricted_reader, name="unname_restricted_reader"),
    path(f"{_MEMBER}log-out/", members.log_out, name="log_out_member"),
    path(f"{_MEMBER}enrol-again/", members.enrol_again, name="enrol_again"),
    path(f"{_MEMBER}end/", members.deactivate, name="deactivate"),
    path(f"{_MEMBER}post/", members.post, name="post"),
    path(f"{_MEMBER}post/<uuid:workplace_id>/end/", members.unpost, name="unpost"),
    path("who-may-see-what/", organisation.policy, name="policy"),
    path("words/", words.words, name="words"),
    path("words/back/", words.take_back, name="words_back"),
    path("organisation/", organisation.organisation, name="organisation"),
    path("organisation/numbers/", organisation.confirm_numbers, name="confirm_numbers"),
    path("organisation/list/", organisation.be_findable, name="be_findable"),
    path("organisation/list/end/", organisation.stop_being_findable, name="stop_being_findable"),
    path("organisation/leave/", organisation.choose_leave_address, name="choose_leave_address"),
    path("organisation/profile/", organisation.choose_profile, name="choose_profile"),
    path("audit/", organisation.audit, name="audit"),
    path("workplaces/", workplaces.workplaces, name="workplaces"),
    path("workplaces/add/", workplaces.add, name="workplace_add"),
    path(_WORKPLACE, workplaces.workplace, name="workplace"),
    path(f"{_WORKPLACE}correct/", workplaces.correct, name="workplace_correct"),
    path(f"{_WORKPLACE}employers/", workplaces.add_employer, name="employer_add"),
    path(f"{_WORKPLACE}employers/<uuid:employer_id>/end/", workplaces.remove_employer, name="employer_remove"),
    path(f"{_WORKPLACE}months/", workplaces.keep_month, name="month_keep"),
    path(f"{_WORKPLACE}list/", workplaces.be_listed, name="workplace_list"),
    path(f"{_WORKPLACE}list/end/", workplaces.stop_being_listed, name="workplace_unlist"),
    path(f"{_WORKPLACE}code/", workplaces.renew_code, name="code_renew"),
    path(f"{_WORKPLACE}poster/", poster.poster, name="poster"),
]
