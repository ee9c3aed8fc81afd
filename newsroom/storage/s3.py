"""Files in a bucket of S3, or of any server that speaks its language.

Loaded only where STORAGE names a bucket: botocore takes some 30 MB of a process. A bucket that is
away raises StoreAway (an OSError) within 8 seconds; for a while after that at once, so that no
reader and no editor waits for it in turn.
"""

import contextlib
import io
import logging
import threading
import time
from collections.abc import Callable, Iterator

import botocore.session
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    HTTPClientError,
)
from django.core.files.base import File
from django.core.files.storage import Storage
from django.utils.deconstruct import deconstructible

from newsroom.storage.base import Part, PartFile, Span, StoreAway
from newsroom.storage.content_types import DOCUMENTS, ending, type_of

logger = logging.getLogger(__name__)

CONNECT_TIMEOUT, READ_TIMEOUT = 2, 7  # seconds
AGAIN_AFTER = 0.2  # seconds, once, where a second try may help
# Seconds in which a bucket that was away is not asked: each time twice as long, up to a minute.
FIRST_REST, LONGEST_REST = 2, 60
LISTED = 1000  # names a question, the most that S3 gives
PUBLIC = "public/"
FOR_EVER = "public, max-age=31536000, immutable"
_GONE = {"404", "NoSuchKey", "NotFound"}
# Answers that mean "later"; the rest (no permission, no bucket) stays as it is.
_LATER = {"500", "502", "503", "504", "InternalError", "SlowDown", "ServiceUnavailable"}


