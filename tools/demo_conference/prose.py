"""The text of an invented paper: sentences dealt from the pools, with exactly the technologies of its plan."""

import random
from typing import Any

from bibliography import Bibliography
from plan import PlannedPaper, PlannedTechnology, load_toml

TOPICS = load_toml("prose", "topics.toml")
GENERIC: dict[str, list[str]] = load_toml("prose", "generic.toml")
PHRASES = load_toml("prose", "phrases.toml")
TECHNOLOGIES = load_toml("prose", "technologies.toml")

NUMERIC_CITATIONS = ("neurips", "neurips_blocks", "cvpr", "uai", "endlist")
# Sentences a section from the generic pools: enough for three pages in each layout, not so many as to run dry.
LENGTH = {
    "intro": 13,
    "related": 9,
    "method": 15,
    "setup": 7,
    "experiments": 14,
    "discussion": 7,
    "appendix": 9,
}
EQUATIONS = [
    "cal(L)(theta) = 1/n sum_(i=1)^n ell(f(x_i), y_i) + lambda D(theta)",
    "theta_(t+1) = theta_t - eta_t nabla cal(L)(theta_t)",
    "D(theta) = EE [ (f(x) - f'(x))^2 ]",
]
# Elsewhere left out: the mathematical font alone adds a twentieth to a PDF that is committed.
TOPICS_WITH_EQUATIONS = ("theory", "control", "graphs")
# Metrics of which less is better.
ERRORS = ("pinball loss", "mean absolute error", "suboptimality")
Block = dict[str, Any]


