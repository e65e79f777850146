"""Title blocks that break where a line is full, and marks and accents in other than the usual places."""

from layouts import Layout, Seen

_ONE_COLUMN = '#set page(paper: "us-letter", margin: 1.5in)\n#set text(size: 10pt, hyphenate: false)\n'
_TWO_COLUMNS = '#set page(paper: "us-letter", margin: 0.8in, columns: 2)\n#set text(size: 10pt)\n'
_TITLE = '#align(center)[#text(size: 17pt, weight: "bold")[On Reading Made-Up Papers]]\n#v(10pt)\n'
_SPAN = '#place(top + center, scope: "parent", float: true)['
_REST = "\n= 1 Introduction\n#body\n\n#body\n"
_NORTHFORD, _LAKESIDE, _EASTLAKE = (
    "University of Northford, Canada",
    "Lakeside AI, Oslo, Norway",
    "Eastlake University, Wuhan, China",
)
_TWO_LINES = f"#super[1]{_NORTHFORD} #h(1em) #super[2]{_LAKESIDE}"
_THREE: tuple[Seen, ...] = (
    ("Ana Lind", (_NORTHFORD,), ()),
    ("Bo Chen", (_LAKESIDE,), ()),
    ("Cy Day", (_NORTHFORD, _LAKESIDE), ()),
)


def _centred(name: str, block: str, *authors: Seen, end: str = "") -> Layout:
    """Return a paper in one column with a block in its middle; `end` is what stands on its last page."""
    source = f"{_ONE_COLUMN}{_TITLE}#align(center)[{block}]\n#abstract(width: 100%){_REST}{end}"
    return Layout(name, source, authors)


NAME_OVER_TWO_ROWS = _centred(
    "name_over_two_rows",
    """Ana Lind#super[1], Bo Chen#super[2], María José García López#super[1], Abd al-Rahman Nasser#super[2], Trần Thị
Bích Ngọc#super[1], João da Silva#super[2], and Eva Smet#super[1] \\
"""
    + _TWO_LINES,
    ("Ana Lind", (_NORTHFORD,), ()),
    ("Bo Chen", (_LAKESIDE,), ()),
    ("María José García López", (_NORTHFORD,), ()),
    ("Abd al-Rahman Nasser", (_LAKESIDE,), ()),
    ("Trần Thị Bích Ngọc", (_NORTHFORD,), ()),
    ("João da Silva", (_LAKESIDE,), ()),
    ("Eva Smet", (_NORTHFORD,), ()),
)

MARKS_ON_THE_NEXT_ROW = _centred(
    "marks_on_the_next_row",
    f"""*Ana Lind*#super[1] #h(1em) *Bo Chen* \\ #super[2] #h(1em) *Cy Day*#super[1,2] \\ {_TWO_LINES}""",
    *_THREE,
)

ADDRESS_OVER_TWO_ROWS = _centred(
    "address_over_two_rows",
    f"""*Ana Lind* #h(2em) *Bo Chen* #h(2em) *Cy Day* \\
{_NORTHFORD} \\ `{{ana.lind, bo.chen,` \\ `cy.day}}@northford.ca`""",
    *((name, (_NORTHFORD,), ("northford.ca",)) for name in ("Ana Lind", "Bo Chen", "Cy Day")),
)

PLACES_IN_BRACKETS = _centred(
    "places_in_brackets",
    f"Ana Lind ({_NORTHFORD}), Bo Chen (Blue Harbor, Perth, Australia), Cy Day ({_EASTLAKE})",
    ("Ana Lind", (_NORTHFORD,), ()),
    ("Bo Chen", ("Blue Harbor, Perth, Australia",), ()),
    ("Cy Day", (_EASTLAKE,), ()),
)

ONE_IN_BRACKETS = _centred(
    "one_in_brackets",
    "Ana Lind (Blue Harbor, Perth, Australia)",
    ("Ana Lind", ("Blue Harbor, Perth, Australia",), ()),
)

PASTED_FIGURES = _centred(
    "pasted_figures",
    f"Ana Lind¹, Bo Chen², Cy Day¹,² \\ ¹{_NORTHFORD} #h(1em) ² {_LAKESIDE}",
    *_THREE,
)

# TeX's old fonts have accents as glyphs of their own, raised by two points and more over capitals.
_E, _C = (f"#box(width: 0pt, move(dx: 1pt, dy: -2pt)[{accent}])" for accent in "´ˇ")
ACCENTS_OVER_CAPITALS = _centred(
    "accents_over_capitals",
    f"{_E}Emile Durand#super[1], Bo {_C}Capek#super[2] \\"
    f" #super[1]{_E}Ecole du Nord, Lyon, France \\ #super[2]{_LAKESIDE}",
    ("Émile Durand", ("École du Nord, Lyon, France",), ()),
    ("Bo Čapek", (_LAKESIDE,), ()),
)

ACCENTS_APART = _centred(
    "accents_apart",
    f"Petar Veli#box[ˇ]ckovi#box[´]c#super[1], Jos#box[´]e Garc#box[´]ıa#super[2] \\ {_TWO_LINES}",
    ("Petar Veličković", (_NORTHFORD,), ()),
    ("José García", (_LAKESIDE,), ()),
)

FIGURES_SET_CLOSE = _centred(
    "figures_set_close",
    f"Ana Lind#super[12], Bo Chen#super[23], Cy Day#super[13] \\ 1 {_NORTHFORD}, 2 {_LAKESIDE}, \\ 3 {_EASTLAKE}",
    ("Ana Lind", (_NORTHFORD, _LAKESIDE), ()),
    ("Bo Chen", (_LAKESIDE, _EASTLAKE), ()),
    ("Cy Day", (_NORTHFORD, _EASTLAKE), ()),
)

