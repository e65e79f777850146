"""What a command that reads PDFs begins before it has even read its own options."""

from byline.documents.template_process import prepare_workers


def expect_files() -> None:
    """Begin to load, beside this process, what the workers will need; returns at once."""
    prepare_workers(["byline.pipeline.preload"])
