import django.db.models.deletion
import django.utils.timezone
import mekaar.circles.models.plan
import mekaar.core.ids
import mekaar.core.sealed
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('conversation', '0001_initial'),
        ('people', '0004_start_code_grows_old'),
        ('places', '0002_answers_for'),
    ]

    operations = [
        migrations.CreateModel(
            name='SupportCircle',
            fields=[
                ('id', models.UUIDField(default=mekaar.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(default=mekaar.core.ids.new_code, editable=False, max_length=16)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('name', mekaar.core.sealed.SealedText(blank=True, max_length=80)),
                ('state', models.CharField(choices=[('sketch', 'je tekent wie er om je heen staan'), ('inviting', 'je nodigt mensen uit'), ('preparing', 'voorgesprekken'), ('start_decision', 'iedereen zegt zelf of we beginnen'), ('active', 'de kring is begonnen'), ('paused', 'pauze'), ('ended', 'gestopt')], default='sketch', max_length=16)),
                ('paused_from', models.CharField(blank=True, choices=[('sketch', 'je tekent wie er om je heen staan'), ('inviting', 'je nodigt mensen uit'), ('preparing', 'voorgesprekken'), ('start_decision', 'iedereen zegt zelf of we beginnen'), ('active', 'de kring is begonnen'), ('paused', 'pauze'), ('ended', 'gestopt')], max_length=16)),
                ('friendly_call', models.BooleanField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('written_by', models.UUIDField()),
                ('read_back_at', models.DateTimeField(blank=True, null=True)),
                ('neighbourhood', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.neighbourhood')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='circles', to='people.participant')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CircleMeeting',
            fields=[
                ('id', models.UUIDField(default=mekaar.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(default=mekaar.core.ids.new_code, editable=False, max_length=16)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('agenda_draft', 'de agenda wordt gemaakt'), ('released', 'de agenda is klaar'), ('being_there', 'erbij zijn'), ('thinking_along', 'meedenken'), ('supporting', 'steunen'), ('written', 'geweest'), ('consented', 'geweest, met een plan'), ('called_off', 'gaat niet door')], default='agenda_draft', max_length=16)),
                ('planned_for', models.DateTimeField(blank=True, null=True)),
                ('place', mekaar.core.sealed.OwnWords(blank=True, max_length=200)),
                ('time_alone', models.BooleanField(default=False)),
                ('outcome', models.CharField(blank=True, choices=[('good', 'we waren bij elkaar, dat was goed'), ('unknown_yet', 'we weten het nog niet'), ('further', 'we zijn verder gekomen')], max_length=12)),
                ('outcome_words', mekaar.core.sealed.OwnWords(blank=True, max_length=1000)),
                ('neighbourhood', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.neighbourhood')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.participant')),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='circles.supportcircle')),
            ],
            options={
                'ordering': ['number'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.UUIDField(default=mekaar.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(default=mekaar.core.ids.new_code, editable=False, max_length=16)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('chair', models.CharField(choices=[('resident', 'van wie de kring is'), ('member', 'kringlid'), ('facilitator', 'procesbegeleider')], max_length=12)),
                ('state', models.CharField(choices=[('asked', 'gevraagd'), ('ready', 'wil het overnemen'), ('seated', 'doet mee'), ('declined', 'liever niet'), ('left', 'is weggegaan'), ('replaced', 'gaf het over'), ('removed', 'doet niet meer mee')], default='asked', max_length=8)),
                ('name', mekaar.core.sealed.SealedText(blank=True, max_length=80)),
                ('kind', models.CharField(blank=True, choices=[('family', 'familie'), ('friend', 'vriend of vriendin'), ('neighbour', 'buur'), ('professional', 'beroepskracht'), ('other', 'iemand anders')], max_length=12)),
                ('is_child', models.BooleanField(default=False)),
                ('letter_digest', models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ('some_meetings_only', models.BooleanField(default=False)),
                ('is_independent', models.BooleanField(default=False)),
                ('state_since', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('why', mekaar.core.sealed.OwnWords(blank=True, max_length=200)),
                ('handed_over_on', models.DateField(blank=True, null=True)),
                ('written_by', models.UUIDField()),
                ('read_back_at', models.DateTimeField(blank=True, null=True)),
                ('neighbourhood', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.neighbourhood')),
                ('participant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.participant')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.participant')),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='circles.supportcircle')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SketchedPerson',
            fields=[
                ('id', models.UUIDField(default=mekaar.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(default=mekaar.core.ids.new_code, editable=False, max_length=16)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('name', mekaar.core.sealed.SealedText(max_length=80)),
                ('kind', models.CharField(choices=[('family', 'familie'), ('friend', 'vriend of vriendin'), ('neighbour', 'buur'), ('professional', 'beroepskracht'), ('other', 'iemand anders')], default='other', max_length=12)),
                ('ring', models.PositiveSmallIntegerField(choices=[(1, 'dichtbij'), (2, 'er omheen'), (3, 'verder weg')], default=2)),
                ('neighbourhood', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.neighbourhood')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.participant')),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='circles.supportcircle')),
            ],
            options={
                'ordering': ['ring', 'made_at'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Shown',
            fields=[
                ('id', models.UUIDField(default=mekaar.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(default=mekaar.core.ids.new_code, editable=False, max_length=16)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('what', models.CharField(choices=[('want', 'Wat ik wil'), ('can', 'Wat ik kan'), ('need', 'Wat ik nodig heb'), ('goal', 'Een doel van mij'), ('sketch', 'Mijn netwerkschets')], max_length=8)),
                ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='conversation.goal')),
                ('neighbourhood', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.neighbourhood')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.participant')),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='circles.supportcircle')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Suggestion',
            fields=[
                ('id', models.UUIDField(default=mekaar.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(default=mekaar.core.ids.new_code, editable=False, max_length=16)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('words', mekaar.core.sealed.OwnWords(max_length=300)),
                ('taken_over', models.BooleanField(default=False)),
                ('neighbourhood', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.neighbourhood')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.participant')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='circles.seat')),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='circles.supportcircle')),
            ],
            options={
                'ordering': ['made_at'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StartYes',
            fields=[
                ('id', models.UUIDField(default=mekaar.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(default=mekaar.core.ids.new_code, editable=False, max_length=16)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('written_by', models.UUIDField()),
                ('read_back_at', models.DateTimeField(blank=True, null=True)),
                ('neighbourhood', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.neighbourhood')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.participant')),
                ('seat', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='start_yes', to='circles.seat')),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='circles.supportcircle')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReleasedLine',
            fields=[
                ('id', models.UUIDField(default=mekaar.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(default=mekaar.core.ids.new_code, editable=False, max_length=16)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('written_by', models.UUIDField()),
                ('read_back_at', models.DateTimeField(blank=True, null=True)),
                ('words', mekaar.core.sealed.OwnWords(max_length=200)),
                ('told_to', models.UUIDField(blank=True, null=True)),
                ('neighbourhood', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.neighbourhood')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.participant')),
                ('seat', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='line', to='circles.seat')),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='circles.supportcircle')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.UUIDField(default=mekaar.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(default=mekaar.core.ids.new_code, editable=False, max_length=16)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('comes', models.BooleanField(blank=True, null=True)),
                ('was_there', models.BooleanField(default=False)),
                ('written_by', models.UUIDField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='circles.circlemeeting')),
                ('neighbourhood', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.neighbourhood')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.participant')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='circles.seat')),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='circles.supportcircle')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PreparatoryTalk',
            fields=[
                ('id', models.UUIDField(default=mekaar.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(default=mekaar.core.ids.new_code, editable=False, max_length=16)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('written_by', models.UUIDField()),
                ('read_back_at', models.DateTimeField(blank=True, null=True)),
                ('held_on', models.DateField(blank=True, null=True)),
                ('is_waived', models.BooleanField(default=False)),
                ('neighbourhood', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.neighbourhood')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.participant')),
                ('seat', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='talk', to='circles.seat')),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='circles.supportcircle')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PossibleDay',
            fields=[
                ('id', models.UUIDField(default=mekaar.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(default=mekaar.core.ids.new_code, editable=False, max_length=16)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('at', models.DateTimeField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='circles.circlemeeting')),
                ('neighbourhood', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.neighbourhood')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.participant')),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='circles.supportcircle')),
            ],
            options={
                'ordering': ['at'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlanVersion',
            fields=[
                ('id', models.UUIDField(default=mekaar.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(default=mekaar.core.ids.new_code, editable=False, max_length=16)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('draft', 'wordt opgeschreven'), ('consent_round', 'iedereen zegt of het zo goed is'), ('in_force', 'dit is het plan'), ('superseded', 'er is een nieuwer plan')], default='draft', max_length=16)),
                ('round', models.PositiveSmallIntegerField(default=0)),
                ('in_force_since', models.DateTimeField(blank=True, null=True)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='circles.circlemeeting')),
                ('neighbourhood', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.neighbourhood')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.participant')),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='circles.supportcircle')),
            ],
            options={
                'ordering': ['number'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.UUIDField(default=mekaar.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(default=mekaar.core.ids.new_code, editable=False, max_length=16)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('with_place', models.BooleanField(default=False)),
                ('neighbourhood', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.neighbourhood')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.participant')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.participant')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='circles.seat')),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='circles.supportcircle')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AgendaPoint',
            fields=[
                ('id', models.UUIDField(default=mekaar.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(default=mekaar.core.ids.new_code, editable=False, max_length=16)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('sort', models.CharField(choices=[('point', 'hier gaat het over'), ('rather_not', 'liever niet over')], default='point', max_length=12)),
                ('words', mekaar.core.sealed.OwnWords(max_length=300)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('neighbourhood', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.neighbourhood')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.participant')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='circles.circlemeeting')),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='circles.supportcircle')),
            ],
            options={
                'ordering': ['position', 'made_at'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DayAnswer',
            fields=[
                ('id', models.UUIDField(default=mekaar.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(default=mekaar.core.ids.new_code, editable=False, max_length=16)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('answer', models.CharField(choices=[('yes', 'kan'), ('maybe', 'als het moet'), ('no', 'kan niet')], max_length=8)),
                ('written_by', models.UUIDField()),
                ('neighbourhood', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.neighbourhood')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.participant')),
                ('day', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='circles.possibleday')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='circles.seat')),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='circles.supportcircle')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.UUIDField(default=mekaar.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(default=mekaar.core.ids.new_code, editable=False, max_length=16)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('written_by', models.UUIDField()),
                ('read_back_at', models.DateTimeField(blank=True, null=True)),
                ('round', models.PositiveSmallIntegerField()),
                ('answer', models.CharField(choices=[('consent', 'ik heb geen bezwaar'), ('objection', 'ik heb een bezwaar'), ('heard', 'was er niet; het is voorgelezen')], max_length=12)),
                ('words', mekaar.core.sealed.OwnWords(blank=True, max_length=1000)),
                ('neighbourhood', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.neighbourhood')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.participant')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='circles.planversion')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='circles.seat')),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='circles.supportcircle')),
            ],
            options={
                'ordering': ['made_at'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.UUIDField(default=mekaar.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(default=mekaar.core.ids.new_code, editable=False, max_length=16)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('what', mekaar.core.sealed.OwnWords(max_length=300)),
                ('when', mekaar.core.sealed.OwnWords(max_length=200)),
                ('how_we_know', mekaar.core.sealed.OwnWords(blank=True, max_length=300)),
                ('otherwise', mekaar.core.sealed.OwnWords(blank=True, max_length=300)),
                ('until', models.DateField(blank=True, null=True)),
                ('crosses', mekaar.circles.models.plan.CrossedInPlan(blank=True, editable=False, max_length=16)),
                ('phrase_keys', mekaar.core.sealed.BlindKeys(base_field=models.BigIntegerField(), blank=True, default=list, editable=False, size=None)),
                ('state', models.CharField(choices=[('proposed', 'voorgesteld'), ('agreed', 'ja gezegd'), ('declined', 'liever niet'), ('vetoed', 'doorgestreept')], default='proposed', max_length=8)),
                ('said_by', models.UUIDField(blank=True, null=True)),
                ('said_back_at', models.DateTimeField(blank=True, null=True)),
                ('broken_at', models.DateTimeField(blank=True, null=True)),
                ('neighbourhood', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.neighbourhood')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.participant')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='circles.planversion')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='circles.seat')),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='circles.supportcircle')),
            ],
            options={
                'ordering': ['made_at'],
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='supportcircle',
            constraint=models.UniqueConstraint(fields=('neighbourhood', 'code'), name='circles_supportcircle_code'),
        ),
        migrations.AddConstraint(
            model_name='supportcircle',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'ended'), _negated=True), fields=('neighbourhood', 'resident'), name='circles_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='supportcircle',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'paused'), ('paused_from', ''), _connector='XOR'), name='circles_paused_from'),
        ),
        migrations.AddConstraint(
            model_name='supportcircle',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'ended'), ('ended_at', None), _connector='XOR'), name='circles_ended_at'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.UniqueConstraint(fields=('neighbourhood', 'code'), name='circles_suggestion_code'),
        ),
        migrations.AddConstraint(
            model_name='startyes',
            constraint=models.UniqueConstraint(fields=('neighbourhood', 'code'), name='circles_startyes_code'),
        ),
        migrations.AddConstraint(
            model_name='sketchedperson',
            constraint=models.UniqueConstraint(fields=('neighbourhood', 'code'), name='circles_sketchedperson_code'),
        ),
        migrations.AddConstraint(
            model_name='shown',
            constraint=models.UniqueConstraint(fields=('neighbourhood', 'code'), name='circles_shown_code'),
        ),
        migrations.AddConstraint(
            model_name='shown',
            constraint=models.UniqueConstraint(fields=('circle', 'what', 'goal'), name='circles_shown_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='shown',
            constraint=models.CheckConstraint(condition=models.Q(('what', 'goal'), ('goal', None), _connector='XOR'), name='circles_shown_goal'),
        ),
        migrations.AddIndex(
            model_name='seat',
            index=models.Index(fields=['neighbourhood', 'participant'], name='circles_seat_whose'),
        ),
        migrations.AddIndex(
            model_name='seat',
            index=models.Index(fields=['neighbourhood', 'circle'], name='circles_seat_circle'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(fields=('neighbourhood', 'code'), name='circles_seat_code'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('asked', 'ready', 'seated'))), fields=('circle', 'participant'), name='circles_one_seat_each'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(condition=models.Q(('chair', 'facilitator'), ('state', 'seated')), fields=('circle',), name='circles_one_facilitator'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(condition=models.Q(('chair', 'resident')), fields=('circle',), name='circles_one_resident'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('chair', 'member'), ('participant__isnull', False), _connector='OR'), name='circles_chair_of_somebody'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('chair', 'facilitator'), ('state__in', ('ready', 'seated')), _negated=True), ('is_independent', True), _connector='OR'), name='circles_independent'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('is_child', False), models.Q(('chair', 'member'), ('letter_digest', None), ('participant', None)), _connector='OR'), name='circles_a_child_is_a_name'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('chair', 'member'), _negated=True), models.Q(('name', ''), _negated=True), _connector='OR'), name='circles_member_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='releasedline',
            constraint=models.UniqueConstraint(fields=('neighbourhood', 'code'), name='circles_releasedline_code'),
        ),
        migrations.AddConstraint(
            model_name='presence',
            constraint=models.UniqueConstraint(fields=('neighbourhood', 'code'), name='circles_presence_code'),
        ),
        migrations.AddConstraint(
            model_name='presence',
            constraint=models.UniqueConstraint(fields=('meeting', 'seat'), name='circles_presence_once'),
        ),
        migrations.AddConstraint(
            model_name='preparatorytalk',
            constraint=models.UniqueConstraint(fields=('neighbourhood', 'code'), name='circles_preparatorytalk_code'),
        ),
        migrations.AddConstraint(
            model_name='preparatorytalk',
            constraint=models.CheckConstraint(condition=models.Q(('held_on__isnull', False), ('is_waived', True), _connector='OR'), name='circles_talk_or_none'),
        ),
        migrations.AddConstraint(
            model_name='possibleday',
            constraint=models.UniqueConstraint(fields=('neighbourhood', 'code'), name='circles_possibleday_code'),
        ),
        migrations.AddConstraint(
            model_name='possibleday',
            constraint=models.UniqueConstraint(fields=('meeting', 'at'), name='circles_day_once'),
        ),
        migrations.AddConstraint(
            model_name='planversion',
            constraint=models.UniqueConstraint(fields=('neighbourhood', 'code'), name='circles_planversion_code'),
        ),
        migrations.AddConstraint(
            model_name='planversion',
            constraint=models.UniqueConstraint(fields=('circle', 'number'), name='circles_plan_number'),
        ),
        migrations.AddConstraint(
            model_name='planversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'in_force')), fields=('circle',), name='circles_one_plan'),
        ),
        migrations.AddConstraint(
            model_name='planversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('draft', 'consent_round'))), fields=('circle',), name='circles_one_plan_in_the_making'),
        ),
        migrations.AddConstraint(
            model_name='dayanswer',
            constraint=models.UniqueConstraint(fields=('neighbourhood', 'code'), name='circles_dayanswer_code'),
        ),
        migrations.AddConstraint(
            model_name='dayanswer',
            constraint=models.UniqueConstraint(fields=('day', 'seat'), name='circles_one_answer'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.UniqueConstraint(fields=('neighbourhood', 'code'), name='circles_consent_code'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.UniqueConstraint(fields=('plan', 'round', 'seat'), name='circles_one_consent_a_round'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', 'objection'), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='circles_objection_in_words'),
        ),
        migrations.AddConstraint(
            model_name='circlemeeting',
            constraint=models.UniqueConstraint(fields=('neighbourhood', 'code'), name='circles_circlemeeting_code'),
        ),
        migrations.AddConstraint(
            model_name='circlemeeting',
            constraint=models.UniqueConstraint(fields=('circle', 'number'), name='circles_meeting_number'),
        ),
        migrations.AddConstraint(
            model_name='circlemeeting',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('agenda_draft', 'called_off')), models.Q(('planned_for__isnull', False), models.Q(('place', ''), _negated=True)), _connector='OR'), name='circles_released_is_when_and_where'),
        ),
        migrations.AddConstraint(
            model_name='circlemeeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('written', 'consented')), _negated=True), models.Q(('outcome', ''), _negated=True), _connector='OR'), name='circles_written_is_how_it_went'),
        ),
        migrations.AddConstraint(
            model_name='calendarfeed',
            constraint=models.UniqueConstraint(fields=('neighbourhood', 'code'), name='circles_calendarfeed_code'),
        ),
        migrations.AddConstraint(
            model_name='calendarfeed',
            constraint=models.UniqueConstraint(fields=('seat',), name='circles_one_feed'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.UniqueConstraint(fields=('neighbourhood', 'code'), name='circles_agreement_code'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'agreed'), _negated=True), ('said_by__isnull', False), _connector='OR'), name='circles_agreed_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='agendapoint',
            constraint=models.UniqueConstraint(fields=('neighbourhood', 'code'), name='circles_agendapoint_code'),
        ),
    ]
