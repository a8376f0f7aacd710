import compagnon.core.encryption.fields
import compagnon.core.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('recruitment', '0004_form_editor'),
    ]

    operations = [
        migrations.AddField(
            model_name='informationrequest',
            name='withdrawn_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name='RequestReply',
            fields=[
                ('author_id', models.UUIDField()),
                ('text_version', models.PositiveIntegerField(default=0)),
                ('id', compagnon.core.ids.PublicIdField(default=compagnon.core.ids.new_public_id, editable=False, primary_key=True, serialize=False)),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('text', compagnon.core.encryption.fields.EncryptedText(blank=True, default=b'')),
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reply', to='recruitment.informationrequest')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
