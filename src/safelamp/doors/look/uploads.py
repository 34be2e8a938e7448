"""Uploads stay in memory: no temporary file ever holds a photo."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from safelamp.doors.look.large_bodies import is_cut_short

LARGEST = 12 * 1024 * 1024  # bytes of one form's files


class HeldInMemory(FileUploadHandler):
    """Keeps files up to LARGEST; drops what is larger, remembers that it did, and lets the words through."""

    chunk_size = 64 * 1024

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.taken = 0  # bytes of the files before: LARGEST is for all of them together

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # Django's signature
        """Begins a file."""
        super().new_file(*args, **kwargs)
        if self.request is not None and is_cut_short(self.request):
            raise SkipFile  # half a photo is none
        self.buffer = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keeps the chunk, or drops the file once it is too large."""
        if self.taken + start + len(raw_data) > LARGEST:
            self.buffer = BytesIO()
            assert self.request is not None  # noqa: S101  # Django sets it before parsing
            self.request.META["safelamp.upload_dropped"] = True
            raise SkipFile
        self.buffer.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        """The file, if it was kept."""
        self.taken += file_size
        self.buffer.seek(0)
        return InMemoryUploadedFile(
            self.buffer, self.field_name, self.file_name, self.content_type or "", file_size, self.charset
        )
