"""The five real pages read as the golden files say.

A new reading is accepted by `safelamp read samples/pages --out tests/engines/extraction/golden`.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from safelamp.engines.extraction.reading import read_page
from safelamp.engines.extraction.schema import as_schema

ROOT = Path(__file__).parents[3]
PAGES = sorted((ROOT / "samples" / "pages").glob("*.txt"))
GOLDEN = Path(__file__).parent / "golden"
ANNOTATED = ROOT.parent / "shared" / "record"
PROMISED = {
    "items": 1.0, "date": 1.0, "countries": 0.95, "standards": 1.0, "q_value": 0.92, "q_metric_value": 0.80,
    "topics": 0.80, "sectors": 0.80, "organisations": 0.75, "quote_exact": 1.0,
}  # fmt: skip

pytestmark = pytest.mark.skipif(not PAGES, reason="samples/pages has been taken away: its words are their publishers'")


def written(page: Path) -> dict[str, object]:
    plain = json.dumps(as_schema(read_page(page.read_text(encoding="utf-8")), page=page.stem))
    return json.loads(plain)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem[:3])
def test_a_sample_page_reads_as_accepted(page: Path) -> None:
    golden = json.loads((GOLDEN / f"{page.stem}.json").read_text(encoding="utf-8"))
    assert written(page) | {"publisher": golden["publisher"]} == golden


def test_the_promised_scores_hold_on_the_annotated_pages(tmp_path: Path) -> None:
    if not (ANNOTATED / "score.py").is_file():
        pytest.skip("the annotated pages and their score are not beside this checkout")
    for page in PAGES:
        (tmp_path / f"{page.stem}.json").write_text(json.dumps(written(page)), encoding="utf-8")
    scores = tmp_path / "scores"
    gold = ANNOTATED / "dev"
    command = [sys.executable, ANNOTATED / "score.py", gold, tmp_path, "--pages", gold, "--json", scores]
    subprocess.run(command, check=True, capture_output=True)
    overall = json.loads(scores.read_text(encoding="utf-8"))["overall"]
    measured = {name: overall[name].get("f1", overall[name].get("acc")) for name in PROMISED}
    assert {name: value for name, value in measured.items() if value < PROMISED[name]} == {}
