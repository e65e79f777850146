"""Title blocks in the layouts of the field's venues, made up, with what a reader sees in them."""

from dataclasses import dataclass, field

Seen = tuple[str, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Layout:
    """A layout's source, and the (name, affiliations, e-mail domains) of each author in it; `notes` by author."""

    name: str
    source: str
    authors: tuple[Seen, ...]
    title: str = "On Reading Made-Up Papers"
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)


_ONE_COLUMN = '#set page(paper: "us-letter", margin: 1.5in)\n#set text(size: 10pt)\n'
_TWO_COLUMNS = '#set page(paper: "us-letter", margin: 0.8in, columns: 2)\n#set text(size: 10pt)\n'
_TITLE = '#align(center)[#text(size: 17pt, weight: "bold")[On Reading Made-Up Papers]]\n#v(10pt)\n'
_SPAN = '#place(top + center, scope: "parent", float: true)['
_REST = "\n= 1 Introduction\n#body\n\n#body\n"

NEURIPS_MARKS = Layout(
    "neurips_marks",
    _ONE_COLUMN
    + _TITLE
    + """#align(center)[*Ana Lind*#super[1,2∗] #h(1em) *Bo Chen*#super[1∗] #h(1em) *Chris van der Berg*#super[3†] \\
#super[1]University of Northford #h(1em) #super[2]Lakeside AI #h(1em) #super[3]Institute of Made-Up Science \\
`{lind,bchen}@northford.edu, vdberg@imus.nl`]
#place(bottom + left, float: true)[#fine[#super[∗]Equal contribution. #super[†]Work done while at Lakeside AI.]]
#abstract()"""
    + _REST,
    (
        ("Ana Lind", ("University of Northford", "Lakeside AI"), ("northford.edu",)),
        ("Bo Chen", ("University of Northford",), ("northford.edu",)),
        ("Chris van der Berg", ("Institute of Made-Up Science",), ("imus.nl",)),
    ),
    notes={
        "Ana Lind": ("Equal contribution",),
        "Bo Chen": ("Equal contribution",),
        "Chris van der Berg": ("Work done while at Lakeside AI",),
    },
)

NEURIPS_BLOCKS = Layout(
    "neurips_blocks",
    _ONE_COLUMN
    + _TITLE
    + """#align(center)[#grid(columns: 2, column-gutter: 3em, row-gutter: 2em,
[*Dana Okafor* \\ Department of Computing \\ University of Northford \\ Northford, UK \\ `dana@northford.ac.uk`],
[*Emil Sørensen* \\ Polar Research \\ Oslo, Norway \\ `emil@polar.no`],
[*Fei Wang* \\ School of Software \\ Eastlake University \\ `fwang@eastlake.edu.cn`],
[*Gita Rao* \\ Polar Research \\ Oslo, Norway \\ `gita@polar.no`])]
#abstract()"""
    + _REST,
    (
        (
            "Dana Okafor",
            ("Department of Computing, University of Northford, Northford, UK",),
            ("northford.ac.uk",),
        ),
        ("Emil Sørensen", ("Polar Research, Oslo, Norway",), ("polar.no",)),
        ("Fei Wang", ("School of Software, Eastlake University",), ("eastlake.edu.cn",)),
        ("Gita Rao", ("Polar Research, Oslo, Norway",), ("polar.no",)),
    ),
)

ICML_FOOTNOTE = Layout(
    "icml_footnote",
    _TWO_COLUMNS
    + _SPAN
    + _TITLE
    + """#align(center)[*Hana Suzuki* #super[\\* 1] #h(0.8em) *Ivan Petrov* #super[\\* 2] #h(0.8em) *Jo Park* #super[1 3]]]
#align(center)[#text(size: 12pt, weight: "bold")[Abstract]]
#body
#place(bottom + left, float: true)[#line(length: 30%)#fine[#super[\\*]Equal contribution #super[1]Department of Computer
Science, University of Northford, Northford, Canada #super[2]Lakeside AI, Zurich, Switzerland #super[3]Institute of
Made-Up Science, Seoul, South Korea. Correspondence to: Hana Suzuki \\<hana\\@northford.ca\\>.]
#v(4pt)#fine[_Proceedings of the 99th International Conference on Made-Up Learning_, Nowhere. PMLR 999, 2030.]]"""
    + _REST,
    (
        (
            "Hana Suzuki",
            ("Department of Computer Science, University of Northford, Northford, Canada",),
            ("northford.ca",),
        ),
        ("Ivan Petrov", ("Lakeside AI, Zurich, Switzerland",), ()),
        (
            "Jo Park",
            (
                "Department of Computer Science, University of Northford, Northford, Canada",
                "Institute of Made-Up Science, Seoul, South Korea",
            ),
            (),
        ),
    ),
    notes={
        "Hana Suzuki": ("Equal contribution", "Correspondence to: Hana Suzuki"),
        "Ivan Petrov": ("Equal contribution",),
    },
)

