"""Large bodies take few threads; where no place is free nothing is half kept, and no word is lost."""

import re
import threading
from collections.abc import Callable, Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from safelamp.doors.look import large_bodies
from safelamp.doors.look.large_bodies import HELD, PLACES, LargeBodiesMiddleware
from safelamp.loop.reports.models import Message, Report
from tests.doors.worker.form import Phone, forms_of, words_of
from tests.people import House, Person

PARCEL = "application/octet-stream"
WRITTEN = {"story": "The guard is off.", "contact": "081 234 5678", "who": "inside", "shut": "no_representatives"}
AtDesk = Callable[[Person], Client]


@pytest.fixture
def no_place(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Semaphore]:
    """All places are taken; giving one back is `release`."""
    places = threading.Semaphore(0)
    monkeypatch.setattr(large_bodies, "_free", places)
    return places


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("p.jpg", b"\xff\xd8\xff" + b"a" * HELD, "image/jpeg")


def post(length: int) -> WSGIRequest:
    return RequestFactory().post("/r/", b"a" * length, content_type=PARCEL)


def form() -> WSGIRequest:
    return RequestFactory().post("/r/", {"story": "The guard is off.", "photo": photo()})


def test_so_many_large_bodies_are_read_at_once_and_small_ones_go_past() -> None:
    """Each is answered while all others are being answered."""
    lengths = [HELD + 1] * (PLACES + 2) + [HELD, 0]
    seen: list[bool] = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(large_bodies.is_cut_short(request))
        if lengths:
            middleware(post(lengths.pop(0)))
        return HttpResponse()

    middleware = LargeBodiesMiddleware(answer)
    middleware(post(lengths.pop(0)))
    assert seen == [False] * PLACES + [True] * 2 + [False] * 2


def test_a_body_that_is_there_holds_no_place_however_long_it_is_looked_at() -> None:
    """Each is answered while all others are being answered, but read before the next one comes."""
    seen: list[bool] = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(large_bodies.is_cut_short(request))
        assert len(request.read()) == HELD + 1
        if len(seen) < PLACES + 3:
            middleware(post(HELD + 1))
        return HttpResponse()

    middleware = LargeBodiesMiddleware(answer)
    middleware(post(HELD + 1))
    assert seen == [False] * (PLACES + 3)


def test_a_form_with_a_large_file_holds_no_place_once_it_is_read() -> None:
    seen: list[tuple[bool, str, int | None]] = []

    def answer(request: HttpRequest) -> HttpResponse:
        cut = large_bodies.is_cut_short(request)
        seen.append((cut, request.POST["story"], request.FILES["photo"].size))
        if len(seen) < PLACES + 3:
            middleware(form())
        return HttpResponse()

    middleware = LargeBodiesMiddleware(answer)
    middleware(form())
    assert seen == [(False, "The guard is off.", photo().size)] * (PLACES + 3)


def test_whoever_comes_while_others_are_read_waits_a_moment() -> None:
    """The others give their places back meanwhile."""
    large_bodies._free.acquire()
    large_bodies._free.acquire()
    timers = [threading.Timer(0.2, large_bodies._free.release) for _ in range(PLACES)]
    for timer in timers:
        timer.start()
    cut: list[bool] = []

    def answer(request: HttpRequest) -> HttpResponse:
        cut.append(large_bodies.is_cut_short(request))
        return HttpResponse()

    LargeBodiesMiddleware(answer)(post(HELD + 1))
    for timer in timers:
        timer.join()
    assert cut == [False]


@pytest.mark.usefixtures("no_place")
def test_only_one_waits_so_that_a_thread_is_left_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_bodies, "PATIENCE", 3600)
    assert large_bodies._waiting.acquire(blocking=False)  # somebody waits already
    try:
        cut = LargeBodiesMiddleware(lambda request: HttpResponse(str(large_bodies.is_cut_short(request))))
        assert cut(post(HELD + 1)).getvalue() == b"True"
    finally:
        large_bodies._waiting.release()


def test_a_place_is_given_back_also_by_a_view_that_crashes() -> None:
    def crash(request: HttpRequest) -> HttpResponse:
        assert not large_bodies.is_cut_short(request)
        raise ZeroDivisionError

    for _ in range(PLACES + 1):
        with pytest.raises(ZeroDivisionError):
            LargeBodiesMiddleware(crash)(post(HELD + 1))


