"""Title blocks with what papers do now and then: teaser figures, sentences for affiliations, line numbers."""

from layouts import Layout

_ONE_COLUMN = '#set page(paper: "us-letter", margin: 1.5in)\n#set text(size: 10pt)\n'
_TWO_COLUMNS = '#set page(paper: "us-letter", margin: 0.8in, columns: 2)\n#set text(size: 10pt)\n'
_TITLE = '#align(center)[#text(size: 17pt, weight: "bold")[On Reading Made-Up Papers]]\n#v(10pt)\n'
_SPAN = '#place(top + center, scope: "parent", float: true)['
_ABSTRACT = '#align(center)[#text(size: 12pt, weight: "bold")[Abstract]]\n#body\n'
_REST = "\n= 1 Introduction\n#body\n\n#body\n"

TEASER = Layout(
    "teaser_figure",
    _TWO_COLUMNS
    + _SPAN
    + _TITLE
    + """#align(center)[#text(size: 12pt)[Ana Lind#super[1] #h(1.5em) Bo Chen#super[2] \\
#super[1]University of Northford #h(1.5em) #super[2]Lakeside AI]]
#v(60pt)
#text(size: 8pt)[#grid(columns: (1fr, 1fr, 1fr), [Input Page], [Baseline], [Our Reader])]
#v(40pt)
Figure 1: *What readers see.* Our reader finds names that the baseline of Eastlake University does not.]
"""
    + _ABSTRACT
    + _REST,
    (("Ana Lind", ("University of Northford",), ()), ("Bo Chen", ("Lakeside AI",), ())),
)

COMMA_BEFORE_MARK = Layout(
    "comma_before_mark",
    _ONE_COLUMN
    + _TITLE
    + """#align(center)[Ana Lind,#super[1,∗] Bo Chen,#super[2] and Cy Day#super[1,2] \\
#fine[_#super[1]University of Northford, Northford, Canada_ \\ _#super[2]Lakeside AI, Tokyo, Japan_ \\
#super[∗]Corresponding author: ana\\@northford.ca]]
#abstract()"""
    + _REST,
    (
        ("Ana Lind", ("University of Northford, Northford, Canada",), ("northford.ca",)),
        ("Bo Chen", ("Lakeside AI, Tokyo, Japan",), ()),
        ("Cy Day", ("University of Northford, Northford, Canada", "Lakeside AI, Tokyo, Japan"), ()),
    ),
)

LETTER_MARKS = Layout(
    "letter_marks",
    _ONE_COLUMN
    + _TITLE
    + """#align(left)[Ana Lind#super[a,∗], Bo Chen#super[b], Cy Day#super[a,b]
#v(4pt)
#text(size: 8pt)[
_#super[a]Department of Physics, University of Northford, 1 North Road, Northford, N1 2AB, United Kingdom_ \\
_#super[b]Lakeside AI, Oslo, Norway_]]
#v(8pt)
*Abstract* \\ #body"""
    + _REST,
    (
        (
            "Ana Lind",
            (
                "Department of Physics, University of Northford, 1 North Road, Northford, N1 2AB, United Kingdom",
            ),
            (),
        ),
        ("Bo Chen", ("Lakeside AI, Oslo, Norway",), ()),
        (
            "Cy Day",
            (
                "Department of Physics, University of Northford, 1 North Road, Northford, N1 2AB, United Kingdom",
                "Lakeside AI, Oslo, Norway",
            ),
            (),
        ),
    ),
)

