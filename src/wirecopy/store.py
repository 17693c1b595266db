"""Pictures in a store that speaks S3: the only importer of django-storages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class MediaStore(S3Storage):  # type: ignore[misc]  # the library has no types
    """A bucket that nobody but the service reads: addresses are the service's own, and ``originals/`` stays shut.

    Keys come from where the AWS tools look for them (the environment, a file, the machine's role). Nothing is written
    over, and objects are private unless the bucket says otherwise.
    """

    def get_default_settings(self) -> dict[str, Any]:
        """What holds where the settings say nothing else."""
        own = {"file_overwrite": False, "default_acl": None, "addressing_style": "path", "signature_version": "s3v4"}
        return {**super().get_default_settings(), **own}

    def url(self, name: str | None, *_: Any, **__: Any) -> str:
        """The address under which the service itself gives a file."""
        return f"{settings.MEDIA_URL}{filepath_to_uri(name or '')}"
