"""Under whom and under what a story is listed: its authors and topics, as its version names them."""

from __future__ import annotations

from wirecopy.desk.models import Authorship, Filing, Person, Story, Topic


def list_story(story: Story) -> None:
    """Enter a story under the authors and topics of the version that stands, with the moment of its release.

    Lists of an author or topic are read in the order of that moment, which the row holds too: so a page of a list costs
    the same, however long the list is. A story that was never out has none, and stands in no list. Four queries.
    """
    version, at = story.standing, story.released_at
    people = Person.objects.filter(pk__in=[row["person"] for row in version.byline])
    topics = Topic.objects.filter(code__in=version.topics)
    Authorship.objects.filter(story=story).delete()
    Authorship.objects.bulk_create(Authorship(story=story, person=person, released_at=at) for person in people)
    Filing.objects.filter(story=story).delete()
    Filing.objects.bulk_create(Filing(story=story, topic=topic, released_at=at) for topic in topics)
