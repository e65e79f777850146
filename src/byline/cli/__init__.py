"""The command line. Each command is thin: it reads its arguments, calls the package, and prints."""


def main() -> None:
    """Run the command line; exit codes are those of `byline.cli.app.main`."""
    # Loaded here, so that a worker process, which loads the script that started the run, does not load all of it.
    from byline.cli.app import main as run

    run()


__all__ = ["main"]