ACL_BLOCKS = Layout(
    "acl_blocks",
    _TWO_COLUMNS
    + _SPAN
    + _TITLE
    + """#align(center)[#text(size: 12pt)[#grid(columns: 3, column-gutter: 2em,
[*Kofi Mensah* \\ University of Northford \\ `kofi@northford.edu`],
[*Lea Martin* and *Max Roy* \\ Institut Imaginaire, Lyon \\ `{lea,max}@imaginaire.fr`],
[*Nia Evans* \\ Lakeside AI \\ `nia@lakeside.ai`])]]]
#align(center)[#text(size: 12pt, weight: "bold")[Abstract]]
#body"""
    + _REST,
    (
        ("Kofi Mensah", ("University of Northford",), ("northford.edu",)),
        ("Lea Martin", ("Institut Imaginaire, Lyon",), ("imaginaire.fr",)),
        ("Max Roy", ("Institut Imaginaire, Lyon",), ("imaginaire.fr",)),
        ("Nia Evans", ("Lakeside AI",), ("lakeside.ai",)),
    ),
)

CVPR_PLAIN = Layout(
    "cvpr_plain",
    _TWO_COLUMNS
    + _SPAN
    + _TITLE
    + """#align(center)[#text(size: 12pt)[#grid(columns: 2, column-gutter: 4em,
[Omar Haddad \\ University of Northford \\ Northford, Jordan \\ `omar@northford.edu.jo`],
[Pia Keller \\ Lakeside AI \\ Zurich, Switzerland \\ `pia@lakeside.ch`])]]]
#align(center)[#text(size: 12pt, weight: "bold")[Abstract]]
_#body _"""
    + _REST,
    (
        ("Omar Haddad", ("University of Northford, Northford, Jordan",), ("northford.edu.jo",)),
        ("Pia Keller", ("Lakeside AI, Zurich, Switzerland",), ("lakeside.ch",)),
    ),
)

CVPR_MARKS = Layout(
    "cvpr_marks",
    _TWO_COLUMNS
    + _SPAN
    + _TITLE
    + """#align(center)[#text(size: 12pt)[Qi Zhao#super[1] #h(1.5em) Rui Costa#super[2] #h(1.5em) Sara Nilsson#super[1,3] #h(1.5em) Tom Baker#super[2] \\
Uma Iyer#super[3\\*] #h(1.5em) Vera Novak#super[1] \\
#super[1]Eastlake University #h(1.5em) #super[2]Universidade do Norte #h(1.5em) #super[3]Lakeside AI \\
https://reading.example.org]]]
#align(center)[#text(size: 12pt, weight: "bold")[Abstract]]
#body
#place(bottom + left, float: true)[#fine[#super[\\*]Corresponding author.]]"""
    + _REST,
    (
        ("Qi Zhao", ("Eastlake University",), ()),
        ("Rui Costa", ("Universidade do Norte",), ()),
        ("Sara Nilsson", ("Eastlake University", "Lakeside AI"), ()),
        ("Tom Baker", ("Universidade do Norte",), ()),
        ("Uma Iyer", ("Lakeside AI",), ()),
        ("Vera Novak", ("Eastlake University",), ()),
    ),
    notes={"Uma Iyer": ("Corresponding author",)},
)

