"""Addresses of what follows from the public record: promises, agreements, trainings."""

from django.urls import URLPattern, path

from safelamp.doors.desk.views import agreements, cited, commitments, trainings

urlpatterns: list[URLPattern] = [
    path("record/items/<uuid:item_id>/follow/", cited.choose, name="follow_item"),
    path("followed/", commitments.listing, name="followed"),
    path("followed/new/", commitments.follow, name="new_commitment"),
    path("followed/<uuid:commitment_id>/", commitments.show, name="commitment"),
    *commitments.urlpatterns(),
    path("followed/agreements/", agreements.listing, name="agreements"),
    path("followed/agreements/new/", agreements.write, name="new_agreement"),
    path("followed/agreements/<uuid:agreement_id>/", agreements.show, name="agreement"),
    path("followed/agreements/<uuid:agreement_id>/renew/", agreements.renew, name="renew_agreement"),
    path("followed/trainings/", trainings.listing, name="trainings"),
    path("followed/trainings/new/", trainings.write, name="new_training"),
    path("followed/trainings/<uuid:training_id>/", trainings.show, name="training"),
]
