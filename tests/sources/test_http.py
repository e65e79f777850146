"""Requests: manners, faults of servers, and answers that are not what they seem."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
from loopback import Loopback, Reply, gzip_reply, in_turn, json_reply, serving

from byline.sources import FetchOptions
from byline.sources.cache import Cache
from byline.sources.faults import FetchError, OfflineError, TransientError, retry_after
from byline.sources.hosts import AddressRefusedError, check_address, check_public
from byline.sources.http import Client

HOST = "list.example.org"
URL = f"https://{HOST}/list.json"
GOOD = json_reply({"papers": 3})


@contextmanager
def client_for(server: Loopback, folder: Path, **options: Any) -> Iterator[Client]:
    with Client({HOST: 0.0, "mirror.example.org": 0.0}, Cache(folder), server.options(**options)) as client:
        yield client


def test_says_who_asks_and_how_to_reach_them(tmp_path: Path) -> None:
    with serving(in_turn(GOOD)) as server, client_for(server, tmp_path, contact="desk@example.org") as client:
        client.get(URL, {"year": "2025"})
    (asked,) = server.asked
    assert asked.headers["user-agent"].startswith("Byline/")
    assert "mailto:desk@example.org" in asked.headers["user-agent"]
    assert (asked.host, asked.params) == (HOST, {"year": "2025"})


@pytest.mark.parametrize("fault", [Reply(status=429), Reply(status=500), Reply(b"{}", cut_after=1)])
def test_asks_again_after_a_fault_that_passes(tmp_path: Path, fault: Reply) -> None:
    with serving(in_turn(fault, fault, GOOD)) as server, client_for(server, tmp_path) as client:
        assert client.get(URL).content == GOOD.content
    assert len(server.asked) == 3


def test_waits_as_long_as_the_server_asks(tmp_path: Path) -> None:
    busy = Reply(status=429, headers={"Retry-After": "1"})
    with serving(in_turn(busy, GOOD)) as server, client_for(server, tmp_path) as client:
        began = time.monotonic()
        client.get(URL)
    assert time.monotonic() - began >= 1.0


def test_stops_where_the_server_asks_for_hours(tmp_path: Path) -> None:
    busy = Reply(status=503, headers={"Retry-After": "7200"})
    with (
        serving(in_turn(busy)) as server,
        client_for(server, tmp_path) as client,
        pytest.raises(FetchError, match=r"wait 7,200 s; run again after that"),
    ):
        client.get(URL)
    assert len(server.asked) == 1


def test_gives_up_after_its_attempts_and_names_the_address(tmp_path: Path) -> None:
    with (
        serving(in_turn(Reply(status=500))) as server,
        client_for(server, tmp_path) as client,
        pytest.raises(TransientError, match=r"list\.example\.org/list\.json answers 500"),
    ):
        client.get(URL)
    assert len(server.asked) == 4


def test_does_not_repeat_what_will_not_change(tmp_path: Path) -> None:
    with (
        serving(in_turn(Reply(status=404))) as server,
        client_for(server, tmp_path) as client,
        pytest.raises(FetchError, match="404"),
    ):
        client.get(URL)
    assert len(server.asked) == 1


def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    with serving(in_turn(GOOD)) as server:
        options = server.options(attempts=2)
    with (
        Client({HOST: 0.0}, Cache(tmp_path), options) as client,
        pytest.raises(FetchError, match="cannot be reached"),
    ):
        client.get(URL)


def test_a_host_that_never_answered_is_given_up_soon_and_one_that_did_is_not(tmp_path: Path) -> None:
    class Away(httpx2.BaseTransport):
        knocks = 0
        is_there = False

        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            self.knocks += 1
            if not self.is_there:
                raise httpx2.ConnectError("Network is unreachable", request=request)
            return httpx2.Response(200, content=b"{}")

    away = Away()
    options = FetchOptions(transport=away, pace=0.0, wait_initial=0.001, wait_max=0.002, attempts=6)
    with Client({HOST: 0.0}, Cache(tmp_path), options) as client:
        with pytest.raises(FetchError, match=r"cannot be reached .* is there a network\? .* HTTPS_PROXY"):
            client.get(URL)
        assert away.knocks == 3
        with pytest.raises(FetchError, match="is there a network"):
            client.get(URL)
        assert away.knocks == 4
        away.is_there = True
        client.get(URL)
        away.is_there = False
        with pytest.raises(FetchError, match="cannot be reached"):
            client.get(f"{URL}?page=2")
    assert away.knocks == 4 + 1 + 6


def test_a_proxy_that_the_environment_names_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(in_turn(GOOD)) as server:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{server.port}")
        monkeypatch.delenv("NO_PROXY", raising=False)
        with Client({HOST: 0.0}, Cache(tmp_path), FetchOptions(pace=0.0)) as client:
            assert client.get(f"http://{HOST}/list.json").content == GOOD.content
    (asked,) = server.asked
    assert (asked.host, asked.path) == (HOST, "/list.json")


def test_the_real_network_leads_to_no_private_address(tmp_path: Path) -> None:
    with (
        Client({"localhost": 0.0}, Cache(tmp_path), FetchOptions(pace=0.0)) as client,
        pytest.raises(AddressRefusedError, match="private network"),
    ):
        client.get("http://localhost/list.json")


@pytest.mark.parametrize(
    "private", ["10.0.0.7", "169.254.169.254", "fd00::1", "::ffff:192.168.0.1", "fe80::1%eth0"]
)
def test_a_declared_name_that_leads_into_a_private_network_is_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, private: str
) -> None:
    def resolved(host: str, *others: object, **more: object) -> list[Any]:
        return [(2, 1, 6, "", (address, 0)) for address in ("93.184.216.34", private)]

    monkeypatch.setattr("socket.getaddrinfo", resolved)
    with (
        Client({HOST: 0.0}, Cache(tmp_path), FetchOptions(pace=0.0)) as client,
        pytest.raises(AddressRefusedError, match=f"{HOST} leads to {re.escape(private)}, .* private network"),
    ):
        client.get(URL)


def test_a_slow_drip_ends(tmp_path: Path) -> None:
    drip = Reply(b"x" * 1000, pause=0.02)
    with (
        serving(in_turn(drip)) as server,
        client_for(server, tmp_path, max_seconds=0.1, attempts=1) as client,
        pytest.raises(FetchError, match="too slow"),
    ):
        client.get(URL)


def test_a_gzip_bomb_is_stopped_before_it_fills_the_memory(tmp_path: Path) -> None:
    bomb = gzip_reply(b"\0" * 50_000_000)
    assert len(bomb.content) < 60_000
    with (
        serving(in_turn(bomb)) as server,
        client_for(server, tmp_path, max_answer_bytes=1_000_000) as client,
        pytest.raises(FetchError, match="unpacks to more than 1,000,000"),
    ):
        client.get(URL)


def test_packed_answers_are_unpacked(tmp_path: Path) -> None:
    with serving(in_turn(gzip_reply(b'{"a": 1}'))) as server, client_for(server, tmp_path) as client:
        assert client.get(URL).content == b'{"a": 1}'


def test_packings_stacked_on_each_other_are_refused(tmp_path: Path) -> None:
    stacked = Reply(b"", headers={"Content-Encoding": "gzip, gzip"})
    with (
        serving(in_turn(stacked)) as server,
        client_for(server, tmp_path) as client,
        pytest.raises(FetchError, match="was not asked for"),
    ):
        client.get(URL)


def test_an_answer_that_announces_too_much_is_not_read(tmp_path: Path) -> None:
    with (
        serving(in_turn(Reply(b"x" * 2000))) as server,
        client_for(server, tmp_path, max_answer_bytes=1000) as client,
        pytest.raises(FetchError, match="announces more than 1,000"),
    ):
        client.get(URL)


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://127.0.0.1:8080/admin",
        "https://elsewhere.example.com/list.json",
        "file:///etc/passwd",
        "https://list.example.org:8443/list.json",
        "https://user:secret@list.example.org/",
    ],
)
def test_a_redirect_out_of_the_declared_hosts_is_refused(tmp_path: Path, target: str) -> None:
    away = Reply(status=302, headers={"Location": target})
    with (
        serving(in_turn(away)) as server,
        client_for(server, tmp_path) as client,
        pytest.raises(AddressRefusedError, match="refused"),
    ):
        client.get(URL)
    assert len(server.asked) == 1


def test_a_redirect_among_the_declared_hosts_is_followed(tmp_path: Path) -> None:
    moved = Reply(status=301, headers={"Location": "https://mirror.example.org/list.json"})
    with serving(in_turn(moved, GOOD)) as server, client_for(server, tmp_path) as client:
        assert client.get(URL).content == GOOD.content
    assert [asked.host for asked in server.asked] == [HOST, "mirror.example.org"]


def test_redirects_in_a_circle_end(tmp_path: Path) -> None:
    circle = Reply(status=302, headers={"Location": URL})
    with (
        serving(in_turn(circle)) as server,
        client_for(server, tmp_path) as client,
        pytest.raises(FetchError, match="redirects more than"),
    ):
        client.get(URL)


def test_what_was_fetched_is_not_asked_for_again(tmp_path: Path) -> None:
    with serving(in_turn(GOOD)) as server:
        for _ in range(2):
            with client_for(server, tmp_path) as client:
                assert client.get(URL).content == GOOD.content
    assert len(server.asked) == 1


def test_an_old_answer_is_confirmed_not_fetched_again(tmp_path: Path) -> None:
    first = json_reply({"papers": 3}, headers={"ETag": '"v1"'})
    with serving(in_turn(first, Reply(status=304))) as server:
        for _ in range(2):
            with client_for(server, tmp_path, max_age_days=0.0) as client:
                assert client.get(URL).content == first.content
    assert server.asked[1].headers["if-none-match"] == '"v1"'


def test_a_stored_answer_that_was_changed_on_disk_is_fetched_again(tmp_path: Path) -> None:
    with serving(in_turn(GOOD)) as server:
        with client_for(server, tmp_path) as client:
            client.get(URL)
        (stored,) = tmp_path.rglob("*.content")
        stored.write_bytes(b"{}")
        with client_for(server, tmp_path) as client:
            assert client.get(URL).content == GOOD.content
    assert len(server.asked) == 2


def test_offline_uses_the_cache_alone_and_says_what_is_missing(tmp_path: Path) -> None:
    with serving(in_turn(GOOD)) as server:
        with client_for(server, tmp_path) as client:
            client.get(URL)
        with client_for(server, tmp_path, is_offline=True, max_age_days=0.0) as client:
            assert client.get(URL).content == GOOD.content
            with pytest.raises(OfflineError, match=r"other\.json is not in the cache"):
                client.get(f"https://{HOST}/other.json")
    assert len(server.asked) == 1


def test_secrets_are_sent_but_stand_in_no_file_and_no_message(tmp_path: Path) -> None:
    with serving(in_turn(GOOD, Reply(status=403))) as server, client_for(server, tmp_path) as client:
        client.get(URL, {"year": "2025"}, secrets={"api_key": "s3cret"})
        with pytest.raises(FetchError) as error:
            client.get(URL, {"year": "2026"}, secrets={"api_key": "s3cret"})
    assert server.asked[0].params["api_key"] == "s3cret"
    assert "s3cret" not in str(error.value)
    assert all(b"s3cret" not in file.read_bytes() for file in tmp_path.rglob("*.*"))


def test_a_host_is_given_its_pause(tmp_path: Path) -> None:
    with serving(in_turn(GOOD)) as server:
        options = server.options(pace=1.0)
        with Client({HOST: 0.1}, Cache(tmp_path), options) as client:
            began = time.monotonic()
            for number in range(4):
                client.get(URL, {"page": str(number)})
    assert time.monotonic() - began >= 0.3


def test_a_retry_after_may_be_a_date() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    wait = retry_after(soon)
    assert wait is not None
    assert 25 < wait <= 30
    assert retry_after("never") is None
    assert retry_after(format_datetime(datetime.now(UTC) - timedelta(days=1), usegmt=True)) == 0.0


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "192.168.0.1"]
)
def test_names_that_lead_into_a_private_network_are_refused(host: str) -> None:
    with pytest.raises(AddressRefusedError, match="private network"):
        check_public(host)


@pytest.mark.parametrize("path", ["a\0b", "a\nb", "x" * 70_000])
def test_an_address_that_no_client_would_send_is_an_error_not_a_crash(tmp_path: Path, path: str) -> None:
    with (
        serving(in_turn(GOOD)) as server,
        client_for(server, tmp_path) as client,
        pytest.raises(FetchError, match="is no address"),
    ):
        client.get(f"https://{HOST}/{path}")


@pytest.mark.parametrize("facts", [b"", b"[]", b"{}", b'{"sha256": 3}', b"\xff"])
def test_a_damaged_cache_is_fetched_anew(tmp_path: Path, facts: bytes) -> None:
    with serving(in_turn(GOOD)) as server:
        with client_for(server, tmp_path) as client:
            client.get(URL)
        (stored,) = tmp_path.rglob("*.json")
        stored.write_bytes(facts)
        with client_for(server, tmp_path) as client:
            assert client.get(URL).content == GOOD.content
    assert len(server.asked) == 2


def test_an_address_without_sense_is_refused() -> None:
    with pytest.raises(AddressRefusedError):
        check_address("https://[half/", {HOST: 0.0})
