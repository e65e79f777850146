"""`byline registry`: which registry of institutions is in use."""

from pathlib import Path
from typing import Annotated

import typer

from byline.cli.console import fail, fail_to, out, print_json
from byline.cli.progress import waiting

app = typer.Typer(help="The institution registry in use (ROR data, schema v2).", no_args_is_help=True)


@app.command("info", epilog="Example: byline registry info")
def info(as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> None:
    """Say which registry is in use, how many institutions it has, and where its file is."""
    from byline.affiliations import registry

    in_use = registry.info()
    if as_json:
        print_json(
            in_use and {"path": str(in_use.path), "records": in_use.record_count, "since": in_use.used_since}
        )
    elif in_use:
        out.print(
            f"{in_use.record_count:,} records of {in_use.path}, in use since {in_use.used_since}",
            markup=False,
        )
    else:
        out.print("no registry in use: institutions come from Byline's own files and academic domains")
        out.print(
            "`byline registry update` fetches ROR's data dump; `byline registry use FILE` takes one (schema v2)",
            markup=False,
        )


@app.command("use", epilog="Example: byline registry use v1.60-ror-data_schema_v2.json.gz")
def use(file: Annotated[Path, typer.Argument(help="A ROR data dump, schema v2: .json or .json.gz.")]) -> None:
    """Load a ROR dump into the index, and use it from now on beside the curated institutions."""
    _use(file)


@app.command("update", epilog="Example: byline registry update")
def update() -> None:
    """Fetch ROR's newest data dump from Zenodo, where it is not there already, and use it from now on."""
    from byline.affiliations.index import cache_folder
    from byline.affiliations.registry import dump_folder
    from byline.sources.harvest import SourceError
    from byline.sources.ror import fetch_registry

    try:
        with waiting("Fetching ROR's newest data dump"):
            dump = fetch_registry(dump_folder(), cache_folder())
    except SourceError as error:
        fail(str(error), "or download a dump yourself: byline registry use FILE")
    _use(dump)


def _use(file: Path) -> None:
    from byline.affiliations import Resolver, registry
    from byline.affiliations.errors import RegistryError

    try:
        with waiting("Reading the registry, and compiling the index of institutions (half a minute)"):
            in_use = registry.use(file)
            Resolver.open()
    except RegistryError as error:
        fail(str(error))
    except OSError as error:
        fail_to("write", error.filename or "the record of the registry in use", error)
    out.print(f"{in_use.record_count:,} records of {in_use.path.name} are in use", markup=False)
