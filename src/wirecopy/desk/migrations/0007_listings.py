"""The rows between stories and their authors and topics hold when the story was released; lists are read in that order."""

from django.db import migrations, models
from django.db.models import CASCADE, Q

FILL = "UPDATE {table} SET released_at = (SELECT released_at FROM desk_story WHERE desk_story.id = {table}.story_id)"


def rows_between(name: str, other: str, table: str, related: str) -> migrations.CreateModel:
    """The table is there already: Django made it for the many-to-many field."""
    key = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
    story = models.ForeignKey(on_delete=CASCADE, related_name=related, to="desk.story")
    end = models.ForeignKey(on_delete=CASCADE, related_name=related, to=f"desk.{other}")
    options = {"db_table": table, "unique_together": {("story", other)}}
    return migrations.CreateModel(name=name, fields=[("id", key), ("story", story), (other, end)], options=options)


def many(name: str, to: str, through: str) -> migrations.AlterField:
    """The field goes through the model."""
    field = models.ManyToManyField(related_name="stories", through=f"desk.{through}", to=f"desk.{to}")
    return migrations.AlterField(model_name="story", name=name, field=field)


def index(of: str, other: str, name: str) -> migrations.AddIndex:
    """The index that a list is read from."""
    fields = [other, "-released_at", "-story"]
    return migrations.AddIndex(of, models.Index(fields=fields, condition=Q(released_at__isnull=False), name=name))


class Migration(migrations.Migration):
    """Give the rows their moment and their indexes."""

    dependencies = (("desk", "0006_import_source"),)
    operations = (
        migrations.SeparateDatabaseAndState(
            state_operations=[
                rows_between("Authorship", "person", "desk_story_authors", "authorships"),
                rows_between("Filing", "topic", "desk_story_subjects", "filings"),
                many("authors", "person", "Authorship"),
                many("subjects", "topic", "Filing"),
            ]
        ),
        migrations.AddField("authorship", "released_at", models.DateTimeField(null=True)),
        migrations.AddField("filing", "released_at", models.DateTimeField(null=True)),
        migrations.RunSQL(FILL.format(table="desk_story_authors"), migrations.RunSQL.noop),
        migrations.RunSQL(FILL.format(table="desk_story_subjects"), migrations.RunSQL.noop),
        index("authorship", "person", "desk_of_author"),
        index("filing", "topic", "desk_of_topic"),
        migrations.RemoveIndex("story", "desk_corrections"),
        migrations.AddIndex(
            "version",
            models.Index(fields=["-released_at", "-id"], condition=Q(kind="correction"), name="desk_corrections"),
        ),
        migrations.RemoveIndex("story", "desk_public"),
        migrations.AddIndex(
            "story",
            models.Index(
                fields=["-released_at", "-id"],
                condition=Q(is_protected=False, released_at__isnull=False),
                name="desk_public",
            ),
        ),
    )
