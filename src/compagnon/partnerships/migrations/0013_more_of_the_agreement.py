import compagnon.core.encryption.fields
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0012_closing'),
    ]

    operations = [
        migrations.AddField(
            model_name='agreement',
            name='challenge',
            field=compagnon.core.encryption.fields.EncryptedText(blank=True, default=b''),
        ),
        migrations.AddField(
            model_name='agreement',
            name='contact',
            field=compagnon.core.encryption.fields.EncryptedText(blank=True, default=b''),
        ),
        migrations.AddField(
            model_name='agreement',
            name='depth',
            field=compagnon.core.encryption.fields.EncryptedText(blank=True, default=b''),
        ),
        migrations.AddField(
            model_name='agreement',
            name='minutes_by',
            field=compagnon.core.encryption.fields.EncryptedText(blank=True, default=b''),
        ),
        migrations.AddField(
            model_name='agreement',
            name='off_limits',
            field=compagnon.core.encryption.fields.EncryptedText(blank=True, default=b''),
        ),
    ]
