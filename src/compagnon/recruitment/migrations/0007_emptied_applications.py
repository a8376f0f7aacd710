from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('recruitment', '0006_saved_views'),
        ('schemes', '0003_term_calendars'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='application',
            name='emptied_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(condition=models.Q(('emptied_at', None)), fields=['joining_point'], name='applications_not_emptied'),
        ),
    ]
