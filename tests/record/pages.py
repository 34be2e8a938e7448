"""Pages for the tests of the record. Their news is made up."""

# ruff: noqa: E501  # one paragraph of a page is one line

import datetime as dt

from safelamp.ground.organisations.models import Organisation
from safelamp.record.reading.models import Page
from safelamp.record.reading.operations import add_page

MINING = """\
Mine collapse kills nine in Balochistan

12 May 2024

At least nine miners were killed in a coal mine near Quetta, Pakistan, on 10 May. The union asks for Convention No. 176.

Garment workers march in Phnom Penh

3 April 2024

More than 3,000 garment workers marched through the capital of Cambodia to demand safe buses to work.

Dockers sign an agreement on working at night

21 March 2023

The agreement covers 450 dockers in Lomé, Togo, and was signed by two unions after a strike of eleven days.
"""
ARTICLE = """\
Fire in a furniture factory

Bangkok, 2 February 2025 - Two workers died when a furniture factory burned on Sunday, said the labour inspectorate.

The doors were locked. The union had asked for a fire drill twice, and nobody had answered its three letters since spring.
"""
UNSPACED = """\
คนงานก่อสร้างห้าคนบาดเจ็บจากนั่งร้านถล่มในจังหวัดระยอง

2 มกราคม 2567

นั่งร้านถล่มที่ไซต์ก่อสร้างในจังหวัดระยอง ทำให้คนงานบาดเจ็บ 5 คน ถูกนำส่งโรงพยาบาลในพื้นที่ทันทีหลังเกิดเหตุ

គ្រោះថ្នាក់ការងារនៅរោងចក្រកាត់ដេរក្នុងរាជធានីភ្នំពេញ

2 January 2024

កម្មករជាច្រើននាក់បានដួលសន្លប់នៅរោងចក្រកាត់ដេរមួយក្នុងរាជធានីភ្នំពេញ ដោយសារកម្ដៅខ្លាំងពេក។ សហជីពបានស្នើឱ្យមានខ្យល់អាកាស។
"""


def add(
    text: str = MINING, *, name: str = "page.txt", publisher: str = "Labour Herald", organisation: Organisation | None = None,
    address: str = "",
) -> Page:  # fmt: skip
    """Adds a page by the real operation."""
    added = add_page(
        text, name=name, publisher=publisher, organisation=organisation, address=address,
        fetched_on=dt.date(2026, 1, 9), by=None,
    )  # fmt: skip
    return added.page
