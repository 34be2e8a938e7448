"""What sort of text an item is, by the label that the page prints or the first words of its headline."""

import re

from safelamp.record.reading.models import ItemKind

LABELS = (
    (
        ItemKind.PRESS_RELEASE,
        r"press (?:release|statement)|media release|communiqu|comunicado de prensa|siaran pers|ข่าวประชาสัมพันธ์|新闻稿",
    ),
    (ItemKind.STATEMENT, r"statement|declaration|déclaration|declaración|pernyataan|แถลงการณ์|声明|بیانیه"),
    (ItemKind.REPORT, r"report|study|publication|rapport|informe|laporan|รายงาน|报告|報告|گزارش"),
    (ItemKind.INTERVIEW, r"interview|entretien|entrevista|wawancara|สัมภาษณ์"),
    (ItemKind.VIDEO, r"videos?|vidéo|vídeo|วิดีโอ|podcast"),
    (ItemKind.EVENT, r"events?|webinar|conference|événement|evento|acara"),
)
PATTERNS = [(kind, re.compile(rf"^\s*(?:{words})", re.IGNORECASE)) for kind, words in LABELS]
BY_HEADLINE = re.compile(
    r"^\W*(?:joint |public |press )?(?:statement|déclaration|declaración|pernyataan|แถลงการณ์)", re.IGNORECASE
)


def kind_of(label: str, *, headline: str) -> ItemKind:
    """The sort of text; news where nothing else is said.

    >>> kind_of("Press release", headline="Fire in a mill").value, kind_of("", headline="Joint statement on X").value
    ('press-release', 'statement')
    """
    for kind, pattern in PATTERNS:
        if pattern.match(label):
            return kind
    return ItemKind.STATEMENT if BY_HEADLINE.match(headline) else ItemKind.NEWS
