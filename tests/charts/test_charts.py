"""Charts: every mark is a link, everything is escaped, every chart stands alone as a file."""

from xml.etree import ElementTree

from byline.charts import Bar, Cell, alone, render_bars, render_matrix

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
