from django.db import migrations

from peacekb.accounts.sealing import MARK, opened, sealed

SECRETS = {"totp": "secret", "recovery_codes": "seed"}


def _change(apps, how):
    for one in apps.get_model("mfa", "Authenticator").objects.filter(type__in=SECRETS):
        name = SECRETS[one.type]
        if name in one.data:
            one.data[name] = how(one.data[name])
            one.save(update_fields=["data"])


def seal(apps, schema_editor):
    _change(apps, lambda text: text if text.startswith(MARK) else sealed(text))


def open_again(apps, schema_editor):
    _change(apps, opened)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_sign_ins"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(seal, open_again)]
