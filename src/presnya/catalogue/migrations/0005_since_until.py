"""Rows of the catalogue hold from an act until an act, so that it can be read as it stood at any size of the register.

The projected tables are made anew and empty: the command that migrates draws them from the register again.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """All projected tables anew."""

    dependencies = [
        ('catalogue', '0003_no_way_round'),
    ]

    operations = [
        migrations.DeleteModel(name='Arrangement'),
        migrations.DeleteModel(name='Claim'),
        migrations.DeleteModel(name='Curator'),
        migrations.DeleteModel(name='Dispute'),
        migrations.DeleteModel(name='Ending'),
        migrations.DeleteModel(name='Proposal'),
        migrations.DeleteModel(name='Reading'),
        migrations.DeleteModel(name='Source'),
        migrations.DeleteModel(name='Thing'),
        migrations.CreateModel(
            name='Curator',
            fields=[
                ('id', models.CharField(db_index=True, max_length=60)),
                ('name', models.TextField()),
                ('roles', models.TextField()),
                ('since', models.BigIntegerField(primary_key=True, serialize=False)),
                ('until', models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.CharField(db_index=True, max_length=120)),
                ('number', models.CharField(db_index=True, max_length=20)),
                ('title', models.TextField()),
                ('origin', models.TextField(db_index=True)),
                ('body', models.TextField()),
                ('status', models.CharField(max_length=12)),
                ('since', models.BigIntegerField(primary_key=True, serialize=False)),
                ('until', models.BigIntegerField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'standing')), fields=('number',), name='one_source_a_number')],
            },
        ),
        migrations.CreateModel(
            name='Thing',
            fields=[
                ('pk', models.CompositePrimaryKey('id', 'since', blank=True, editable=False, primary_key=True, serialize=False)),
                ('id', models.CharField(max_length=120)),
                ('kind', models.CharField(db_index=True, max_length=20)),
                ('label', models.TextField()),
                ('act', models.BigIntegerField()),
                ('since', models.BigIntegerField()),
                ('until', models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.CharField(max_length=60, primary_key=True, serialize=False)),
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
                ('since', models.BigIntegerField()),
                ('until', models.BigIntegerField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['since', 'nth'], name='catalogue_c_since_cb73d0_idx')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('nth', models.IntegerField()),
                ('source', models.CharField(db_index=True, max_length=120)),
                ('kind', models.CharField(max_length=12)),
                ('canonical', models.TextField()),
                ('start', models.IntegerField()),
                ('body', models.TextField()),
                ('status', models.CharField(db_index=True, max_length=12)),
                ('since', models.BigIntegerField()),
                ('until', models.BigIntegerField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['since', 'nth'], name='catalogue_p_since_338f5c_idx')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('source', models.CharField(db_index=True, max_length=120)),
                ('reader', models.TextField()),
                ('part', models.IntegerField()),
                ('parts', models.IntegerField()),
                ('since', models.BigIntegerField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='Dispute',
            fields=[
                ('target', models.CharField(db_index=True, max_length=120)),
                ('ground', models.TextField()),
                ('witness', models.CharField(max_length=120)),
                ('source', models.CharField(max_length=120)),
                ('since', models.BigIntegerField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='Ending',
            fields=[
                ('pk', models.CompositePrimaryKey('since', 'nth', blank=True, editable=False, primary_key=True, serialize=False)),
                ('target', models.CharField(db_index=True, max_length=120)),
                ('nth', models.IntegerField()),
                ('ground', models.TextField()),
                ('since', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Arrangement',
            fields=[
                ('id', models.CharField(db_index=True, max_length=120)),
                ('kind', models.CharField(db_index=True, max_length=20)),
                ('title', models.TextField()),
                ('origin', models.TextField(db_index=True)),
                ('body', models.TextField()),
                ('status', models.CharField(max_length=12)),
                ('since', models.BigIntegerField(primary_key=True, serialize=False)),
                ('until', models.BigIntegerField(null=True)),
            ],
        ),
    ]

