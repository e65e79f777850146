"""The process that workers are copies of: small, without threads, with all that they need loaded once.

Starting a worker afresh takes half a second of a core, a copy a hundredth; a copy of the process that hands out the
files would inherit the locks of its threads.
"""

import multiprocessing
from collections.abc import Sequence
from multiprocessing import forkserver

CONTEXT = multiprocessing.get_context("forkserver")


def prepare_workers(modules: Sequence[str]) -> None:
    """Begin, in the background, to load the modules that workers need; returns at once.

    Without it, or where a process of other workers is running already, each worker loads them itself.
    """
    CONTEXT.set_forkserver_preload(list(modules))
    forkserver.ensure_running()
