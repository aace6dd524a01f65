"""Who may write: four groups of people, and the permissions by which they differ.

`docs/editing.md` has them as a table, which a test compares with what the admin lets them do.
"""

PERMISSIONS = {
    "draft_records": "May draft changes and hand them in for review",
    "approve_records": "May publish what others handed in",
    "withdraw_records": "May propose and approve that a record is withdrawn",
    "publish_alone": "May publish without a second person, with a reason",
    "manage_users": "May invite people, and say what they may",
}
DRAFT, APPROVE, WITHDRAW, PUBLISH_ALONE, MANAGE_USERS = (
    f"records.{codename}" for codename in PERMISSIONS
)
GROUPS = {  # each may what the one before may, and more
    "Drafters": ["draft_records"],
    "Editors": ["draft_records", "approve_records"],
    "Reviewers": ["draft_records", "approve_records", "withdraw_records"],
    "Administrators": list(PERMISSIONS),
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
