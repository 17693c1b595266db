"""What was released is final in the database too."""

from django.db import migrations

from wirecopy.audit.append_only import append_only


class Migration(migrations.Migration):
    """Refuse changes to versions."""

    dependencies = (("desk", "0001_initial"), ("audit", "0002_append_only"))
    operations = (append_only("desk_version"), append_only("desk_termsversion"))