IEEE_BLOCKS = Layout(
    "ieee_blocks",
    _TWO_COLUMNS
    + _SPAN
    + """#align(center)[#text(size: 24pt)[On Reading Made-Up Papers]]
#v(10pt)
#align(center)[#grid(columns: 3, column-gutter: 2em, row-gutter: 1.5em,
[#text(size: 11pt)[1#super[st] Wei Li] \\ _School of Software_ \\ _Eastlake University_ \\ Eastlake, China \\ wli\\@eastlake.edu.cn],
[#text(size: 11pt)[2#super[nd] Xenia Popov] \\ _Dept. of Physics_ \\ _University of Northford_ \\ Northford, UK \\ xenia\\@northford.ac.uk],
[#text(size: 11pt)[3#super[rd] Yusuf Demir] \\ _Lakeside AI_ \\ Ankara, Turkey \\ yusuf\\@lakeside.tr])]]
*_Abstract_—#body*

_Index Terms_—reading, made-up papers"""
    + "\n#align(center)[I. INTRODUCTION]\n#body\n\n#body\n",
    (
        ("Wei Li", ("School of Software, Eastlake University, Eastlake, China",), ("eastlake.edu.cn",)),
        ("Xenia Popov", ("Dept. of Physics, University of Northford, Northford, UK",), ("northford.ac.uk",)),
        ("Yusuf Demir", ("Lakeside AI, Ankara, Turkey",), ("lakeside.tr",)),
    ),
)

ACM_BLOCKS = Layout(
    "acm_blocks",
    _TWO_COLUMNS
    + _SPAN
    + """#align(center)[#text(size: 17pt, weight: "bold")[On Reading Made-Up Papers]]
#v(8pt)
#align(center)[#grid(columns: 2, column-gutter: 4em, row-gutter: 1.2em,
[#text(size: 12pt)[Zoe Grant#super[∗]] \\ zoe\\@northford.edu \\ University of Northford \\ Northford, Ohio, USA],
[#text(size: 12pt)[Adam Wolf] \\ adam\\@lakeside.de \\ Lakeside AI \\ Berlin, Germany],
[#text(size: 12pt)[Bella Rossi] \\ bella\\@inventata.it \\ Università Inventata \\ Turin, Italy])]]
#text(weight: "bold", size: 11pt)[Abstract] \\
#body

*CCS Concepts* \\ • Computing methodologies
#place(bottom + left, float: true)[#text(size: 8pt)[#super[∗]Both authors contributed equally to this research.]]"""
    + _REST,
    (
        ("Zoe Grant", ("University of Northford, Northford, Ohio, USA",), ("northford.edu",)),
        ("Adam Wolf", ("Lakeside AI, Berlin, Germany",), ("lakeside.de",)),
        ("Bella Rossi", ("Università Inventata, Turin, Italy",), ("inventata.it",)),
    ),
    notes={"Zoe Grant": ("Both authors contributed equally to this research",)},
)

JMLR = Layout(
    "jmlr",
    _ONE_COLUMN
    + _TITLE
    + """*Cora Lee* #h(1fr) #text(size: 9pt)[CORA\\@NORTHFORD.EDU] \\
_Department of Statistics \\ University of Northford \\ Northford, WA 98195, USA_
#v(4pt)
*Dirk Maes* #h(1fr) #text(size: 9pt)[DIRK\\@LAKESIDE.BE] \\
*Eva Smet* #h(1fr) #text(size: 9pt)[EVA\\@LAKESIDE.BE] \\
_Lakeside AI \\ Ghent, Belgium_
#v(8pt)
*Editor:* Ned Nobody
#abstract()"""
    + _REST,
    (
        (
            "Cora Lee",
            ("Department of Statistics, University of Northford, Northford, WA 98195, USA",),
            ("northford.edu",),
        ),
        ("Dirk Maes", ("Lakeside AI, Ghent, Belgium",), ("lakeside.be",)),
        ("Eva Smet", ("Lakeside AI, Ghent, Belgium",), ("lakeside.be",)),
    ),
)

ICLR_LEFT = Layout(
    "iclr_left",
    _ONE_COLUMN
    + """#text(size: 8pt)[Published as a conference paper at MADE-UP 2030]
#v(8pt)
#text(size: 17pt)[#smallcaps[On Reading Made-Up Papers]]
#v(8pt)
*Fay Dunn#super[1]#footnote(numbering: "*")[Equal contribution.], Gus Hart#super[1∗], Hui Xu#super[2], Ines Vega#super[1,2]* \\
#super[1]University of Northford, Canada \\
#super[2]Eastlake University, China \\
`{fay,gus,ines}@northford.ca`, `hui@eastlake.edu.cn`
#v(8pt)
#align(center)[#text(size: 12pt)[#smallcaps[Abstract]]]
#body"""
    + _REST,
    (
        ("Fay Dunn", ("University of Northford, Canada",), ("northford.ca",)),
        ("Gus Hart", ("University of Northford, Canada",), ("northford.ca",)),
        ("Hui Xu", ("Eastlake University, China",), ("eastlake.edu.cn",)),
        ("Ines Vega", ("University of Northford, Canada", "Eastlake University, China"), ("northford.ca",)),
    ),
)

