"""The command line. Each command is thin: it reads its arguments, calls the package, and prints."""

import sys

READS_FILES = frozenset({"run", "parse", "demo"})


def main() -> None:
    """Run the command line; exit codes are those of `byline.cli.app.main`."""
    # Both are loaded here, so that a worker process, which loads the script that started the run, loads neither.
    if READS_FILES.intersection(sys.argv[1:2]) and "--dry-run" not in sys.argv:
        from byline.pipeline.ahead import expect_files

        expect_files()
    from byline.cli.app import main as run

    run()


__all__ = ["main"]
