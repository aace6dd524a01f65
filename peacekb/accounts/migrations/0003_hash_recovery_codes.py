from allauth.mfa.models import Authenticator as Today
from django.db import migrations

from peacekb.accounts.recovery_codes import HASHES, HashedCodes


def hash_codes(apps, schema_editor):
    """Whoever has codes was shown them when they were made."""
    for one in apps.get_model("mfa", "Authenticator").objects.filter(type="recovery_codes"):
        if HASHES not in one.data:
            codes = HashedCodes(Today(data=one.data))
            one.data = codes.hashed()
            one.save(update_fields=["data"])


def forget_codes(apps, schema_editor):
    """What was hashed cannot be read again: their owners make new ones."""
    held = apps.get_model("mfa", "Authenticator").objects.filter(type="recovery_codes")
    held.filter(data__has_key=HASHES).delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_seal_factors")]

    operations = [migrations.RunPython(hash_codes, forget_codes)]
