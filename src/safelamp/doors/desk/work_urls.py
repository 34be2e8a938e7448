"""Addresses of the desk's working screens."""

from django.urls import URLPattern, path

from safelamp.doors.desk.views import (
    actions,
    case_work,
    cases,
    filing,
    inbox,
    overview,
    plans,
    renderings,
    reports,
)

urlpatterns: list[URLPattern] = [
    path("inbox/", inbox.show, name="inbox"),
    path("reports/new/", filing.file_report, name="file_report"),
    path("reports/<uuid:report_id>/", reports.show, name="report"),
    path("reports/<uuid:report_id>/take/", reports.take, name="take_report"),
    path("reports/<uuid:report_id>/add/", reports.add, name="add_report"),
    path("reports/<uuid:report_id>/answer/", reports.answer, name="answer_report"),
    path("reports/<uuid:report_id>/photo/", reports.photo, name="report_photo"),
    path("reports/<uuid:report_id>/photo/<uuid:message_id>/", reports.message_photo, name="message_photo"),
    path("reports/<uuid:report_id>/rendering/", renderings.ask, name="ask_rendering"),
    path("reports/<uuid:report_id>/rendering/answer/", reports.ask_for_answer, name="ask_rendering_of_answer"),
    path("renderings/", renderings.waiting, name="renderings"),
    path("renderings/<uuid:rendering_id>/", renderings.rendering, name="rendering"),
    path("renderings/<uuid:rendering_id>/decline/", renderings.decline, name="decline_rendering"),
    path("renderings/<uuid:rendering_id>/back/", renderings.take_back, name="take_back_rendering"),
    path("cases/", cases.listing, name="cases"),
    path("cases/<uuid:case_id>/", cases.show, name="case"),
    path("cases/<uuid:case_id>/agree/", actions.agree, name="agree_action"),
    *case_work.urlpatterns(),
    path("actions/", actions.listing, name="actions"),
    path("actions/<uuid:action_id>/", actions.show, name="action"),
    *actions.urlpatterns(),
    path("plans/", plans.listing, name="plans"),
    path("plans/new/", plans.make, name="make_plan"),
    path("plans/<uuid:plan_id>/", plans.show, name="plan"),
    path("overview/", overview.show, name="overview"),
]
