"""Take the pictures of docs/pictures from a finished run, in Chromium: run it after a change to the look of a page.

.venv/bin/python tools/take_pictures.py OUT

OUT is a run of the invented conference (`byline demo`), whose pages say so in a banner: each picture begins at
the top of its page, so that the banner is on it.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
WIDTH = 1280
HEIGHTS = {"report": 960, "explorer": 740}
MOST_BYTES = 250_000  # a reader of the README loads both
INVENTED = "Invented for demonstration"


@contextmanager
def served(out: Path) -> Iterator[str]:
    """Explore the run on a free port for the block, and yield its address."""
    command = [sys.executable, "-m", "byline", "explore", str(out), "--no-open", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        yield process.stdout.readline().strip().rstrip("/")
    finally:
        process.terminate()
        process.wait(20)


def open_a_paper(page: Page, home: str) -> None:
    """Go as a reader does: from the headline to its first paper, with the printed page beside its authors."""
    page.goto(home, wait_until="load")
    page.locator("#headline .figure a").last.click()
    page.locator("ol.papers a.title").first.click()
    page.locator("svg.printed image").wait_for()
    page.wait_for_load_state("networkidle")


def take(page: Page, name: str) -> Path:
    """Write the top of a page to the folder; SystemExit where it does not say that its venue is invented."""
    if INVENTED not in page.locator(".banner").inner_text():
        raise SystemExit(f"{page.url} shows a venue that is not invented; take the pictures of `byline demo`")
    file = FOLDER / f"{name}.png"
    page.screenshot(path=file, clip={"x": 0, "y": 0, "width": WIDTH, "height": HEIGHTS[name]}, full_page=True)
    if file.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{file} has {file.stat().st_size:,} bytes; at most {MOST_BYTES:,}")
    return file


def main() -> None:
    """Take each picture and print its path."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out.resolve()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": WIDTH, "height": 900}, color_scheme="light")
        page.goto((out / "report.html").as_uri())
        print(take(page, "report"))
        with served(out) as home:
            open_a_paper(page, home)
            print(take(page, "explorer"))
        browser.close()


if __name__ == "__main__":
    main()
