"""One server's site: which address is which page, and every page in its three forms, remembered."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from urllib.parse import parse_qsl, unquote

from byline.charts import FORMS, SIZES
from byline.explorer.marks import Marks
from byline.explorer.page import Page, to_csv, to_json
from byline.explorer.pages import addresses, checks, claims, overview, paper, papers, places
from byline.explorer.pictures import PagePicture, Pictures
from byline.explorer.run import OpenRun
from byline.explorer.safety import Guard
from byline.explorer.state import RULES, AddressError, State, parse_state
from byline.explorer.view import NotFound, View
from byline.measures import group_members
from byline.model import choices
from byline.views.downloads import PICTURES
from byline.views.templating import environment
from byline.views.wording import RULE_WORDS, country_name, reading_numbers_as, source_of

Make = Callable[[View], Page]
PAGES: dict[str, Make] = {
    "/": overview.overview,
    "/countries": overview.who,
    "/joint": overview.leading,
    "/rules": overview.rules,
    "/method": overview.how,
    "/papers": papers.papers,
    "/institutions": places.institutions,
    "/technologies": places.technologies,
    "/check": checks.checks,
    "/claims": claims.measured_again,
}
KEYED: dict[str, Make] = {
    "/paper/": paper.paper,
    "/country/": places.country,
    "/institution/": places.institution,
    "/technology/": places.technology,
}
NAVIGATION = (
    ("/", "Overview"),
    ("/countries", "Countries"),
    ("/institutions", "Institutions"),
    ("/technologies", "Technologies"),
    ("/papers", "Papers"),
    ("/rules", "Rules"),
    ("/claims", "Claims"),
    ("/check", "Check"),
)
TYPES = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
}
# What an address of a file says besides a page's choices: which table or chart, and how large.
PARTS = {"csv": ("table",), "svg": ("chart", "size"), "png": ("chart", "size")}
# Bytes of finished pages that are kept: a reader goes back and forth, and several look at the same.
MOST_KEPT = 48 << 20


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back."""

    status: int
    type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Asked:
    """An address taken apart: the page, the id in its path, and the form wanted."""

    path: str
    make: Make
    key: str
    form: str


@dataclass(slots=True)
class Site:
    """All pages of one run. `generation` counts how often the run was opened anew."""

    run: OpenRun
    guard: Guard
    pictures: Pictures
    generation: int = 0
    _kept: "OrderedDict[Any, Answer]" = field(default_factory=OrderedDict)
    _size: int = 0
    _lock: Lock = field(default_factory=Lock)

    def replace_run(self, run: OpenRun) -> None:
        """Serve another run, or the same one as it is now."""
        with self._lock:
            # The old run is let go of when the last reader of it is done.
            old, self.run, self.generation = self.run, run, self.generation + 1
            self._kept.clear()
            self._size = 0
        old.depth.close()

    def kept(self, path: str, query: str, language: str) -> Answer | None:
        """Return the page if it was made before."""
        with self._lock:
            key = (path, query, language)
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def answer(self, path: str, query: str, language: str = "en") -> Answer:
        """Return the page at an address, a page that says what is wrong, or what was made before."""
        generation = self.generation
        answer = self._made(path, query, language)
        if answer.status == 200:
            with self._lock:
                if generation == self.generation and (path, query, language) not in self._kept:
                    self._kept[path, query, language] = answer
                    self._size += len(answer.body)
                while self._size > MOST_KEPT:
                    self._size -= len(self._kept.popitem(last=False)[1].body)
        return answer

    def _made(self, path: str, query: str, language: str) -> Answer:
        run = self.run
        items = parse_qsl(query, keep_blank_values=False, errors="replace", max_num_fields=100)
        asked = self._find(path)
        form = asked.form if asked else _form(path)
        default = State(run.scope, run.scope.rules, run.scope.countries)
        if asked is None:
            return self._written(_lost("There is no such page."), path, default, "html", language)
        part = {name: value for name, value in items if name in PARTS.get(form, ())}
        items = [(name, value) for name, value in items if name not in part]
        try:
            state, more = parse_state(run.scope, items)
        except AddressError as error:
            return self._written(_wrong(str(error)), asked.path, default, form, language)
        # Programs get plain numbers, people those of their language.
        language = language if form == "html" else "en"
        with reading_numbers_as(language):
            try:
                page = asked.make(View(run, state, more, asked.key))
            except AddressError as error:
                page = _wrong(str(error))
            except NotFound as error:
                page = _lost(str(error), state.address(error.list_at), dict(NAVIGATION)[error.list_at])
        return self._written(page, asked.path, state, form, language, part)

    def _find(self, path: str) -> Asked | None:
        stem, form = path, "html"
        for suffix in ("json", "csv", *FORMS):
            if path.endswith(f".{suffix}"):
                stem, form = path.removesuffix(f".{suffix}"), suffix
        stem = "/" if stem == "/index" else stem
        if stem in PAGES:
            return Asked(stem, PAGES[stem], "", form)
        for prefix, make in KEYED.items():
            if path.startswith(prefix) and len(path) > len(prefix):
                whole = addresses.decoded(path.removeprefix(prefix))
                # A paper may be called `x.json`; its own page comes before another's JSON.
                if self._is_known(prefix, whole):
                    return Asked(path, make, whole, "html")
                return Asked(stem, make, addresses.decoded(stem.removeprefix(prefix)), form)
        return None

    def _is_known(self, prefix: str, key: str) -> bool:
        library = self.run.library
        known: Mapping[str, Collection[str]] = {
            "/paper/": library.cards,
            "/institution/": library.institutions,
            "/technology/": library.technologies,
        }
        return addresses.institution_id(key) in known.get(prefix, ())

    def _written(
        self,
        page: Page,
        path: str,
        state: State,
        form: str,
        language: str,
        part: Mapping[str, str] | None = None,
    ) -> Answer:
        if form == "json":
            about = {"address": state.address(path), "run": self.run.run_id, **_rules(state)}
            return Answer(page.status, TYPES[form], to_json(page, about))
        if form != "html" and page.status == 200:
            try:
                return Answer(200, TYPES[form], self._file(page, form, part or {}))
            except LookupError:
                page = _lost("This page has no such table or chart.")
        with reading_numbers_as(language):
            text = self._html(page, path, state)
        return Answer(page.status, TYPES["html"], text.encode("utf-8", "replace"))

    def _file(self, page: Page, form: str, part: Mapping[str, str]) -> bytes:
        """Return a table or a chart of the page, by its number from 1; LookupError where there is none."""
        number = next((part[name] for name in ("table", "chart") if name in part), "1")
        place = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 0
        if form == "csv":
            return to_csv(page, place).encode("utf-8", "replace")
        size = part.get("size", SIZES[0])
        if size not in SIZES or not 1 <= place <= len(page.charts):
            raise LookupError(size)
        source = source_of(self.run.study.title, self.run.study.is_invented)
        chart = page.charts[place - 1]
        return FORMS[form](chart.svg, chart.caption, source, size)

    def _html(self, page: Page, path: str, state: State) -> str:
        template = environment("byline.explorer").get_template(page.template)
        stem = "/index" if path == "/" else path
        return template.render(
            page=page,
            study=self.run.study,
            path=path,
            state=state,
            navigation=[(state.address(to), words, _is_here(to, path)) for to, words in NAVIGATION],
            options=_options(self.run, state),
            json=state.address(f"{addresses.encoded_path(stem)}.json"),
            csv=lambda n: state.address(f"{addresses.encoded_path(stem)}.csv", [("table", str(n))]),
            pictures=lambda n: [
                (
                    words,
                    state.address(
                        f"{addresses.encoded_path(stem)}.{form}", [("chart", str(n)), ("size", size)]
                    ),
                )
                for words, form, size in PICTURES
            ],
            run_id=self.run.run_id,
            secret=self.guard.form_secret,
            **self._drawn(page, state),
            **page.context,
        )

    def _drawn(self, page: Page, state: State) -> dict[str, Any]:
        """Return the printed page that a paper's page shows, with its marks."""
        if not page.context.get("has_pdf"):
            return {}
        marks = Marks(self.run.library, page.context["card"], page.context["at_page"])
        return {"picture": marks.on(self.pictures.get(marks.job()))}

    def picture(self, key: str, number: int) -> bytes | None:
        """Return a page of a paper as PNG; None where the run has no such page."""
        card = self.run.library.cards.get(addresses.decoded(key))
        if card is None or self.run.library.pdf(card.paper_id) is None:
            return None
        drawn = self.pictures.get(Marks(self.run.library, card, number).job())
        return drawn.png if isinstance(drawn, PagePicture) else None

    def shown(self, page: Page) -> Answer:
        """Return a page that no address asked for: what went wrong with a form."""
        default = State(self.run.scope, self.run.scope.rules, self.run.scope.countries)
        return self._written(page, "/check", default, "html", "en")


