import compagnon.core.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('recruitment', '0005_request_replies'),
        ('schemes', '0003_term_calendars'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', compagnon.core.ids.PublicIdField(default=compagnon.core.ids.new_public_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60)),
                ('is_shared', models.BooleanField(default=False)),
                ('wanted', models.JSONField()),
                ('joining_point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='schemes.joiningpoint')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('joining_point', 'person', 'name'), name='one_view_of_a_name')],
            },
        ),
    ]
