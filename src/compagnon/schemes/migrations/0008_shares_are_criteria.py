from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SHARES = {"region": "region_percent", "sector": "sector_percent", "phases": "phases_percent"}


def keep_shares_with_criteria(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Keep what share of each group is to be placed beside weights and rules, where they all steer a match."""
    for scheme in apps.get_model("schemes", "Scheme").objects.filter(
        settings__has_any_keys=list(SHARES.values())
    ):
        given = {key: scheme.settings.pop(name, None) for key, name in SHARES.items()}
        targets = {key: percent for key, percent in given.items() if percent}
        if targets:
            scheme.matching["targets"] = targets
        scheme.save(update_fields=["settings", "matching"])


class Migration(migrations.Migration):
    dependencies = [
        ("schemes", "0007_how_rules_hold"),
    ]

    operations = [
        migrations.RunPython(keep_shares_with_criteria, migrations.RunPython.noop),
    ]
