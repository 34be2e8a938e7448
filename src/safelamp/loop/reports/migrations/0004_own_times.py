from django.db import migrations, models

AUDIENCES = [
    ("readers", "everybody in the union who handles reports"),
    ("no_representatives", "not the safety representative at the workplace"),
    ("no_focal_points", "not the union's focal points"),
    ("restricted", "only the readers of the restricted lane"),
]


def name_the_restricted_readers(apps, schema_editor):
    """What was counted before carries its lane: the restricted one was always sealed to its own readers."""
    times = apps.get_model("reports", "AnswerTime").objects.using(schema_editor.connection.alias)
    times.filter(lane="restricted").update(audience="restricted")


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_renderings")]

    operations = [
        migrations.RemoveConstraint(model_name="answertime", name="one_counter_a_bucket"),
        migrations.AddField(
            model_name="answertime",
            name="audience",
            field=models.CharField(choices=AUDIENCES, default="readers", max_length=20),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="answertime",
            name="stage",
            field=models.CharField(
                choices=[
                    ("taken", "taken by a person"),
                    ("rated", "rated: how bad it could become"),
                    ("closed", "closed on the floor's word"),
                    ("came_back", "the reporter came back and said something"),
                ],
                default="taken",
                max_length=9,
            ),
        ),
        migrations.AddField(
            model_name="report", name="spoke_again", field=models.BooleanField(default=False)
        ),
        migrations.RunPython(name_the_restricted_readers, migrations.RunPython.noop, elidable=False),
        migrations.AddConstraint(
            model_name="answertime",
            constraint=models.UniqueConstraint(
                fields=("organisation", "month", "lane", "audience", "stage", "hours", "in_time"),
                name="one_counter_a_bucket",
            ),
        ),
    ]
