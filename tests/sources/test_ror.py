"""The newest registry dump: found, checked, unpacked, kept, and refused where it is none."""

import gzip
import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import orjson
import pytest
from loopback import Answer, Asked, Reply, json_reply, serving

from byline.sources.harvest import SourceError
from byline.sources.ror import fetch_registry

DUMP = orjson.dumps([{"id": "https://ror.org/0000u"}])
ADDRESS = "https://zenodo.org/api/records/7/files/v1.9-ror-data.zip/content"


def packed(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.json", content)
    return out.getvalue()


def listing(content: bytes, **changes: Any) -> dict[str, Any]:
    file = {
        "key": "v1.9-ror-data.zip",
        "links": {"self": ADDRESS},
        "checksum": "md5:" + hashlib.md5(content, usedforsecurity=False).hexdigest(),
    }
    return {"hits": {"hits": [{"files": [file | changes]}]}}


def answering(listed: Any, content: bytes) -> Answer:
    def answer(asked: Asked) -> Reply:
        if asked.path.endswith("/records"):
            return json_reply(listed)
        return Reply(content, content_type="application/zip")

    return answer


def test_the_dump_of_the_second_schema_is_unpacked_and_fetched_once(tmp_path: Path) -> None:
    content = packed(old=b"[]", old_schema_v2=DUMP)
    with serving(answering(listing(content), content)) as server:
        first = fetch_registry(tmp_path / "home", tmp_path / "cache", server.options())
        again = fetch_registry(tmp_path / "home", tmp_path / "other", server.options())
    assert first == again == tmp_path / "home" / "v1.9-ror-data.json.gz"
    assert gzip.decompress(first.read_bytes()) == DUMP
    assert len(server.asked) == 3, "the second time only the listing is asked for"
    assert {asked.host.split(":")[0] for asked in server.asked} == {"zenodo.org"}


@pytest.mark.parametrize(
    ("listed", "content", "word"),
    [
        ({"hits": {"hits": []}}, b"", "lists no dump"),
        ([], b"", "lists no dump"),
        ({"hits": {"hits": [{"files": []}]}}, b"", "no zip"),
        (listing(b"no zip"), b"no zip", "unpacked"),
        (listing(packed(dump=DUMP)), b"another file", "not the file"),
        (listing(packed()), packed(), "no dump"),
        (listing(b"", links={"self": "https://elsewhere.example/x.zip"}), b"", "zenodo"),
    ],
)
def test_what_is_no_dump_is_refused_and_leaves_nothing(
    tmp_path: Path, listed: Any, content: bytes, word: str
) -> None:
    with serving(answering(listed, content)) as server, pytest.raises(SourceError, match=word):
        fetch_registry(tmp_path / "home", tmp_path / "cache", server.options())
    assert not list((tmp_path / "home").glob("*.gz"))
