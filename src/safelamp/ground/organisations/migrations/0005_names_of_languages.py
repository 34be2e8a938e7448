from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Two languages were named otherwise before workers' screens spoke them.
NOW = {"tl": "fil", "zh": "zh-hans"}


def rename(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    _renamed(apps, NOW)


def rename_back(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    _renamed(apps, {new: old for old, new in NOW.items()})


def _renamed(apps: Apps, names: dict[str, str]) -> None:
    for member in apps.get_model("organisations", "Member").objects.exclude(reads=[]):
        reads = [names.get(code, code) for code in member.reads]
        if reads != member.reads:
            member.reads = reads
            member.save(update_fields=["reads"])


class Migration(migrations.Migration):
    dependencies = [("organisations", "0004_first_steps")]
    operations = [migrations.RunPython(rename, rename_back)]