@deconstructible
class BucketStorage(Storage):
    """Keeps files under a prefix of a bucket. Errors are FileNotFoundError or StoreAway."""

    is_far = True  # to ask it takes as long as a page

    def __init__(
        self,
        *,
        name: str,
        prefix: str = "",
        endpoint_url=None,
        region=None,
        access_key=None,
        secret_key=None,
        session_token=None,
    ):
        self.bucket, self.prefix = name, prefix
        self._place = {
            "endpoint_url": endpoint_url,
            "region_name": region,
            "aws_access_key_id": access_key,
            "aws_secret_access_key": secret_key,
            "aws_session_token": session_token,
        }
        self._lock = threading.Lock()
        self._client = None
        self._failures, self._rests_until = 0, 0.0

    @property
    def client(self):
        """The one client of the process: it may be used by many threads."""
        with self._lock:
            if self._client is None:
                self._client = botocore.session.get_session().create_client(
                    "s3",
                    **self._place,
                    config=Config(
                        connect_timeout=CONNECT_TIMEOUT,
                        read_timeout=READ_TIMEOUT,
                        retries={"total_max_attempts": 1},
                        max_pool_connections=20,
                        signature_version="s3v4",
                        # Servers other than Amazon's know no newer sums than MD5.
                        request_checksum_calculation="when_required",
                        response_checksum_validation="when_required",
                    ),
                )
            return self._client

    def call(self, operation: str, **parameters) -> dict:
        """Call an operation of S3 on the bucket; once more where that may help."""
        if time.monotonic() < self._rests_until:
            raise StoreAway("The bucket was away a moment ago.")
        if self._failures:  # one tries whether it is back; who comes meanwhile does not wait
            self._rest()
        try:
            answer = self._twice(operation, parameters)
        except ClientError as error:
            self._failures, self._rests_until = 0, 0.0  # it has answered
            code = error.response.get("Error", {}).get("Code", "")
            if code in _GONE:
                raise FileNotFoundError(parameters.get("Key", self.bucket)) from error
            if code == "InvalidRange":
                raise ValueError(parameters["Key"]) from error
            raise self._away(f"The bucket refuses {operation}: {code}.") from error
        except (BotoCoreError, HTTPClientError, OSError) as error:
            self._failures += 1
            self._rest()
            raise self._away(f"The bucket does not answer: {type(error).__name__}.") from error
        self._failures, self._rests_until = 0, 0.0
        return answer

    def _rest(self) -> None:
        rest = min(FIRST_REST * 2 ** min(self._failures, 10), LONGEST_REST)
        self._rests_until = time.monotonic() + rest

    def _twice(self, operation: str, parameters: dict) -> dict:
        call: Callable = getattr(self.client, operation)
        try:
            return call(Bucket=self.bucket, **parameters)
        except (ConnectTimeoutError, EndpointConnectionError):
            pass
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") not in _LATER:
                raise
        time.sleep(AGAIN_AFTER)
        if body := parameters.get("Body"):
            body.seek(0)
        return call(Bucket=self.bucket, **parameters)

    def _away(self, sentence: str) -> StoreAway:
        logger.error(sentence)
        return StoreAway(sentence)

    def key(self, name: str) -> str:
        """Return the name of an object."""
        return f"{self.prefix}{name}"

    # What Django asks of a storage

    def get_available_name(self, name, max_length=None):
        """Keep the name: ours are unguessable, or say what the file holds."""
        return name

    def _open(self, name, mode="rb"):
        answer = self.call("get_object", Key=self.key(name))
        with contextlib.closing(BucketFile(answer["Body"], answer["ContentLength"])) as file:
            return File(io.BytesIO(file.read()), name=name)

    def _save(self, name, content):
        """Write an object: the whole of it is there, or nothing."""
        content.seek(0)
        headers = {"ContentType": type_of(name), "CacheControl": "private, no-store"}
        if name.startswith(PUBLIC):
            headers["CacheControl"] = FOR_EVER
        if ending(name) in DOCUMENTS:
            headers["ContentDisposition"] = "attachment"
        # No ACL: who may read is a policy of the bucket, for its public part alone.
        self.call("put_object", Key=self.key(name), Body=content.file, **headers)
        return name

    def delete(self, name):
        self.call("delete_object", Key=self.key(name))

    def exists(self, name):
        try:
            self.call("head_object", Key=self.key(name))
        except FileNotFoundError:
            return False
        return True

    def size(self, name):
        return self.call("head_object", Key=self.key(name))["ContentLength"]

    def get_modified_time(self, name):
        return self.call("head_object", Key=self.key(name))["LastModified"]

    def listdir(self, path):
        """Return the folders and the files right under a path, a thousand a question."""
        start = self.key(f"{path.strip('/')}/" if path.strip("/") else "")
        folders, files = [], []
        for page in self._pages(Prefix=start, Delimiter="/"):
            folders += [one["Prefix"][len(start) : -1] for one in page.get("CommonPrefixes", [])]
            files += [one["Key"][len(start) :] for one in page.get("Contents", [])]
        return folders, [name for name in files if name]

    def _pages(self, **parameters) -> Iterator[dict]:
        following = {}
        while True:
            page = self.call("list_objects_v2", MaxKeys=LISTED, **parameters, **following)
            yield page
            if not page.get("IsTruncated"):
                return
            following = {"ContinuationToken": page["NextContinuationToken"]}

    # What handing out and watching ask

    def part(self, name: str, asked: Span | None) -> Part:
        """Open a file, or some bytes of it; ValueError where they lie behind the end."""
        span = {}
        if asked:
            first, last = ("" if one is None else one for one in asked)
            span = {"Range": f"bytes={first}-{last}"}
        answer = self.call("get_object", Key=self.key(name), **span)
        first, size = 0, answer["ContentLength"]
        if said := answer.get("ContentRange"):  # "bytes 2-4/10"
            run, whole = said.removeprefix("bytes ").split("/")
            first, size = int(run.split("-")[0]), int(whole)
        return Part(
            file=BucketFile(answer["Body"], answer["ContentLength"]),
            first=first,
            length=answer["ContentLength"],
            size=size,
            modified=answer["LastModified"],
        )

    def check(self) -> None:
        """Raise StoreAway while the bucket cannot be read. One question, also during a rest."""
        self._rests_until = 0.0
        self.call("list_objects_v2", MaxKeys=1, Prefix=self.prefix)


class BucketFile(PartFile):
    """That of an object, whose errors are the store's."""

    def read_source(self, size: int) -> bytes:
        try:
            return super().read_source(size)
        except (BotoCoreError, HTTPClientError, OSError) as error:
            self.close()
            raise StoreAway("The bucket went away half way.") from error
