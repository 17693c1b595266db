"""The log is append-only in the database too."""

from django.db import migrations

from wirecopy.audit.append_only import append_only


class Migration(migrations.Migration):
    """Refuse changes to the log."""

    dependencies = (("audit", "0001_initial"),)
    operations = (append_only("audit_entry"),)
