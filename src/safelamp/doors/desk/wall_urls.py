"""Addresses of what is told to everybody at a workplace."""

from django.urls import URLPattern, path

from safelamp.doors.desk.views import wall, wall_sheet

_ANSWER = "wall/<uuid:answer_id>/"
_RELEASE = "released/<uuid:release_id>/"

urlpatterns: list[URLPattern] = [
    path("cases/<uuid:case_id>/wall/", wall.write, name="wall_write"),
    path(_ANSWER, wall.answer, name="wall_answer"),
    path(f"{_ANSWER}words/", wall.words, name="wall_words"),
    path(f"{_ANSWER}ask/", wall.ask, name="wall_ask"),
    path(f"{_ANSWER}let-out/", wall.let_out, name="wall_let_out"),
    path(f"{_ANSWER}discard/", wall.discard, name="wall_discard"),
    path("workplaces/<uuid:workplace_id>/wall/", wall.at_workplace, name="wall"),
    path("workplaces/<uuid:workplace_id>/wall/sheet/", wall_sheet.sheet, name="wall_sheet"),
    path("workplaces/<uuid:workplace_id>/wall/figures/", wall.figures, name="wall_figures"),
    path(f"{_RELEASE}outcome/", wall.move_on, name="wall_move_on"),
    path(f"{_RELEASE}words/", wall.render_released, name="wall_render"),
    path(f"{_RELEASE}down/", wall.take_down, name="wall_take_down"),
]
