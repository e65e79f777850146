"""The ladder: what a paper does with a technology decides its role, and the role gives its reason and its mentions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_documents import document
from naming_sentences import NAMES
from shared_detector import CATALOGUE, DETECTOR

from byline.model import ROLES, Document, Reference, SectionKind, TechnologyRole
from byline.technologies import assign_roles
from byline.technologies.cues import cues_of
from byline.technologies.features import FEATURES, read
from byline.technologies.weights import load_weights

LLAMA_PAPER = "H. Touvron. LLaMA: Open and efficient foundation language models. arXiv preprint, 2023."
ATTENTION = (
    "Each attention head reads the KV cache. Self-attention and the feed-forward layers take most of the time. "
    "We share attention maps between transformer blocks, so that the key-value cache shrinks. "
)


def roles(paper: Document) -> dict[str, TechnologyRole]:
    found = assign_roles("p", paper, DETECTOR.detect("p", paper), CATALOGUE)
    return {role.technology_id: role for role in found}


def role_of(technology: str, *sections: tuple[SectionKind, str]) -> str | None:
    role = roles(document(sections)).get(technology)
    return role.role if role else None


BUILT_ON = [
    (
        "llama",
        [
            ("abstract", "We prune Llama-3-8B without training."),
            ("method", "Our method removes rows of each matrix. We apply it to Llama-3-8B."),
            (
                "experiments",
                "We evaluate Llama-3-8B and Llama-3-70B. Results for Llama-3-8B are in Table 1. " * 3,
            ),
        ],
    ),
    (
        "qwen",
        [
            ("abstract", "We fine-tune Qwen2.5-7B on legal questions."),
            ("experiments", "We train Qwen2.5-7B for two epochs. Qwen2.5-7B reaches 71.2 accuracy. " * 4),
        ],
    ),
    (
        "transformer",
        [
            ("abstract", "We make transformers faster. " + ATTENTION),
            ("introduction", "The transformer grows with the length of its input. " + ATTENTION),
            ("method", "In a transformer we merge layers. " + ATTENTION * 3),
        ],
    ),
]
EVALUATED = [
    (
        "gpt",
        [
            ("abstract", "We rank answers."),
            ("experiments", "We use GPT-4 as the judge of all answers. We prompt GPT-4 twice."),
        ],
    ),
    (
        "llama",
        [
            (
                "experiments",
                "We tokenize the corpus with the Llama 3 tokenizer. We use the Llama 3 vocabulary.",
            )
        ],
    ),
    (
        "transformer",
        [
            (
                "experiments",
                "Table 1: Accuracy of ViT-B/16 and of ResNet-50.\nWe evaluate ViT-B/16 on ImageNet.",
            )
        ],
    ),
    ("pytorch", [("experiments", "All experiments are implemented in PyTorch.")]),
    ("nvidia_a100", [("appendix", "All models were trained on one NVIDIA A100 GPU.")]),
    ("dino", [("experiments", "We train a classifier on features extracted by DINOv2.")]),
    ("adam", [("experiments", "We train for 100 epochs with the Adam optimizer.")]),
]
BACKGROUND = [
    ("llama", [("introduction", "Large models such as GPT-4 and Llama have changed the field.")]),
    ("gpt", [("introduction", "Large models such as GPT-4 and Llama have changed the field.")]),
    ("dino", [("related_work", "Unlike our classifier, theirs is trained on features of DINOv2.")]),
    ("t5", [("experiments", "Doe et al. trained T5 on more text, which we compare in future work.")]),
    ("gpt", [("related_work", "Doe et al. trained GPT-3 on a larger corpus.")]),
    ("transformer", [("conclusion", "Future work could extend this to Transformer-based models.")]),
    ("qwen", [("method", "Recent models (e.g., Qwen2.5, Gemma) share this design.")]),
    ("gpt", [("acknowledgements", "We used ChatGPT to polish the language.")]),
    ("gpt", [("method", "ChatGPT was used to proofread the manuscript.")]),
]


@pytest.mark.parametrize(("technology", "sections"), BUILT_ON)
def test_what_a_paper_stands_on_is_built_on(technology: str, sections: list[tuple[SectionKind, str]]) -> None:
    assert role_of(technology, *sections) == "built_on"


@pytest.mark.parametrize(("technology", "sections"), EVALUATED)
def test_what_a_paper_runs_beside_is_evaluated(
    technology: str, sections: list[tuple[SectionKind, str]]
) -> None:
    assert role_of(technology, *sections) == "evaluated"


@pytest.mark.parametrize(("technology", "sections"), BACKGROUND)
def test_what_a_paper_speaks_of_is_not_used(technology: str, sections: list[tuple[SectionKind, str]]) -> None:
    assert role_of(technology, *sections) in ("mentioned", "cited")


def rows_of(section: SectionKind, text: str, technology: str = "llama") -> int:
    paper = document([(section, text)])
    readings = read(paper, DETECTOR.detect("p", paper), CATALOGUE).readings
    return sum(r.is_row and r.is_working for r in readings[technology])


@pytest.mark.parametrize(
    ("section", "text", "count"),
    [
        ("results", "Method F1 EM\nLlama-2-7B 71.2 64.0\nOurs 80.1 70.3", 1),
        ("results", "Model F1 EM\nLawyer LLaMa† 13B 35.75 5.62\nOurs 40.1 9.3", 1),
        ("results", "Llama 3 (Grattafiori et al., 2024) 8B 71.2±0.4 64.0±1.1", 1),
        ("results", "Llama-2-7B [12]\n(71.2) (64.0)", 1),
        ("results", "Llama-2-7B 71.2", 0),
        ("results", "Accuracy of the models\nLlama\n0.0\n0.1\n0.2\n0.3", 0),
        ("results", "Llama-2-7B 32 4096 32000", 0),
        ("results", "We train Llama 2 for 3.5 days.", 0),
        ("related_work", "Llama-2-7B 71.2 64.0", 0),
        ("background", "Llama-2-7B 71.2 64.0", 0),
        ("references", "Llama-2-7B 71.2 64.0", 0),
    ],
)
def test_a_row_is_one_of_figures_in_the_papers_own_results(
    section: SectionKind, text: str, count: int
) -> None:
    assert rows_of(section, text) == count


def test_a_row_of_the_papers_own_results_alone_is_a_use() -> None:
    table = "Method F1 EM\nYi-34B 61.0 52.8\nLawyer LLaMa† 13B 35.75 5.62\nOurs 80.1 70.3"
    paper = document([("introduction", "Models such as LLaMA are known."), ("results", table)])
    role = roles(paper)["llama"]
    assert role.role == "evaluated"
    assert "rows of the paper's own results: 1" in role.explanation


def test_a_name_in_the_reference_list_alone_is_cited() -> None:
    paper = document([("method", "We sort."), ("references", LLAMA_PAPER)])
    (role,) = roles(paper).values()
    assert (role.technology_id, role.role) == ("llama", "cited")
    assert role.explanation == "cited: named in the reference list only"


def test_a_name_in_passing_without_a_citation_is_mentioned() -> None:
    assert role_of("llama", ("introduction", "Models such as Llama have become common.")) == "mentioned"


def test_a_paper_on_language_models_is_not_about_the_transformer_unless_it_says_so() -> None:
    sections: list[tuple[SectionKind, str]] = [("experiments", "We prompt Llama-3-8B and Qwen2.5-7B. " * 5)]
    assert role_of("transformer", *sections) is None


def test_the_page_that_cites_a_technologys_paper_is_told() -> None:
    made = document(
        [
            ("method", "We sort."),
            ("related_work", "LLaMA [1] is such a model."),
            ("references", "[1] " + LLAMA_PAPER),
        ]
    )
    start = made.text.index("[1] H.")
    title = "LLaMA: Open and efficient foundation language models"
    entry = Reference(made.text[start:], start, len(made.text), title, 2023)
    paper = Document(**{f: getattr(made, f) for f in made.__slots__} | {"references": (entry,)})
    role = roles(paper)["llama"]
    assert role.role == "cited"
    assert "its paper is cited on p. 2" in role.explanation


def test_the_strongest_evidence_is_the_sentence_on_the_authors_own_use() -> None:
    paper = document(
        [
            ("introduction", "Models such as Llama have become common."),
            (
                "experiments",
                "We fine-tune Llama-3-8B on both tasks. Llama is fast. We test Llama-3-8B again.",
            ),
            ("references", LLAMA_PAPER),
        ]
    )
    role = roles(paper)["llama"]
    mentions = {m.mention_id: m for m in DETECTOR.detect("p", paper)}
    quotes = [mentions[e].quote for e in role.evidence]
    assert quotes[0] == "We fine-tune Llama-3-8B on both tasks."
    assert quotes[-1].startswith("LLaMA: Open") or "Touvron" in quotes[-1]


@pytest.mark.parametrize(
    ("sentence", "is_use"),
    [
        ("We fine-tune Llama on our data.", True),
        ("Our encoder is initialised from Llama.", True),
        ("In this work Llama is evaluated on four tasks.", True),
        ("We evaluate five models, including Llama.", True),
        ("Figure 4 compares the latency of Llama and Yi-34B.", True),
        ("We extract the features with Llama.", True),
        ("Llama is the basis of all our experiments.", True),
        ("We train a Llama whose layers have been replaced.", True),
        ("The design is inspired by Llama, which we do not train.", False),
        ("Llama-like models have been used everywhere.", False),
        ("Models such as Llama are trained on the web.", False),
        ("Unlike Llama, we train no tokenizer.", False),
        ("Recent work has shown that we can prune Llama.", False),
        ("In future work we will apply it to Llama.", False),
        ("Doe et al. propose to train Llama with our loss.", False),
        ("The weather was fine and Llama slept.", False),
    ],
)
def test_a_sentence_on_ones_own_use_is_told_from_talk(sentence: str, is_use: bool) -> None:
    assert cues_of(sentence, sentence.index("Llama")).is_use is is_use


def test_every_weight_is_a_feature_and_has_the_sign_that_its_words_say() -> None:
    for weights in load_weights().values():
        assert set(weights.by_feature) <= set(FEATURES)
        assert all(w <= 0 if name == "talk_share" else w >= 0 for name, w in weights.by_feature.items())


kinds = st.sampled_from(["abstract", "introduction", "method", "experiments", "references", "appendix"])
bodies = st.lists(st.sampled_from([sentence for sentence, _ in NAMES]), max_size=6).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(kinds, bodies), min_size=1, max_size=5))
def test_each_named_technology_has_one_role_with_its_own_mentions(
    sections: list[tuple[SectionKind, str]],
) -> None:
    paper = document(sections)
    mentions = DETECTOR.detect("p", paper)
    found = assign_roles("p", paper, mentions, CATALOGUE)
    by_id = {m.mention_id: m for m in mentions}
    assert [r.technology_id for r in found] == sorted({m.technology_id for m in mentions})
    for role in found:
        assert role.role in ROLES
        assert 0.0 <= role.score <= 1.0
        assert role.evidence
        assert all(by_id[e].technology_id == role.technology_id for e in role.evidence)
        assert role.explanation.startswith(role.role.replace("_", " "))