LNCS = Layout(
    "lncs",
    _ONE_COLUMN
    + _TITLE
    + """#align(center)[Jan Kowal#super[1]\\[0000-0002-1825-0097\\], Kim Bauer#super[2,3], and Lars Holm#super[3]
#v(6pt)
#fine[#super[1] University of Northford, Krakow, Poland \\ jan\\@northford.pl \\
#super[2] Lakeside AI, Munich, Germany \\ #super[3] Technical University of Nowhere, Nowhere, Denmark \\ {kim,lars}\\@tun.dk]]
#v(8pt)
#pad(x: 2em)[#fine[*Abstract.* #body]]"""
    + _REST,
    (
        ("Jan Kowal", ("University of Northford, Krakow, Poland",), ("northford.pl",)),
        (
            "Kim Bauer",
            ("Lakeside AI, Munich, Germany", "Technical University of Nowhere, Nowhere, Denmark"),
            ("tun.dk",),
        ),
        ("Lars Holm", ("Technical University of Nowhere, Nowhere, Denmark",), ("tun.dk",)),
    ),
)

NATIVE_SCRIPT = Layout(
    "native_script",
    _ONE_COLUMN
    + _TITLE
    + """#align(center)[*Mei Lin (Мэй Линь)*#super[a] #h(1em) *Noor Aziz*#super[b] #h(1em) *Oda Bjørk*#super[a,b] \\
#super[a]Eastlake University, Wuhan, China \\
#super[b]Universitas Khayalan, Jakarta, Indonesia]
#abstract()"""
    + _REST,
    (
        ("Mei Lin", ("Eastlake University, Wuhan, China",), ()),
        ("Noor Aziz", ("Universitas Khayalan, Jakarta, Indonesia",), ()),
        (
            "Oda Bjørk",
            ("Eastlake University, Wuhan, China", "Universitas Khayalan, Jakarta, Indonesia"),
            (),
        ),
    ),
)

SHARED_LINE = Layout(
    "shared_line",
    _ONE_COLUMN
    + _TITLE
    + """#align(center)[*Paul Stone*, *Quentin Roux*, and *Rita M. Sole, Jr.* \\
Department of Computing, University of Northford, Dublin, Ireland \\
`{pstone, qroux, rsole}@northford.ie`]
#abstract()"""
    + _REST,
    tuple(
        (name, ("Department of Computing, University of Northford, Dublin, Ireland",), ("northford.ie",))
        for name in ("Paul Stone", "Quentin Roux", "Rita M. Sole")
    ),
)

EMAIL_ONLY = Layout(
    "email_only",
    _ONE_COLUMN
    + _TITLE
    + """#align(center)[#grid(columns: 2, column-gutter: 4em,
[*Sven Dahl* \\ `sven.dahl@northford.se`], [*Tara Singh* \\ tara at eastlake dot edu dot in])]
#abstract()"""
    + _REST,
    (("Sven Dahl", (), ("northford.se",)), ("Tara Singh", (), ("eastlake.edu.in",))),
)

ANONYMOUS = Layout(
    "anonymous",
    _ONE_COLUMN
    + _TITLE
    + "#align(center)[*Anonymous authors* \\ Paper under double-blind review]\n#abstract()"
    + _REST,
    (),
)

AISTATS_COLUMNS = Layout(
    "aistats_columns",
    _TWO_COLUMNS
    + _SPAN
    + _TITLE
    + """#align(center)[#grid(columns: (1fr, 1fr, 1fr), row-gutter: 0.8em,
[*Ulla Berg*], [*Vik Rao*], [*Wen Gao*],
[University of Northford], [Lakeside AI], [Eastlake University])]]
#align(center)[#text(size: 12pt, weight: "bold")[Abstract]]
#body"""
    + _REST,
    (
        ("Ulla Berg", ("University of Northford",), ()),
        ("Vik Rao", ("Lakeside AI",), ()),
        ("Wen Gao", ("Eastlake University",), ()),
    ),
)

