import compagnon.core.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('recruitment', '0003_review_desk'),
        ('schemes', '0002_setting_up'),
    ]

    operations = [
        migrations.CreateModel(
            name='FormDraft',
            fields=[
                ('id', compagnon.core.ids.PublicIdField(default=compagnon.core.ids.new_public_id, editable=False, primary_key=True, serialize=False)),
                ('content', models.JSONField()),
                ('based_on', models.PositiveIntegerField()),
                ('revision', models.PositiveIntegerField(default=1)),
                ('scheme', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to='schemes.scheme')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
