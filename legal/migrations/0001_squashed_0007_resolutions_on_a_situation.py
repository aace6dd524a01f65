import django.db.models.deletion
import records.common.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('legal', '0001_documents_and_votes'),
        ('legal', '0002_order_by_totals'),
        ('legal', '0003_votes_and_links_by_source'),
        ('legal', '0004_figures_and_days_by_index'),
        ('legal', '0005_symbols_and_sittings_by_index'),
        ('legal', '0006_words_of_chapter_vii'),
        ('legal', '0007_resolutions_on_a_situation'),
    ]

    initial = True

    dependencies = [
        ('organizations', '0001_squashed_0002_members_since_a_day'),
        ('records', '0001_squashed_0007_identifiers_and_kinds_by_index'),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='as_%(class)s', serialize=False, to='records.record')),
                ('kind', models.CharField(choices=[('resolution', 'Resolution'), ('draft', 'Draft resolution'), ('amendment', 'Amendment to a draft'), ('presidential_statement', 'Presidential statement'), ('treaty', 'Treaty'), ('report', 'Report'), ('policy', 'Policy'), ('agreement', 'Agreement'), ('judgment', 'Judgment or advisory opinion'), ('communique', 'Communiqué'), ('decision', 'Decision'), ('book', 'Book'), ('other', 'Other')], max_length=22)),
                ('symbol', models.CharField(blank=True, help_text='S/RES/1272 (1999)', max_length=80)),
                ('symbol_key', models.CharField(default='', editable=False, help_text='The symbol in its one spelling.', max_length=200)),
                ('organ', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='organizations.organization', verbose_name='issuing organ')),
                ('number', records.common.fields.BoundedIntegerField(blank=True, least=1, most=100000, null=True)),
                ('year', records.common.fields.BoundedIntegerField(blank=True, least=1800, most=2200, null=True)),
                ('session', models.CharField(blank=True, help_text='III, ES-I; empty if none.', max_length=10)),
                ('subject', models.CharField(blank=True, max_length=500)),
                ('situation', models.CharField(blank=True, help_text='Agenda item, our own list.', max_length=200)),
                ('adopted_on', models.DateField(blank=True, null=True)),
                ('adopted_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('unknown', 'not known')], default='day', max_length=7)),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='opened for signature')),
                ('in_force_on', models.DateField(blank=True, null=True)),
                ('meeting', models.CharField(blank=True, help_text='S/PV.4057; of a vote by correspondence, the letter that reported it.', max_length=40)),
                ('draft_symbol', models.CharField(blank=True, help_text='S/1999/1083; of an amendment, the draft that it would have amended.', max_length=80)),
                ('outcome', models.CharField(choices=[('adopted', 'Adopted'), ('vetoed', 'Vetoed'), ('lacked_majority', 'Lacked a majority'), ('not_applicable', 'Not applicable')], default='not_applicable', max_length=15)),
                ('adoption', models.CharField(blank=True, choices=[('vote', 'Vote'), ('vote_in_parts', 'Vote in parts'), ('written_procedure', 'Vote by written procedure'), ('without_vote', 'Without a vote'), ('acclamation', 'Acclamation')], max_length=17)),
                ('in_favour', records.common.fields.BoundedIntegerField(blank=True, help_text='Votes.', least=0, most=300, null=True)),
                ('against', records.common.fields.BoundedIntegerField(blank=True, help_text='Votes.', least=0, most=300, null=True)),
                ('abstaining', records.common.fields.BoundedIntegerField(blank=True, help_text='Members.', least=0, most=300, null=True)),
                ('not_participating', records.common.fields.BoundedIntegerField(blank=True, help_text='Members.', least=0, most=300, null=True)),
                ('absent', records.common.fields.BoundedIntegerField(blank=True, help_text='Members.', least=0, most=300, null=True)),
                ('chapter_vii', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not_coded', 'Not coded')], default='not_coded', max_length=9, verbose_name='Chapter VII')),
                ('chapter_vii_basis', models.CharField(blank=True, max_length=100, verbose_name='basis of Chapter VII')),
                ('confidence', models.CharField(blank=True, choices=[('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], max_length=6)),
                ('url', models.URLField(blank=True, max_length=300, verbose_name='official address')),
                ('note', models.TextField(blank=True)),
                ('states', models.ManyToManyField(blank=True, related_name='documents_about', to='organizations.state')),
                ('vetoed_by', models.ManyToManyField(blank=True, related_name='vetoes', to='organizations.state')),
            ],
            options={
                'indexes': [models.Index(fields=['kind', '-adopted_on', 'record'], name='legal_document_by_day'), models.Index(fields=['number'], name='legal_document_by_number'), models.Index(fields=['situation'], name='legal_document_by_situation'), models.Index(fields=['meeting'], name='legal_document_by_meeting'), models.Index(fields=['in_favour', 'record'], name='legal_document_by_in_favour'), models.Index(fields=['against', 'record'], name='legal_document_by_against'), models.Index(fields=['abstaining', 'record'], name='legal_document_by_abstaining'), models.Index(fields=['adopted_on', 'record'], name='legal_document_by_adoption'), models.Index(fields=['organ', 'adopted_on', 'record'], name='legal_document_of_organ'), models.Index(fields=['outcome', 'adopted_on', 'record'], name='legal_document_by_outcome'), models.Index(fields=['kind', 'number', 'record'], name='legal_resolution_by_number'), models.Index(fields=['kind', 'in_favour', 'record'], name='legal_resolution_by_in_favour'), models.Index(fields=['kind', 'against', 'record'], name='legal_resolution_by_against'), models.Index(fields=['kind', 'abstaining', 'record'], name='legal_resolution_by_abstaining'), models.Index(fields=['absent', 'record'], name='legal_document_by_absent'), models.Index(fields=['year', 'record'], name='legal_document_by_year'), models.Index(fields=['session', 'record'], name='legal_document_by_session'), models.Index(fields=['draft_symbol', 'record'], name='legal_document_by_draft_symbol'), models.Index(fields=['signed_on', 'record'], name='legal_document_by_signed_on'), models.Index(fields=['in_force_on', 'record'], name='legal_document_by_in_force_on'), models.Index(fields=['not_participating', 'record'], name='legal_document_by_no_part'), models.Index(fields=['kind', 'not_participating', 'record'], name='legal_resolution_by_no_part'), models.Index(fields=['kind', 'absent', 'record'], name='legal_resolution_by_absent'), models.Index(fields=['kind', 'year', 'record'], name='legal_resolution_by_year'), models.Index(fields=['kind', 'session', 'record'], name='legal_resolution_by_session'), models.Index(fields=['kind', 'meeting', 'record'], name='legal_resolution_by_meeting'), models.Index(fields=['kind', 'draft_symbol', 'record'], name='legal_resolution_by_draft'), models.Index(fields=['symbol', 'record'], name='legal_document_by_symbol'), models.Index(fields=['kind', 'situation'], name='legal_resolution_on_situation')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['resolution', 'draft', 'amendment', 'presidential_statement', 'treaty', 'report', 'policy', 'agreement', 'judgment', 'communique', 'decision', 'book', 'other'])), name='legal_document_kind_listed', violation_error_message='kind: expected one of resolution, draft, amendment, presidential_statement, treaty, report, policy, agreement, judgment, communique, decision, book, other.'), models.CheckConstraint(condition=models.Q(('adopted_precision__in', ['day', 'month', 'year', 'unknown'])), name='legal_document_adopted_precision_listed', violation_error_message='adopted_precision: expected one of day, month, year, unknown.'), models.CheckConstraint(condition=models.Q(('outcome__in', ['adopted', 'vetoed', 'lacked_majority', 'not_applicable'])), name='legal_document_outcome_listed', violation_error_message='outcome: expected one of adopted, vetoed, lacked_majority, not_applicable.'), models.CheckConstraint(condition=models.Q(('adoption__in', ['vote', 'vote_in_parts', 'written_procedure', 'without_vote', 'acclamation', ''])), name='legal_document_adoption_listed', violation_error_message='adoption: expected one of vote, vote_in_parts, written_procedure, without_vote, acclamation.'), models.CheckConstraint(condition=models.Q(('chapter_vii__in', ['yes', 'no', 'not_coded'])), name='legal_document_chapter_vii_listed', violation_error_message='chapter_vii: expected one of yes, no, not_coded.'), models.CheckConstraint(condition=models.Q(('confidence__in', ['high', 'medium', 'low', ''])), name='legal_document_confidence_listed', violation_error_message='confidence: expected one of high, medium, low.'), models.UniqueConstraint(condition=models.Q(('symbol_key', ''), _negated=True), fields=('symbol_key',), name='legal_document_one_per_symbol', violation_error_message='Another document has this symbol.'), models.UniqueConstraint(condition=models.Q(('number__isnull', False)), fields=('organ', 'number', 'year', 'session'), name='legal_document_one_per_number', violation_error_message='The organ has a document of this number, year and session already.'), models.CheckConstraint(condition=models.Q(('number', None), models.Q(('organ__isnull', False), ('year__isnull', False)), _connector='OR'), name='legal_document_number_needs_organ_and_year', violation_error_message='A numbered document needs its organ and year.'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'resolution'), _negated=True), models.Q(('outcome__in', ['vetoed', 'lacked_majority']), _negated=True), _connector='OR'), name='legal_document_adopted_has_no_veto', violation_error_message='What failed is a draft, not a resolution.'), models.CheckConstraint(condition=models.Q(models.Q(('meeting__startswith', 'S/PV'), _negated=True), ('meeting__regex', '^S/PV\\.[1-9][0-9]*$'), _connector='OR'), name='legal_document_meeting_in_one_form', violation_error_message='Expected the symbol of a meeting without its sitting, such as S/PV.4057.')],
            },
            bases=('records.record',),
        ),
        migrations.CreateModel(
            name='Resolution',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('legal.document',),
        ),
        migrations.CreateModel(
            name='DocumentLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='legal.document')),
                ('kind', models.CharField(choices=[('cites', 'Cites'), ('recalls', 'Recalls'), ('extends', 'Extends'), ('amends', 'Amends'), ('replaces', 'Replaces'), ('ends', 'Ends'), ('endorses', 'Endorses'), ('implements', 'Implements'), ('would_amend', 'Would have amended')], max_length=11)),
                ('to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='links_from', to='legal.document')),
                ('to_symbol', models.CharField(max_length=80)),
                ('paragraph', models.CharField(blank=True, max_length=30)),
                ('count', records.common.fields.BoundedIntegerField(default=1, help_text='Mentions.', least=1, most=1000)),
                ('coding', models.CharField(choices=[('by_rule', 'Coded by rule'), ('confirmed', 'Confirmed by reading')], default='by_rule', max_length=9)),
            ],
            options={
                'ordering': ['document', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['cites', 'recalls', 'extends', 'amends', 'replaces', 'ends', 'endorses', 'implements', 'would_amend'])), name='legal_documentlink_kind_listed', violation_error_message='kind: expected one of cites, recalls, extends, amends, replaces, ends, endorses, implements, would_amend.'), models.CheckConstraint(condition=models.Q(('coding__in', ['by_rule', 'confirmed'])), name='legal_documentlink_coding_listed', violation_error_message='coding: expected one of by_rule, confirmed.'), models.UniqueConstraint(models.F('document'), models.F('kind'), models.F('to_symbol'), models.F('paragraph'), name='legal_documentlink_identified', violation_error_message='A row with the same kind, to_symbol, paragraph is there already.')],
                'indexes': [models.Index(fields=['to_symbol', 'document'], name='legal_documentlink_to'), models.Index(fields=['source', 'document', 'kind', 'to_symbol', 'paragraph'], name='legal_documentlink_from'), models.Index(fields=['count', 'id'], name='legal_documentlink_by_count')],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='records.record')),
                ('kind', models.CharField(choices=[('founding', 'Founding'), ('vote', 'Vote'), ('deployment', 'Deployment'), ('handover', 'Handover'), ('withdrawal', 'Withdrawal'), ('attack', 'Attack'), ('agreement', 'Agreement'), ('independence', 'Independence')], max_length=12)),
                ('date', models.DateField()),
                ('precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('unknown', 'not known')], default='day', max_length=7)),
                ('title', models.CharField(max_length=300)),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documented_events', to='legal.document')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source')),
            ],
            options={
                'ordering': ['date', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['founding', 'vote', 'deployment', 'handover', 'withdrawal', 'attack', 'agreement', 'independence'])), name='legal_event_kind_listed', violation_error_message='kind: expected one of founding, vote, deployment, handover, withdrawal, attack, agreement, independence.'), models.CheckConstraint(condition=models.Q(('precision__in', ['day', 'month', 'year', 'unknown'])), name='legal_event_precision_listed', violation_error_message='precision: expected one of day, month, year, unknown.'), models.CheckConstraint(condition=models.Q(('document__isnull', False), ('source__isnull', False), _connector='OR'), name='legal_event_has_evidence', violation_error_message='An event needs a document or a source.'), models.UniqueConstraint(models.F('record'), models.F('kind'), models.F('date'), models.F('title'), name='legal_event_identified', violation_error_message='A row with the same kind, date, title is there already.')],
            },
        ),
        migrations.CreateModel(
            name='Paragraph',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paragraphs', to='legal.document')),
                ('rank', records.common.fields.BoundedIntegerField(least=1, most=10000)),
                ('kind', models.CharField(choices=[('preambular', 'Preambular'), ('operative', 'Operative'), ('heading', 'Heading'), ('annex', 'Annex')], max_length=10)),
                ('number', models.CharField(blank=True, help_text='As printed: 5 or 3(a)(ii).', max_length=20)),
                ('anchor', models.CharField(help_text='Part of the permanent address: op5.', max_length=30)),
                ('text', models.TextField()),
            ],
            options={
                'ordering': ['document', 'rank'],
                'constraints': [models.UniqueConstraint(fields=('document', 'anchor'), name='legal_paragraph_one_per_anchor'), models.CheckConstraint(condition=models.Q(('kind__in', ['preambular', 'operative', 'heading', 'annex'])), name='legal_paragraph_kind_listed', violation_error_message='kind: expected one of preambular, operative, heading, annex.'), models.UniqueConstraint(models.F('document'), models.F('rank'), name='legal_paragraph_identified', violation_error_message='A row with the same rank is there already.')],
            },
        ),
        migrations.CreateModel(
            name='Provision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='provisions', to='legal.document')),
                ('number', models.CharField(help_text='2(4), VII or preamble.', max_length=30)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='legal.provision')),
                ('rank', records.common.fields.BoundedIntegerField(help_text='Place in the document.', least=1, most=10000)),
                ('heading', models.CharField(blank=True, max_length=300)),
                ('gist', models.TextField(blank=True, help_text='What it says, in our own words.')),
            ],
            options={
                'ordering': ['document', 'rank', 'id'],
                'constraints': [models.UniqueConstraint(models.F('document'), models.F('number'), name='legal_provision_identified', violation_error_message='A row with the same number is there already.')],
            },
        ),
        migrations.CreateModel(
            name='DocumentProvision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='provisions_invoked', to='legal.document')),
                ('provision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoked_by', to='legal.provision')),
                ('relation', models.CharField(choices=[('acting_under', 'Acting under'), ('recalls', 'Recalls'), ('implied', 'Implied')], max_length=12)),
                ('paragraph', models.CharField(blank=True, max_length=30)),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('relation__in', ['acting_under', 'recalls', 'implied'])), name='legal_documentprovision_relation_listed', violation_error_message='relation: expected one of acting_under, recalls, implied.'), models.UniqueConstraint(models.F('document'), models.F('provision'), models.F('relation'), models.F('paragraph'), name='legal_documentprovision_identified', violation_error_message='A row with the same provision, relation, paragraph is there already.')],
            },
        ),
        migrations.CreateModel(
            name='Sponsor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sponsors', to='legal.document')),
                ('state', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sponsored', to='organizations.state')),
            ],
            options={
                'ordering': ['document', 'state'],
                'constraints': [models.UniqueConstraint(models.F('document'), models.F('state'), name='legal_sponsor_identified', violation_error_message='A row with the same state is there already.')],
            },
        ),
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subjects', to='legal.document')),
                ('thesaurus', models.CharField(help_text='Whose list it is: UNBIS, DHLAUTH.', max_length=20)),
                ('term', models.CharField(max_length=500)),
            ],
            options={
                'ordering': ['document', 'thesaurus', 'term'],
                'constraints': [models.UniqueConstraint(models.F('document'), models.F('thesaurus'), models.F('term'), name='legal_subject_identified', violation_error_message='A row with the same thesaurus, term is there already.')],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source')),
                ('document', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='legal.document')),
                ('state', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='organizations.state')),
                ('position', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('abstain', 'Abstained'), ('not_participating', 'Did not participate'), ('absent', 'Absent'), ('no_vote_taken', 'No vote was taken'), ('unknown', 'Unknown')], max_length=17)),
                ('basis', models.CharField(choices=[('as_recorded', 'As in the voting record'), ('corrected', 'Corrected against the record'), ('inferred', 'Inferred from the totals'), ('veto_list', 'From a list of vetoes')], default='as_recorded', max_length=11)),
            ],
            options={
                'ordering': ['document', 'state'],
                'indexes': [models.Index(fields=['state', 'position', 'document'], name='legal_vote_of_state'), models.Index(fields=['state', 'document'], name='legal_vote_by_state'), models.Index(fields=['source', 'document', 'state'], name='legal_vote_from')],
                'constraints': [models.CheckConstraint(condition=models.Q(('position__in', ['yes', 'no', 'abstain', 'not_participating', 'absent', 'no_vote_taken', 'unknown'])), name='legal_vote_position_listed', violation_error_message='position: expected one of yes, no, abstain, not_participating, absent, no_vote_taken, unknown.'), models.CheckConstraint(condition=models.Q(('basis__in', ['as_recorded', 'corrected', 'inferred', 'veto_list'])), name='legal_vote_basis_listed', violation_error_message='basis: expected one of as_recorded, corrected, inferred, veto_list.'), models.UniqueConstraint(models.F('document'), models.F('state'), name='legal_vote_identified', violation_error_message='A row with the same state is there already.')],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source')),
                ('meeting', models.CharField(help_text='S/PV.4057', max_length=40)),
                ('sitting', models.CharField(blank=True, help_text='Resumption 1 or Part II; empty for the first.', max_length=20)),
                ('date', models.DateField(help_text='The day on which it began.')),
                ('topic', models.CharField(help_text='Items of the agenda, parted by semicolons.', max_length=900, verbose_name='agenda item')),
                ('private', models.BooleanField(default=False, help_text='Not open to the public.')),
            ],
            options={
                'ordering': ['-date', 'meeting', 'sitting'],
                'indexes': [models.Index(fields=['-date', 'meeting', 'sitting'], name='legal_meeting_by_day'), models.Index(fields=['sitting', 'id'], name='legal_meeting_by_sitting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('meeting__regex', '^S/PV\\.[1-9][0-9]*$')), name='legal_meeting_in_one_form', violation_error_message='Expected the symbol of a meeting, such as S/PV.4057.'), models.CheckConstraint(condition=models.Q(('sitting', ''), ('sitting__regex', '^(Resumption [1-9][0-9]?|Part I{1,3})$'), _connector='OR'), name='legal_meeting_sitting_in_one_form', violation_error_message='Expected a sitting such as Resumption 1 or Part II.'), models.UniqueConstraint(models.F('meeting'), models.F('sitting'), name='legal_meeting_identified', violation_error_message='A row with the same sitting is there already.')],
            },
        ),
    ]