def _form(path: str) -> str:
    return "json" if path.endswith(".json") else "html"


def _is_here(to: str, path: str) -> bool:
    singular = {"/countries": "/country/", "/institutions": "/institution/", "/technologies": "/technology/"}
    is_below = path.startswith({**singular, "/papers": "/paper/"}.get(to, "\0"))
    return to == path or is_below or (to, path) == ("/institutions", "/joint")


def _wrong(message: str) -> Page:
    said = {"message": message}
    title = "This address cannot be answered"
    return Page(title, "error.html.j2", context=said | {"list_at": ""}, record=said, status=400)


def _lost(message: str, list_at: str = "", words: str = "") -> Page:
    """Return a page that says what is not there, with a link to the list of what is."""
    said = {"message": message}
    context = said | {"list_at": list_at, "words": words}
    return Page("Nothing here", "error.html.j2", context=context, record=said, status=404)


def _rules(state: State) -> dict[str, Any]:
    rules = {name: getattr(state.rules, name) for name in RULES}
    return {
        "rules": {**rules, "tracks": list(state.rules.tracks)},
        "countries": list(state.countries),
        "venues": list(state.venues),
        "years": list(state.years),
    }


def _options(run: OpenRun, state: State) -> Mapping[str, Any]:
    """Return what the form of choices offers."""
    return {
        "rules": [
            (name, [(option, RULE_WORDS[name][option]) for option in listed], getattr(run.scope.rules, name))
            for name, listed in choices().items()
        ],
        "countries": _countries(run),
        "groups": sorted({**group_members(), **run.scope.groups}),
        "default_tracks": list(run.scope.rules.tracks),
    }


def _countries(run: OpenRun) -> Sequence[tuple[str, str]]:
    def listed() -> list[tuple[str, str]]:
        cards = run.library.cards.values()
        codes = {e.country for card in cards for a in card.authors for e in a.evidence if e.country}
        return sorted(((code, country_name(code)) for code in codes), key=lambda item: item[1])

    return run.answers.once("countries", listed, len)


def unquoted(raw_path: bytes) -> str:
    """Return the path of a request as text; what is no UTF-8 is replaced."""
    return unquote(raw_path.decode("ascii", "replace").split("?")[0], errors="replace")
