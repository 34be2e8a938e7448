"""Nothing that belongs to one machine or to one afternoon is committed."""

import re
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Put together here, so that this file does not name them itself.
REGISTRIES = ["py" + "pi.org", "python" + "hosted.org", "registry." + "npmjs", "unpkg" + ".com", "jsdelivr" + ".net"]
MACHINE = ["/" + "work/", "/" + "root/", "/" + "home/"]
UNFINISHED = re.compile(r"\b(" + "TO" + "DO|FIX" + r"ME|X" + r"XX)\b")
OTHERS_WORDS = {"samples", "vendored"}


def texts(repository: Sequence[Path]) -> dict[str, str]:
    """What the files say, by their place; pictures and archives say nothing."""
    found = {}
    for path in repository:
        raw = path.read_bytes()
        if b"\0" not in raw[:8000]:
            found[str(path.relative_to(ROOT))] = raw.decode("utf-8", errors="replace")
    return found


def naming(repository: Sequence[Path], words: list[str]) -> list[str]:
    return [
        f"{place}: {word}"
        for place, text in texts(repository).items()
        if not OTHERS_WORDS & set(Path(place).parts)
        for word in words
        if word in text
    ]


def test_no_package_registry_is_named(repository: Sequence[Path]) -> None:
    assert naming(repository, REGISTRIES) == []


def test_locked_requirements_name_no_index(repository: Sequence[Path]) -> None:
    locks = [path for path in repository if path.name.startswith("requirements") and path.suffix == ".txt"]
    assert len(locks) == 3
    assert [line for path in locks for line in path.read_text().splitlines() if "://" in line or "index" in line] == []


def test_no_folder_of_one_machine_is_named(repository: Sequence[Path]) -> None:
    assert naming(repository, MACHINE) == []


def test_nothing_is_marked_as_unfinished(repository: Sequence[Path]) -> None:
    marked = [
        place
        for place, text in texts(repository).items()
        if not OTHERS_WORDS & set(Path(place).parts) and UNFINISHED.search(text)
    ]
    assert marked == []
