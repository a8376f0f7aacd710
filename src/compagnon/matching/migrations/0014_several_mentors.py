from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0012_circles"),
    ]

    operations = [
        migrations.AddField(
            model_name="proposal",
            name="mentee_place",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.RemoveConstraint(
            model_name="proposal", name="a_mentee_has_one_proposal_at_a_time"
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=Q(state__in=["released", "opened"]),
                fields=("mentee", "mentee_place"),
                name="a_place_of_a_mentee_is_taken_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=Q(state__in=["released", "opened"]),
                fields=("mentor", "mentee"),
                name="two_are_proposed_to_each_other_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=Q(mentee_place__gte=1, mentee_place__lte=3),
                name="a_mentee_has_so_many_places",
            ),
        ),
    ]
