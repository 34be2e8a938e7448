"""Words of the screens as a file, taken away and brought back corrected."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from safelamp.doors.desk.forms.words import FileForm
from safelamp.doors.desk.permits import DeskRequest, answers, needs
from safelamp.ground.languages import exchange, operations
from safelamp.ground.languages.file_rows import Unreadable
from safelamp.ground.languages.places import Part
from safelamp.ground.organisations import reviewing
from safelamp.ground.organisations.policy import Permission

KEEP = "keep"


@needs(Permission.REVIEW_WORDS)
@require_safe
def download(request: DeskRequest) -> HttpResponse:
    """The sentences of a language or of one part, as a PO file or a spreadsheet."""
    languages = reviewing.languages_for(request.desk.member)
    language = request.GET.get("language", "") or next(iter(languages), "")
    kind, part = request.GET.get("kind", exchange.XLSX), request.GET.get("part", "")
    if not languages:
        return render(request, "desk/words_none.html", {"practice": request.desk.member.organisation.is_practice})
    if language not in languages or kind not in exchange.KINDS:
        raise Http404
    raw = exchange.exported(language, kind=kind, part=Part(part) if part in Part.values else None)
    name = f"words-{language}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(raw, content_type=exchange.KINDS[kind], headers=headers)


@needs(Permission.REVIEW_WORDS)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: DeskRequest) -> HttpResponse:
    """Looks into a file first and says what it would change; keeps it when asked to."""
    languages = reviewing.languages_for(request.desk.member)
    if not languages:
        return render(request, "desk/words_none.html", {"practice": request.desk.member.organisation.is_practice})
    form = FileForm(answers(request), request.FILES or None)
    if request.META.get("safelamp.upload_dropped"):
        form.add_error("file", exchange.too_large())
    context: dict[str, object] = {"form": form}
    if form.is_bound and form.is_valid():
        try:
            brought = exchange.brought_in(form.cleaned_data["file"].read(), languages=languages)
        except Unreadable as error:
            form.add_error("file", str(error))
        else:
            context |= _done(request, brought)
    return render(request, "desk/words_upload.html", context, status=422 if form.errors else 200)


def _done(request: DeskRequest, brought: exchange.Brought) -> dict[str, object]:
    keep = request.POST.get("act") == KEEP
    if keep:
        kept = reviewing.keep(request.desk.member, brought.language, brought.given)
    else:
        kept = operations.judged(brought.language, brought.given)
    return {
        "brought": brought,
        "kept": kept,
        "left": brought.left + len(kept.same),
        "is_kept": keep,
        "refused": exchange.with_refusals(brought, kept),
    }
