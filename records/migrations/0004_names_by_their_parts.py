from django.db import migrations

from records.reading.name_parts import drop_index, make_index


class Migration(migrations.Migration):

    dependencies = [('records', '0003_citations_and_slugs_by_index')]

    operations = [migrations.RunPython(make_index, drop_index)]
