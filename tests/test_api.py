"""The public face of Byline."""

import byline


def test_what_is_public_and_nothing_else() -> None:
    assert set(byline.__all__) == {"CountingRules", "__version__", "open", "parse", "resolve"}
    assert all(callable(getattr(byline, name)) for name in ("open", "parse", "resolve", "CountingRules"))


def test_importing_byline_loads_nothing_heavy() -> None:
    import subprocess
    import sys

    code = "import byline, sys; print(any(m in sys.modules for m in ('duckdb', 'pyarrow', 'pypdfium2', 'pydantic')))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"
