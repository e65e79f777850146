"""Names are found where they stand, and what only looks like a name is left alone."""

import re
import string
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_documents import document
from naming_sentences import NAMES, TRAPS
from shared_detector import DETECTOR

from byline.model import Box, PrintedAuthor, TitleBlock
from byline.technologies.detect import BLOCK_CHARS, MOST_MENTIONS
from byline.technologies.names import fold
from byline.technologies.places import parse_label

BOX = Box(0, 0, 1, 1)
ALL_NAMES = [word for sentence, _ in NAMES for word in re.findall(r"\S+", sentence)]


def ids(text: str) -> str:
    return " ".join(sorted({found.entry.technology_id for found in DETECTOR.find(text)}))


@pytest.mark.parametrize(("sentence", "wanted"), NAMES)
def test_a_name_is_found(sentence: str, wanted: str) -> None:
    assert ids(sentence) == wanted


@pytest.mark.parametrize(("sentence", "wanted"), TRAPS)
def test_what_looks_like_a_name_is_none(sentence: str, wanted: str) -> None:
    assert ids(sentence) == wanted


def test_the_records_are_many_and_differ() -> None:
    sentences = [sentence for sentence, _ in NAMES + TRAPS]
    assert len(sentences) == len(set(sentences)) >= 150
    assert len(TRAPS) * 2 >= 150


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("we use Llama-3.1-8B-Instruct now", "Llama-3.1-8B-Instruct"),
        ("tuned TinyLLaMA-1.1B.", "TinyLLaMA-1.1B"),
        ("all transformers, in short", "transformers"),
        ("runs on Llama 2 [44]", "Llama 2"),
        ("GPT-4 90% of the time", "GPT-4"),
        ("Llama\n3 herd", "Llama\n3"),
        ("the Mixtral 8x7B model", "Mixtral 8x7B"),
        ("ResNet 3.2 4.1", "ResNet"),
    ],
)
def test_the_span_is_the_full_name(text: str, span: str) -> None:
    (found,) = DETECTOR.find(text)
    assert text[found.start : found.end] == span


def test_an_open_name_is_settled_by_a_certain_one_elsewhere() -> None:
    alone = "Then Phi wins again."
    assert ids(alone) == ""
    assert ids(alone + " " * 400 + "We ran Phi-3-mini for this.") == "phi"


def test_a_derived_family_counts_only_by_the_papers_own_word() -> None:
    body = "We use Vicuna-13B throughout."
    cited = "Stanford Alpaca: An instruction-following LLaMA model. arXiv preprint, 2023."
    silent = document([("experiments", body), ("references", cited)])
    spoken = document([("experiments", body + " Vicuna is fine-tuned from LLaMA."), ("references", cited)])
    sections = {
        key: {m.section for m in DETECTOR.detect("p", paper) if m.technology_id == "llama"}
        for key, paper in (("silent", silent), ("spoken", spoken))
    }
    assert sections == {"silent": {"references"}, "spoken": {"experiments", "references"}}


def test_page_section_and_part_tell_where_a_name_stands() -> None:
    paper = document(
        [
            ("abstract", "We distil Qwen2.5-7B."),
            (
                "results",
                "Table 2: Accuracy of Qwen2.5-7B.\nHere the text goes on.\nQwen2-1.5B 1.2 3.4 5.6 7.8 9.1",
            ),
            ("method", "We sample with Qwen-7B.\n3 https://example.org/Qwen/Qwen-7B\n"),
            ("references", "Qwen technical report. arXiv preprint, 2023."),
        ]
    )
    places = [
        (m.page, *parse_label(m.section)) for m in DETECTOR.detect("p", paper) if m.technology_id == "qwen"
    ]
    assert places == [
        (1, "abstract", "body"),
        (2, "results", "caption"),
        (2, "results", "table"),
        (3, "method", "body"),
        (3, "method", "footnote"),
        (3, "method", "footnote"),
        (4, "references", "body"),
    ]


def test_a_reference_list_that_runs_on_unnoticed_is_still_references() -> None:
    entry = "J. Roe. Pruning GPT-4 in one shot. arXiv preprint arXiv:2401.00001, 2024."
    paper = document([("references", "A. Doe. On maps. 2020."), ("appendix", entry)])
    assert [m.section for m in DETECTOR.detect("p", paper)] == ["references"]


