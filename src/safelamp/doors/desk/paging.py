"""Pages of a list: "Showing 1-10 of 41" and the ways to the page before and after."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

FARTHEST = 1_000_000  # rows; an address that asks for more is a mistake or an attack


def start_of(request: HttpRequest) -> int:
    """The row that the address asks to begin with; 0 for anything that is no number."""
    asked = request.GET.get("from", "")
    return min(int(asked), FARTHEST) if asked.isascii() and asked.isdigit() and len(asked) <= len(str(FARTHEST)) else 0


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a page stands in its list; `address` has a query already."""

    address: str
    start: int
    shown: int
    total: int
    size: int

    @property
    def words(self) -> str:
        """How many, of how many."""
        if not self.shown:
            return _("Showing 0 of %(total)d.") % {"total": self.total}
        return _("Showing %(first)d–%(last)d of %(total)d.") % {
            "first": self.start + 1,
            "last": self.start + self.shown,
            "total": self.total,
        }

    @property
    def before(self) -> str:
        """The address of the page before, or nothing."""
        return f"{self.address}&from={max(0, self.start - self.size)}" if self.start else ""

    @property
    def after(self) -> str:
        """The address of the page after, or nothing."""
        further = self.start + self.shown
        return f"{self.address}&from={further}" if self.shown and further < self.total else ""
