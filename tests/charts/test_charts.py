"""Charts: every mark is a link, everything is escaped, every chart stands alone as a file."""

from xml.etree import ElementTree

import pytest

from byline.charts import (
    FORMS,
    SIZES,
    Bar,
    Cell,
    Point,
    Specification,
    Spot,
    alone,
    render_bars,
    render_curve,
    render_grid,
    render_matrix,
    render_trend,
    render_world,
)
from byline.charts.axis import round_up
from byline.charts.svg import shade

HOSTILE = '<script>alert("x")</script> & "quotes"'
SVG = "{http://www.w3.org/2000/svg}"


def test_each_bar_links_to_its_members_and_says_its_figure() -> None:
    svg = ElementTree.fromstring(
        render_bars([Bar("US", 12, "12 of 90", "#us", 10, 15)], "Papers", "By country")
    )
    link = svg.find(f"{SVG}a")
    assert link is not None
    assert link.get("href") == "#us"
    assert "12 of 90" in "".join(link.itertext())


def test_a_longer_bar_is_longer() -> None:
    svg = ElementTree.fromstring(render_bars([Bar("a", 5, "5"), Bar("b", 10, "10")], "h", "d"))
    short, long = (float(rect.get("width", 0)) for rect in svg.iter(f"{SVG}rect"))
    assert long == 2 * short


def test_hostile_text_stays_text() -> None:
    charts = (
        render_bars([Bar(HOSTILE, 1, HOSTILE, f"#{HOSTILE}")], HOSTILE, HOSTILE),
        render_matrix([HOSTILE], {(HOSTILE, HOSTILE): Cell(1, HOSTILE, HOSTILE, HOSTILE)}, HOSTILE, HOSTILE),
    )
    for svg in charts:
        assert [e.tag for e in ElementTree.fromstring(svg).iter() if "script" in e.tag] == []


def test_the_matrix_takes_a_pair_from_either_side() -> None:
    svg = render_matrix(["CN", "US"], {("CN", "US"): Cell(7, "7", "CN and US: 7", "#cn-us")}, "h", "d")
    assert 'href="#cn-us"' in svg


def test_a_chart_alone_has_its_own_colours_and_no_links() -> None:
    svg = alone(render_bars([Bar("US", 12, "12", "#us")], "h", "d"))
    assert "var(" not in svg
    assert "<a " not in svg
    ElementTree.fromstring(svg)


def test_no_bars_is_an_empty_chart_and_no_error() -> None:
    ElementTree.fromstring(render_bars([], "h", "d"))


def test_a_line_a_venue_with_its_bounds_and_a_link_an_edition() -> None:
    points = [
        Point("A", 2023, 10.0, "A 2023: 10%", "#a23", 8.0, 15.0),
        Point("A", 2024, 12.0, "A 2024: 12%", "#a24", 11.0, 20.0),
        Point("B", 2024, 5.0, "B 2024: 5%"),
    ]
    svg = ElementTree.fromstring(render_trend(points, "h", "d"))
    assert [link.get("href") for link in svg.iter(f"{SVG}a")] == ["#a23", "#a24"]
    words = [text.text for text in svg.iter(f"{SVG}text")]
    assert {"2023", "2024", "A", "B", "12.0%", "0%", "20%"} <= set(words)
    heights = [float(circle.get("cy", 0)) for circle in svg.iter(f"{SVG}circle")]
    assert heights[0] > heights[1]


def test_the_curve_marks_each_option_and_the_study_s_own_rules() -> None:
    options = {"counting": [("whole", "whole"), ("fractional", "fractional")]}
    specifications = [
        Specification(3, {"counting": "fractional"}, "3", "#f", 2, 5),
        Specification(4, {"counting": "whole"}, "4", "#w", 4, 9, is_own=True),
    ]
    svg = ElementTree.fromstring(render_curve(specifications, options, "h", "d"))
    assert [link.get("href") for link in svg.iter(f"{SVG}a")] == ["#f", "#w"]
    small, large = (float(circle.get("r", 0)) for circle in svg.iter(f"{SVG}circle"))
    assert small < large


def test_a_grid_has_a_cell_for_every_row_and_column() -> None:
    cells = {("US", "CN"): Cell(4, "4", "four", "#us-cn")}
    svg = ElementTree.fromstring(
        render_grid([("US", "United States")], [("CN", "China"), ("FR", "France")], cells, "h", "d")
    )
    assert len(list(svg.iter(f"{SVG}rect"))) == 2
    assert [link.get("href") for link in svg.iter(f"{SVG}a")] == ["#us-cn"]


def test_the_map_places_countries_where_they_are_and_leaves_out_what_is_none() -> None:
    spots = [
        Spot("US", 0, "home", is_home=True),
        Spot("CN", 9, "nine", "#cn"),
        Spot("NZ", 1, "one"),
        Spot("??", 3, "x"),
    ]
    svg = ElementTree.fromstring(render_world(spots, "h", "d"))
    home, china, new_zealand = svg.iter(f"{SVG}circle")
    assert float(home.get("cx", 0)) < float(china.get("cx", 0)) < float(new_zealand.get("cx", 0))
    assert float(china.get("cy", 0)) < float(new_zealand.get("cy", 0))
    # Area is the value: nine times as many papers, three times the radius.
    assert float(china.get("r", 0)) == pytest.approx(3 * float(new_zealand.get("r", 0)), rel=0.01)


@pytest.mark.parametrize("value", [0.0, 0.3, 1.0, 3.3, 7.0, 19.9, 100.0])
def test_an_axis_ends_at_or_above_the_value_and_not_far_above(value: float) -> None:
    end = round_up(value)
    assert value <= end <= max(1.0, 2.5 * value)


