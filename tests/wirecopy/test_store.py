"""Pictures in a store that speaks S3, against moto's real server: kept, served, backed up, moved from and to a folder."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client, override_settings
from django.utils import timezone

from tests.moto_server import KEYS, s3_server
from tests.wirecopy.desk import photographs as photo
from tests.wirecopy.staff import user
from tests.wirecopy.wire import harbor_light
from wirecopy import environment
from wirecopy.accounts.roles import Role
from wirecopy.cli.backup import add_media
from wirecopy.cli.restore import bring_media_back
from wirecopy.desk.models import Media
from wirecopy.desk.pictures.actions import store_picture
from wirecopy.desk.wire import change_wire
from wirecopy.errors import SettingMissing


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with s3_server() as address:
        yield address


@pytest.fixture()
def bucket(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A bucket that is the service's storage; the environment leads to moto, and to nothing else."""
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/nowhere")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    bucket = import_module("boto3").resource("s3", region_name="us-east-1", endpoint_url=endpoint).Bucket("wire")
    bucket.create()
    told = {"WIRECOPY_MEDIA": "s3://wire/harbor", "WIRECOPY_S3_ENDPOINT": endpoint}
    with override_settings(STORAGES=environment.storages(told)):
        yield bucket
    bucket.objects.all().delete()
    bucket.delete()


def stored(media: Media) -> bytes:
    with default_storage.open(str(media.file)) as file:
        found: bytes = file.read()
    return found


def names(bucket: Any) -> list[str]:
    return [each.key for each in bucket.objects.all()]


def picture(at: datetime) -> Media:
    return store_picture(
        photo.from_a_camera(), alt="The pier", credit="Marta Lindqvist/HLNS", by=user(Role.EDITOR), at=at
    )


@pytest.fixture()
def at(db: None) -> datetime:
    at = timezone.now() - timedelta(hours=2)
    harbor_light(at)
    return at


def test_pictures_lie_in_the_bucket_and_the_service_gives_them(at: datetime, bucket: Any) -> None:
    media = picture(at)
    change_wire({}, logo=photo.png(64, 64), by=user(Role.LICENSING), at=at)
    assert f"harbor/{media.file}" in names(bucket)
    assert media.file.url == f"/media/{media.file}"
    answer = Client().get(media.file.url)
    assert answer.status_code == 200
    assert b"".join(answer).startswith(b"\xff\xd8\xff")
    assert [name for name in names(bucket) if name.startswith("harbor/wire/logo-")]
    assert Client().get("/media/media/2026/03/none.jpg").status_code == 404
    assert Client().get(f"/media/{media.original}").status_code == 404, "as it came from the camera"


def test_nothing_is_written_over_and_nobody_else_reads(at: datetime, bucket: Any) -> None:
    first, second = picture(at), default_storage.save("media/x.txt", io.BytesIO(b"1"))
    assert default_storage.save("media/x.txt", io.BytesIO(b"2")) != second
    grants = bucket.Object(f"harbor/{first.file}").Acl().grants
    assert not [grant for grant in grants if "URI" in grant["Grantee"]]


def test_a_backup_takes_the_pictures_out_of_a_bucket_and_into_a_folder(
    at: datetime, bucket: Any, tmp_path: Path
) -> None:
    media = picture(at)
    kept = stored(media)
    with tarfile.open(tmp_path / "wire.tar", "w") as archive:
        add_media(archive)
    with tarfile.open(tmp_path / "wire.tar") as archive:
        archive.extractall(tmp_path, filter="data")
    folder = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    with override_settings(STORAGES=folder, MEDIA_ROOT=tmp_path / "new"):
        for _ in range(2):  # the second time all is there
            bring_media_back(tmp_path / "media")
        assert stored(media) == kept
        assert (tmp_path / "new" / media.original).is_file()
        assert len([each for each in (tmp_path / "new").rglob("*") if each.is_file()]) == len(names(bucket))


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"WIRECOPY_MEDIA": "/srv/pictures"}, "s3://bucket"),
        ({"WIRECOPY_MEDIA": "s3://"}, "s3://bucket"),
        ({"WIRECOPY_MEDIA": "s3://wire", "WIRECOPY_S3_ENDPOINT": "minio"}, "WIRECOPY_S3_ENDPOINT"),
    ],
)
def test_an_address_that_is_none_is_named(told: dict[str, str], says: str) -> None:
    with pytest.raises(SettingMissing, match=says):
        environment.storages(told)


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "find_spec", lambda name: None)
    with pytest.raises(SettingMissing, match="media-s3"):
        environment.storages({"WIRECOPY_MEDIA": "s3://wire"})


def test_the_service_answers_to_the_hosts_that_are_named() -> None:
    told = {"WIRECOPY_URL": "https://wire.example", "WIRECOPY_HOSTS": "www.wire.example, 10.0.0.7"}
    assert environment.hosts(told) == ["wire.example", "www.wire.example", "10.0.0.7"]
    for odd in ("*", "http://wire.example"):
        with pytest.raises(SettingMissing, match="names of hosts"):
            environment.hosts({**told, "WIRECOPY_HOSTS": odd})
