"""The command line. Each command is thin: it reads its arguments, calls the package, and prints."""

import atexit
import gc
import os
import sys

READS_FILES = frozenset({"run", "parse", "demo"})
# Rows are many, long-lived and no garbage: looking for it among them as often as Python does takes 0.1 s of a run.
NEW_OBJECTS_BEFORE_COLLECTING = 50_000
# A report is counted by two engines while its words are written: with Python's 5 ms each waits for the others, 0.05 s
# of a run.
SECONDS_BETWEEN_THREADS = 0.001


def main() -> None:
    """Run the command line and end the process; exit codes are those of `byline.cli.app.main`."""
    gc.set_threshold(NEW_OBJECTS_BEFORE_COLLECTING)
    sys.setswitchinterval(SECONDS_BETWEEN_THREADS)
    # Both are loaded here, so that a worker process, which loads the script that started the run, loads neither.
    if READS_FILES.intersection(sys.argv[1:2]) and "--dry-run" not in sys.argv:
        from byline.pipeline.ahead import expect_files

        expect_files()
    from byline.cli.app import main as run

    try:
        run()
    except SystemExit as end:
        if isinstance(end.code, str):
            raise
        _leave(end.code or 0)


def _leave(code: int) -> None:
    """End the process without taking it apart, object by object: that takes 0.1 s and serves nobody.

    What is registered for the end of the process is done. mypy ends the same way (`mypy.util.hard_exit`).
    """
    try:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
    except (BrokenPipeError, ValueError):  # The reader of our output has gone.
        code = code or 1
    except OSError as error:
        os.write(2, f"byline: cannot write the output: {error.strerror}\n".encode())
        code = code or 1
    os._exit(code)


__all__ = ["main"]
