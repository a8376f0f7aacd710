from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def say_how_rules_hold(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Keep what each rule does by its key, where there was a list of those that are off."""
    for scheme in apps.get_model("schemes", "Scheme").objects.filter(
        matching__has_key="rules_off"
    ):
        off = scheme.matching.pop("rules_off")
        scheme.matching["rules"] = dict.fromkeys(off, "off")
        scheme.save(update_fields=["matching"])


class Migration(migrations.Migration):
    dependencies = [
        ("schemes", "0006_own_interests"),
    ]

    operations = [
        migrations.RunPython(say_how_rules_hold, migrations.RunPython.noop),
    ]
