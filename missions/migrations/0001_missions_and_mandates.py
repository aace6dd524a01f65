import datetime

import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models

import peacekb.lib.constraints
import peacekb.lib.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("legal", "0001_documents_and_votes"),
        ("organizations", "0001_states_organizations_parties"),
        ("records", "0001_records_evidence_and_history"),
    ]

    operations = [
        migrations.CreateModel(
            name="Conflict",
            fields=[
                ("starts_on", models.DateField(blank=True, help_text="First day.", null=True)),
                (
                    "starts_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("unknown", "not known"),
                        ],
                        default="day",
                        help_text="Unknown: no first day.",
                        max_length=7,
                    ),
                ),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Last day. Empty while it lasts.", null=True
                    ),
                ),
                (
                    "ends_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("unknown", "not known"),
                        ],
                        default="day",
                        help_text="Unknown: it ended, or may have, on a day not known.",
                        max_length=7,
                    ),
                ),
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="as_%(class)s",
                        serialize=False,
                        to="records.record",
                    ),
                ),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("interstate", "Between states"),
                            ("intrastate", "Within a state"),
                            ("internationalized", "Within a state, with forces of others"),
                        ],
                        max_length=17,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "states",
                    models.ManyToManyField(
                        blank=True, related_name="conflicts", to="organizations.state"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("records.record", models.Model),
        ),
        migrations.CreateModel(
            name="ConflictParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("side", models.CharField(blank=True, max_length=60)),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conflict_roles",
                        to="records.record",
                    ),
                ),
                (
                    "conflict",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="missions.conflict",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.source",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "conflict parties",
                "ordering": ["side", "id"],
            },
        ),
        migrations.CreateModel(
            name="ContributionTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(help_text="First day of the month, or of the year.")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("troops", "Troops"),
                            ("military_observer", "Military observers"),
                            ("staff_officer", "Staff officers"),
                            ("police_individual", "Individual police officers"),
                            ("formed_police", "Formed police units"),
                            ("police", "Police"),
                            ("civilian_international", "International civilians"),
                            ("civilian_national", "National civilians"),
                            ("un_volunteer", "UN volunteers"),
                            ("total_uniformed", "All uniformed personnel"),
                        ],
                        max_length=22,
                    ),
                ),
                (
                    "persons",
                    peacekb.lib.fields.BoundedIntegerField(
                        help_text="Persons.", least=0, most=1000000
                    ),
                ),
                (
                    "women",
                    peacekb.lib.fields.BoundedIntegerField(
                        help_text="Persons.", least=0, most=1000000, null=True
                    ),
                ),
                (
                    "men",
                    peacekb.lib.fields.BoundedIntegerField(
                        help_text="Persons.", least=0, most=1000000, null=True
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.source",
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contribution_totals",
                        to="organizations.state",
                    ),
                ),
            ],
            options={
                "ordering": ["state", "month", "category"],
            },
        ),
        migrations.CreateModel(
            name="MandateAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("establish", "Establishes"),
                            ("set_mandate", "Sets the mandate"),
                            ("extend", "Extends"),
                            ("expand", "Expands"),
                            ("adjust", "Adjusts"),
                            ("authorize_force", "Authorizes force"),
                            ("set_ceiling", "Sets a ceiling"),
                            ("reduce", "Reduces"),
                            ("terminate", "Terminates"),
                            ("transition", "Hands over"),
                            ("request_report", "Requests a report"),
                            ("authorize_deployment", "Authorizes a force run by others"),
                            ("endorse", "Endorses"),
                            ("refer", "Refers"),
                            ("sanction", "Imposes sanctions"),
                            ("create_body", "Creates a body"),
                        ],
                        max_length=20,
                    ),
                ),
                ("effective_on", models.DateField()),
                (
                    "until",
                    models.DateField(
                        blank=True,
                        help_text="End of the period granted, or day by which.",
                        null=True,
                    ),
                ),
                ("paragraph", models.CharField(blank=True, max_length=30)),
                (
                    "chapter_vii",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("not_coded", "Not coded")],
                        default="not_coded",
                        max_length=9,
                        verbose_name="Chapter VII",
                    ),
                ),
                (
                    "rank",
                    peacekb.lib.fields.BoundedIntegerField(
                        help_text="Place in the document.", least=1, most=1000
                    ),
                ),
                (
                    "coding",
                    models.CharField(
                        choices=[
                            ("by_rule", "Coded by rule"),
                            ("confirmed", "Confirmed by reading"),
                        ],
                        default="confirmed",
                        max_length=9,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[("high", "High"), ("medium", "Medium"), ("low", "Low")],
                        max_length=6,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acted_on_by",
                        to="records.record",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mandate_actions",
                        to="legal.document",
                    ),
                ),
            ],
            options={
                "ordering": ["effective_on", "document", "rank", "id"],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(blank=True, help_text="First day.", null=True)),
                (
                    "starts_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("unknown", "not known"),
                        ],
                        default="day",
                        help_text="Unknown: no first day.",
                        max_length=7,
                    ),
                ),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Last day. Empty while it lasts.", null=True
                    ),
                ),
                (
                    "ends_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("unknown", "not known"),
                        ],
                        default="day",
                        help_text="Unknown: it ended, or may have, on a day not known.",
                        max_length=7,
                    ),
                ),
                ("rank", peacekb.lib.fields.BoundedIntegerField(least=1, most=1000)),
                ("open_ended", models.BooleanField(default=False)),
                (
                    "chapter",
                    models.CharField(
                        choices=[
                            ("VI", "Chapter VI"),
                            ("VII", "Chapter VII"),
                            ("VIII", "Chapter VIII"),
                            ("VII_VIII", "Chapters VII and VIII"),
                            ("unspecified", "Not specified"),
                        ],
                        default="unspecified",
                        max_length=11,
                    ),
                ),
                (
                    "force_level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("self_defence", "Self-defence"),
                            ("defence_of_mandate", "Self-defence and defence of the mandate"),
                            (
                                "all_necessary_means_for_tasks",
                                "All necessary means for stated tasks",
                            ),
                            ("all_necessary_means", "All necessary means"),
                            ("unarmed", "Unarmed"),
                        ],
                        help_text="Empty: not coded.",
                        max_length=29,
                    ),
                ),
                ("geographic_limit", models.CharField(blank=True, max_length=200)),
                (
                    "roe_note",
                    models.CharField(
                        blank=True,
                        help_text="They are no part of a resolution: give a citation.",
                        max_length=500,
                        verbose_name="note on rules of engagement",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="legal.document",
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="missions.mandateaction",
                    ),
                ),
            ],
            options={
                "ordering": ["mission", "starts_on", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MandateTaskType",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=100)),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("security", "Security"),
                            ("civilians_and_aid", "Civilians and aid"),
                            ("institutions", "Institutions"),
                            ("politics", "Politics"),
                        ],
                        max_length=17,
                    ),
                ),
                ("rank", peacekb.lib.fields.BoundedIntegerField(least=1, most=1000)),
                ("definition", models.CharField(max_length=500)),
                (
                    "pema_code",
                    models.CharField(blank=True, max_length=40, verbose_name="PEMA code"),
                ),
                (
                    "tamm_code",
                    models.CharField(blank=True, max_length=40, verbose_name="TAMM code"),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.source",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "task types",
                "ordering": ["rank", "id"],
            },
        ),
        migrations.CreateModel(
            name="MandateTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "modality",
                    models.CharField(
                        choices=[
                            ("monitor", "Monitor"),
                            ("assist", "Assist"),
                            ("secure", "Secure"),
                            ("execute", "Execute"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "strength",
                    models.CharField(
                        choices=[("requested", "Requested"), ("encouraged", "Encouraged")],
                        max_length=10,
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("full", "Mandate set out anew"),
                            ("added", "Added to the mandate in force"),
                        ],
                        max_length=5,
                    ),
                ),
                (
                    "coding",
                    models.CharField(
                        choices=[
                            ("by_rule", "Coded by rule"),
                            ("confirmed", "Confirmed by reading"),
                        ],
                        max_length=9,
                    ),
                ),
                ("paragraph", models.CharField(blank=True, max_length=30)),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="missions.mandate",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="missions.mandatetasktype",
                    ),
                ),
            ],
            options={
                "ordering": ["mandate", "task__rank", "id"],
            },
        ),
        migrations.CreateModel(
            name="Mission",
            fields=[
                ("starts_on", models.DateField(blank=True, help_text="First day.", null=True)),
                (
                    "starts_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("unknown", "not known"),
                        ],
                        default="day",
                        help_text="Unknown: no first day.",
                        max_length=7,
                    ),
                ),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Last day. Empty while it lasts.", null=True
                    ),
                ),
                (
                    "ends_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("unknown", "not known"),
                        ],
                        default="day",
                        help_text="Unknown: it ended, or may have, on a day not known.",
                        max_length=7,
                    ),
                ),
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="as_%(class)s",
                        serialize=False,
                        to="records.record",
                    ),
                ),
                (
                    "acronym",
                    models.CharField(
                        blank=True, help_text="Not unique: ECOMOG came three times.", max_length=40
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("un_peacekeeping", "UN peacekeeping operation"),
                            ("un_political", "UN special political mission"),
                            ("un_other", "Other UN operation"),
                            ("non_un", "Not run by the UN"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "arrangement",
                    models.CharField(
                        choices=[
                            ("un_commanded", "UN-commanded"),
                            ("coalition_led", "Led by a coalition"),
                            ("regional_led", "Led by a regional organization"),
                            ("alliance_led", "Led by an alliance"),
                            ("hybrid", "Hybrid"),
                        ],
                        max_length=13,
                    ),
                ),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("observer", "Observer mission"),
                            ("interposition", "Interposition force"),
                            ("multidimensional", "Multidimensional operation"),
                            ("transitional_administration", "Transitional administration"),
                            ("political_mission", "Political mission"),
                            ("stabilization_force", "Stabilization force"),
                            ("enforcement_force", "Enforcement force"),
                            ("air_campaign", "Air campaign"),
                            ("support_office", "Support office"),
                            ("training", "Training or advice"),
                            ("election", "Election mission"),
                            ("monitoring", "Monitoring mission"),
                            ("maritime", "Maritime operation"),
                        ],
                        max_length=27,
                    ),
                ),
                (
                    "primary_activity",
                    models.CharField(
                        choices=[
                            ("conflict_prevention", "Conflict prevention"),
                            ("peacemaking", "Peacemaking"),
                            ("peacekeeping", "Peacekeeping"),
                            ("peace_enforcement", "Peace enforcement"),
                            ("peacebuilding", "Peacebuilding"),
                            ("none", "None of these"),
                        ],
                        max_length=19,
                    ),
                ),
                (
                    "consent",
                    models.CharField(
                        choices=[
                            ("host_and_parties", "Of the host state and the parties"),
                            ("host", "Of the host state"),
                            ("obtained_under_pressure", "Obtained under pressure"),
                            ("none", "None"),
                            ("not_applicable", "Not applicable"),
                            ("not_coded", "Not coded"),
                        ],
                        default="not_coded",
                        max_length=23,
                    ),
                ),
                ("never_deployed", models.BooleanField(default=False)),
                (
                    "established_on",
                    models.DateField(
                        blank=True,
                        help_text="Day of the decision; the first day of work is apart.",
                        null=True,
                    ),
                ),
                (
                    "established_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("unknown", "not known"),
                        ],
                        default="unknown",
                        max_length=7,
                    ),
                ),
                ("headquarters", models.CharField(blank=True, max_length=100)),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="Degrees north.",
                        max_digits=6,
                        null=True,
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="Degrees east.",
                        max_digits=7,
                        null=True,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[("high", "High"), ("medium", "Medium"), ("low", "Low")],
                        max_length=6,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "conflicts",
                    models.ManyToManyField(
                        blank=True, related_name="missions", to="missions.conflict"
                    ),
                ),
                (
                    "host_states",
                    models.ManyToManyField(
                        blank=True, related_name="hosted_missions", to="organizations.state"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("records.record", models.Model),
        ),
        migrations.AddField(
            model_name="mandateaction",
            name="mission",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mandate_actions",
                to="missions.mission",
            ),
        ),
        migrations.AddField(
            model_name="mandate",
            name="mission",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="mandates",
                to="missions.mission",
            ),
        ),
        migrations.CreateModel(
            name="LegalBasis",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sc_authorization", "Authorized by the Security Council"),
                            ("sc_endorsement", "Endorsed by the Security Council"),
                            ("ga_resolution", "General Assembly resolution"),
                            ("host_consent", "Consent of the host state"),
                            ("regional_decision", "Decision of a regional organization"),
                            ("collective_self_defence", "Collective self-defence"),
                            ("humanitarian_argument", "Humanitarian argument"),
                            ("none", "No authority"),
                            ("not_established", "Not established"),
                        ],
                        max_length=23,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("accepted", "Accepted"), ("contested", "Contested")], max_length=9
                    ),
                ),
                (
                    "instrument",
                    models.CharField(
                        blank=True,
                        help_text="The instrument's name where we hold no document.",
                        max_length=300,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[("high", "High"), ("medium", "Medium"), ("low", "Low")],
                        max_length=6,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legal_bases",
                        to="legal.document",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.source",
                    ),
                ),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="legal_bases",
                        to="missions.mission",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "legal bases",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Fatality",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "casualty_id",
                    models.CharField(help_text="As in the UN's file.", max_length=60, unique=True),
                ),
                ("mission_code", models.CharField(help_text="As in the UN's file.", max_length=40)),
                ("date", models.DateField()),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("unknown", "not known"),
                        ],
                        default="day",
                        max_length=7,
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("military", "Military"),
                            ("police", "Police"),
                            ("military_observer", "Military observer"),
                            ("civilian_international", "International civilian"),
                            ("civilian_national", "National civilian"),
                            ("other", "Other"),
                        ],
                        max_length=22,
                    ),
                ),
                (
                    "incident_type",
                    models.CharField(
                        choices=[
                            ("malicious_act", "Malicious act"),
                            ("accident", "Accident"),
                            ("illness", "Illness"),
                            ("self_inflicted", "Self-inflicted"),
                            ("other", "Other"),
                            ("to_be_determined", "To be determined"),
                            ("unknown", "Unknown"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "gender",
                    models.CharField(
                        blank=True, choices=[("male", "Male"), ("female", "Female")], max_length=6
                    ),
                ),
                (
                    "persons",
                    peacekb.lib.fields.BoundedIntegerField(default=1, least=1, most=100000),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.source",
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fatalities",
                        to="organizations.state",
                    ),
                ),
                (
                    "mission",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fatalities",
                        to="missions.mission",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "fatalities",
                "ordering": ["date", "id"],
            },
        ),
        migrations.CreateModel(
            name="DeploymentSite",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("province", models.CharField(blank=True, max_length=150)),
                (
                    "latitude",
                    models.DecimalField(decimal_places=4, help_text="Degrees north.", max_digits=6),
                ),
                (
                    "longitude",
                    models.DecimalField(decimal_places=4, help_text="Degrees east.", max_digits=7),
                ),
                ("month", models.DateField(help_text="First day of the month, or of the year.")),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("unknown", "not known"),
                        ],
                        default="month",
                        max_length=7,
                    ),
                ),
                (
                    "troops",
                    peacekb.lib.fields.BoundedIntegerField(
                        help_text="Persons.", least=0, most=1000000, null=True
                    ),
                ),
                (
                    "contingents",
                    models.CharField(
                        blank=True,
                        help_text="NPL:150;IND, size left out where unknown.",
                        max_length=500,
                    ),
                ),
                (
                    "headquarters",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("contingent", "Contingent headquarters"),
                            ("sector", "Sector headquarters"),
                            ("mission", "Mission headquarters"),
                        ],
                        max_length=10,
                    ),
                ),
                ("police", models.BooleanField(null=True)),
                ("military_observers", models.BooleanField(null=True)),
                (
                    "position",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stated", "Stated"),
                            ("estimated", "Estimated"),
                            ("administrative_area", "Middle of an administrative area"),
                        ],
                        max_length=19,
                    ),
                ),
                (
                    "map",
                    models.CharField(blank=True, help_text="Number of the UN map.", max_length=40),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.source",
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sites",
                        to="organizations.state",
                    ),
                ),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sites",
                        to="missions.mission",
                    ),
                ),
            ],
            options={
                "ordering": ["mission", "month", "name", "id"],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(help_text="First day of the month, or of the year.")),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("unknown", "not known"),
                        ],
                        default="month",
                        max_length=7,
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("troops", "Troops"),
                            ("military_observer", "Military observers"),
                            ("staff_officer", "Staff officers"),
                            ("police_individual", "Individual police officers"),
                            ("formed_police", "Formed police units"),
                            ("police", "Police"),
                            ("civilian_international", "International civilians"),
                            ("civilian_national", "National civilians"),
                            ("un_volunteer", "UN volunteers"),
                            ("total_uniformed", "All uniformed personnel"),
                        ],
                        max_length=22,
                    ),
                ),
                (
                    "persons",
                    peacekb.lib.fields.BoundedIntegerField(
                        help_text="Persons.", least=0, most=1000000
                    ),
                ),
                (
                    "women",
                    peacekb.lib.fields.BoundedIntegerField(
                        help_text="Persons.", least=0, most=1000000, null=True
                    ),
                ),
                (
                    "men",
                    peacekb.lib.fields.BoundedIntegerField(
                        help_text="Persons.", least=0, most=1000000, null=True
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.source",
                    ),
                ),
                (
                    "state",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="organizations.state",
                    ),
                ),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="missions.mission",
                    ),
                ),
            ],
            options={
                "ordering": ["mission", "month", "state", "category", "precision"],
            },
        ),
        migrations.CreateModel(
            name="Budget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(blank=True, help_text="First day.", null=True)),
                (
                    "starts_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("unknown", "not known"),
                        ],
                        default="day",
                        help_text="Unknown: no first day.",
                        max_length=7,
                    ),
                ),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Last day. Empty while it lasts.", null=True
                    ),
                ),
                (
                    "ends_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("unknown", "not known"),
                        ],
                        default="day",
                        help_text="Unknown: it ended, or may have, on a day not known.",
                        max_length=7,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("approved", "Approved"),
                            ("appropriation", "Appropriation"),
                            ("commitment", "Commitment authority"),
                            ("additional", "Additional"),
                            ("expenditure", "Expenditure"),
                        ],
                        max_length=13,
                    ),
                ),
                (
                    "amount",
                    peacekb.lib.fields.BoundedIntegerField(
                        help_text="US dollars.", least=0, most=1000000000000
                    ),
                ),
                ("document_symbol", models.CharField(blank=True, max_length=80)),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.source",
                    ),
                ),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="budgets",
                        to="missions.mission",
                    ),
                ),
            ],
            options={
                "ordering": ["mission", "starts_on", "kind", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MissionActivity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "activity",
                    models.CharField(
                        choices=[
                            ("conflict_prevention", "Conflict prevention"),
                            ("peacemaking", "Peacemaking"),
                            ("peacekeeping", "Peacekeeping"),
                            ("peace_enforcement", "Peace enforcement"),
                            ("peacebuilding", "Peacebuilding"),
                            ("none", "None of these"),
                        ],
                        max_length=19,
                    ),
                ),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="activities",
                        to="missions.mission",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "mission activities",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="MissionRelation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("succeeded_by", "Succeeded by"),
                            ("transitioned_to", "Transitioned to"),
                            ("rehatted_as", "Rehatted as"),
                            ("overlapped_with", "Overlapped with"),
                            ("supported_by", "Supported by"),
                        ],
                        max_length=15,
                    ),
                ),
                ("date", models.DateField(blank=True, null=True)),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("unknown", "not known"),
                        ],
                        default="day",
                        max_length=7,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations",
                        to="missions.mission",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.source",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relations_from",
                        to="missions.mission",
                    ),
                ),
            ],
            options={
                "ordering": ["date", "id"],
            },
        ),
        migrations.CreateModel(
            name="MissionRole",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(blank=True, help_text="First day.", null=True)),
                (
                    "starts_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("unknown", "not known"),
                        ],
                        default="day",
                        help_text="Unknown: no first day.",
                        max_length=7,
                    ),
                ),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Last day. Empty while it lasts.", null=True
                    ),
                ),
                (
                    "ends_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("unknown", "not known"),
                        ],
                        default="day",
                        help_text="Unknown: it ended, or may have, on a day not known.",
                        max_length=7,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("authorising", "Authorized by"),
                            ("lead", "Led by"),
                            ("command", "Commanded by"),
                            ("contributor", "Contributor"),
                            ("host", "Host"),
                            ("supporter", "Supporter"),
                            ("financier", "Financier"),
                            ("counterpart", "Counterpart"),
                            ("adversary", "Adversary"),
                        ],
                        max_length=11,
                    ),
                ),
                (
                    "span_basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("decision_date", "Day of the decision"),
                            ("mission_dates", "Days of the mission"),
                            ("stated", "As stated by the source"),
                            ("reported_span", "First to last month with a report"),
                        ],
                        max_length=13,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mission_roles",
                        to="records.record",
                    ),
                ),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="missions.mission",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.source",
                    ),
                ),
            ],
            options={
                "ordering": ["role", "starts_on", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PrincipleAssessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "principle",
                    models.CharField(
                        choices=[
                            ("consent", "Consent"),
                            ("impartiality", "Impartiality"),
                            ("minimum_force", "Minimum use of force"),
                        ],
                        max_length=13,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("upheld", "Upheld"),
                            ("qualified", "Upheld with qualifications"),
                            ("not_applied", "Not applied"),
                        ],
                        max_length=11,
                    ),
                ),
                ("locator", models.CharField(blank=True, max_length=300)),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="principles",
                        to="missions.mission",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.source",
                    ),
                ),
            ],
            options={
                "ordering": ["principle", "id"],
            },
        ),
        migrations.CreateModel(
            name="Strength",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(help_text="First day of the month, or of the year.")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("troops", "Troops"),
                            ("military_observer", "Military observers"),
                            ("staff_officer", "Staff officers"),
                            ("police_individual", "Individual police officers"),
                            ("formed_police", "Formed police units"),
                            ("police", "Police"),
                            ("civilian_international", "International civilians"),
                            ("civilian_national", "National civilians"),
                            ("un_volunteer", "UN volunteers"),
                            ("total_uniformed", "All uniformed personnel"),
                        ],
                        max_length=22,
                    ),
                ),
                (
                    "deployed",
                    peacekb.lib.fields.BoundedIntegerField(
                        help_text="Persons.", least=0, most=1000000, null=True
                    ),
                ),
                (
                    "authorized",
                    peacekb.lib.fields.BoundedIntegerField(
                        help_text="Persons.", least=0, most=1000000, null=True
                    ),
                ),
                (
                    "contributors",
                    peacekb.lib.fields.BoundedIntegerField(
                        help_text="Contributing states.", least=0, most=300, null=True
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reported", "Reported"),
                            ("interpolated", "Interpolated between two reports"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "authorized_source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.source",
                    ),
                ),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="strengths",
                        to="missions.mission",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.source",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "strength",
                "ordering": ["mission", "month", "category"],
            },
        ),
        migrations.CreateModel(
            name="StrengthCeiling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(blank=True, help_text="First day.", null=True)),
                (
                    "starts_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("unknown", "not known"),
                        ],
                        default="day",
                        help_text="Unknown: no first day.",
                        max_length=7,
                    ),
                ),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Last day. Empty while it lasts.", null=True
                    ),
                ),
                (
                    "ends_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("unknown", "not known"),
                        ],
                        default="day",
                        help_text="Unknown: it ended, or may have, on a day not known.",
                        max_length=7,
                    ),
                ),
                ("paragraph", models.CharField(blank=True, max_length=30)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("troops", "Troops"),
                            ("military_observer", "Military observers"),
                            ("staff_officer", "Staff officers"),
                            ("police_individual", "Individual police officers"),
                            ("formed_police", "Formed police units"),
                            ("police", "Police"),
                            ("civilian_international", "International civilians"),
                            ("civilian_national", "National civilians"),
                            ("un_volunteer", "UN volunteers"),
                            ("total_uniformed", "All uniformed personnel"),
                        ],
                        max_length=22,
                    ),
                ),
                (
                    "persons",
                    peacekb.lib.fields.BoundedIntegerField(
                        help_text="Persons.", least=0, most=1000000
                    ),
                ),
                (
                    "coding",
                    models.CharField(
                        choices=[
                            ("by_rule", "Coded by rule"),
                            ("confirmed", "Confirmed by reading"),
                        ],
                        default="by_rule",
                        max_length=9,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="strength_ceilings",
                        to="legal.document",
                    ),
                ),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="strength_ceilings",
                        to="missions.mission",
                    ),
                ),
            ],
            options={
                "ordering": ["category", "starts_on", "id"],
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="conflict",
            index=models.Index(fields=["starts_on", "record"], name="missions_conflict_by_start"),
        ),
        migrations.AddConstraint(
            model_name="conflict",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None),
                    ("starts_on", None),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="missions_conflict_ends_after_start",
                violation_error_message="The last day is before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="conflict",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("starts_on", None), ("starts_precision", "unknown")),
                    models.Q(
                        ("starts_on__isnull", False),
                        models.Q(("starts_precision", "unknown"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="missions_conflict_start_unknown_if_empty",
                violation_error_message="A first day and the precision 'unknown' exclude each other; one of them is needed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="conflict",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ends_on", None), ("ends_precision__in", ["day", "unknown"])),
                    models.Q(
                        ("ends_on__isnull", False),
                        models.Q(("ends_precision", "unknown"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="missions_conflict_end_not_of_unknown_precision",
                violation_error_message="A last day and the precision 'unknown' exclude each other; an empty last day takes 'day' (still open) or 'unknown'.",
            ),
        ),
        migrations.AddConstraint(
            model_name="conflict",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_precision__in", ["day", "month", "year", "unknown"])),
                name="missions_conflict_starts_precision_listed",
                violation_error_message="starts_precision: expected one of day, month, year, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="conflict",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_precision__in", ["day", "month", "year", "unknown"])),
                name="missions_conflict_ends_precision_listed",
                violation_error_message="ends_precision: expected one of day, month, year, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="conflict",
            constraint=models.CheckConstraint(
                condition=models.Q(("type__in", ["interstate", "intrastate", "internationalized"])),
                name="missions_conflict_type_listed",
                violation_error_message="type: expected one of interstate, intrastate, internationalized.",
            ),
        ),
        migrations.AddConstraint(
            model_name="conflictparty",
            constraint=models.UniqueConstraint(
                models.F("conflict"),
                models.F("actor"),
                models.F("side"),
                name="missions_conflictparty_identified",
                violation_error_message="A row with the same actor, side is there already.",
            ),
        ),
        migrations.AddIndex(
            model_name="contributiontotal",
            index=models.Index(fields=["month", "category"], name="missions_total_by_month"),
        ),
        migrations.AddConstraint(
            model_name="contributiontotal",
            constraint=models.UniqueConstraint(
                models.F("state"),
                models.F("month"),
                models.F("category"),
                name="missions_contributiontotal_identified",
                violation_error_message="A row with the same month, category is there already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contributiontotal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "category__in",
                        [
                            "troops",
                            "military_observer",
                            "staff_officer",
                            "police_individual",
                            "formed_police",
                            "police",
                            "civilian_international",
                            "civilian_national",
                            "un_volunteer",
                            "total_uniformed",
                        ],
                    )
                ),
                name="missions_contributiontotal_category_listed",
                violation_error_message="category: expected one of troops, military_observer, staff_officer, police_individual, formed_police, police, civilian_international, civilian_national, un_volunteer, total_uniformed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandatetasktype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("group__in", ["security", "civilians_and_aid", "institutions", "politics"])
                ),
                name="missions_mandatetasktype_group_listed",
                violation_error_message="group: expected one of security, civilians_and_aid, institutions, politics.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandatetask",
            constraint=models.CheckConstraint(
                condition=models.Q(("modality__in", ["monitor", "assist", "secure", "execute"])),
                name="missions_mandatetask_modality_listed",
                violation_error_message="modality: expected one of monitor, assist, secure, execute.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandatetask",
            constraint=models.CheckConstraint(
                condition=models.Q(("strength__in", ["requested", "encouraged"])),
                name="missions_mandatetask_strength_listed",
                violation_error_message="strength: expected one of requested, encouraged.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandatetask",
            constraint=models.CheckConstraint(
                condition=models.Q(("scope__in", ["full", "added"])),
                name="missions_mandatetask_scope_listed",
                violation_error_message="scope: expected one of full, added.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandatetask",
            constraint=models.CheckConstraint(
                condition=models.Q(("coding__in", ["by_rule", "confirmed"])),
                name="missions_mandatetask_coding_listed",
                violation_error_message="coding: expected one of by_rule, confirmed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandatetask",
            constraint=models.UniqueConstraint(
                models.F("mandate"),
                models.F("task"),
                models.F("modality"),
                name="missions_mandatetask_identified",
                violation_error_message="A row with the same task, modality is there already.",
            ),
        ),
        migrations.AddIndex(
            model_name="mission",
            index=models.Index(fields=["starts_on", "record"], name="missions_mission_by_start"),
        ),
        migrations.AddIndex(
            model_name="mission",
            index=models.Index(fields=["acronym"], name="missions_mission_by_acronym"),
        ),
        migrations.AddConstraint(
            model_name="mission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None),
                    ("starts_on", None),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="missions_mission_ends_after_start",
                violation_error_message="The last day is before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("starts_on", None), ("starts_precision", "unknown")),
                    models.Q(
                        ("starts_on__isnull", False),
                        models.Q(("starts_precision", "unknown"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="missions_mission_start_unknown_if_empty",
                violation_error_message="A first day and the precision 'unknown' exclude each other; one of them is needed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ends_on", None), ("ends_precision__in", ["day", "unknown"])),
                    models.Q(
                        ("ends_on__isnull", False),
                        models.Q(("ends_precision", "unknown"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="missions_mission_end_not_of_unknown_precision",
                violation_error_message="A last day and the precision 'unknown' exclude each other; an empty last day takes 'day' (still open) or 'unknown'.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mission",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_precision__in", ["day", "month", "year", "unknown"])),
                name="missions_mission_starts_precision_listed",
                violation_error_message="starts_precision: expected one of day, month, year, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mission",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_precision__in", ["day", "month", "year", "unknown"])),
                name="missions_mission_ends_precision_listed",
                violation_error_message="ends_precision: expected one of day, month, year, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("category__in", ["un_peacekeeping", "un_political", "un_other", "non_un"])
                ),
                name="missions_mission_category_listed",
                violation_error_message="category: expected one of un_peacekeeping, un_political, un_other, non_un.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "arrangement__in",
                        ["un_commanded", "coalition_led", "regional_led", "alliance_led", "hybrid"],
                    )
                ),
                name="missions_mission_arrangement_listed",
                violation_error_message="arrangement: expected one of un_commanded, coalition_led, regional_led, alliance_led, hybrid.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "type__in",
                        [
                            "observer",
                            "interposition",
                            "multidimensional",
                            "transitional_administration",
                            "political_mission",
                            "stabilization_force",
                            "enforcement_force",
                            "air_campaign",
                            "support_office",
                            "training",
                            "election",
                            "monitoring",
                            "maritime",
                        ],
                    )
                ),
                name="missions_mission_type_listed",
                violation_error_message="type: expected one of observer, interposition, multidimensional, transitional_administration, political_mission, stabilization_force, enforcement_force, air_campaign, support_office, training, election, monitoring, maritime.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "primary_activity__in",
                        [
                            "conflict_prevention",
                            "peacemaking",
                            "peacekeeping",
                            "peace_enforcement",
                            "peacebuilding",
                            "none",
                        ],
                    )
                ),
                name="missions_mission_primary_activity_listed",
                violation_error_message="primary_activity: expected one of conflict_prevention, peacemaking, peacekeeping, peace_enforcement, peacebuilding, none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "consent__in",
                        [
                            "host_and_parties",
                            "host",
                            "obtained_under_pressure",
                            "none",
                            "not_applicable",
                            "not_coded",
                        ],
                    )
                ),
                name="missions_mission_consent_listed",
                violation_error_message="consent: expected one of host_and_parties, host, obtained_under_pressure, none, not_applicable, not_coded.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("established_precision__in", ["day", "month", "year", "unknown"])
                ),
                name="missions_mission_established_precision_listed",
                violation_error_message="established_precision: expected one of day, month, year, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mission",
            constraint=models.CheckConstraint(
                condition=models.Q(("confidence__in", ["high", "medium", "low", ""])),
                name="missions_mission_confidence_listed",
                violation_error_message="confidence: expected one of high, medium, low.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude", None), ("longitude", None)),
                    models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                    _connector="OR",
                ),
                name="missions_mission_place_on_earth",
                violation_error_message="Latitude is -90 to 90, longitude -180 to 180; give both or neither.",
            ),
        ),
        migrations.AddIndex(
            model_name="mandateaction",
            index=models.Index(
                fields=["mission", "effective_on"], name="missions_action_on_mission"
            ),
        ),
        migrations.AddConstraint(
            model_name="mandateaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "action__in",
                        [
                            "establish",
                            "set_mandate",
                            "extend",
                            "expand",
                            "adjust",
                            "authorize_force",
                            "set_ceiling",
                            "reduce",
                            "terminate",
                            "transition",
                            "request_report",
                            "authorize_deployment",
                            "endorse",
                            "refer",
                            "sanction",
                            "create_body",
                        ],
                    )
                ),
                name="missions_mandateaction_action_listed",
                violation_error_message="action: expected one of establish, set_mandate, extend, expand, adjust, authorize_force, set_ceiling, reduce, terminate, transition, request_report, authorize_deployment, endorse, refer, sanction, create_body.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandateaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("chapter_vii__in", ["yes", "no", "not_coded"])),
                name="missions_mandateaction_chapter_vii_listed",
                violation_error_message="chapter_vii: expected one of yes, no, not_coded.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandateaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("coding__in", ["by_rule", "confirmed"])),
                name="missions_mandateaction_coding_listed",
                violation_error_message="coding: expected one of by_rule, confirmed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandateaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("confidence__in", ["high", "medium", "low", ""])),
                name="missions_mandateaction_confidence_listed",
                violation_error_message="confidence: expected one of high, medium, low.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandateaction",
            constraint=models.UniqueConstraint(
                models.F("document"),
                models.F("action"),
                models.F("paragraph"),
                django.db.models.functions.comparison.Coalesce(
                    models.F("until"), models.Value(datetime.date(1, 1, 1))
                ),
                django.db.models.functions.comparison.Coalesce(
                    models.F("mission"), models.Value(0)
                ),
                name="missions_mandateaction_identified",
                violation_error_message="A row with the same action, paragraph, until, mission is there already.",
            ),
        ),
        migrations.AddIndex(
            model_name="mandate",
            index=models.Index(fields=["mission", "starts_on"], name="missions_mandate_of"),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None),
                    ("starts_on", None),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="missions_mandate_ends_after_start",
                violation_error_message="The last day is before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("starts_on", None), ("starts_precision", "unknown")),
                    models.Q(
                        ("starts_on__isnull", False),
                        models.Q(("starts_precision", "unknown"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="missions_mandate_start_unknown_if_empty",
                violation_error_message="A first day and the precision 'unknown' exclude each other; one of them is needed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ends_on", None), ("ends_precision__in", ["day", "unknown"])),
                    models.Q(
                        ("ends_on__isnull", False),
                        models.Q(("ends_precision", "unknown"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="missions_mandate_end_not_of_unknown_precision",
                violation_error_message="A last day and the precision 'unknown' exclude each other; an empty last day takes 'day' (still open) or 'unknown'.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_precision__in", ["day", "month", "year", "unknown"])),
                name="missions_mandate_starts_precision_listed",
                violation_error_message="starts_precision: expected one of day, month, year, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_precision__in", ["day", "month", "year", "unknown"])),
                name="missions_mandate_ends_precision_listed",
                violation_error_message="ends_precision: expected one of day, month, year, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("chapter__in", ["VI", "VII", "VIII", "VII_VIII", "unspecified"])
                ),
                name="missions_mandate_chapter_listed",
                violation_error_message="chapter: expected one of VI, VII, VIII, VII_VIII, unspecified.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "force_level__in",
                        [
                            "self_defence",
                            "defence_of_mandate",
                            "all_necessary_means_for_tasks",
                            "all_necessary_means",
                            "unarmed",
                            "",
                        ],
                    )
                ),
                name="missions_mandate_force_level_listed",
                violation_error_message="force_level: expected one of self_defence, defence_of_mandate, all_necessary_means_for_tasks, all_necessary_means, unarmed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.UniqueConstraint(
                models.F("mission"),
                models.F("starts_on"),
                name="missions_mandate_identified",
                violation_error_message="A row with the same starts_on is there already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.UniqueConstraint(
                fields=("mission", "rank"),
                name="missions_mandate_one_per_rank",
                violation_error_message="Another mandate of the mission has this rank.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_on__isnull", False)),
                name="missions_mandate_start_known",
                violation_error_message="A mandate needs a first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("open_ended", False),
                    models.Q(("ends_precision", "unknown"), _negated=True),
                    _connector="OR",
                ),
                name="missions_mandate_open_ended_has_no_end_unless_ended",
                violation_error_message="An open-ended mandate has no unknown end.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=peacekb.lib.constraints.NoOverlap(
                name="missions_mandate_no_overlap",
                owner=["mission"],
                violation_error_message="Another mandate is in force on one of these days.",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalbasis",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "sc_authorization",
                            "sc_endorsement",
                            "ga_resolution",
                            "host_consent",
                            "regional_decision",
                            "collective_self_defence",
                            "humanitarian_argument",
                            "none",
                            "not_established",
                        ],
                    )
                ),
                name="missions_legalbasis_kind_listed",
                violation_error_message="kind: expected one of sc_authorization, sc_endorsement, ga_resolution, host_consent, regional_decision, collective_self_defence, humanitarian_argument, none, not_established.",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalbasis",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["accepted", "contested"])),
                name="missions_legalbasis_status_listed",
                violation_error_message="status: expected one of accepted, contested.",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalbasis",
            constraint=models.CheckConstraint(
                condition=models.Q(("confidence__in", ["high", "medium", "low", ""])),
                name="missions_legalbasis_confidence_listed",
                violation_error_message="confidence: expected one of high, medium, low.",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalbasis",
            constraint=models.UniqueConstraint(
                models.F("mission"),
                models.F("kind"),
                models.F("instrument"),
                django.db.models.functions.comparison.Coalesce(
                    models.F("document"), models.Value(0)
                ),
                name="missions_legalbasis_identified",
                violation_error_message="A row with the same kind, instrument, document is there already.",
            ),
        ),
        migrations.AddIndex(
            model_name="fatality",
            index=models.Index(fields=["date", "id"], name="missions_fatality_by_day"),
        ),
        migrations.AddIndex(
            model_name="fatality",
            index=models.Index(fields=["mission", "incident_type"], name="missions_fatality_in"),
        ),
        migrations.AddConstraint(
            model_name="fatality",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "category__in",
                        [
                            "military",
                            "police",
                            "military_observer",
                            "civilian_international",
                            "civilian_national",
                            "other",
                        ],
                    )
                ),
                name="missions_fatality_category_listed",
                violation_error_message="category: expected one of military, police, military_observer, civilian_international, civilian_national, other.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fatality",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "incident_type__in",
                        [
                            "malicious_act",
                            "accident",
                            "illness",
                            "self_inflicted",
                            "other",
                            "to_be_determined",
                            "unknown",
                        ],
                    )
                ),
                name="missions_fatality_incident_type_listed",
                violation_error_message="incident_type: expected one of malicious_act, accident, illness, self_inflicted, other, to_be_determined, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fatality",
            constraint=models.CheckConstraint(
                condition=models.Q(("gender__in", ["male", "female", ""])),
                name="missions_fatality_gender_listed",
                violation_error_message="gender: expected one of male, female.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fatality",
            constraint=models.CheckConstraint(
                condition=models.Q(("precision__in", ["day", "month", "year", "unknown"])),
                name="missions_fatality_precision_listed",
                violation_error_message="precision: expected one of day, month, year, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="deploymentsite",
            constraint=models.UniqueConstraint(
                models.F("mission"),
                models.F("month"),
                models.F("name"),
                models.F("latitude"),
                models.F("longitude"),
                models.F("precision"),
                name="missions_deploymentsite_identified",
                violation_error_message="A row with the same month, name, latitude, longitude, precision is there already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="deploymentsite",
            constraint=models.CheckConstraint(
                condition=models.Q(("precision__in", ["day", "month", "year", "unknown"])),
                name="missions_deploymentsite_precision_listed",
                violation_error_message="precision: expected one of day, month, year, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="deploymentsite",
            constraint=models.CheckConstraint(
                condition=models.Q(("headquarters__in", ["contingent", "sector", "mission", ""])),
                name="missions_deploymentsite_headquarters_listed",
                violation_error_message="headquarters: expected one of contingent, sector, mission.",
            ),
        ),
        migrations.AddConstraint(
            model_name="deploymentsite",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("position__in", ["stated", "estimated", "administrative_area", ""])
                ),
                name="missions_deploymentsite_position_listed",
                violation_error_message="position: expected one of stated, estimated, administrative_area.",
            ),
        ),
        migrations.AddConstraint(
            model_name="deploymentsite",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))
                ),
                name="missions_deploymentsite_on_earth",
                violation_error_message="Latitude is -90 to 90, longitude -180 to 180.",
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(fields=["state", "month"], name="missions_contribution_of"),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(fields=["month", "category"], name="missions_contribution_by_month"),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.UniqueConstraint(
                models.F("mission"),
                models.F("month"),
                models.F("state"),
                models.F("category"),
                models.F("precision"),
                name="missions_contribution_identified",
                violation_error_message="A row with the same month, state, category, precision is there already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "category__in",
                        [
                            "troops",
                            "military_observer",
                            "staff_officer",
                            "police_individual",
                            "formed_police",
                            "police",
                            "civilian_international",
                            "civilian_national",
                            "un_volunteer",
                            "total_uniformed",
                        ],
                    )
                ),
                name="missions_contribution_category_listed",
                violation_error_message="category: expected one of troops, military_observer, staff_officer, police_individual, formed_police, police, civilian_international, civilian_national, un_volunteer, total_uniformed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("precision__in", ["day", "month", "year", "unknown"])),
                name="missions_contribution_precision_listed",
                violation_error_message="precision: expected one of day, month, year, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="budget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None),
                    ("starts_on", None),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="missions_budget_ends_after_start",
                violation_error_message="The last day is before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="budget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("starts_on", None), ("starts_precision", "unknown")),
                    models.Q(
                        ("starts_on__isnull", False),
                        models.Q(("starts_precision", "unknown"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="missions_budget_start_unknown_if_empty",
                violation_error_message="A first day and the precision 'unknown' exclude each other; one of them is needed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="budget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ends_on", None), ("ends_precision__in", ["day", "unknown"])),
                    models.Q(
                        ("ends_on__isnull", False),
                        models.Q(("ends_precision", "unknown"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="missions_budget_end_not_of_unknown_precision",
                violation_error_message="A last day and the precision 'unknown' exclude each other; an empty last day takes 'day' (still open) or 'unknown'.",
            ),
        ),
        migrations.AddConstraint(
            model_name="budget",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_precision__in", ["day", "month", "year", "unknown"])),
                name="missions_budget_starts_precision_listed",
                violation_error_message="starts_precision: expected one of day, month, year, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="budget",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_precision__in", ["day", "month", "year", "unknown"])),
                name="missions_budget_ends_precision_listed",
                violation_error_message="ends_precision: expected one of day, month, year, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="budget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "proposed",
                            "approved",
                            "appropriation",
                            "commitment",
                            "additional",
                            "expenditure",
                        ],
                    )
                ),
                name="missions_budget_kind_listed",
                violation_error_message="kind: expected one of proposed, approved, appropriation, commitment, additional, expenditure.",
            ),
        ),
        migrations.AddConstraint(
            model_name="budget",
            constraint=models.UniqueConstraint(
                models.F("mission"),
                models.F("starts_on"),
                models.F("ends_on"),
                models.F("kind"),
                name="missions_budget_identified",
                violation_error_message="A row with the same starts_on, ends_on, kind is there already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="missionactivity",
            constraint=models.UniqueConstraint(
                models.F("mission"),
                models.F("activity"),
                name="missions_missionactivity_identified",
                violation_error_message="A row with the same activity is there already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="missionactivity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "activity__in",
                        [
                            "conflict_prevention",
                            "peacemaking",
                            "peacekeeping",
                            "peace_enforcement",
                            "peacebuilding",
                            "none",
                        ],
                    )
                ),
                name="missions_missionactivity_activity_listed",
                violation_error_message="activity: expected one of conflict_prevention, peacemaking, peacekeeping, peace_enforcement, peacebuilding, none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="missionrelation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "succeeded_by",
                            "transitioned_to",
                            "rehatted_as",
                            "overlapped_with",
                            "supported_by",
                        ],
                    )
                ),
                name="missions_missionrelation_kind_listed",
                violation_error_message="kind: expected one of succeeded_by, transitioned_to, rehatted_as, overlapped_with, supported_by.",
            ),
        ),
        migrations.AddConstraint(
            model_name="missionrelation",
            constraint=models.CheckConstraint(
                condition=models.Q(("precision__in", ["day", "month", "year", "unknown"])),
                name="missions_missionrelation_precision_listed",
                violation_error_message="precision: expected one of day, month, year, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="missionrelation",
            constraint=models.UniqueConstraint(
                models.F("predecessor"),
                models.F("kind"),
                models.F("successor"),
                name="missions_missionrelation_identified",
                violation_error_message="A row with the same kind, successor is there already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="missionrelation",
            constraint=models.CheckConstraint(
                condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                name="missions_missionrelation_not_to_itself",
                violation_error_message="A mission has no relation to itself.",
            ),
        ),
        migrations.AddIndex(
            model_name="missionrole",
            index=models.Index(fields=["role", "actor"], name="missions_role_of_actor"),
        ),
        migrations.AddConstraint(
            model_name="missionrole",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None),
                    ("starts_on", None),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="missions_missionrole_ends_after_start",
                violation_error_message="The last day is before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="missionrole",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("starts_on", None), ("starts_precision", "unknown")),
                    models.Q(
                        ("starts_on__isnull", False),
                        models.Q(("starts_precision", "unknown"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="missions_missionrole_start_unknown_if_empty",
                violation_error_message="A first day and the precision 'unknown' exclude each other; one of them is needed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="missionrole",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ends_on", None), ("ends_precision__in", ["day", "unknown"])),
                    models.Q(
                        ("ends_on__isnull", False),
                        models.Q(("ends_precision", "unknown"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="missions_missionrole_end_not_of_unknown_precision",
                violation_error_message="A last day and the precision 'unknown' exclude each other; an empty last day takes 'day' (still open) or 'unknown'.",
            ),
        ),
        migrations.AddConstraint(
            model_name="missionrole",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_precision__in", ["day", "month", "year", "unknown"])),
                name="missions_missionrole_starts_precision_listed",
                violation_error_message="starts_precision: expected one of day, month, year, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="missionrole",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_precision__in", ["day", "month", "year", "unknown"])),
                name="missions_missionrole_ends_precision_listed",
                violation_error_message="ends_precision: expected one of day, month, year, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="missionrole",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "authorising",
                            "lead",
                            "command",
                            "contributor",
                            "host",
                            "supporter",
                            "financier",
                            "counterpart",
                            "adversary",
                        ],
                    )
                ),
                name="missions_missionrole_role_listed",
                violation_error_message="role: expected one of authorising, lead, command, contributor, host, supporter, financier, counterpart, adversary.",
            ),
        ),
        migrations.AddConstraint(
            model_name="missionrole",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "span_basis__in",
                        ["decision_date", "mission_dates", "stated", "reported_span", ""],
                    )
                ),
                name="missions_missionrole_span_basis_listed",
                violation_error_message="span_basis: expected one of decision_date, mission_dates, stated, reported_span.",
            ),
        ),
        migrations.AddConstraint(
            model_name="missionrole",
            constraint=models.UniqueConstraint(
                models.F("mission"),
                models.F("role"),
                models.F("actor"),
                django.db.models.functions.comparison.Coalesce(
                    models.F("starts_on"), models.Value(datetime.date(1, 1, 1))
                ),
                name="missions_missionrole_identified",
                violation_error_message="A row with the same role, actor, starts_on is there already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="principleassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("principle__in", ["consent", "impartiality", "minimum_force"])),
                name="missions_principleassessment_principle_listed",
                violation_error_message="principle: expected one of consent, impartiality, minimum_force.",
            ),
        ),
        migrations.AddConstraint(
            model_name="principleassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["upheld", "qualified", "not_applied"])),
                name="missions_principleassessment_status_listed",
                violation_error_message="status: expected one of upheld, qualified, not_applied.",
            ),
        ),
        migrations.AddConstraint(
            model_name="principleassessment",
            constraint=models.UniqueConstraint(
                models.F("mission"),
                models.F("principle"),
                models.F("source"),
                name="missions_principleassessment_identified",
                violation_error_message="A row with the same principle, source is there already.",
            ),
        ),
        migrations.AddIndex(
            model_name="strength",
            index=models.Index(fields=["month", "mission"], name="missions_strength_by_month"),
        ),
        migrations.AddConstraint(
            model_name="strength",
            constraint=models.UniqueConstraint(
                models.F("mission"),
                models.F("month"),
                models.F("category"),
                name="missions_strength_identified",
                violation_error_message="A row with the same month, category is there already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="strength",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "category__in",
                        [
                            "troops",
                            "military_observer",
                            "staff_officer",
                            "police_individual",
                            "formed_police",
                            "police",
                            "civilian_international",
                            "civilian_national",
                            "un_volunteer",
                            "total_uniformed",
                        ],
                    )
                ),
                name="missions_strength_category_listed",
                violation_error_message="category: expected one of troops, military_observer, staff_officer, police_individual, formed_police, police, civilian_international, civilian_national, un_volunteer, total_uniformed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="strength",
            constraint=models.CheckConstraint(
                condition=models.Q(("basis__in", ["reported", "interpolated", ""])),
                name="missions_strength_basis_listed",
                violation_error_message="basis: expected one of reported, interpolated.",
            ),
        ),
        migrations.AddConstraint(
            model_name="strengthceiling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None),
                    ("starts_on", None),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="missions_strengthceiling_ends_after_start",
                violation_error_message="The last day is before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="strengthceiling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("starts_on", None), ("starts_precision", "unknown")),
                    models.Q(
                        ("starts_on__isnull", False),
                        models.Q(("starts_precision", "unknown"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="missions_strengthceiling_start_unknown_if_empty",
                violation_error_message="A first day and the precision 'unknown' exclude each other; one of them is needed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="strengthceiling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ends_on", None), ("ends_precision__in", ["day", "unknown"])),
                    models.Q(
                        ("ends_on__isnull", False),
                        models.Q(("ends_precision", "unknown"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="missions_strengthceiling_end_not_of_unknown_precision",
                violation_error_message="A last day and the precision 'unknown' exclude each other; an empty last day takes 'day' (still open) or 'unknown'.",
            ),
        ),
        migrations.AddConstraint(
            model_name="strengthceiling",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_precision__in", ["day", "month", "year", "unknown"])),
                name="missions_strengthceiling_starts_precision_listed",
                violation_error_message="starts_precision: expected one of day, month, year, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="strengthceiling",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_precision__in", ["day", "month", "year", "unknown"])),
                name="missions_strengthceiling_ends_precision_listed",
                violation_error_message="ends_precision: expected one of day, month, year, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="strengthceiling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "category__in",
                        [
                            "troops",
                            "military_observer",
                            "staff_officer",
                            "police_individual",
                            "formed_police",
                            "police",
                            "civilian_international",
                            "civilian_national",
                            "un_volunteer",
                            "total_uniformed",
                        ],
                    )
                ),
                name="missions_strengthceiling_category_listed",
                violation_error_message="category: expected one of troops, military_observer, staff_officer, police_individual, formed_police, police, civilian_international, civilian_national, un_volunteer, total_uniformed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="strengthceiling",
            constraint=models.CheckConstraint(
                condition=models.Q(("coding__in", ["by_rule", "confirmed"])),
                name="missions_strengthceiling_coding_listed",
                violation_error_message="coding: expected one of by_rule, confirmed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="strengthceiling",
            constraint=models.UniqueConstraint(
                models.F("mission"),
                models.F("category"),
                models.F("starts_on"),
                name="missions_strengthceiling_identified",
                violation_error_message="A row with the same category, starts_on is there already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="strengthceiling",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_on__isnull", False)),
                name="missions_strengthceiling_start_known",
                violation_error_message="A ceiling needs a first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="strengthceiling",
            constraint=peacekb.lib.constraints.NoOverlap(
                name="missions_strengthceiling_no_overlap",
                owner=["mission", "category"],
                violation_error_message="Another ceiling of the category is in force on one of these days.",
            ),
        ),
    ]
