"""Sessions of before ADR 22 stand there with their key: they end, and everybody signs in again."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_answered'),
        ('sessions', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(
            ['DELETE FROM people_sessionof', 'DELETE FROM django_session'],
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
