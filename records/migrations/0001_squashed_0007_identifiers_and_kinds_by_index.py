import django.core.validators
import django.db.migrations.operations.special
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.db.models.lookups
import records.common.fields
import records.groups
import records.reading.name_parts
import records.writing.triggers
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('records', '0001_records_evidence_and_history'),
        ('records', '0002_open_forms'),
        ('records', '0003_citations_and_slugs_by_index'),
        ('records', '0004_names_by_their_parts'),
        ('records', '0005_last_runs'),
        ('records', '0006_citations_by_field'),
        ('records', '0007_identifiers_and_kinds_by_index'),
    ]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='FixtureLoad',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('loaded_at', models.DateTimeField()),
                ('counts', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Record',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_kind', models.CharField(choices=[('state', 'State or territory'), ('organization', 'Organization'), ('party', 'Party'), ('document', 'Document'), ('conflict', 'Conflict'), ('mission', 'Mission'), ('topic', 'Topic'), ('case_study', 'Case study'), ('process', 'Process'), ('comparison', 'Comparison'), ('article', 'Article'), ('claim', 'Claim'), ('source', 'Source')], editable=False, max_length=12)),
                ('slug', models.CharField(max_length=100, validators=[django.core.validators.RegexValidator('\\A[a-z0-9]+(-[a-z0-9]+)*\\Z', 'Lower-case letters a to z, digits and single hyphens only, such as s-res-1272-1999.')])),
                ('name', models.CharField(max_length=500)),
                ('summary', models.TextField(blank=True, help_text='Two or three sentences in our own words.')),
                ('version', records.common.fields.BoundedIntegerField(default=1, editable=False, least=1, most=2147483647)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
            ],
            options={
                'ordering': ['record_kind', 'name', 'id'],
                'permissions': [('draft_records', 'May draft changes and hand them in for review'), ('approve_records', 'May publish what others handed in'), ('withdraw_records', 'May propose and approve that a record is withdrawn'), ('publish_alone', 'May publish without a second person, with a reason'), ('manage_users', 'May invite people, and say what they may')],
                'indexes': [models.Index(fields=['record_kind', 'name'], name='records_record_by_name'), models.Index(fields=['slug'], name='records_record_by_slug'), models.Index(fields=['record_kind', 'id'], name='records_record_of_kind')],
                'constraints': [models.UniqueConstraint(fields=('record_kind', 'slug'), name='records_record_one_slug_per_kind', violation_error_message='Another record of this kind has this slug.'), models.CheckConstraint(condition=models.Q(('record_kind__in', ['state', 'organization', 'party', 'document', 'conflict', 'mission', 'topic', 'case_study', 'process', 'comparison', 'article', 'claim', 'source'])), name='records_record_record_kind_listed', violation_error_message='record_kind: expected one of state, organization, party, document, conflict, mission, topic, case_study, process, comparison, article, claim, source.')],
            },
        ),
        migrations.CreateModel(
            name='Alias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(blank=True, help_text='First day.', null=True)),
                ('starts_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('unknown', 'not known')], default='day', help_text='Unknown: no first day.', max_length=7)),
                ('ends_on', models.DateField(blank=True, help_text='Last day. Empty while it lasts.', null=True)),
                ('ends_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('unknown', 'not known')], default='day', help_text='Unknown: it ended, or may have, on a day not known.', max_length=7)),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='records.record')),
                ('text', models.CharField(max_length=300)),
                ('language', models.CharField(default='en', help_text='ISO 639 code.', max_length=3)),
                ('kind', models.CharField(choices=[('acronym', 'Acronym'), ('former_name', 'Former name'), ('descriptive', 'Descriptive name'), ('translation', 'Translation')], max_length=12)),
            ],
            options={
                'verbose_name_plural': 'aliases',
                'ordering': ['kind', 'text', 'id'],
                'abstract': False,
                'indexes': [models.Index(fields=['text'], name='records_alias_by_text')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('starts_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='records_alias_ends_after_start', violation_error_message='The last day is before the first.'), models.CheckConstraint(condition=models.Q(models.Q(('starts_on', None), ('starts_precision', 'unknown')), models.Q(('starts_on__isnull', False), models.Q(('starts_precision', 'unknown'), _negated=True)), _connector='OR'), name='records_alias_start_unknown_if_empty', violation_error_message="A first day and the precision 'unknown' exclude each other; one of them is needed."), models.CheckConstraint(condition=models.Q(models.Q(('ends_on', None), ('ends_precision__in', ['day', 'unknown'])), models.Q(('ends_on__isnull', False), models.Q(('ends_precision', 'unknown'), _negated=True)), _connector='OR'), name='records_alias_end_not_of_unknown_precision', violation_error_message="A last day and the precision 'unknown' exclude each other; an empty last day takes 'day' (still open) or 'unknown'."), models.CheckConstraint(condition=models.Q(('starts_precision__in', ['day', 'month', 'year', 'unknown'])), name='records_alias_starts_precision_listed', violation_error_message='starts_precision: expected one of day, month, year, unknown.'), models.CheckConstraint(condition=models.Q(('ends_precision__in', ['day', 'month', 'year', 'unknown'])), name='records_alias_ends_precision_listed', violation_error_message='ends_precision: expected one of day, month, year, unknown.'), models.CheckConstraint(condition=models.Q(('kind__in', ['acronym', 'former_name', 'descriptive', 'translation'])), name='records_alias_kind_listed', violation_error_message='kind: expected one of acronym, former_name, descriptive, translation.'), models.UniqueConstraint(models.F('record'), models.F('text'), models.F('language'), models.F('kind'), name='records_alias_identified', violation_error_message='A row with the same text, language, kind is there already.')],
            },
        ),
        migrations.CreateModel(
            name='Gap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gaps', to='records.record')),
                ('field', models.CharField(help_text='As in a citation.', max_length=300)),
                ('why', models.CharField(choices=[('unknown', 'Unknown'), ('not_applicable', 'Not applicable'), ('withheld', 'Withheld')], max_length=14)),
            ],
            options={
                'ordering': ['field'],
                'constraints': [models.CheckConstraint(condition=models.Q(('why__in', ['unknown', 'not_applicable', 'withheld'])), name='records_gap_why_listed', violation_error_message='why: expected one of unknown, not_applicable, withheld.'), models.UniqueConstraint(models.F('record'), models.F('field'), name='records_gap_identified', violation_error_message='A row with the same field is there already.')],
            },
        ),
        migrations.CreateModel(
            name='Identifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='records.record')),
                ('scheme', models.CharField(help_text='Whose code it is, such as cow or geo-pko.', max_length=40)),
                ('value', models.CharField(max_length=100)),
                ('note', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['scheme', 'value', 'id'],
                'indexes': [models.Index(fields=['scheme', 'value'], name='records_identifier_by_value'), models.Index(fields=['value', 'scheme'], name='records_identifier_of_any')],
                'constraints': [models.UniqueConstraint(models.F('record'), models.F('scheme'), models.F('value'), name='records_identifier_identified', violation_error_message='A row with the same scheme, value is there already.')],
            },
        ),
        migrations.CreateModel(
            name='NameEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='name_entries', to='records.record')),
                ('anchor', models.CharField(blank=True, max_length=100)),
                ('text', models.CharField(max_length=500)),
                ('key', models.CharField(help_text='What all spellings of the text share.', max_length=500)),
                ('folded', models.CharField(help_text='Its words, between blanks.', max_length=500)),
                ('via', models.CharField(choices=[('code', 'Its key, symbol or code'), ('name', 'Its name'), ('acronym', 'An acronym'), ('other', 'Another name'), ('paper', 'A draft or meeting of it')], max_length=7)),
            ],
            options={
                'verbose_name_plural': 'name entries',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['key'], name='records_name_by_key')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('author', models.CharField(max_length=150)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('returned', 'back with its author'), ('published', 'published'), ('discarded', 'discarded')], max_length=9)),
                ('attempt', records.common.fields.BoundedIntegerField(default=1, help_text='Its last version.', least=1, most=2147483647)),
                ('made_at', models.DateTimeField()),
                ('since', models.DateTimeField(help_text='When it came into its state.')),
                ('sequence', records.common.fields.BoundedIntegerField(least=1, most=4611686018427387904, null=True)),
            ],
            options={
                'ordering': ['-since', '-pk'],
                'indexes': [models.Index(condition=models.Q(('state__in', ('draft', 'in_review', 'returned'))), fields=['since', 'id'], name='records_proposal_that_waits'), models.Index(fields=['-since', '-id'], name='records_proposal_by_since')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'in_review', 'returned', 'published', 'discarded'])), name='records_proposal_state_listed', violation_error_message='state: expected one of draft, in_review, returned, published, discarded.'), models.CheckConstraint(condition=models.Q(('sequence', None), ('state', 'published'), _connector='OR'), name='records_proposal_in_chain_once_published')],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='records.proposal')),
                ('author', models.CharField(max_length=150)),
                ('attempt', records.common.fields.BoundedIntegerField(help_text='The version that it speaks of.', least=1, most=2147483647)),
                ('text', models.TextField()),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='records_remark_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_kind', models.CharField(choices=[('state', 'State or territory'), ('organization', 'Organization'), ('party', 'Party'), ('document', 'Document'), ('conflict', 'Conflict'), ('mission', 'Mission'), ('topic', 'Topic'), ('case_study', 'Case study'), ('process', 'Process'), ('comparison', 'Comparison'), ('article', 'Article'), ('claim', 'Claim'), ('source', 'Source')], max_length=12)),
                ('slug', models.CharField(max_length=100)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], max_length=9)),
                ('content', models.TextField()),
                ('content_hash', models.CharField(max_length=64)),
                ('form', records.common.fields.BoundedIntegerField(least=1, most=2147483647)),
                ('facts_hash', models.CharField(blank=True, help_text='Of the rows that came and went with it, if any did.', max_length=64)),
                ('author', models.CharField(max_length=150)),
                ('approver', models.CharField(blank=True, max_length=150)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('origin', models.CharField(choices=[('admin', 'Admin'), ('load', 'Load of fixtures'), ('import', 'Import'), ('shell', 'Shell')], max_length=6)),
                ('loaded_hash', models.CharField(blank=True, help_text="Of the fixtures' content, for a load.", max_length=64)),
                ('base_version', records.common.fields.BoundedIntegerField(help_text='The version it started from; 0 for a new record.', least=0, most=2147483647)),
                ('made_at', models.DateTimeField()),
                ('version', records.common.fields.BoundedIntegerField(least=1, most=2147483647, null=True)),
                ('sequence', records.common.fields.BoundedIntegerField(least=1, most=4611686018427387904, null=True, unique=True)),
                ('sealed_at', models.DateTimeField(null=True)),
                ('chain_hash', models.CharField(blank=True, max_length=64)),
                ('proposal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='records.proposal')),
                ('attempt', records.common.fields.BoundedIntegerField(help_text='The version of its proposal.', least=1, most=2147483647, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['record_kind', 'slug', 'sequence'], name='records_revision_of_record'), models.Index(fields=['state', 'made_at'], name='records_revision_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('record_kind__in', ['state', 'organization', 'party', 'document', 'conflict', 'mission', 'topic', 'case_study', 'process', 'comparison', 'article', 'claim', 'source'])), name='records_revision_record_kind_listed', violation_error_message='record_kind: expected one of state, organization, party, document, conflict, mission, topic, case_study, process, comparison, article, claim, source.'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'published', 'withdrawn'])), name='records_revision_state_listed', violation_error_message='state: expected one of draft, published, withdrawn.'), models.CheckConstraint(condition=models.Q(('origin__in', ['admin', 'load', 'import', 'shell'])), name='records_revision_origin_listed', violation_error_message='origin: expected one of admin, load, import, shell.'), models.CheckConstraint(condition=models.Q(models.Q(('chain_hash', ''), ('sealed_at', None), ('sequence', None), ('version', None), models.Q(('state', 'published'), _negated=True)), models.Q(('chain_hash__regex', '^[0-9a-f]{64}$'), ('sealed_at__isnull', False), ('sequence__isnull', False), ('state__in', ['published', 'withdrawn']), ('version__isnull', False)), _connector='OR'), name='records_revision_sealed_whole'), models.CheckConstraint(condition=models.Q(models.Q(('attempt', None), ('proposal', None), ('sequence__isnull', False)), models.Q(('attempt__isnull', False), ('proposal__isnull', False), ('sequence', None)), _connector='OR'), name='records_revision_sealed_or_proposed'), models.CheckConstraint(condition=models.Q(('approver', models.F('author')), _negated=True), name='records_revision_approved_by_another'), models.CheckConstraint(condition=models.Q(('sequence', None), models.Q(('origin', 'admin'), _negated=True), models.Q(('approver', ''), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='records_revision_alone_says_why'), models.UniqueConstraint(fields=('proposal', 'attempt', 'record_kind', 'slug'), name='records_revision_once_a_version')],
            },
        ),
        migrations.CreateModel(
            name='BatchChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='batch_changes', to='records.revision')),
                ('table', models.CharField(max_length=60)),
                ('packed', models.BinaryField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('revision', 'table'), name='records_change_once')],
            },
        ),
        migrations.CreateModel(
            name='ApiKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('holder', models.CharField(help_text='Who has it, with an address to write to before it is revoked.', max_length=200)),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('revoked_at', models.DateTimeField(blank=True, help_text='From when on it is refused, within a minute.', null=True)),
            ],
            options={
                'verbose_name': 'API key',
                'ordering': ['-created_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='records_apikey_digest_whole')],
            },
        ),
        migrations.CreateModel(
            name='ChainHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', records.common.fields.BoundedIntegerField(default=0, least=0, most=4611686018427387904)),
                ('chain_hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='records_head_one_row')],
            },
        ),
        migrations.CreateModel(
            name='Coverage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=60)),
                ('field', models.CharField(max_length=60)),
                ('rank', models.PositiveSmallIntegerField(help_text='Of the field in its table.')),
                ('period', models.CharField(help_text='all, 1990s or undated.', max_length=8)),
                ('rows', records.common.fields.BoundedIntegerField(default=0, help_text='Rows of the table in the period.', least=0, most=2147483647)),
                ('known', records.common.fields.BoundedIntegerField(default=0, help_text='Rows with a value.', least=0, most=2147483647)),
                ('unknown', records.common.fields.BoundedIntegerField(default=0, help_text='Rows whose value nobody knows.', least=0, most=2147483647)),
                ('not_applicable', records.common.fields.BoundedIntegerField(default=0, help_text='Rows that cannot have a value.', least=0, most=2147483647)),
                ('withheld', records.common.fields.BoundedIntegerField(default=0, help_text='Rows whose value is kept back.', least=0, most=2147483647)),
            ],
            options={
                'verbose_name_plural': 'coverage',
                'ordering': ['table', 'rank', 'period'],
                'indexes': [models.Index(fields=['table', 'rank', 'period'], name='records_coverage_order')],
                'constraints': [models.UniqueConstraint(models.F('table'), models.F('field'), models.F('period'), name='records_coverage_identified', violation_error_message='A row with the same field, period is there already.'), models.CheckConstraint(condition=models.Q(('rows__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('known'), '+', models.F('unknown')), '+', models.F('not_applicable')), '+', models.F('withheld')))), name='records_coverage_adds_up')],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=60)),
                ('file_name', models.CharField(max_length=200)),
                ('file', models.BinaryField()),
                ('author', models.CharField(max_length=150)),
                ('approver', models.CharField(blank=True, max_length=150)),
                ('reason', models.CharField(max_length=500)),
                ('state', models.CharField(choices=[('waiting', 'waiting to be checked'), ('checked', 'checked, waiting for approval'), ('approved', 'waiting to be written'), ('done', 'done'), ('failed', 'refused, nothing was written'), ('discarded', 'discarded, nothing was written')], default='waiting', max_length=12)),
                ('outcome', models.JSONField(default=dict)),
                ('sequences', models.JSONField(default=list)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('leased_until', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'checked', 'approved', 'done', 'failed', 'discarded'])), name='records_job_state_listed'), models.CheckConstraint(condition=models.Q(('approver', models.F('author')), _negated=True), name='records_job_approved_by_another')],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='as_%(class)s', serialize=False, to='records.record')),
                ('kind', models.CharField(choices=[('dataset', 'Dataset'), ('article', 'Article'), ('document', 'Document'), ('page', 'Web page'), ('secondary', 'Secondary pages, named to editors only'), ('general_knowledge', 'General knowledge, backed by no file')], max_length=20)),
                ('publisher', models.CharField(blank=True, max_length=300)),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='address')),
                ('published_on', models.DateField(blank=True, null=True)),
                ('published_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('unknown', 'not known')], default='unknown', max_length=7)),
                ('accessed_on', models.DateField(blank=True, null=True)),
                ('licence', models.CharField(blank=True, max_length=300)),
                ('sha256', models.CharField(blank=True, help_text='Of the copy that was loaded, in hex.', max_length=64, verbose_name='SHA-256')),
                ('note', models.TextField(blank=True, help_text='What it covers and how far to trust it.')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['dataset', 'article', 'document', 'page', 'secondary', 'general_knowledge'])), name='records_source_kind_listed', violation_error_message='kind: expected one of dataset, article, document, page, secondary, general_knowledge.'), models.CheckConstraint(condition=models.Q(('published_precision__in', ['day', 'month', 'year', 'unknown'])), name='records_source_published_precision_listed', violation_error_message='published_precision: expected one of day, month, year, unknown.'), models.CheckConstraint(condition=models.Q(('sha256', ''), ('sha256__regex', '^[0-9a-f]{64}$'), _connector='OR'), name='records_source_sha256_whole', violation_error_message='A SHA-256 is 64 lower-case hexadecimal digits.')],
            },
            bases=('records.record',),
        ),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='batches', to='records.source')),
                ('table', models.CharField(max_length=60)),
                ('rows', records.common.fields.BoundedIntegerField(help_text='Rows in the table that name this source.', least=0, most=2147483647)),
                ('digest', models.CharField(help_text='SHA-256 over the rows, in hex.', max_length=64)),
            ],
            options={
                'verbose_name_plural': 'batches',
                'ordering': ['table'],
                'constraints': [models.UniqueConstraint(models.F('source'), models.F('table'), name='records_batch_identified', violation_error_message='A row with the same table is there already.')],
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='records.record')),
                ('field', models.CharField(blank=True, help_text='Empty for the record as a whole, a field name, or the path to an owned row by its natural key: mandates/1999-10-25/force_level.', max_length=300)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cited_in', to='records.source')),
                ('locator', models.CharField(blank=True, help_text='Paragraph, page or row.', max_length=300)),
                ('stated', models.CharField(blank=True, help_text='As that source gives it.', max_length=500)),
                ('stance', models.CharField(choices=[('supports', 'Supports'), ('contradicts', 'Contradicts'), ('silent', 'Silent')], default='supports', max_length=11)),
                ('rule', models.CharField(blank=True, help_text='The rule that chose between the values.', max_length=500)),
                ('evidence', models.TextField(blank=True, help_text='What the choice rests on.')),
                ('open', models.BooleanField(default=False, help_text="Waits for an editor's decision.")),
                ('checked_on', models.DateField(blank=True, null=True)),
                ('checked_by', models.CharField(blank=True, max_length=150)),
            ],
            options={
                'ordering': ['field', 'stance', 'id'],
                'indexes': [models.Index(fields=['stance', 'id'], name='records_citation_by_stance'), models.Index(fields=['source', 'record', 'field'], name='records_citation_from'), models.Index(fields=['-open', 'record', 'rule'], name='records_citation_by_decision'), models.Index(fields=['checked_on', 'id'], name='records_citation_by_check'), models.Index(fields=['field', 'id'], name='records_citation_by_field')],
                'constraints': [models.CheckConstraint(condition=models.Q(('stance__in', ['supports', 'contradicts', 'silent'])), name='records_citation_stance_listed', violation_error_message='stance: expected one of supports, contradicts, silent.'), models.UniqueConstraint(models.F('record'), models.F('field'), models.F('source'), models.F('locator'), models.F('stated'), name='records_citation_identified', violation_error_message='A row with the same field, source, locator, stated is there already.')],
            },
        ),
        migrations.CreateModel(
            name='CoverageSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=60)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='records.source')),
                ('rows', records.common.fields.BoundedIntegerField(default=0, help_text='Rows that name the source, or whose record cites it in support.', least=0, most=2147483647)),
                ('first_day', models.DateField(null=True)),
                ('last_day', models.DateField(null=True)),
            ],
            options={
                'ordering': ['table', '-rows', 'source'],
                'constraints': [models.UniqueConstraint(models.F('table'), models.F('source'), name='records_coveragesource_identified', violation_error_message='A row with the same source is there already.')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_kind', models.CharField(choices=[('state', 'State or territory'), ('organization', 'Organization'), ('party', 'Party'), ('document', 'Document'), ('conflict', 'Conflict'), ('mission', 'Mission'), ('topic', 'Topic'), ('case_study', 'Case study'), ('process', 'Process'), ('comparison', 'Comparison'), ('article', 'Article'), ('claim', 'Claim'), ('source', 'Source')], max_length=12)),
                ('slug', models.CharField(max_length=100)),
                ('version', records.common.fields.BoundedIntegerField(help_text='Of the record, when it was reported.', least=1, most=2147483647)),
                ('field', models.CharField(blank=True, help_text='As citations name it.', max_length=300)),
                ('message', models.TextField()),
                ('checked_in', models.TextField(blank=True, help_text='Where it can be checked.')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('new', 'waits for an answer'), ('answered', 'answered'), ('dismissed', 'nothing to mend')], default='new', max_length=9)),
                ('answer', models.TextField(blank=True)),
                ('answered_by', models.CharField(blank=True, max_length=150)),
                ('answered_at', models.DateTimeField(null=True)),
                ('mended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.revision')),
            ],
            options={
                'verbose_name': 'report of a reader',
                'verbose_name_plural': 'reports of readers',
                'ordering': ['made_at', 'pk'],
                'indexes': [models.Index(fields=['made_at', 'id'], name='records_report_by_moment'), models.Index(fields=['state', 'made_at', 'id'], name='records_report_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('record_kind__in', ['state', 'organization', 'party', 'document', 'conflict', 'mission', 'topic', 'case_study', 'process', 'comparison', 'article', 'claim', 'source'])), name='records_report_record_kind_listed', violation_error_message='record_kind: expected one of state, organization, party, document, conflict, mission, topic, case_study, process, comparison, article, claim, source.'), models.CheckConstraint(condition=models.Q(('state__in', ['new', 'answered', 'dismissed'])), name='records_report_state_listed', violation_error_message='state: expected one of new, answered, dismissed.'), models.CheckConstraint(condition=models.Q(models.Q(('message', ''), _negated=True), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('message'), 5000)), name='records_report_says_something'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('checked_in'), 5000)), name='records_report_says_briefly_where'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', ''), ('state', 'new')), models.Q(models.Q(('state', 'new'), _negated=True), models.Q(('answer', ''), _negated=True), models.Q(('answered_by', ''), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='records_report_ends_with_an_answer'), models.CheckConstraint(condition=models.Q(('mended_by', None), ('state', 'answered'), _connector='OR'), name='records_report_mended_once_answered')],
            },
        ),
        migrations.CreateModel(
            name='OpenForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_kind', models.CharField(max_length=12)),
                ('slug', models.CharField(max_length=100)),
                ('editor', models.CharField(max_length=150)),
                ('opened_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'ordering': ['opened_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('record_kind', 'slug', 'editor'), name='records_openform_identified')],
            },
        ),
        migrations.CreateModel(
            name='LastRun',
            fields=[
                ('task', models.CharField(choices=[('refresh', 'Refresh from the publishers'), ('backup', 'Backup'), ('head', 'End of the chain, kept elsewhere'), ('worker', 'Worker')], max_length=10, primary_key=True, serialize=False)),
                ('ended_at', models.DateTimeField()),
                ('failed', models.BooleanField()),
                ('told', models.CharField(blank=True, help_text='How it ended, in words.', max_length=300)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('task__in', ['refresh', 'backup', 'head', 'worker'])), name='records_lastrun_task_listed', violation_error_message='task: expected one of refresh, backup, head, worker.')],
            },
        ),
        migrations.RunPython(
            code=records.writing.triggers.seal_revisions,
            reverse_code=records.writing.triggers.unseal_revisions,
        ),
        migrations.RunPython(
            code=records.groups.make_groups,
            reverse_code=django.db.migrations.operations.special.RunPython.noop,
        ),
        migrations.RunPython(
            code=records.reading.name_parts.make_index,
            reverse_code=records.reading.name_parts.drop_index,
        ),
    ]
