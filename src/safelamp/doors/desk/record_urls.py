"""Addresses of the public record at the desk, where its pages may be read as a whole."""

from django.urls import URLPattern, path

from safelamp.doors.desk.views import record, review, review_items, take_downs

urlpatterns: list[URLPattern] = [
    path("record/", record.pages, name="record"),
    path("record/review/", review.queue, name="review"),
    path("record/review/next/", review.following, name="review_next"),
    path("record/review/gold.zip", review_items.gold_files, name="review_gold"),
    path("record/review/fact/<uuid:fact_id>/", review.fact, name="review_fact"),
    path("record/review/person/<uuid:person_id>/", review.person, name="review_person"),
    path("record/review/correction/<uuid:correction_id>/", review.correction, name="review_correction"),
    path("record/review/item/<uuid:item_id>/", review.item, name="review_item"),
    path("record/review/item/<uuid:item_id>/name/", review_items.name, name="review_name"),
    *review_items.urlpatterns(),
    path("record/review/take-downs/", take_downs.listing, name="take_downs"),
    path("record/review/take-downs/<uuid:take_down_id>/", take_downs.show, name="take_down"),
    path("record/<uuid:page_id>/", record.page, name="record_page"),
]
