from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def say_how_rules_hold(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Keep what each rule did in a run by its key, where there was a list of those that were off."""
    runs = apps.get_model("matching", "Run").objects.defer("result")
    for run in runs.filter(settings__has_key="rules_off"):
        off = run.settings.pop("rules_off")
        run.settings["rules"] = dict.fromkeys(off, "off")
        run.save(update_fields=["settings"])


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0014_several_mentors"),
    ]

    operations = [
        migrations.RunPython(say_how_rules_hold, migrations.RunPython.noop),
    ]