ARE_WITH = Layout(
    "are_with",
    _TWO_COLUMNS
    + _SPAN
    + """#align(center)[#text(size: 20pt)[On Reading Made-Up Papers]]
#v(8pt)
#align(center)[#text(size: 11pt)[Ana Lind#super[1], Bo Chen#super[2] and Cy Day#super[1]]]]
*_Abstract_— #body*
#place(bottom + left, float: true)[#text(size: 8pt)[#super[1]Ana Lind and Cy Day are with the Department of Robotics,
University of Northford, Northford, Canada {ana,cy}\\@northford.ca \\
#super[2]Bo Chen is with Lakeside AI, Graz, Austria bo\\@lakeside.at]]
#align(center)[I. INTRODUCTION]
#body
""",
    (
        (
            "Ana Lind",
            ("Department of Robotics, University of Northford, Northford, Canada",),
            ("northford.ca",),
        ),
        ("Bo Chen", ("Lakeside AI, Graz, Austria",), ("lakeside.at",)),
        (
            "Cy Day",
            ("Department of Robotics, University of Northford, Northford, Canada",),
            ("northford.ca",),
        ),
    ),
)

TRANSACTIONS = Layout(
    "transactions",
    _TWO_COLUMNS
    + _SPAN
    + """#align(center)[#text(size: 22pt)[On Reading Made-Up Papers]]
#v(8pt)
#align(center)[#text(size: 11pt)[Ana Lind, _Member, IEEE_, Bo Chen, and Cy Day, _Fellow, IEEE_]]]
*_Abstract_—#body*
#place(bottom + left, float: true)[#text(size: 8pt)[Manuscript received 1 May 2030.
_(Corresponding author: Ana Lind.)_ \\
Ana Lind and Cy Day are with the Department of Computing, University of Northford, Northford, Canada (e-mail:
ana\\@northford.ca). \\ Bo Chen is with Lakeside AI, Graz, Austria (e-mail: bo\\@lakeside.at).]]
#align(center)[I. INTRODUCTION]
#body
""",
    (
        (
            "Ana Lind",
            ("Department of Computing, University of Northford, Northford, Canada",),
            ("northford.ca",),
        ),
        ("Bo Chen", ("Lakeside AI, Graz, Austria",), ("lakeside.at",)),
        ("Cy Day", ("Department of Computing, University of Northford, Northford, Canada",), ()),
    ),
)

IN_BRACKETS = Layout(
    "in_brackets",
    _ONE_COLUMN
    + _TITLE
    + "#align(center)[Ana Lind (University of Northford), Bo Chen (Lakeside AI), Cy Day (University of Northford)]"
    + "\n#abstract()"
    + _REST,
    (
        ("Ana Lind", ("University of Northford",), ()),
        ("Bo Chen", ("Lakeside AI",), ()),
        ("Cy Day", ("University of Northford",), ()),
    ),
)

ONE_LINE_EACH = Layout(
    "one_line_each",
    _ONE_COLUMN
    + _TITLE
    + """Ana Lind, University of Northford, Canada \\ Bo Chen, Lakeside AI, Norway
#abstract()"""
    + _REST,
    (("Ana Lind", ("University of Northford, Canada",), ()), ("Bo Chen", ("Lakeside AI, Norway",), ())),
)

LINE_NUMBERS = Layout(
    "line_numbers",
    _ONE_COLUMN
    + "#set par.line(numbering: n => text(size: 6pt)[#n])\n"
    + _TITLE
    + """#align(center)[*Ana Lind*#super[1] #h(1em) *Bo Chen*#super[2] \\
#super[1]University of Northford #h(1em) #super[2]Lakeside AI]
#abstract()"""
    + _REST,
    (("Ana Lind", ("University of Northford",), ()), ("Bo Chen", ("Lakeside AI",), ())),
)

STAMP = Layout(
    "archive_stamp",
    _ONE_COLUMN
    + "#place(left + top, dx: -70pt, dy: 250pt)[#rotate(-90deg)[#text(size: 20pt, fill: gray)[arXiv:3001.00001v1]]]\n"
    + _TITLE
    + """#align(center)[*Ana Lind* #h(2em) *Bo Chen* \\ University of Northford \\ `{ana,bo}@northford.edu`]
#abstract()"""
    + _REST,
    (
        ("Ana Lind", ("University of Northford",), ("northford.edu",)),
        ("Bo Chen", ("University of Northford",), ("northford.edu",)),
    ),
)

