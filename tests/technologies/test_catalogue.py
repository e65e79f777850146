"""The catalogue: what ships is sound, and a user's additions merge or fail with a remedy."""

from pathlib import Path

import pytest
from shared_detector import CATALOGUE

from byline.technologies import Catalogue, CatalogueError, Detector, check_catalogue


def test_what_ships_has_no_problems() -> None:
    assert check_catalogue(CATALOGUE) == []


def test_it_covers_the_families_that_the_published_claims_need() -> None:
    assert len(CATALOGUE.entries) >= 120
    homes = {
        key: CATALOGUE.entries[key].home_country for key in ("transformer", "llama", "qwen", "gpt", "mistral")
    }
    assert homes == {"transformer": "US", "llama": "US", "qwen": "CN", "gpt": "US", "mistral": "FR"}


def test_the_table_has_one_row_an_entry_in_the_order_of_ids() -> None:
    rows = CATALOGUE.technologies()
    assert [row.technology_id for row in rows] == sorted(CATALOGUE.entries)
    llama = next(row for row in rows if row.technology_id == "llama")
    assert (llama.developer, llama.home_country, llama.first_release) == ("Meta", "US", "2023-02")


def test_a_user_adds_a_technology_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        '[lumen]\nname = "Lumen"\nfamily = "language_model"\ndeveloper = "Lumen Labs"\nexact = ["Lumen"]\n'
    )
    catalogue = Catalogue.load(file)
    assert check_catalogue(catalogue) == []
    found = Detector(catalogue).find("We fine-tune Lumen-7B on our data.")
    assert [f.entry.technology_id for f in found] == ["lumen"]


def test_a_user_changes_one_key_of_a_known_entry() -> None:
    changed = CATALOGUE.merge({"qwen": {"home_country": "SG"}})
    assert changed.entries["qwen"].home_country == "SG"
    assert changed.entries["qwen"].developer == "Alibaba"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[lumen\n", "not valid TOML"),
        ('[lumen]\nname = "Lumen"\nfamily = "method"\n', "lacks 'developer'"),
        ('[lumen]\nname = "L"\nfamily = "method"\ndeveloper = "L"\nalias = ["x"]\n', "unknown key 'alias'"),
        (
            '[lumen]\nname = "L"\nfamily = "method"\ndeveloper = "L"\naliases = "x"\n',
            "must be a list of texts",
        ),
        ('[lumen]\nname = 3\nfamily = "method"\ndeveloper = "L"\n', "must be text in quotes"),
        ("lumen = 3\n", "must be a table"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place_and_the_remedy(
    tmp_path: Path, text: str, complaint: str
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text)
    with pytest.raises(CatalogueError, match=complaint) as error:
        Catalogue.load(file)
    assert "mine.toml" in str(error.value)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"home_country": "USA"}, "two capital letters"),
        ({"first_release": "last year"}, "year or year-month"),
        ({"family": "llm"}, "unknown family"),
        ({"exact": [], "aliases": []}, "no name to search for"),
        ({"ambiguous": ["Glow"]}, "none of its names"),
        ({"ambiguous": ["Lumen"]}, "need words in needs or not_near"),
        ({"is_a": ["perpetuum"]}, "refers to 'perpetuum'"),
        ({"members": ["Glow-7B"]}, "not read as this technology"),
        ({"exact": ["Lumen", "Lumen"]}, "the same text twice"),
        ({"aliases": ["ChatGPT"]}, "both claim the name 'chatgpt'"),
    ],
)
def test_the_check_names_what_is_wrong(change: dict[str, object], complaint: str) -> None:
    table = {
        "name": "Lumen",
        "family": "language_model",
        "developer": "Lumen Labs",
        "exact": ["Lumen"],
    } | change
    problems = check_catalogue(CATALOGUE.merge({"lumen": table}))
    assert any(complaint in problem and "[lumen]" in problem for problem in problems)
