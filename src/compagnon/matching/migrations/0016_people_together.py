import hashlib
from typing import Any

import compagnon.core.ids
import django.db.models.deletion
from django.db import migrations, models


def speak_of_people(apps: Any, _editor: object) -> None:
    """Let what was said of a pair stand with its two people, whoever of them offers; of two votes of one the later counts."""
    together, one = (apps.get_model("matching", name) for name in ("PeopleTogether", "OneTogether"))
    for name in ("PairComment", "Vote"):
        model = apps.get_model("matching", name)
        order = "written_at" if name == "PairComment" else "voted_at"
        for row in model.objects.select_related("mentor").order_by(order, "id"):
            two = sorted((row.mentor_id.hex, row.mentee_id.hex))
            fingerprint = hashlib.sha256(" ".join(two).encode()).hexdigest()
            known, is_new = together.objects.get_or_create(
                fingerprint=fingerprint, defaults={"joining_point_id": row.mentor.joining_point_id}
            )
            if is_new:
                one.objects.create(together=known, application_id=row.mentor_id)
                one.objects.create(together=known, application_id=row.mentee_id)
            if name == "Vote":
                model.objects.filter(together=known, person_id=row.person_id).delete()
            model.objects.filter(pk=row.pk).update(together=known)


class Migration(migrations.Migration):

    dependencies = [
        ('matching', '0015_rules_and_agreements'),
        ('recruitment', '0012_postponed_applications'),
        ('schemes', '0006_own_interests'),
    ]

    operations = [
        migrations.CreateModel(
            name='PeopleTogether',
            fields=[
                ('id', compagnon.core.ids.PublicIdField(default=compagnon.core.ids.new_public_id, editable=False, primary_key=True, serialize=False)),
                ('fingerprint', models.CharField(max_length=64, unique=True)),
                ('joining_point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schemes.joiningpoint')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OneTogether',
            fields=[
                ('id', compagnon.core.ids.PublicIdField(default=compagnon.core.ids.new_public_id, editable=False, primary_key=True, serialize=False)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='recruitment.application')),
                ('together', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people', to='matching.peopletogether')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('together', 'application'), name='together_once')],
            },
        ),
        migrations.AddField(
            model_name='paircomment',
            name='together',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matching.peopletogether'),
        ),
        migrations.AddField(
            model_name='vote',
            name='together',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matching.peopletogether'),
        ),
        migrations.RunPython(speak_of_people, migrations.RunPython.noop),
    ]