MARKED_TITLE = Layout(
    "marked_title",
    _ONE_COLUMN
    + """#align(center)[#text(size: 17pt, weight: "bold")[On Reading Made-Up Papers#super[∗]] \\
#text(size: 12pt)[_A first look_]]
#v(10pt)
#align(center)[*Ana Lind* \\ University of Northford \\ 3 March 2030]
#place(bottom + left, float: true)[#fine[#super[∗]We thank nobody for nothing.]]
#abstract()"""
    + _REST,
    (("Ana Lind", ("University of Northford",), ()),),
)

MDPI = Layout(
    "left_aligned_semicolons",
    _ONE_COLUMN
    + """#text(size: 17pt, weight: "bold")[On Reading Made-Up Papers]
#v(6pt)
*Ana Lind #super[1,2,∗], Bo Chen #super[2] and Cy Day #super[3]*
#v(6pt)
#fine[#super[1] Department of Physics, University of Northford, 12345 Northford, Spain; ana\\@northford.es \\
#super[2] Lakeside AI, Lima 15001, Peru; bo\\@lakeside.pe \\
#super[3] Made-Up Institute, Rome, Italy \\
∗ Correspondence: ana\\@northford.es]
#v(6pt)
*Abstract:* #body"""
    + _REST,
    (
        (
            "Ana Lind",
            (
                "Department of Physics, University of Northford, 12345 Northford, Spain",
                "Lakeside AI, Lima 15001, Peru",
            ),
            ("northford.es",),
        ),
        ("Bo Chen", ("Lakeside AI, Lima 15001, Peru",), ("lakeside.pe",)),
        ("Cy Day", ("Made-Up Institute, Rome, Italy",), ()),
    ),
)

GROUPS_OF_NAMES = Layout(
    "groups_of_names",
    _ONE_COLUMN
    + _TITLE
    + """#align(center)[*Ana Lind #h(1.5em) Bo Chen #h(1.5em) Cy Day* \\ University of Northford \\
`{ana,bo,cy}@northford.edu`
#v(1em)
*Dov Levi #h(1.5em) Edna Moe* \\ Lakeside AI \\ `{dov,edna}@lakeside.ai`]
#abstract()"""
    + _REST,
    (
        *(
            (name, ("University of Northford",), ("northford.edu",))
            for name in ("Ana Lind", "Bo Chen", "Cy Day")
        ),
        *((name, ("Lakeside AI",), ("lakeside.ai",)) for name in ("Dov Levi", "Edna Moe")),
    ),
)

THANKS_ONLY = Layout(
    "thanks_only",
    _ONE_COLUMN
    + _TITLE
    + """#align(center)[Ana Lind#footnote(numbering: "*")[University of Northford, Canada. Email: `ana@northford.ca`.]
#h(2em) Bo Chen#footnote(numbering: "*")[Lakeside AI and University of Northford. Supported by nobody.]]
#abstract()"""
    + _REST,
    (
        ("Ana Lind", ("University of Northford, Canada",), ("northford.ca",)),
        ("Bo Chen", ("Lakeside AI and University of Northford",), ()),
    ),
)

SEPARATED_BY_DOTS = Layout(
    "separated_by_dots",
    _ONE_COLUMN
    + _TITLE
    + """*Ana Lind#super[1] · Bo Chen#super[2] · Cy Day#super[1,2]*
#v(6pt)
#fine[#super[1] University of Northford, Canada \\ #super[2] Lakeside AI, Norway]
#abstract()"""
    + _REST,
    (
        ("Ana Lind", ("University of Northford, Canada",), ()),
        ("Bo Chen", ("Lakeside AI, Norway",), ()),
        ("Cy Day", ("University of Northford, Canada", "Lakeside AI, Norway"), ()),
    ),
)

