"""Labels of the data files that people see: what gettext cannot find, because it stands in JSON."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Label:
    """One text to translate, and the data file that it stands in, as a path from the package."""

    text: str
    file: str
    context: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where labels stand in a file: in `fields` of each row; `rows` names the list, unless the file is all there is.

    `context` is for short words that mean something else elsewhere ("Back"); the code then asks with pgettext.
    """

    file: str
    fields: tuple[str, ...]
    rows: str = ""
    context: str | None = None

    def labels(self, package: Path) -> list[Label]:
        """The labels of this file, in its order."""
        content = json.loads((package / self.file).read_text(encoding="utf-8"))
        rows = content[self.rows] if self.rows else content
        texts = [row.get(field) for row in (rows if isinstance(rows, list) else [rows]) for field in self.fields]
        return [Label(text, self.file, self.context) for text in texts if text]


_LAWS = ("th", "kh")  # countries whose unions read Thai or Khmer; other packs stay in English

# A data file with words for people gets a line here; its code then translates them with gettext(label).
SOURCES = (
    Source("ground/standards/data/hazards.json", ("label",)),
    Source("ground/standards/data/body.json", ("label",), context="body part"),
    Source("ground/standards/data/standards.json", ("text",)),
    Source("ground/standards/data/countries.json", ("name",), rows="countries"),
    Source("ground/standards/data/isic.json", ("title",), rows="sectors"),
    *(
        Source(f"ground/standards/data/countries/{country}.json", fields, rows=rows)
        for country in _LAWS
        for rows, fields in (
            ("", ("act",)),
            ("notification_rules", ("event", "who", "to_whom", "clock_start", "form")),
            ("committee_thresholds", ("text",)),
            ("rules", ("topic", "text", "paired_duty")),
        )
    ),
)


def labels(package: Path) -> Sequence[Label]:
    """All labels, each once, in the order of the files."""
    found = [label for source in SOURCES for label in source.labels(package)]
    return list({(label.text, label.context): label for label in reversed(found)}.values())[::-1]
