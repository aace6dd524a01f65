import datetime
import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('organizations', '0001_states_organizations_parties'),
        ('organizations', '0002_members_since_a_day'),
    ]

    initial = True

    dependencies = [
        ('records', '0001_squashed_0007_identifiers_and_kinds_by_index'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organization',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='as_%(class)s', serialize=False, to='records.record')),
                ('acronym', models.CharField(blank=True, max_length=20)),
                ('kind', models.CharField(choices=[('universal', 'Universal'), ('regional', 'Regional'), ('subregional', 'Subregional'), ('alliance', 'Alliance'), ('court', 'Court'), ('tribunal', 'Tribunal'), ('organ', 'Organ'), ('agency', 'Agency'), ('coalition_arrangement', 'Coalition arrangement')], max_length=21)),
                ('adopted_on', models.DateField(blank=True, null=True, verbose_name='founding act adopted or signed')),
                ('adopted_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('unknown', 'not known')], default='unknown', max_length=7)),
                ('in_force_on', models.DateField(blank=True, null=True, verbose_name='founding act in force')),
                ('in_force_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('unknown', 'not known')], default='unknown', max_length=7)),
                ('launched_on', models.DateField(blank=True, null=True, verbose_name='launched')),
                ('launched_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('unknown', 'not known')], default='unknown', max_length=7)),
                ('dissolved_on', models.DateField(blank=True, null=True, verbose_name='dissolved')),
                ('dissolved_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('unknown', 'not known')], default='unknown', max_length=7)),
                ('headquarters', models.CharField(blank=True, max_length=100)),
                ('website', models.CharField(blank=True, help_text='Host only.', max_length=100)),
                ('chapter8_status', models.CharField(blank=True, choices=[('accepted', 'Accepted'), ('contested', 'Contested'), ('not_applicable', 'Not applicable')], max_length=14, verbose_name='Chapter VIII status')),
                ('note', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(fields=['acronym'], name='organizations_by_acronym')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['universal', 'regional', 'subregional', 'alliance', 'court', 'tribunal', 'organ', 'agency', 'coalition_arrangement'])), name='organizations_organization_kind_listed', violation_error_message='kind: expected one of universal, regional, subregional, alliance, court, tribunal, organ, agency, coalition_arrangement.'), models.CheckConstraint(condition=models.Q(('chapter8_status__in', ['accepted', 'contested', 'not_applicable', ''])), name='organizations_organization_chapter8_status_listed', violation_error_message='chapter8_status: expected one of accepted, contested, not_applicable.'), models.CheckConstraint(condition=models.Q(('adopted_precision__in', ['day', 'month', 'year', 'unknown'])), name='organizations_organization_adopted_precision_listed', violation_error_message='adopted_precision: expected one of day, month, year, unknown.'), models.CheckConstraint(condition=models.Q(('in_force_precision__in', ['day', 'month', 'year', 'unknown'])), name='organizations_organization_in_force_precision_listed', violation_error_message='in_force_precision: expected one of day, month, year, unknown.'), models.CheckConstraint(condition=models.Q(('launched_precision__in', ['day', 'month', 'year', 'unknown'])), name='organizations_organization_launched_precision_listed', violation_error_message='launched_precision: expected one of day, month, year, unknown.'), models.CheckConstraint(condition=models.Q(('dissolved_precision__in', ['day', 'month', 'year', 'unknown'])), name='organizations_organization_dissolved_precision_listed', violation_error_message='dissolved_precision: expected one of day, month, year, unknown.')],
            },
            bases=('records.record',),
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='as_%(class)s', serialize=False, to='records.record')),
                ('kind', models.CharField(choices=[('armed_group', 'Armed group'), ('coalition', 'Coalition'), ('government_body', 'Government body'), ('class', 'Class of people or bodies')], max_length=15)),
                ('note', models.TextField(blank=True)),
            ],
            options={
                'verbose_name_plural': 'parties',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['armed_group', 'coalition', 'government_body', 'class'])), name='organizations_party_kind_listed', violation_error_message='kind: expected one of armed_group, coalition, government_body, class.')],
            },
            bases=('records.record',),
        ),
        migrations.CreateModel(
            name='State',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='as_%(class)s', serialize=False, to='records.record')),
                ('code', models.CharField(editable=False, help_text='ISO 3166-1 alpha-3: the slug in capitals.', max_length=3, unique=True)),
                ('official_name', models.CharField(blank=True, max_length=200)),
                ('m49', models.CharField(blank=True, max_length=3, verbose_name='M49')),
                ('region', models.CharField(blank=True, max_length=40)),
                ('subregion', models.CharField(blank=True, max_length=60)),
                ('kind', models.CharField(choices=[('member_state', 'UN member state'), ('observer', 'UN observer'), ('non_member_state', 'Non-member state'), ('former_state', 'Former state'), ('territory', 'Territory')], max_length=16)),
                ('note', models.TextField(blank=True)),
                ('successors', models.ManyToManyField(blank=True, related_name='predecessors', to='organizations.state')),
            ],
            options={
                'indexes': [models.Index(fields=['region'], name='organizations_state_by_region')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['member_state', 'observer', 'non_member_state', 'former_state', 'territory'])), name='organizations_state_kind_listed', violation_error_message='kind: expected one of member_state, observer, non_member_state, former_state, territory.'), models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Z]{3}$')), name='organizations_state_code_of_three_capitals', violation_error_message="A state's code is three capital letters.")],
            },
            bases=('records.record',),
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(blank=True, help_text='First day.', null=True)),
                ('starts_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('unknown', 'not known')], default='day', help_text='Unknown: no first day.', max_length=7)),
                ('ends_on', models.DateField(blank=True, help_text='Last day. Empty while it lasts.', null=True)),
                ('ends_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('unknown', 'not known')], default='day', help_text='Unknown: it ended, or may have, on a day not known.', max_length=7)),
                ('state', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='organizations.state')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='organizations.organization')),
                ('kind', models.CharField(choices=[('member', 'Member'), ('permanent', 'Permanent member'), ('elected', 'Elected member'), ('observer', 'Observer'), ('suspended', 'Suspended')], max_length=9)),
                ('regional_group', models.CharField(blank=True, choices=[('african', 'African'), ('asia_pacific', 'Asia-Pacific'), ('eastern_european', 'Eastern European'), ('latin_american_caribbean', 'Latin American and Caribbean'), ('western_european_others', 'Western European and Others')], help_text='Council seats only.', max_length=24)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source')),
            ],
            options={
                'ordering': ['organization', 'starts_on', 'id'],
                'abstract': False,
                'indexes': [models.Index(fields=['organization', 'kind', 'starts_on'], name='organizations_members_of'), models.Index(fields=['starts_on'], name='organizations_member_since')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('starts_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='organizations_membership_ends_after_start', violation_error_message='The last day is before the first.'), models.CheckConstraint(condition=models.Q(models.Q(('starts_on', None), ('starts_precision', 'unknown')), models.Q(('starts_on__isnull', False), models.Q(('starts_precision', 'unknown'), _negated=True)), _connector='OR'), name='organizations_membership_start_unknown_if_empty', violation_error_message="A first day and the precision 'unknown' exclude each other; one of them is needed."), models.CheckConstraint(condition=models.Q(models.Q(('ends_on', None), ('ends_precision__in', ['day', 'unknown'])), models.Q(('ends_on__isnull', False), models.Q(('ends_precision', 'unknown'), _negated=True)), _connector='OR'), name='organizations_membership_end_not_of_unknown_precision', violation_error_message="A last day and the precision 'unknown' exclude each other; an empty last day takes 'day' (still open) or 'unknown'."), models.CheckConstraint(condition=models.Q(('starts_precision__in', ['day', 'month', 'year', 'unknown'])), name='organizations_membership_starts_precision_listed', violation_error_message='starts_precision: expected one of day, month, year, unknown.'), models.CheckConstraint(condition=models.Q(('ends_precision__in', ['day', 'month', 'year', 'unknown'])), name='organizations_membership_ends_precision_listed', violation_error_message='ends_precision: expected one of day, month, year, unknown.'), models.CheckConstraint(condition=models.Q(('kind__in', ['member', 'permanent', 'elected', 'observer', 'suspended'])), name='organizations_membership_kind_listed', violation_error_message='kind: expected one of member, permanent, elected, observer, suspended.'), models.CheckConstraint(condition=models.Q(('regional_group__in', ['african', 'asia_pacific', 'eastern_european', 'latin_american_caribbean', 'western_european_others', ''])), name='organizations_membership_regional_group_listed', violation_error_message='regional_group: expected one of african, asia_pacific, eastern_european, latin_american_caribbean, western_european_others.'), models.UniqueConstraint(models.F('state'), models.F('organization'), models.F('kind'), django.db.models.functions.comparison.Coalesce(models.F('starts_on'), models.Value(datetime.date(1, 1, 1))), name='organizations_membership_identified', violation_error_message='A row with the same organization, kind, starts_on is there already.')],
            },
        ),
        migrations.CreateModel(
            name='OrganizationRelation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(blank=True, help_text='First day.', null=True)),
                ('starts_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('unknown', 'not known')], default='day', help_text='Unknown: no first day.', max_length=7)),
                ('ends_on', models.DateField(blank=True, help_text='Last day. Empty while it lasts.', null=True)),
                ('ends_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('unknown', 'not known')], default='day', help_text='Unknown: it ended, or may have, on a day not known.', max_length=7)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations', to='organizations.organization')),
                ('kind', models.CharField(choices=[('organ_of', 'Organ of'), ('succeeded_by', 'Succeeded by'), ('partner_of', 'Partner of')], max_length=12)),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relations_from', to='organizations.organization')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source')),
            ],
            options={
                'ordering': ['kind', 'starts_on', 'id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('starts_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='organizations_organizationrelation_ends_after_start', violation_error_message='The last day is before the first.'), models.CheckConstraint(condition=models.Q(models.Q(('starts_on', None), ('starts_precision', 'unknown')), models.Q(('starts_on__isnull', False), models.Q(('starts_precision', 'unknown'), _negated=True)), _connector='OR'), name='organizations_organizationrelation_start_unknown_if_empty', violation_error_message="A first day and the precision 'unknown' exclude each other; one of them is needed."), models.CheckConstraint(condition=models.Q(models.Q(('ends_on', None), ('ends_precision__in', ['day', 'unknown'])), models.Q(('ends_on__isnull', False), models.Q(('ends_precision', 'unknown'), _negated=True)), _connector='OR'), name='organizations_organizationrelation_end_not_of_unknown_precision', violation_error_message="A last day and the precision 'unknown' exclude each other; an empty last day takes 'day' (still open) or 'unknown'."), models.CheckConstraint(condition=models.Q(('starts_precision__in', ['day', 'month', 'year', 'unknown'])), name='organizations_organizationrelation_starts_precision_listed', violation_error_message='starts_precision: expected one of day, month, year, unknown.'), models.CheckConstraint(condition=models.Q(('ends_precision__in', ['day', 'month', 'year', 'unknown'])), name='organizations_organizationrelation_ends_precision_listed', violation_error_message='ends_precision: expected one of day, month, year, unknown.'), models.CheckConstraint(condition=models.Q(('kind__in', ['organ_of', 'succeeded_by', 'partner_of'])), name='organizations_organizationrelation_kind_listed', violation_error_message='kind: expected one of organ_of, succeeded_by, partner_of.'), models.CheckConstraint(condition=models.Q(('organization', models.F('other')), _negated=True), name='organizations_organizationrelation_not_to_itself', violation_error_message='An organization has no relation to itself.'), models.UniqueConstraint(models.F('organization'), models.F('kind'), models.F('other'), django.db.models.functions.comparison.Coalesce(models.F('starts_on'), models.Value(datetime.date(1, 1, 1))), name='organizations_organizationrelation_identified', violation_error_message='A row with the same kind, other, starts_on is there already.')],
            },
        ),
    ]
