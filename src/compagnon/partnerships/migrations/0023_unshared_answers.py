"""What a member answers in a review stands under their own key until all read it; what waits today is moved there."""

from django.db import migrations, models

from compagnon.core.encryption import master
from compagnon.core.encryption.opening import Closed, move_text


def move_under_own_keys(apps, schema_editor):
    """Move the answers of reviews that are under way. Where keys are missing or words closed, they stay as they are."""
    rows = apps.get_model("partnerships", "ReviewAnswer").objects.filter(review__state="open")
    for row in rows.select_related("review__partnership", "member"):
        answer = as_today(row)
        try:
            move_text(answer, is_shared=False)
        except (Closed, master.KeysMissing):
            continue
        texts = {name: getattr(answer, name) for name in answer.encrypted_fields()}
        rows.filter(pk=row.pk).update(is_shared=False, **texts)


def as_today(row):
    """Return a row of that time as the code of today knows it; it is never saved or looked up."""
    from compagnon.partnerships.models import Member, Partnership, Review, ReviewAnswer

    organisation_id = row.review.partnership.organisation_id
    partnership = Partnership(pk=row.review.partnership_id, organisation_id=organisation_id)
    answer = ReviewAnswer(
        pk=row.pk,
        author_id=row.author_id,
        text_version=row.text_version,
        review=Review(pk=row.review_id, partnership=partnership),
        member=Member(pk=row.member_id, person_id=row.member.person_id),
        is_shared=True,
    )
    for name in answer.encrypted_fields():
        setattr(answer, name, getattr(row, name))
    return answer


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0003_retired_seals"),
        ("partnerships", "0022_members_who_left"),
    ]

    operations = [
        migrations.AddField(
            model_name="reviewanswer",
            name="is_shared",
            field=models.BooleanField(default=True),
        ),
        migrations.AlterField(
            model_name="reviewanswer",
            name="is_shared",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(move_under_own_keys, migrations.RunPython.noop),
    ]
