"""The two groups of people who write: Editors publish, Reviewers may withdraw as well."""

GROUPS = {
    "Editors": ["curate_records"],
    "Reviewers": ["curate_records", "withdraw_records"],
}
PERMISSIONS = {
    "curate_records": "May draft and publish records",
    "withdraw_records": "May withdraw published records",
}


def make_groups(apps, schema_editor) -> None:
    """For `RunPython`: the groups, with permissions that Django would only make afterwards."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="records", model="record"
    )
    permission = apps.get_model("auth", "Permission").objects
    group = apps.get_model("auth", "Group").objects
    for name, codenames in GROUPS.items():
        held = [
            permission.get_or_create(
                content_type=content_type,
                codename=codename,
                defaults={"name": PERMISSIONS[codename]},
            )[0]
            for codename in codenames
        ]
        group.get_or_create(name=name)[0].permissions.set(held)