FIGURE_AT_A_ROWS_END = _centred(
    "figure_at_a_rows_end",
    f"Ana Lind#super[1], Bo Chen#super[2], Cy Day#super[1,2] \\ 1 {_NORTHFORD} #h(1em) 2 \\ {_LAKESIDE}",
    *_THREE,
)

_ICON = "#box(text(size: 6pt)[iD])"
ICON_AFTER_NAMES = _centred(
    "icon_after_names",
    f"Ana Lind#super[1] {_ICON}, Bo Chen#super[2], Cy Day#super[1,2] {_ICON} \\ {_TWO_LINES}",
    *_THREE,
)

TEAM_ABOVE = _centred(
    "team_above",
    f"*Made-Up Reading Team* \\ Ana Lind#super[1], Bo Chen#super[2], Cy Day#super[1,2] \\ {_TWO_LINES}",
    *_THREE,
)

_AT_THE_END = f"""
= References
[1] A. Body. A paper about nothing. 2029.
#pagebreak()
= A Affiliations
#super[1] {_NORTHFORD} \\
#super[2] {_LAKESIDE}
"""

LEADING_MARKS_AND_END_LIST = _centred(
    "leading_marks_and_end_list",
    "#super[1]Ana Lind #h(1em) #super[2]Bo Chen #h(1em) #super[12]Cy Day",
    *_THREE,
    end=_AT_THE_END,
)

WRAPPED_MARKS_AND_END_LIST = _centred(
    "wrapped_marks_and_end_list",
    "*Ana Lind*#super[1] #h(1em) *Bo Chen* \\ #super[2] #h(1em) *Cy Day*#super[1,2]",
    *_THREE,
    end=_AT_THE_END,
)

NOTES_ON_THE_SECOND_PAGE = Layout(
    "notes_on_the_second_page",
    f"""{_ONE_COLUMN}{_TITLE}#align(center)[Ana Lind#super[1], Bo Chen#super[2], Cy Day#super[1,2]]
#abstract(width: 100%)
#pagebreak()
= 1 Introduction
#place(bottom + left)[#text(size: 8pt)[#super[1]{_NORTHFORD}. #super[2]{_LAKESIDE}.]]
#body

#body
""",
    _THREE,
)

NOTES_OF_ANOTHER_KIND = Layout(
    "notes_of_another_kind",
    f"""{_ONE_COLUMN}{_TITLE}#align(center)[Ana Lind#super[1], Bo Chen#super[2], Cy Day#super[1,2]]
#abstract(width: 100%)
#pagebreak()
= 1 Introduction
#place(bottom + left)[#text(size: 8pt)[#super[1]Measured at the University of Nothing. #super[2]Twice.]]
#body

#body
""",
    tuple((name, (), ()) for name, _, _ in _THREE),
)

UNNUMBERED_TEASER = Layout(
    "unnumbered_teaser",
    f"""{_TWO_COLUMNS}{_SPAN}{_TITLE}#align(center)[*Ana Lind*#super[1], *Bo Chen*#super[2], *Cy Day*#super[1,2] \\
{_TWO_LINES}]
#v(14pt)
#rect(width: 100%, height: 90pt)[#text(size: 7pt)[Input Image #h(2em) Dense Encoder]]]
#abstract(){_REST}""",
    _THREE,
)

# The right-hand column is not pushed down by an abstract's heading, and begins above it.
RIGHT_COLUMN_ABOVE = Layout(
    "right_column_above",
    f"""{_TWO_COLUMNS}{_SPAN}{_TITLE}#align(center)[Ana Lind#super[1], Bo Chen#super[2], Cy Day#super[1,2] \\
{_TWO_LINES}]]
#v(30pt)
#align(center)[*Abstract*]
#body
#colbreak()
#body

#body
""",
    _THREE,
)

TITLE_LIKE_A_HEADING = Layout(
    "title_like_a_heading",
    f"""{_TWO_COLUMNS}{_SPAN}#align(center)[#text(size: 14pt, weight: "bold")[Abstract Reasoning for Papers]]
#v(10pt)
#align(center)[Ana Lind#super[1], Bo Chen#super[2], Cy Day#super[1,2] \\ {_TWO_LINES} \\ *Outstanding paper award*]]
#abstract(){_REST}""",
    _THREE,
    title="Abstract Reasoning for Papers",
)

TABLE_OF_AUTHORS = _centred(
    "table_of_authors",
    f"""#grid(columns: (1fr, 1.5fr, 1fr), row-gutter: 5pt,
[Ana Lind], [{_NORTHFORD}], [ana\\@northford.ca],
[Bo Chen], [{_LAKESIDE}], [bo\\@lakeside.no])""",
    ("Ana Lind", (_NORTHFORD,), ("northford.ca",)),
    ("Bo Chen", (_LAKESIDE,), ("lakeside.no",)),
)

ROMAN_MARKS = _centred(
    "roman_marks",
    f"*Authors:* Ana Lind#super[i], Bo Chen#super[ii], Cy Day#super[i,ii] \\"
    f" #super[i]{_NORTHFORD} \\ #super[ii]{_LAKESIDE}",
    *_THREE,
)

WRAPPED_LAYOUTS = tuple(value for value in globals().values() if isinstance(value, Layout))