@pytest.mark.usefixtures("no_place")
def test_without_a_place_no_more_is_read_than_caddy_had_held() -> None:
    read: list[bytes] = []

    def answer(request: HttpRequest) -> HttpResponse:
        read.append(request.read())
        return HttpResponse()

    LargeBodiesMiddleware(answer)(post(3 * HELD))
    assert [len(each) for each in read] == [HELD]


@pytest.mark.usefixtures("no_place")
def test_a_body_of_unknown_length_counts_as_a_large_one() -> None:
    request = RequestFactory().post("/r/", headers={"transfer-encoding": "chunked"})
    del request.META["CONTENT_LENGTH"]
    cut: list[bool] = []

    def answer(request: HttpRequest) -> HttpResponse:
        cut.append(large_bodies.is_cut_short(request))
        return HttpResponse(request.read())

    assert LargeBodiesMiddleware(answer)(request).getvalue() == b""
    assert cut == [True]


@pytest.mark.usefixtures("no_place", "db")
@pytest.mark.parametrize("path", ["/desk/log-in/", "/"])
def test_a_page_that_takes_no_beginnings_says_that_nothing_was_kept(client: Client, path: str) -> None:
    answer = client.post(path, {"file": photo()}, headers={"accept-language": "th"})
    assert (answer.status_code, answer["Retry-After"], answer["Content-Language"]) == (503, "60", "th")
    in_english = client.post(path, {"file": photo()}).content.decode()
    assert "Nothing was kept. Send it again in a few minutes." in words_of(in_english)
    assert client.get(path).status_code == 200


def test_a_report_with_a_large_photo_stays_on_the_page_with_everything_that_was_chosen(
    union: House, no_place: threading.Semaphore
) -> None:
    phone = Phone().scan(union).tell()
    before_the_photo = {**phone.form.values, **WRITTEN}
    phone.post(**before_the_photo, photo=photo(), go="send")
    assert (phone.answer.status_code, phone.answer["Retry-After"]) == (503, "180")
    assert "Your words are still here." in phone.text
    assert WRITTEN.items() <= phone.form.values.items()
    assert not Report.objects.exists()
    assert len(phone.touch("go", "send").receipt) == 20
    no_place.release()
    assert Report.objects.count() == 1


def test_the_photo_stands_behind_everything_that_must_not_be_lost(union: House) -> None:
    """Browsers send fields in the order of the page, and only the beginning may be read."""
    phone = Phone().scan(union).tell()
    _, _, behind = phone.html.partition('name="photo"')
    assert behind
    assert re.findall(r'<(?:input|textarea|select)[^>]*name="(\w+)"', behind) == []
    assert re.findall(r'<button[^>]*name="(\w+)" value="(\w+)"', behind)[0] == ("go", "send")


def test_an_answer_with_a_large_photo_stays_on_the_page(union: House, no_place: threading.Semaphore) -> None:
    code = Phone().scan(union).tell().touch("go", "send", story="The guard is off.").receipt
    phone = Phone().open("/r/").touch("go", "follow").touch("go", "check", receipt=code)
    phone.post(**{**phone.form.values, "text": "It is still off."}, photo=photo(), go="reply")
    assert phone.answer.status_code == 503
    assert phone.form.values["text"] == "It is still off."
    assert "Your words are still here." in phone.text
    assert not Message.objects.exists()
    no_place.release()
    assert "Your answer has arrived." in phone.touch("go", "reply").text


@pytest.mark.usefixtures("no_place", "db")
def test_a_large_parcel_waits_on_the_phone() -> None:
    answer = Client().post("/r/", b"\x01" * (HELD + 1), content_type=PARCEL)
    assert (answer.status_code, answer.json()["state"], answer["Retry-After"]) == (503, "busy", "60")
    assert answer.json()["retry"] == 60


@pytest.mark.usefixtures("no_place")
def test_what_was_written_down_for_a_worker_stays_in_the_form(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.representative)
    client.handler.enforce_csrf_checks = True
    token = forms_of(client.get("/desk/reports/new/").content.decode())[-1].values["csrfmiddlewaretoken"]
    written = {"story": "She says the press runs open.", "contact": "081 234 5678", "hazard": "machine"}
    answer = client.post("/desk/reports/new/", {"csrfmiddlewaretoken": token, **written, "photo": photo()})
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "Not sent: there is no room on our side just now." in page
    assert "She says the press runs open." in page
    assert "081 234 5678" in page
    assert not Report.objects.exists()
