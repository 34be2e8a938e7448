"""Who looks for what in the public record, and who asks to take what down, is written nowhere, in no form."""

from urllib.parse import quote

import pytest

from tests.privacy.searching import files_below, forms_of, found_in
from tests.running import Visitor, running

pytestmark = [pytest.mark.slow]

LOOKED_FOR = "Krathongduang Phetchabunkaset"
NEVER_PUBLISHED = "Sakonnakhonville"
WHY, WAY = "Mukdahanfield asks because of Yasothonbrook", "roietmountain@example.org"
ADD = """
from tests.record.pages import ARTICLE, add
print(add(ARTICLE).items.get().id)
"""


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Everything that lay on the disk after a visitor searched, erred, and asked for something to be taken down."""
    folder = tmp_path_factory.mktemp("looked")
    with running(folder) as instance:
        item = instance.ask(ADD)
        visitor = Visitor(instance)
        for words in (LOOKED_FOR, f'"{LOOKED_FOR}"', f"{NEVER_PUBLISHED} OR 1=1 --", f"{NEVER_PUBLISHED}\x00"):
            for path in ("/record/", "/record/nothing-here/", f"/record/{item}/"):
                visitor.open(f"{path}?q={quote(words)}&since={quote(words)}&page={quote(words)}")
        assert NEVER_PUBLISHED in visitor.open(f"/record/?q={NEVER_PUBLISHED}").html
        visitor.open(f"/record/{item}/take-down/").send(why=WHY, way=WAY)
        assert "We have your request" in visitor.html
        while_it_runs = {f"running: {name}": raw for name, raw in files_below(folder).items()}
    return while_it_runs | files_below(folder)


@pytest.mark.parametrize("words", [LOOKED_FOR, NEVER_PUBLISHED, WHY, WAY])
def test_the_words_lie_nowhere(places: dict[str, bytes], words: str) -> None:
    longest = max(words.split(), key=len)
    assert found_in(places, {"whole": forms_of(words), "one word": forms_of(longest)}) == []


def test_the_places_are_the_ones_that_matter(places: dict[str, bytes]) -> None:
    names = " ".join(places)
    for place in ("home/safelamp.sqlite3", "stdout", "stderr", "running: home/safelamp.sqlite3-wal"):
        assert place in names
    assert b"reviewing_takedown" in places["home/safelamp.sqlite3"]
