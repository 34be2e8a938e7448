"""A reading as plain data, in the schema of the record guide (version 1) with spans and confidence added."""

from safelamp.engines.extraction.values import Figure, Item, Mention, Reading

Json = dict[str, object]


def as_schema(reading: Reading, *, page: str, publisher: str | None = None) -> Json:
    """One page as a dictionary that json can write."""
    return {
        "page": page,
        "publisher": publisher,
        "language": reading.language,
        "kind": reading.kind.value,
        "listing_total": reading.listing_total,
        "items": [_item(item) for item in reading.items],
        "strategy": reading.strategy,
    }


def _item(item: Item) -> Json:
    return {
        "headline": item.headline.value,
        "published": item.published.value if item.published else None,
        "label": item.label.value if item.label else None,
        "dateline": item.dateline.value if item.dateline else None,
        "summary_start": item.summary or None,
        "countries": [mention.value for mention in item.countries],
        "sectors": [mention.value for mention in item.sectors],
        "topics": [mention.value for mention in item.topics],
        "quantities": [_figure(figure) for figure in item.figures],
        "standards": [mention.value for mention in item.standards],
        "organisations": [mention.value for mention in item.organisations],
        "places": [mention.value for mention in item.places],
        "event_dates": [mention.value for mention in item.event_dates],
        "notes": None,
        "confidence": item.confidence,
        "spans": _spans(item),
    }


def _figure(figure: Figure) -> Json:
    return {
        "metric": figure.metric.value,
        "value": int(figure.value) if figure.value.is_integer() else figure.value,
        "qualifier": figure.qualifier,
        "unit": figure.unit,
        "of": figure.of or None,
        "period": figure.period,
        "quote": figure.quote,
    }


def _spans(item: Item) -> Json:
    singles = {"headline": item.headline, "published": item.published, "label": item.label, "dateline": item.dateline}
    lists = {
        "countries": item.countries, "standards": item.standards, "organisations": item.organisations,
        "places": item.places, "event_dates": item.event_dates, "sectors": item.sectors, "topics": item.topics,
    }  # fmt: skip
    return {
        **{name: _span(mention) for name, mention in singles.items() if mention},
        **{name: [_span(mention) for mention in mentions] for name, mentions in lists.items()},
        "quantities": [[one.span.start, one.span.end, one.confidence] for one in item.figures],
        "body": [[span.start, span.end] for span in item.body],
    }


def _span(mention: Mention) -> list[float]:
    """Start, end, confidence."""
    return [mention.span.start, mention.span.end, mention.confidence]