CAPITALS = Layout(
    "capitals",
    _ONE_COLUMN
    + _TITLE
    + """#align(center)[ANA LIND#super[1] AND BO VAN DEN BERG#super[2] \\
#fine[#super[1] University of Northford, Canada \\ #super[2] Lakeside AI, Norway]]
#abstract()"""
    + _REST,
    (
        ("ANA LIND", ("University of Northford, Canada",), ()),
        ("BO VAN DEN BERG", ("Lakeside AI, Norway",), ()),
    ),
)

MANY_ROWS = Layout(
    "many_rows",
    _ONE_COLUMN
    + _TITLE
    + """#align(center)[*Ana Lind*#super[1∗], *Bo Chen*#super[1,2∗], *Cy Day*#super[2], *Dov Levi*#super[3],
*Edna Moe*#super[3], *Fay Dunn*#super[1], *Gus Hart*#super[4], *Hui Xu*#super[5],
*Ines Vega*#super[10], *Jan Kowal*#super[11], *Kim Bauer*#super[1†]
#v(4pt)
#super[1]University of Northford, #super[2]Lakeside AI, #super[3]Eastlake University, #super[4]Made-Up Institute of
Technology, #super[5]Academy of Nothing, #super[10]Universidad Inventada, #super[11]Nowhere Labs
#v(4pt)
#super[∗]Equal contribution #super[†]Project lead]
#abstract()"""
    + _REST,
    (
        ("Ana Lind", ("University of Northford",), ()),
        ("Bo Chen", ("University of Northford", "Lakeside AI"), ()),
        ("Cy Day", ("Lakeside AI",), ()),
        ("Dov Levi", ("Eastlake University",), ()),
        ("Edna Moe", ("Eastlake University",), ()),
        ("Fay Dunn", ("University of Northford",), ()),
        ("Gus Hart", ("Made-Up Institute of Technology",), ()),
        ("Hui Xu", ("Academy of Nothing",), ()),
        ("Ines Vega", ("Universidad Inventada",), ()),
        ("Jan Kowal", ("Nowhere Labs",), ()),
        ("Kim Bauer", ("University of Northford",), ()),
    ),
    notes={"Kim Bauer": ("Project lead",), "Cy Day": ()},
)

TWO_PER_COLUMN = Layout(
    "two_per_column",
    _TWO_COLUMNS
    + _SPAN
    + _TITLE
    + """#align(center)[#text(size: 12pt)[#grid(columns: 2, column-gutter: 5em,
[*Ana Lind* \\ *Bo Chen* \\ University of Northford \\ Northford, Canada],
[*Cy Day* \\ Lakeside AI \\ Oslo, Norway \\ `cy@lakeside.no`])]]]
"""
    + _ABSTRACT
    + _REST,
    (
        ("Ana Lind", ("University of Northford, Northford, Canada",), ()),
        ("Bo Chen", ("University of Northford, Northford, Canada",), ()),
        ("Cy Day", ("Lakeside AI, Oslo, Norway",), ("lakeside.no",)),
    ),
)

AFFILIATIONS_AT_END = Layout(
    "affiliations_at_end",
    _ONE_COLUMN
    + _TITLE
    + """#align(center)[Ana Lind#super[1], Bo Chen#super[2], Cy Day#super[1,12]]
#abstract()"""
    + _REST
    + """
= References
[1] A. Body. A paper about nothing. 2029.
#pagebreak()
#v(1fr)
= Author affiliations
#super[1] University of Northford, Canada \\
#super[2] Lakeside AI, Oslo, Norway
#pagebreak()
#super[12] Eastlake University, Wuhan, China
= Details
The University of Nothing gave nothing.
""",
    (
        ("Ana Lind", ("University of Northford, Canada",), ()),
        ("Bo Chen", ("Lakeside AI, Oslo, Norway",), ()),
        ("Cy Day", ("University of Northford, Canada", "Eastlake University, Wuhan, China"), ()),
    ),
)

RARE_LAYOUTS = tuple(value for value in globals().values() if isinstance(value, Layout))