AAAI = Layout(
    "aaai",
    _TWO_COLUMNS
    + _SPAN
    + _TITLE
    + """#align(center)[#text(size: 12pt)[*Xin Yu#super[1], Yara Said#super[2], Zed Moss#super[1,2]*] \\
#super[1]Department of Computing, Eastlake University, 12 Lake Road, Wuhan 430000, China \\
#super[2]Northford Institute of Technology, Beirut, Lebanon \\
xin.yu\\@eastlake.edu.cn, ysaid\\@nit.edu.lb, zed\\@nit.edu.lb]]
#align(center)[*Abstract*]
#fine[#body]"""
    + _REST,
    (
        (
            "Xin Yu",
            ("Department of Computing, Eastlake University, 12 Lake Road, Wuhan 430000, China",),
            ("eastlake.edu.cn",),
        ),
        ("Yara Said", ("Northford Institute of Technology, Beirut, Lebanon",), ("nit.edu.lb",)),
        (
            "Zed Moss",
            (
                "Department of Computing, Eastlake University, 12 Lake Road, Wuhan 430000, China",
                "Northford Institute of Technology, Beirut, Lebanon",
            ),
            ("nit.edu.lb",),
        ),
    ),
)

LONG_LIST_AT_END = Layout(
    "long_list_at_end",
    _ONE_COLUMN
    + _TITLE
    + """#align(center)[*The Made-Up Team*#footnote(numbering: "*")[See the end of the paper for the full list of authors.]]
#abstract()"""
    + _REST
    + """
= References
[1] A. Body. A paper about nothing. 2029.
#pagebreak()
= Contributors
Ada Frost#super[1], Ben Kahn#super[2], Cleo Diaz#super[1,2], Dov Levi#super[2], Edna Moe#super[1]

#super[1]University of Northford, Canada \\
#super[2]Lakeside AI, Tel Aviv, Israel
""",
    (
        ("Ada Frost", ("University of Northford, Canada",), ()),
        ("Ben Kahn", ("Lakeside AI, Tel Aviv, Israel",), ()),
        ("Cleo Diaz", ("University of Northford, Canada", "Lakeside AI, Tel Aviv, Israel"), ()),
        ("Dov Levi", ("Lakeside AI, Tel Aviv, Israel",), ()),
        ("Edna Moe", ("University of Northford, Canada",), ()),
    ),
)

NAME_WITH_PLACE = Layout(
    "name_with_place",
    _ONE_COLUMN
    + _TITLE
    + """#align(center)[Finn Gray \\ University of Northford \\ Northford, Australia \\ finn\\@northford.edu.au
#v(1em)
Gloria Paz \\ Lakeside AI \\ Lima, Peru \\ gloria\\@lakeside.pe]
#abstract()"""
    + _REST,
    (
        ("Finn Gray", ("University of Northford, Northford, Australia",), ("northford.edu.au",)),
        ("Gloria Paz", ("Lakeside AI, Lima, Peru",), ("lakeside.pe",)),
    ),
)

NAMES_OF_COMPANIES = Layout(
    "names_of_companies",
    _ONE_COLUMN
    + _TITLE
    + """#align(center)[#grid(columns: 3, column-gutter: 2em, row-gutter: 1.5em,
[*Hugo Wild* \\ Lakeside \\ Austin, TX, USA \\ `hugo@lakeside.com`],
[*Isla Ford* \\ Blue Harbor \\ Perth, Australia \\ `isla@blueharbor.au`],
[*Juan Soto* \\ Blue Harbor \\ Perth, Australia \\ `juan@blueharbor.au`])]
#abstract()"""
    + _REST,
    (
        ("Hugo Wild", ("Lakeside, Austin, TX, USA",), ("lakeside.com",)),
        ("Isla Ford", ("Blue Harbor, Perth, Australia",), ("blueharbor.au",)),
        ("Juan Soto", ("Blue Harbor, Perth, Australia",), ("blueharbor.au",)),
    ),
)

LAYOUTS = tuple(value for value in globals().values() if isinstance(value, Layout))
