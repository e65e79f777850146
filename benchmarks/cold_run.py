"""PDFs from cold to report, beside bare text extraction of the same files with as many processes.

    .venv/bin/python benchmarks/cold_run.py [STUDY] [--processes 2] [--rounds 3]

Prints seconds of both, their ratio (the target is at most 1.6), and the peak memory of all of Byline's
processes together (the target is under 1.5 GB). The resolver's index is compiled before, as it is once after an
installation. The two are run in turns, so that a busy machine slows both; the best round of each counts. Memory is
measured in a round of its own: asking for it every tenth of a second costs the processes some of their time.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import pypdfium2

from byline.study import Study


def bare_extraction(pdf: Path) -> int:
    """Return the characters of a PDF: the floor that no reader can go below."""
    document = pypdfium2.PdfDocument(pdf)
    return sum(len(page.get_textpage().get_text_range()) for page in document)


def seconds_of(work: Callable[[], object]) -> float:
    """Return how long the work takes, in seconds by the wall clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def extract_all(pdfs: list[Path], processes: int) -> int:
    """Return the characters of all PDFs, read by fresh processes."""
    with get_context("spawn").Pool(processes) as pool:
        return sum(pool.imap_unordered(bare_extraction, pdfs))


def byline_run(study: str, processes: int, weigh: bool = False) -> float:
    """Run the study in a new folder; if asked, return the peak resident memory of its processes, in MB."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "byline", "run", study, "--out", out, "--workers", str(processes)]
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as process:
            peak = 0.0
            while weigh and process.poll() is None:
                peak = max(peak, resident_mb(process.pid))
                time.sleep(0.1)
            _, errors = process.communicate()
            if process.returncode > 1:
                raise SystemExit(errors)
    return peak


def resident_mb(pid: int) -> float:
    """Return the proportional memory of a process and all its children, in MB; shared pages are counted once."""
    return sum(_proportional_kb(process) for process in _tree(pid)) / 1024


def _tree(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(c) for task in tasks for c in (task / "children").read_text().split()]
    except OSError:
        return []
    return [pid, *(found for child in children for found in _tree(child))]


def _proportional_kb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("study", nargs="?", default="studies/real-papers.toml")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    folders = [Path(c.options["path"]) for e in Study.load(options.study).editions for c in e.sources]
    pdfs = sorted(pdf for folder in folders for pdf in folder.rglob("*.pdf"))
    subprocess.run([sys.executable, "-m", "byline", "resolve", "MIT"], check=True, stdout=subprocess.DEVNULL)
    floor, ours = [], []
    for _ in range(options.rounds):
        floor.append(seconds_of(lambda: extract_all(pdfs, options.processes)))
        ours.append(seconds_of(lambda: byline_run(options.study, options.processes)))
    peak = byline_run(options.study, options.processes, weigh=True)
    print(f"papers                {len(pdfs)}, processes {options.processes}, rounds {options.rounds}")
    print(f"bare text extraction  {min(floor):.2f} s")
    print(f"byline run, cold      {min(ours):.2f} s")
    print(f"ratio                 {min(ours) / min(floor):.2f}   (target: at most 1.60)")
    print(f"peak memory           {peak:.0f} MB   (target: under 1,500)")


if __name__ == "__main__":
    main()