@pytest.mark.parametrize(
    ("entry", "wanted"),
    [
        ("[7] Hubert Doe, Roberta Roe, and Bert Poe. On maps. 2020.", ""),
        ("Jane Poe, Van-Phi Doe, and Jo Roe. A language model of maps. LLMs in Practice, 2024.", ""),
        ("[8] Henry Adams, Tom Roe. Stochastic gradients and momentum. 2020.", ""),
        ("Jo Doe and Adam\nR. Roe. SGD with momentum. 2021.", ""),
        ("Gemma Team, Jo Doe, and Jane Roe. Gemma: Open language models. 2024.", "gemma"),
        ("Jo Doe and Ann Roe. HuBERT: Speech without labels. 2021.", "wav2vec"),
        ("Jo Doe, Ann Roe. Adam: A method for stochastic optimization. 2015.", "adam"),
        ("J. Doe, A. Roe. Roberta and Bert read maps. 2020.", "bert roberta"),
    ],
)
def test_an_author_who_is_called_like_a_technology_is_none(entry: str, wanted: str) -> None:
    paper = document([("experiments", "It works."), ("references", entry)])
    assert " ".join(sorted({m.technology_id for m in DETECTOR.detect("p", paper)})) == wanted


def test_an_author_of_the_paper_is_no_technology() -> None:
    text = "On momentum\nAdam D. Doe1 Jo Roe2\nOptimizers such as Adam and SGD need a learning rate."
    paper = document([("title", text)])
    authors = (PrintedAuthor("Adam D. Doe", 1, BOX), PrintedAuthor("Jo Roe", 1, BOX))
    paper = replace(paper, title_block=TitleBlock("On momentum", authors, ()))
    (mention,) = DETECTOR.detect("p", paper)
    assert (mention.technology_id, mention.char_start) == ("adam", text.index("Adam and"))


def test_a_quote_is_the_sentence_on_its_page() -> None:
    paper = document(
        [
            ("method", "It is late. We fine-tune\nLlama-3-8B on e.g. two tasks. Then we rest."),
            ("results", "It works."),
        ]
    )
    (mention,) = DETECTOR.detect("p", paper)
    assert mention.quote == "We fine-tune Llama-3-8B on e.g. two tasks."


def test_folding_keeps_every_offset() -> None:
    text = "İstanbul’s Ｘ\u00a0Llama\u2011\n3 ẞ"
    assert len(fold(text)) == len(text)
    assert "llama-" in fold(text)


words = st.one_of(st.sampled_from(ALL_NAMES), st.text(string.printable + "İßﬁ\u00a0\u2011é", max_size=12))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(words, max_size=60).map(" ".join), min_size=1, max_size=4))
def test_span_quote_and_page_agree_with_the_text(pages: list[str]) -> None:
    paper = document([("method", page) for page in pages])
    mentions = DETECTOR.detect("p", paper)
    assert len({m.mention_id for m in mentions}) == len(mentions)
    for m in mentions:
        name = paper.text[m.char_start : m.char_end]
        squeezed = "".join(paper.text.split())
        assert name
        assert " ".join(name.split()) in m.quote
        assert len(m.quote) <= 320
        assert "".join(m.quote.split()) in squeezed
        assert paper.page_starts[m.page - 1] <= m.char_start
        assert m.page == len(pages) or m.char_start < paper.page_starts[m.page]


@settings(max_examples=100, deadline=None)
@given(st.lists(words, max_size=40), st.lists(words, max_size=40))
def test_no_text_makes_the_search_fail_or_overlap(left: list[str], right: list[str]) -> None:
    found = DETECTOR.find(" ".join(left) + "\n" + "-".join(right))
    by_technology: dict[str, int] = {}
    for item in found:
        assert item.start >= by_technology.get(item.entry.technology_id, 0)
        by_technology[item.entry.technology_id] = item.end


def test_a_text_made_to_choke_the_search_is_bounded() -> None:
    text = "Yi llama transformer " * 20_000
    assert len(DETECTOR.find(text)) <= 2 * MOST_MENTIONS


def test_a_name_across_two_blocks_is_found_once() -> None:
    text = "x" * (BLOCK_CHARS - 10) + " we use Llama-3-8B twice: Llama-3-8B."
    assert [text[f.start : f.end] for f in DETECTOR.find(text)] == ["Llama-3-8B", "Llama-3-8B"]
