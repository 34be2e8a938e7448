"""Makes the list of given names and surnames from the package Faker (MIT).

python tools/make_person_names.py > src/safelamp/engines/extraction/data/words_person_names.txt

Needs Faker and wordfreq, which are no dependencies of Safelamp: install them in an environment of their own. wordfreq
only tells which names to leave out, because they are everyday words.
"""

import importlib
import pkgutil
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

import faker.providers.person as every_locale
import wordfreq

LEFT_OUT = {"is_IS", "ga_IE", "et_EE", "lt_LT", "lv_LV", "sk_SK", "sl_SI", "hu_HU", "mk_MK", "he_IL", "ka_GE", "or_IN"}
LEFT_OUT |= {"ta_IN", "gu_IN", "mr_IN", "el_GR", "hy_AM", "bg_BG", "fi_FI", "sv_SE", "no_NO", "da_DK", "de_LI"}
COMMON = {word for language in ("en", "es", "fr", "id", "pt") for word in wordfreq.top_n_list(language, 5000)}
KNOWN_WIDELY = 5  # locales that have the name: it is one, everyday word or not
EVERYDAY = Path(__file__).with_name("everyday_names.txt").read_text(encoding="utf-8").split("\n", 1)[1].split()
WANTED = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*")
TITLE = "# Names from the package Faker (MIT): the given ones, then those that are surnames only"


def words(values: Iterable[object]) -> set[str]:
    """Single words; a Japanese name comes with its reading."""
    single = {part for value in values for one in _forms(value) for part in one.split()}
    return {word for word in single if WANTED.fullmatch(word)}


def _forms(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)


def names(module: ModuleType, kind: str) -> set[str]:
    """The words of one locale's lists."""
    lists = [getattr(module.Provider, name) for name in dir(module.Provider) if kind in name and "format" not in name]
    return set().union(*(words(one) for one in lists if isinstance(one, (tuple, list, dict))))


def main() -> None:
    """Writes one list."""
    given: Counter[str] = Counter()
    surnames: Counter[str] = Counter()
    for found in pkgutil.iter_modules(every_locale.__path__):
        if found.name not in LEFT_OUT:
            module = importlib.import_module(f"{every_locale.__name__}.{found.name}")
            given.update(names(module, "first_name"))
            surnames.update(names(module, "last_name"))
    only = Counter({name: locales for name, locales in surnames.items() if name not in given})
    sys.stdout.write("\n".join([TITLE, " ".join(kept(given)), " ".join(kept(only)), ""]))


def kept(counted: Counter[str]) -> list[str]:
    """The names that are no everyday words."""
    return sorted(
        name
        for name, locales in counted.items()
        if name not in EVERYDAY and (locales >= KNOWN_WIDELY or name.lower() not in COMMON)
    )


if __name__ == "__main__":
    main()
