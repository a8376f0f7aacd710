import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import compagnon.core.ids


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
        ("recruitment", "0012_postponed_applications"),
        ("schemes", "0007_how_rules_hold"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ProviderAgreement',
            fields=[
                ('id', compagnon.core.ids.PublicIdField(default=compagnon.core.ids.new_public_id, editable=False, primary_key=True, serialize=False)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('recorded_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='recruitment.institution')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='schemes.organisation')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='recruitment.institution')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('one', models.F('other')), _negated=True), name='a_provider_agrees_with_another'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='an_agreement_ends_after_it_starts')],
            },
        ),
        migrations.RunPython(say_how_rules_hold, migrations.RunPython.noop),
    ]