class Writer:
    """Composes one paper. All choices come from one generator seeded by the paper's file name."""

    def __init__(self, paper: PlannedPaper, title: str) -> None:
        self.paper = paper
        self.title = title
        self.topic: dict[str, Any] = TOPICS[paper.topic]
        self.rng = random.Random(f"imcols prose {paper.file}")
        self.bibliography = Bibliography(self.rng, paper.year, paper.layout in NUMERIC_CITATIONS)
        self.planted = {t: self._wording(t) for t in paper.technologies}
        d1, d2, d3 = self.topic["datasets"]
        self.slots = {k: self.topic[k] for k in ("task", "area", "object", "metric")}
        self.slots |= {"method": paper.method, "d1": d1, "d2": d2, "d3": d3}

    def _wording(self, technology: PlannedTechnology) -> dict[str, Any]:
        """Return the member and family name as this paper writes them, and the work that introduces them."""
        entry = TECHNOLOGIES[technology.technology_id]
        member, reference = self.rng.choice(entry["members"])
        printed = technology.printed_as
        family = printed or self.rng.choice(entry["names"])
        return {"m": printed or member, "t": family, "work": tuple(entry["references"][reference])}

    def compose(self) -> dict[str, Any]:
        """Return the abstract, the sections with their blocks, and the reference list."""
        abstract = self._abstract()
        main = [
            self._section("Introduction", self._introduction()),
            self._section("Related Work", self._related()),
            self._section("Method", self._method()),
            self._section("Experiments", self._experiments()),
            self._section("Discussion", self._pool("discussion", LENGTH["discussion"])),
            self._section("Conclusion", self._conclusion()),
        ]
        for number, section in enumerate(main, start=1):
            section["number"] = str(number)
        thanks = self._section("Acknowledgements", self._acknowledgements())
        sections = [*main, thanks, {"heading": "References", "number": None, "blocks": []}]
        if self.rng.random() < 0.35:
            appendix = self._section("Further Details", self._pool("appendix", LENGTH["appendix"]))
            sections.append(appendix | {"number": "A"})
        return {"abstract": abstract, "sections": sections, "references": self.bibliography.entries()}

    def _section(self, heading: str, content: list[str | Block]) -> Block:
        """Return a section whose sentences are set in paragraphs of three to six."""
        blocks: list[Block] = []
        sentences: list[str] = []
        for item in content:
            if isinstance(item, str):
                sentences.append(self._fill(item))
            if sentences and (not isinstance(item, str) or len(sentences) >= self.rng.randint(3, 6)):
                blocks.append({"kind": "paragraph", "text": " ".join(sentences)})
                sentences = []
            if not isinstance(item, str):
                blocks.append(item)
        if sentences:
            blocks.append({"kind": "paragraph", "text": " ".join(sentences)})
        return {"heading": heading, "number": None, "blocks": blocks}

    def _fill(self, sentence: str, **more: str) -> str:
        while "{cite}" in sentence:
            citation = self.bibliography.cite(self.bibliography.invented())
            sentence = sentence.replace("{cite}", citation + " " * sentence.count("{cite}{cite}"), 1)
        filled = sentence.format_map(self.slots | more)
        return filled[:1].upper() + filled[1:]

    def _pool(self, name: str, count: int) -> list[str | Block]:
        """Return that many sentences of a pool, in its order, so that an argument stays in order."""
        pool = GENERIC[name]
        kept = sorted(self.rng.sample(range(len(pool)), min(count, len(pool))))
        return [pool[i] for i in kept]

    def _planted(self, part: str) -> list[str]:
        """Return the sentences in which this part of the paper speaks of the planned technologies."""
        sentences = []
        for technology, wording in self.planted.items():
            kind = TECHNOLOGIES[technology.technology_id]["kind"]
            role = "helper" if technology.is_helper else technology.role
            options = PHRASES[kind][role].get(part, [])
            # One place says it where the role has several places that would do as well.
            is_here = technology.role != "mentioned" or part == self._place_of(
                technology, PHRASES[kind][role]
            )
            if options and is_here:
                sentences.append(self._say(self.rng.choice(options), wording))
        return [s for s in sentences if s] + [s.format_map(self.slots) for s in self._decoys(part)]

    def _place_of(self, technology: PlannedTechnology, places: dict[str, Any]) -> str:
        return random.Random(f"{self.paper.file} {technology.technology_id}").choice(sorted(places))

    def _say(self, sentence: str, wording: dict[str, Any]) -> str:
        citation = self.bibliography.cite(wording["work"]) if "{c}" in sentence else ""
        return self._fill(sentence, m=wording["m"], t=wording["t"], c=citation) if sentence else ""

    def _decoys(self, part: str) -> list[str]:
        names = [f"{decoy}_{part}" for decoy in self.paper.decoys]
        return [sentence for name in names for sentence in PHRASES["decoys"].get(name, [])]

    def _scattered(self, sentences: list[str | Block], planted: list[str]) -> list[str | Block]:
        """Return the sentences with the planted ones put in at random, never first."""
        mixed = list(sentences)
        for sentence in planted:
            mixed.insert(self.rng.randint(1, len(mixed)), sentence)
        return mixed

    def _abstract(self) -> str:
        opening = self.rng.choice(GENERIC["abstract_open"])
        prose = self.rng.sample(self.topic["prose"], 1) + self.rng.sample(self.topic["results"], 2)
        parts = [
            opening,
            self.rng.choice(self.topic["intro"]),
            prose[0],
            *self._planted("abstract"),
            *prose[1:],
        ]
        return " ".join(self._fill(part) for part in [*parts, self.rng.choice(GENERIC["abstract_close"])])

    def _introduction(self) -> list[str | Block]:
        content = [*self.topic["intro"], *self._pool("intro", LENGTH["intro"])]
        return self._scattered(content, self._planted("intro"))

    def _related(self) -> list[str | Block]:
        content = [*self._pool("related", LENGTH["related"]), *self.topic["related"]]
        planted = self._planted("related")
        if "llama_reference_only" in self.paper.decoys:
            (wording,) = [w for t, w in self.planted.items() if t.technology_id == "llama"]
            planted = [s for s in planted if wording["t"] not in s]
            citation = self.bibliography.cite(wording["work"])
            planted.append(self.rng.choice(PHRASES["decoys"]["cited_without_name"]).format(c=citation))
        return self._scattered(content, planted)

    def _method(self) -> list[str | Block]:
        content = [*self._pool("method", LENGTH["method"]), *self.topic["prose"]]
        if self.paper.topic in TOPICS_WITH_EQUATIONS:
            content[8:8] = [{"kind": "equation", "text": self.rng.choice(EQUATIONS)}]
        return self._scattered(content, self._planted("method"))

    def _experiments(self) -> list[str | Block]:
        setup = self._pool("setup", LENGTH["setup"])
        content = [*self._pool("experiments", LENGTH["experiments"]), *self.topic["results"]]
        mixed = self._scattered(setup, self._planted("setup"))
        mixed += self._scattered(content, self._planted("experiments") + self._planted("findings"))
        mixed.insert(9, self._results_table())
        mixed.insert(16, self._ablation_table())
        return mixed

    def _conclusion(self) -> list[str | Block]:
        return self._scattered(list(GENERIC["conclusion"]), self._planted("conclusion"))

    def _acknowledgements(self) -> list[str | Block]:
        return [*self.rng.sample(GENERIC["acknowledgements"], 2), *self._planted("acknowledgements")]

    def _results_table(self) -> Block:
        header = ["Model", *self.topic["datasets"]]
        names = [*self.topic["baselines"]]
        for technology, wording in self.planted.items():
            kind = TECHNOLOGIES[technology.technology_id]["kind"]
            role = "helper" if technology.is_helper else technology.role
            if role == "evaluated" and PHRASES[kind][role].get("row"):
                names.append(wording["m"])
            if role == "built_on" and self.rng.random() < 0.8:
                names += [wording["m"], f"{wording['m']} + {self.paper.method}"]
        if not names[-1].endswith(self.paper.method):
            names.append(self.paper.method)
        floor = self.rng.uniform(40, 60)
        rows = [[name, *self._scores(floor + 3 * n)] for n, name in enumerate(names)]
        caption = f"Table 1: {self.topic['metric'].capitalize()} on three data sets, mean of five runs."
        return {"kind": "table", "caption": caption, "header": header, "rows": rows}

    def _ablation_table(self) -> Block:
        names = ["Complete", "without annealing", "single examples", "one group", "no disagreement term"]
        rows = [[name, *self._scores(70 - 2 * n)[:2]] for n, name in enumerate(names)]
        header = ["Variant", *self.topic["datasets"][:2]]
        return {"kind": "table", "caption": "Table 2: Ablation.", "header": header, "rows": rows}

    def _scores(self, level: float) -> list[str]:
        shown = 100 - level if self.topic["metric"] in ERRORS else level
        return [f"{self.rng.gauss(shown, 0.9):.1f}" for _ in range(3)]
