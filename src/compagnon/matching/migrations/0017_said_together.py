import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('matching', '0016_people_together'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='vote',
            name='one_vote_a_pair_and_person',
        ),
        migrations.RemoveIndex(
            model_name='paircomment',
            name='pair_comments_in_order',
        ),
        migrations.RemoveField(
            model_name='paircomment',
            name='mentee',
        ),
        migrations.RemoveField(
            model_name='paircomment',
            name='mentor',
        ),
        migrations.RemoveField(
            model_name='vote',
            name='mentee',
        ),
        migrations.RemoveField(
            model_name='vote',
            name='mentor',
        ),
        migrations.AlterField(
            model_name='paircomment',
            name='together',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matching.peopletogether'),
        ),
        migrations.AlterField(
            model_name='vote',
            name='together',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matching.peopletogether'),
        ),
        migrations.AddIndex(
            model_name='paircomment',
            index=models.Index(fields=['together', 'written_at', 'id'], name='comments_together_in_order'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.UniqueConstraint(fields=('together', 'person'), name='one_vote_together_and_person'),
        ),
    ]
