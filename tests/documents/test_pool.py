"""The pool: whatever a file does, it costs that file only."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pool_work
import pytest
from made_up_files import drawn_pdf

from byline.documents import parse_document
from byline.documents.pool import DocumentPool, Failure, PoolError, PoolLimits

QUICK = PoolLimits(seconds_per_file=0.8, memory_bytes=400 << 20)


def run(pool: DocumentPool, names: list[str]) -> dict[str, object]:
    return {path.stem: result for path, result in pool.map(pool_work.misbehave, map(Path, names))}


def code(result: object) -> str:
    assert isinstance(result, Failure), result
    return result.code


def test_every_file_comes_back_once() -> None:
    names = [f"{number}.pdf" for number in range(40)]
    with DocumentPool(2) as pool:
        results = list(pool.map(pool_work.misbehave, map(Path, names)))
    assert sorted(result for _, result in results) == sorted(names)  # type: ignore[type-var]
    assert all(path.name == result for path, result in results)


def test_bad_files_cost_only_themselves() -> None:
    bad = ["exit.pdf", "sleep.pdf", "abort.pdf", "bug.pdf", "damaged.pdf"]
    good = [f"{number}.pdf" for number in range(len(bad))]
    names = [name for pair in zip(bad, good, strict=True) for name in pair]
    with DocumentPool(2, QUICK) as pool:
        results = run(pool, names)
        again = run(pool, ["after.pdf"])
    assert code(results["exit"]) == "crash"
    assert code(results["abort"]) == "crash"
    assert code(results["sleep"]) == "time_limit"
    assert code(results["bug"]) == "error"
    assert code(results["damaged"]) == "damaged"
    assert all(name in str(results[name[:-4]]) for name in bad)
    assert {str(number): f"{number}.pdf" for number in range(5)}.items() <= results.items()
    assert again == {"after": "after.pdf"}


def test_a_file_that_needs_too_much_memory_at_once_is_stopped() -> None:
    # A time limit that a busy machine cannot reach first: memory has to be what stops it.
    with DocumentPool(1, PoolLimits(seconds_per_file=60, memory_bytes=400 << 20)) as pool:
        assert code(run(pool, ["eat.pdf"])["eat"]) == "memory_limit"


def test_files_that_unpack_without_end_cost_only_themselves(tmp_path: Path) -> None:
    contents = {
        "objects": b"BT /F 10 Tf " + b"(a) Tj 1 0 Td " * 3_000_000 + b"ET",
        "states": b"q " * 10_000_000,
        "zeros": bytes(250_000_000),
        "paper": b"BT /F 10 Tf 10 700 Td (Abstract) Tj ET",
    }
    paths = [tmp_path / f"{name}.pdf" for name in contents]
    for path, content in zip(paths, contents.values(), strict=True):
        path.write_bytes(drawn_pdf(content))
        assert path.stat().st_size < 1_000_000
    with DocumentPool(1, PoolLimits(memory_bytes=200 << 20)) as pool:
        results = {path.stem: result for path, result in pool.map(parse_document, paths)}
    assert not isinstance(results.pop("paper"), Failure)
    assert {code(result) for result in results.values()} <= {"memory_limit", "time_limit", "crash"}


def test_slow_growth_is_stopped() -> None:
    limits = PoolLimits(seconds_per_file=30, memory_bytes=200 << 20)
    with DocumentPool(1, limits) as pool:
        assert code(run(pool, ["grow.pdf"])["grow"]) == "memory_limit"


def test_what_cannot_be_sent_back_is_a_failure() -> None:
    with DocumentPool(1) as pool:
        ((_, result), (_, after)) = pool.map(pool_work.unpicklable, [Path("a.pdf"), Path("b.pdf")])
    assert code(result) == code(after) == "error"


def test_initializer_runs_in_each_worker() -> None:
    with DocumentPool(2, initializer=pool_work.set_word, arguments=("hello",)) as pool:
        results = {result for _, result in pool.map(pool_work.say, [Path("a.pdf"), Path("b.pdf")])}
    assert results == {"hello a.pdf", "hello b.pdf"}


@pytest.mark.parametrize(
    ("initializer", "message"),
    [(pool_work.fail_to_start, "catalogue.toml"), (pool_work.die_at_start, "exit code 7")],
)
def test_pool_that_cannot_start_says_why(initializer: object, message: str) -> None:
    with DocumentPool(1, initializer=initializer) as pool, pytest.raises(PoolError, match=message):  # type: ignore[arg-type]
        list(pool.map(pool_work.say, [Path("a.pdf")]))


def test_workers_are_kept_and_recycled() -> None:
    paths = [Path(f"{number}.pdf") for number in range(6)]
    with DocumentPool(1, PoolLimits(files_per_worker=3)) as pool:
        ids = [result for _, result in pool.map(pool_work.process_id, paths)]
    assert [ids.count(number) for number in dict.fromkeys(ids)] == [3, 3]


@pytest.fixture
def no_new_process() -> Callable[[], bool]:
    """Return whether no process is left but those that other tests' pools keep."""
    before = set(multiprocessing.active_children())
    return lambda: set(multiprocessing.active_children()) <= before


def test_leaving_early_leaves_no_process(no_new_process: Callable[[], bool]) -> None:
    with DocumentPool(2, QUICK) as pool:
        for _path, result in pool.map(pool_work.misbehave, map(Path, ["1.pdf", "sleep.pdf", "2.pdf"])):
            assert result == "1.pdf"
            break
    assert no_new_process()


def interrupt_after_the_first(pool: DocumentPool, paths: list[Path]) -> None:
    for _ in pool.map(pool_work.misbehave, paths):
        os.kill(os.getpid(), signal.SIGINT)


def test_interrupt_ends_all_processes(no_new_process: Callable[[], bool]) -> None:
    began = time.monotonic()
    paths = [Path("1.pdf"), Path("sleep.pdf"), Path("sleep.pdf")]
    with pytest.raises(KeyboardInterrupt), DocumentPool(2, PoolLimits(seconds_per_file=60)) as pool:
        interrupt_after_the_first(pool, paths)
    assert no_new_process()
    assert time.monotonic() - began < 10


def test_no_files_start_no_process(no_new_process: Callable[[], bool]) -> None:
    with DocumentPool(2) as pool:
        assert list(pool.map(pool_work.say, [])) == []
        assert no_new_process()


def test_pool_needs_a_worker() -> None:
    with pytest.raises(ValueError, match="at least one worker"):
        DocumentPool(0)
