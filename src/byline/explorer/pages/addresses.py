"""Where things are: the address of each paper, institution, country and technology."""

from urllib.parse import quote

from byline.explorer.state import State

_ROR = "https://ror.org/"


def paper(paper_id: str, state: State, page: int | None = None) -> str:
    """Return the address of a paper, at a page of its PDF where one is named."""
    more = [("page", str(page))] if page else []
    return state.address(f"/paper/{_encoded(paper_id)}", more)


def institution(institution_id: str, state: State) -> str:
    """Return the address of an institution: `/institution/ror:03cve4549`."""
    short = institution_id.replace(_ROR, "ror:", 1)
    return state.address(f"/institution/{_encoded(short)}")


def institution_id(short: str) -> str:
    """Return the id that an address's short form stands for."""
    return short.replace("ror:", _ROR, 1) if short.startswith("ror:") else short


def country(code: str, state: State) -> str:
    """Return the address of a country."""
    return state.address(f"/country/{_encoded(code)}")


def technology(technology_id: str, state: State) -> str:
    """Return the address of a technology."""
    return state.address(f"/technology/{_encoded(technology_id)}")


def encoded_path(path: str) -> str:
    """Return a page's path as it stands in a link."""
    return quote(path, safe="/:~")


def decoded(key: str) -> str:
    """Return the id that stands in a path."""
    if key.startswith("~"):
        try:
            return bytes.fromhex(key[1:]).decode("utf-8")
        except ValueError:
            return key
    return key


def _encoded(key: str) -> str:
    """Return an id for a path.

    Browsers resolve `..` and drop control characters, and what stands between may decode `%` twice, so such ids
    are written in hex.
    """
    is_plain = key.isprintable() and not key.startswith("~") and "%" not in key
    if is_plain and not any(part in ("", ".", "..") for part in key.split("/")):
        return quote(key, safe="/:")
    return "~" + key.encode().hex()


def picture(paper_id: str, number: int) -> str:
    """Return the address of the picture of a paper's page."""
    return f"/picture/{number}/{_encoded(paper_id)}.png"
