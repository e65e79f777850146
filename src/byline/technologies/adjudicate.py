"""A second opinion on unsure roles from a language model that the user names. Off unless asked for.

Any endpoint that speaks the OpenAI chat protocol will do. Every answer must quote the paper; a quote that is not in
the text rejects the answer. Answers are kept by content, so that a second run asks nothing again. Without an
adjudicator, or where it fails, the roles stay as the rules gave them.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from byline.model import Document, TechnologyMention, TechnologyRole
from byline.technologies.catalogue import Catalogue
from byline.technologies.citations import squeezed_title
from byline.technologies.questions import (
    ANSWER_TOKENS,
    Answer,
    Question,
    has_quote,
    parse_answer,
    questions_of,
)

if TYPE_CHECKING:
    import httpx2

# A role with one quote is a few hundred bytes; more is no answer.
MOST_REPLY_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask. `url` ends before `/chat/completions`; prices are for a million tokens, in any currency."""

    url: str
    model: str
    api_key: str | None = field(default=None, repr=False)
    input_price: float | None = None
    output_price: float | None = None
    timeout_seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Cost:
    """What asking would take: questions not yet answered, tokens about, and the price where prices are given."""

    question_count: int
    kept_count: int
    input_tokens: int
    output_tokens: int
    price: float | None


@dataclass(frozen=True, slots=True)
class Adjudication:
    """The roles after adjudication, in the same order, and what went wrong, one (code, message) a question."""

    roles: list[TechnologyRole]
    issues: list[tuple[str, str]]


class Adjudicator:
    """Asks an endpoint about unsure roles; answers are kept as files in `folder`."""

    def __init__(
        self, endpoint: Endpoint, folder: Path, transport: "httpx2.BaseTransport | None" = None
    ) -> None:
        self.endpoint = endpoint
        self._folder = folder
        self._transport = transport

    def estimate(self, questions: Sequence[Question]) -> Cost:
        """Return what the questions would cost; asks nothing. Show this before `adjudicate`."""
        model = self.endpoint.model
        new = [question for question in questions if not self._path(question).is_file()]
        input_tokens = sum(question.token_count(model) for question in new)
        output_tokens = ANSWER_TOKENS * len(new)
        prices = (self.endpoint.input_price, self.endpoint.output_price)
        price = None
        if prices[0] is not None and prices[1] is not None:
            price = (input_tokens * prices[0] + output_tokens * prices[1]) / 1e6
        return Cost(len(new), len(questions) - len(new), input_tokens, output_tokens, price)

    def adjudicate(
        self,
        roles: Sequence[TechnologyRole],
        document: Document,
        mentions: Sequence[TechnologyMention],
        catalogue: Catalogue,
    ) -> Adjudication:
        """Return a paper's roles with the unsure ones judged anew; a role whose answer fails stays as it was."""
        judged: dict[str, TechnologyRole] = {}
        issues: list[tuple[str, str]] = []
        by_id = {mention.mention_id: mention for mention in mentions}
        with self._client() as client:
            for question in questions_of(roles, mentions, catalogue):
                try:
                    answer = self._answer(question, client)
                    if not has_quote(answer, document):
                        raise ValueError("the answer's quote does not stand in the paper")
                except (ValueError, OSError) as error:
                    issues.append(
                        ("adjudicator", f"{question.role.technology_id}: {error}; the rule's role stays")
                    )
                else:
                    judged[question.role.technology_id] = self._judged(question.role, answer, by_id)
        return Adjudication([judged.get(role.technology_id, role) for role in roles], issues)

    def _client(self) -> "httpx2.Client":
        import httpx2

        headers = {"Authorization": f"Bearer {self.endpoint.api_key}"} if self.endpoint.api_key else {}
        timeout = httpx2.Timeout(self.endpoint.timeout_seconds)
        return httpx2.Client(headers=headers, timeout=timeout, transport=self._transport)

    def _path(self, question: Question) -> Path:
        return self._folder / f"{question.fingerprint(self.endpoint.model)}.json"

    def _answer(self, question: Question, client: "httpx2.Client") -> Answer:
        path = self._path(question)
        if path.is_file():
            return parse_answer(path.read_text(encoding="utf-8"))
        content = self._ask(question, client)
        answer = parse_answer(content)
        self._folder.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".part")
        partial.write_text(content, encoding="utf-8")
        partial.replace(path)
        return answer

    def _ask(self, question: Question, client: "httpx2.Client") -> str:
        import httpx2

        url = f"{self.endpoint.url.rstrip('/')}/chat/completions"
        try:
            with client.stream("POST", url, json=question.body(self.endpoint.model)) as response:
                content = _limited(response, monotonic() + self.endpoint.timeout_seconds)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise OSError(f"{url} cannot be reached: {error}") from error
        if response.status_code != 200:
            raise OSError(f"{url} answered {response.status_code}; check the key, the model and the limits")
        return _content(content)

    def _judged(
        self, role: TechnologyRole, answer: Answer, by_id: Mapping[str, TechnologyMention]
    ) -> TechnologyRole:
        quote = squeezed_title(answer.quote)
        proving = [i for i in role.evidence if i in by_id and quote in squeezed_title(by_id[i].quote)]
        evidence = tuple(dict.fromkeys((*proving, *role.evidence)))
        judge = f"judged by {self.endpoint.model}; rules: {role.role}"
        words = f"{answer.role.replace('_', ' ')}: {answer.reason} ({judge})"
        return replace(role, role=answer.role, explanation=words, evidence=evidence)


def _limited(response: "httpx2.Response", deadline: float) -> bytes:
    """Return the reply's body; OSError where it is longer than an answer or drips in until after the deadline."""
    content = b""
    for piece in response.iter_bytes():
        content += piece
        if monotonic() > deadline:
            raise OSError("the reply took too long")
        if len(content) > MOST_REPLY_BYTES:
            raise OSError(f"the reply is longer than {MOST_REPLY_BYTES} bytes")
    return content


def _content(reply: bytes) -> str:
    """Return the message's content in a chat completion; ValueError where there is none."""
    try:
        value: Any = json.loads(reply)
        content = value["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise ValueError("the reply is no chat completion") from error
    if not isinstance(content, str):
        raise ValueError("the reply has no text")
    return content
