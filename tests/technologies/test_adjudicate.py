"""The adjudicator against a server on loopback: honest answers, invented quotes, broken replies, kept answers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chat_server import ChatServer, completion, serving
from made_up_documents import document
from shared_detector import CATALOGUE, DETECTOR

from byline.model import Document, TechnologyMention, TechnologyRole
from byline.technologies import assign_roles
from byline.technologies.adjudicate import Adjudicator, Endpoint
from byline.technologies.questions import SURE, questions_of

SENTENCE = "We mention GPT-4 in one experiment."


@pytest.fixture(scope="module")
def paper() -> Document:
    return document([("introduction", "This is on maps."), ("experiments", SENTENCE)])


Case = tuple[list[TechnologyRole], list[TechnologyMention]]


@pytest.fixture(scope="module")
def case(paper: Document) -> Case:
    mentions = DETECTOR.detect("p", paper)
    roles = assign_roles("p", paper, mentions, CATALOGUE)
    assert [r.technology_id for r in roles] == ["gpt"]
    assert roles[0].score < SURE
    return roles, mentions


@pytest.fixture
def adjudicate(paper: Document, case: Case, tmp_path: Path) -> Callable[..., Any]:
    def run(server: ChatServer, **options: Any) -> Any:
        adjudicator = Adjudicator(Endpoint(server.url, "small", **options), tmp_path / "answers")
        return adjudicator.adjudicate(case[0], paper, case[1], CATALOGUE)

    return run


def test_an_answer_with_a_true_quote_decides(adjudicate: Callable[..., Any], case: Case) -> None:
    with serving(completion("built_on", "GPT-4 in one\nexperiment")) as server:
        result = adjudicate(server, api_key="secret")
    (role,) = result.roles
    assert (role.role, result.issues) == ("built_on", [])
    assert "judged by small" in role.explanation
    assert role.evidence == case[0][0].evidence
    assert server.keys == ["Bearer secret"]
    assert SENTENCE in server.asked[0]["messages"][1]["content"]


@pytest.mark.parametrize(
    ("reply", "status", "complaint"),
    [
        (completion("built_on", "GPT-4 is the heart of all"), 200, "does not stand in the paper"),
        (completion("built_on", "GPT-4"), 200, "does not stand in the paper"),
        (completion("essential", SENTENCE), 200, "unknown role"),
        (b'{"choices": [{"message": {"content": "built_on"}}]}', 200, "not JSON"),
        (b'{"choices": [{"message": {"content": "[]"}}]}', 200, "lacks role"),
        (b'{"choices": [{"message": {"content": null}}]}', 200, "has no text"),
        (b"<html>", 200, "no chat completion"),
        (b"{}", 429, "answered 429"),
        (b"oops", 500, "answered 500"),
        (b'{"choices": []}', 200, "no chat completion"),
        (b"x" * 300_000, 200, "longer than"),
    ],
)
def test_any_other_answer_leaves_the_rules_role(
    adjudicate: Callable[..., Any], case: Case, reply: bytes, status: int, complaint: str
) -> None:
    with serving(reply, status) as server:
        result = adjudicate(server)
    assert result.roles == case[0]
    ((code, message),) = result.issues
    assert code == "adjudicator"
    assert complaint in message


@pytest.mark.parametrize(
    ("pause", "complaint"), [(0.4, "cannot be reached: timed out"), (0.02, "the reply took too long")]
)
def test_a_server_that_hangs_or_drips_is_not_waited_for(
    adjudicate: Callable[..., Any], case: Case, pause: float, complaint: str
) -> None:
    with serving(completion("evaluated", SENTENCE), pause=pause) as server:
        result = adjudicate(server, timeout_seconds=0.2)
    assert result.roles == case[0]
    assert complaint in result.issues[0][1]


def test_a_server_that_is_gone_leaves_the_rules_role(adjudicate: Callable[..., Any], case: Case) -> None:
    with serving(b"") as server:
        pass
    result = adjudicate(server)
    assert result.roles == case[0]
    assert "cannot be reached" in result.issues[0][1]


def test_an_answer_is_kept_and_not_asked_for_again(adjudicate: Callable[..., Any]) -> None:
    with serving(completion("evaluated", SENTENCE)) as server:
        first, second = adjudicate(server), adjudicate(server)
    assert first == second
    assert len(server.asked) == 1


def test_a_bad_answer_is_not_kept(adjudicate: Callable[..., Any]) -> None:
    with serving(b"<html>") as server:
        adjudicate(server)
        server.reply = completion("evaluated", SENTENCE)
        assert adjudicate(server).roles[0].role == "evaluated"


def test_the_cost_is_told_before_anything_is_asked(case: Case, tmp_path: Path, paper: Document) -> None:
    questions = questions_of(case[0], case[1], CATALOGUE)
    with serving(completion("evaluated", SENTENCE)) as server:
        endpoint = Endpoint(server.url, "small", input_price=2.0, output_price=8.0)
        adjudicator = Adjudicator(endpoint, tmp_path)
        before = adjudicator.estimate(questions)
        assert server.asked == []
        adjudicator.adjudicate(case[0], paper, case[1], CATALOGUE)
    assert (before.question_count, before.kept_count) == (1, 0)
    assert before.price == pytest.approx((before.input_tokens * 2 + before.output_tokens * 8) / 1e6)
    after = adjudicator.estimate(questions)
    assert (after.question_count, after.kept_count, after.price) == (0, 1, 0.0)


def test_a_key_is_not_shown() -> None:
    assert "secret" not in repr(Endpoint("http://localhost", "small", api_key="secret"))
