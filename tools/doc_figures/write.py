"""Write the measured figures in docs again: run it after a change that moves numbers.

    .venv/bin/python tools/doc_figures/write.py [--out DIR]

Runs the three studies in `studies/` (what is up to date in DIR is not done again) and rewrites, in each page, what
stands between `<!-- figures: NAME -->` and `<!-- end -->`. Needs the real papers and lists that BYLINE_DATA names.
"""

import argparse
import re
from pathlib import Path

from one_conference import bridges, by_chance, by_preset, influences, leaders
from role_ladder import ladder
from several_conferences import beside

from byline.pipeline.run import run_study
from byline.pipeline.workspace import Workspace
from byline.study import Study

ROOT = Path(__file__).parents[2]
TABLES = {
    "ladder": ("real-papers", ladder),
    "presets": ("neurips-2024-list", by_preset),
    "influences": ("neurips-2024-list", influences),
    "chance": ("neurips-2024-list", by_chance),
    "leaders": ("neurips-2024-list", leaders),
    "bridges": ("neurips-2024-list", bridges),
    "conferences": ("conference-lists", beside),
}
_BLOCK = re.compile(r"(<!-- figures: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def main() -> None:
    """Run the studies, and rewrite the pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "out")
    out = parser.parse_args().out
    for study in sorted({study for study, _ in TABLES.values()}):
        run_study(Study.load(ROOT / "studies" / f"{study}.toml"), Workspace(out / study))
    for page in sorted((ROOT / "docs").glob("*.md")):
        text = page.read_text(encoding="utf-8")
        found = _BLOCK.sub(lambda block: block[1] + _table(block[2], out) + block[3], text)
        if found != text:
            page.write_text(found, encoding="utf-8")
            print(f"{page.relative_to(ROOT)} has new figures")


def _table(name: str, out: Path) -> str:
    study, write = TABLES[name]
    return write(out / study / "tables")


if __name__ == "__main__":
    main()
