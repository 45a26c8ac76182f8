"""All tables of the catalogue.

Museums founded before the log's index became the row's own number on SQLite keep an index on it, and one on `about`, more than they need. No
migration takes them away: SQLite could only do it by copying the register's rows, and those are never written again.
"""

from django.db import migrations, models

from presnya.catalogue.models import LogIndex


class Migration(migrations.Migration):
    """Makes them."""

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Act',
            fields=[
                ('number', LogIndex(primary_key=True, serialize=False)),
                ('act', models.CharField(max_length=40)),
                ('about', models.CharField(max_length=120)),
                ('at', models.CharField(max_length=30)),
                ('by', models.CharField(max_length=60)),
                ('entry', models.BinaryField()),
                ('leaf', models.BinaryField()),
            ],
            options={'indexes': [models.Index(fields=['act'], name='act_word')]},
        ),
        migrations.CreateModel(
            name='ActBody',
            fields=[
                ('number', LogIndex(primary_key=True, serialize=False)),
                ('salt', models.BinaryField()),
                ('body', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='Arrangement',
            fields=[
                ('id', models.CharField(max_length=120, primary_key=True, serialize=False)),
                ('kind', models.CharField(db_index=True, max_length=20)),
                ('title', models.TextField()),
                ('origin', models.TextField(db_index=True)),
                ('body', models.TextField()),
                ('act', models.BigIntegerField()),
                ('status', models.CharField(max_length=12)),
            ],
        ),
        migrations.CreateModel(
            name='Curator',
            fields=[
                ('id', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('name', models.TextField()),
                ('roles', models.TextField()),
                ('act', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Dispute',
            fields=[
                ('act', models.BigIntegerField(primary_key=True, serialize=False)),
                ('target', models.CharField(db_index=True, max_length=120)),
                ('ground', models.TextField()),
                ('witness', models.CharField(max_length=120)),
                ('source', models.CharField(max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name='Ending',
            fields=[
                ('target', models.CharField(max_length=120, primary_key=True, serialize=False)),
                ('act', models.BigIntegerField(db_index=True)),
                ('ground', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='Head',
            fields=[
                ('id', models.IntegerField(primary_key=True, serialize=False)),
                ('size', models.BigIntegerField()),
                ('frontier', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('act', models.BigIntegerField(db_index=True)),
                ('nth', models.IntegerField()),
                ('source', models.CharField(db_index=True, max_length=120)),
                ('kind', models.CharField(max_length=12)),
                ('canonical', models.TextField()),
                ('start', models.IntegerField()),
                ('body', models.TextField()),
                ('status', models.CharField(db_index=True, max_length=12)),
                ('decided_by', models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('act', models.BigIntegerField(primary_key=True, serialize=False)),
                ('source', models.CharField(db_index=True, max_length=120)),
                ('reader', models.TextField()),
                ('part', models.IntegerField()),
                ('parts', models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.CharField(max_length=120, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=20, unique=True)),
                ('title', models.TextField()),
                ('origin', models.TextField(db_index=True)),
                ('body', models.TextField()),
                ('act', models.BigIntegerField()),
                ('status', models.CharField(max_length=12)),
                ('ended_by', models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Thing',
            fields=[
                ('id', models.CharField(max_length=120, primary_key=True, serialize=False)),
                ('kind', models.CharField(db_index=True, max_length=20)),
                ('label', models.TextField()),
                ('act', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('act', models.BigIntegerField(db_index=True)),
                ('nth', models.IntegerField()),
                ('about', models.CharField(db_index=True, max_length=120)),
                ('property', models.CharField(db_index=True, max_length=60)),
                ('ref', models.CharField(db_index=True, max_length=120)),
                ('witness', models.CharField(db_index=True, max_length=120)),
                ('source', models.CharField(db_index=True, max_length=120)),
                ('origin', models.TextField(db_index=True)),
                ('proposal', models.CharField(db_index=True, max_length=60)),
                ('body', models.TextField()),
                ('status', models.CharField(db_index=True, max_length=12)),
                ('ended_by', models.BigIntegerField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['act', 'nth'], name='catalogue_c_act_b4cae4_idx')],
            },
        ),
    ]