def test_a_chart_alone_says_what_it_is_and_where_it_is_from() -> None:
    svg = ElementTree.fromstring(alone(render_bars([Bar("US", 12, "12")], HOSTILE, "d"), "Source & more"))
    assert {HOSTILE, "Source & more"} <= {text.text for text in svg.iter(f"{SVG}text")}


def test_empty_charts_are_drawn_without_an_error() -> None:
    for svg in (
        render_trend([], "h", "d"),
        render_curve([], {}, "h", "d"),
        render_grid([], [], {}, "h", "d"),
        render_world([], "h", "d"),
    ):
        ElementTree.fromstring(svg)


@pytest.mark.parametrize("strength", [i / 40 for i in range(41)])
@pytest.mark.parametrize(
    ("accent", "paper", "ink"), [("#1a5490", "#f7f4ec", "#16202b"), ("#86b6ec", "#131415", "#ebe7de")]
)
def test_the_figure_in_a_cell_stands_out_in_light_and_dark(
    strength: float, accent: str, paper: str, ink: str
) -> None:
    opacity, on_it = shade(strength)
    ground = [opacity * a + (1 - opacity) * p for a, p in zip(_rgb(accent), _rgb(paper), strict=True)]
    light, dark = sorted(
        (_luminance(ground), _luminance(_rgb(ink if "ink" in on_it else paper))), reverse=True
    )
    assert (light + 0.05) / (dark + 0.05) >= 4.45


def _rgb(colour: str) -> list[float]:
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def _luminance(rgb: list[float]) -> float:
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_pair_that_meets_less_than_by_chance_is_in_the_other_colour() -> None:
    cells = {
        ("CN", "US"): Cell(0.5, "0.5", "half", "#a", -0.5),
        ("CN", "GB"): Cell(2, "2.0", "two", "#b", 0.5),
    }
    svg = ElementTree.fromstring(render_matrix(["CN", "US", "GB"], cells, "h", "d"))
    below, above = (link.find(f".//{SVG}rect") for link in svg.iter(f"{SVG}a"))
    assert below is not None
    assert above is not None
    assert "second" in below.get("fill", "")
    assert "accent" in above.get("fill", "")


def test_labels_of_the_map_run_into_nothing() -> None:
    codes = ("DE", "FR", "CH", "GB", "NL", "BE", "IT", "AT", "CN", "HK", "KR", "JP")
    spots = [Spot(code, 30 - i, code, shown=str(30 - i)) for i, code in enumerate(codes)]
    svg = ElementTree.fromstring(render_world([Spot("US", 0, "US", is_home=True), *spots], "h", "d"))
    labels = [(float(t.get("x", 0)), float(t.get("y", 0))) for t in svg.iter(f"{SVG}text")]
    assert len(labels) > 4
    pairs = [(a, b) for i, a in enumerate(labels) for b in labels[:i]]
    assert all(abs(a[0] - b[0]) >= 12 or abs(a[1] - b[1]) >= 12 for a, b in pairs)


@pytest.mark.parametrize(("form", "start"), [("svg", b"<svg"), ("png", b"\x89PNG")])
@pytest.mark.parametrize("size", SIZES)
def test_an_empty_or_hostile_chart_is_a_file_too(form: str, start: bytes, size: str) -> None:
    for svg in (
        render_bars([], HOSTILE, HOSTILE),
        render_world([], "h", "d"),
        render_curve([], {}, "h", "d"),
    ):
        assert FORMS[form](svg, HOSTILE, HOSTILE, size).startswith(start)


def test_a_chart_alone_says_below_it_what_its_marks_mean() -> None:
    svg = alone(render_bars([Bar("US", 12, "12")], "h", "d"), "Source", None, "word " * 60)
    said = [text.text for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    lines = [words for words in said if words and words.startswith("word")]
    assert " ".join(lines) == " ".join(["word"] * 60)
    assert len(lines) > 2
    assert said.index("Source") > said.index(lines[-1])


@pytest.mark.parametrize("is_narrow", [False, True])
def test_nothing_of_a_bar_is_cut(is_narrow: bool) -> None:
    bars = [Bar("NeurIPS 2024", 10.5, "479 of 4,553 (10.5%)", low=10.5, high=25.0), Bar("W" * 80, 1, "1")]
    svg = ElementTree.fromstring(render_bars(bars, "h", "d", is_narrow=is_narrow))
    width = float(svg.get("width", 0))
    for text in svg.iter(f"{SVG}text"):
        x, wide = float(text.get("x", 0)), 7.2 * len(text.text or "")
        left = x - wide if text.get("text-anchor") == "end" else x
        assert left >= 0
        assert left + wide <= width


def test_charts_for_a_phone_are_as_wide_as_one() -> None:
    options = {"counting": [("whole", "whole"), ("fractional", "fractional")]}
    specifications = [
        Specification(3, {"counting": "fractional"}, "3"),
        Specification(4, {"counting": "whole"}, "4"),
    ]
    for svg in (
        render_bars([Bar("US", 12, "12")], "h", "d", is_narrow=True),
        render_trend(
            [Point("A", 2023, 10.0, "A 2023"), Point("A", 2024, 9.0, "A 2024")], "h", "d", is_narrow=True
        ),
        render_curve(specifications, options, "h", "d", is_narrow=True),
    ):
        assert float(ElementTree.fromstring(svg).get("width", 0)) <= 328


def test_a_matrix_without_a_diagonal_has_no_empty_row() -> None:
    cells = {("US", "CN"): Cell(4, "4", "four"), ("US", "GB"): Cell(2, "2", "two")}
    svg = ElementTree.fromstring(render_matrix(["US", "CN", "GB"], cells, "h", "d"))
    assert [text.text for text in svg.iter(f"{SVG}text")] == ["US", "CN", "CN", "4", "GB", "2"]
