"""How fast the explorer answers: 20 clients at once on a large run, and whether its memory stays flat.

    python benchmarks/explorer.py OUT [--requests 10000] [--clients 20]

OUT is a finished run, e.g. of studies/neurips-2024-list.toml. The server runs as its own process, as a reader
starts it; clients follow what readers do: look at pages, change rules and years, search, open papers. Each
address is asked for with the time of the first answer counted, which is when numbers are really computed.
"""

import argparse
import asyncio
import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import httpx2

LIMIT_MS = 200.0  # 95% of answers within this
GROWTH = 1.10  # memory at the end over memory after the first fifth of the requests
RULES = ("", "witness=metadata", "country_of=home", "authors=first", "counting=fractional",
         "hong_kong_macau_taiwan=hk_mo_tw_with_cn", "authors=distinct_people")  # fmt: skip
PAIRS = ("", "countries=DE&countries=FR", "countries=GB&countries=US", "countries=EU&countries=US")
WORDS = ("learning", "diffusion", "university", "graph neural", "zhang", "toronto", "policy", "vision")


@dataclass
class Tally:
    """What was measured: seconds of each answer, errors, memory of the server in MB as it went."""

    seconds: list[float] = field(default_factory=list)
    slow: list[tuple[float, str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)


def addresses(papers: list[str], count: int) -> Iterator[str]:
    """Yield what readers ask for, the same sequence on every machine."""
    chance = random.Random(0)
    for _ in range(count):
        query = "&".join(part for part in (chance.choice(RULES), chance.choice(PAIRS)) if part)
        page = chance.choices(
            ("/", "/countries", "/joint", "/institutions", "/papers", "/country/US", "/check", "paper", "search",
             "/index.json", "/country/CN", "/rules", "/claims"),
            (20, 8, 4, 6, 10, 5, 5, 25, 12, 3, 2, 4, 2),
        )[0]  # fmt: skip
        if page == "paper":
            yield chance.choice(papers)
        elif page == "search":
            yield f"/papers?q={chance.choice(WORDS)}+{chance.choice('abcdefghijklm')}&page=1"
        else:
            yield f"{page}?{query}" if query else page


@contextmanager
def served(out: Path) -> Iterator[tuple[str, int]]:
    """Start the explorer on a free port, and yield its address and process id."""
    command = [sys.executable, "-m", "byline", "explore", str(out), "--no-open", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout
        yield process.stdout.readline().strip().rstrip("/"), process.pid
    finally:
        process.terminate()
        process.wait(10)


async def ask_all(home: str, pid: int, wanted: list[str], clients: int) -> Tally:
    """Ask for every address, so many at once."""
    tally, waiting = Tally(), iter(wanted)

    async def client() -> None:
        async with httpx2.AsyncClient(base_url=home, timeout=60) as session:
            for address in waiting:
                start = time.perf_counter()
                try:
                    answer = await session.get(address)
                    if answer.status_code not in (200, 202):  # 202: claims are still being measured
                        tally.errors.append(f"{answer.status_code} {address}")
                except httpx2.HTTPError as error:
                    tally.errors.append(f"{type(error).__name__} {address}")
                took = time.perf_counter() - start
                tally.seconds.append(took)
                tally.slow.append((took, address))
                if len(tally.seconds) % 200 == 0:
                    tally.memory_mb.append(memory_mb(pid))

    await asyncio.gather(*(client() for _ in range(clients)))
    return tally


def memory_mb(pid: int) -> float:
    """Return the memory that a process holds, in MB."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def cpu_seconds(pid: int) -> float:
    """Return the processor time that a process has used: unlike its answers' times, no other work can lengthen it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_for(home: str) -> list[str]:
    """Wait until the server answers; return the addresses of papers to open."""
    for _ in range(240):
        try:
            page = httpx2.get(f"{home}/papers", timeout=5)
        except httpx2.HTTPError:
            time.sleep(0.25)
            continue
        return re.findall(r'class="title" href="([^"]+)"', page.text)
    raise SystemExit(f"{home} does not answer")


def main() -> int:
    """Measure, print one line of JSON, and return 1 where a limit is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=20)
    options = parser.parse_args()
    with served(options.out) as (home, pid):
        papers = wait_for(home)
        wanted = list(addresses(papers, options.requests))
        start, used = time.perf_counter(), cpu_seconds(pid)
        tally = asyncio.run(ask_all(home, pid, wanted, options.clients))
        took, used = time.perf_counter() - start, cpu_seconds(pid) - used
    early, late = tally.memory_mb[len(tally.memory_mb) // 5], tally.memory_mb[-1]
    p95 = 1000 * quantiles(tally.seconds, n=20)[-1]
    report = {
        "requests": len(tally.seconds),
        "clients": options.clients,
        "errors": len(tally.errors),
        "first_errors": tally.errors[:3],
        "per_second": round(len(tally.seconds) / took, 1),
        "median_ms": round(1000 * median(tally.seconds), 1),
        "p95_ms": round(p95, 1),
        "cpu_ms_a_request": round(1000 * used / len(tally.seconds), 2),
        "slowest": [[round(1000 * s), address] for s, address in sorted(tally.slow)[-3:]],
        "memory_mb": [round(early), round(late)],
    }
    print(json.dumps(report))
    is_kept = not tally.errors and p95 < LIMIT_MS and late < GROWTH * early
    return 0 if is_kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
