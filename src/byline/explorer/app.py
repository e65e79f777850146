"""The web application: requests in, pages of the site out, nothing else reachable."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from byline.explorer.corrections import CorrectionError, Corrections, chosen, decided
from byline.explorer.page import Page
from byline.explorer.pictures import Pictures
from byline.explorer.rewriting import Rewriting
from byline.explorer.run import OpenRun, open_run
from byline.explorer.safety import COOKIE, HEADERS, Guard
from byline.explorer.site import Answer, Site
from byline.study import Study
from byline.views.templating import shared_style

STATIC = {"explorer.css": "text/css", "explorer.js": "text/javascript", "icon.svg": "image/svg+xml"}
MOST_FORM_BYTES = 20_000
# The second prepares every combination of rules, which takes 0.8 s on 4,553 papers; for other countries it is then
# a seventh of a second.
MADE_FIRST = ("/", "/rules")
# What asks for every combination: one at a time, so that several of them leave room for all other pages.
SLOW = ("/rules", "/rules.json", "/rules.csv", "/rules.svg", "/rules.png")
LOOK_AGAIN = 3  # seconds until a browser loads a page anew that was not ready


@dataclass(slots=True)
class Explorer:
    """One server: its site, the pictures of pages, and the decisions that people write."""

    site: Site
    corrections: Corrections
    study: Study
    out: Path
    rewriting: Rewriting
    warming: Thread | None = None
    writing: Lock = field(default_factory=Lock)
    # Pages made at once: with more, those that are made already wait for the interpreter (45 ms instead of 5).
    limiter: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(2))
    slow_limiter: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(1))

    def decide(self, form: dict[str, str]) -> str:
        """Write a decision, count it, and return the address to go on at; CorrectionError where it is none."""
        with self.writing:
            override = decided(form, *self._about(form))
            self.corrections.add(override)
            self.corrections.count()
            self.site.replace_run(open_run(self.out, self.study))
        self.warm()
        self.rewriting.ask()
        back = form.get("back", "")
        # Only our own page: an address of another site begins with a scheme or two slashes.
        is_ours = back.startswith("/check") and not urlsplit(back).netloc
        return f"{back if is_ours else '/check'}{'&' if '?' in back and is_ours else '?'}done=counted"

    def warm(self, *, is_start: bool = False) -> None:
        """Make the pages that everybody opens first, beside the answers: most others share their numbers.

        At the start published figures are then measured too, so that few ever wait for them; after a decision when
        somebody asks.
        """
        before = self.warming

        def make() -> None:
            if before:
                before.join()
            for path in MADE_FIRST:
                self.site.answer(path, "")
            if is_start:
                self.site.run.depth.found()

        self.warming = Thread(target=make, name="warm", daemon=True)
        self.warming.start()

    def close(self) -> None:
        """Let go of the run when nothing is made or written any more."""
        if self.warming:
            self.warming.join()
        self.rewriting.wait()
        self.site.pictures.close()
        self.site.run.close()

    def _about(self, form: dict[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the mention that a form is about, and the institution and country that it decides on."""
        for card in self.site.run.library.cards.values():
            for author in card.authors:
                for e in author.evidence:
                    if e.mention_id == form.get("mention"):
                        place = {"paper_id": card.paper_id, "author_position": author.position}
                        return {**place, "affiliation_text": e.text}, chosen(form, author)
        raise CorrectionError("This run has no such affiliation; it may have been counted anew. Look again.")


def create_app(out: Path, study: Study, guard: Guard | None = None) -> Starlette:
    """Return the application over a finished run; ExploreError where the folder holds none.

    >>> app = create_app(Path("out/demo"), study)  # doctest: +SKIP
    """
    guard = guard or Guard()
    run: OpenRun = open_run(out, study)
    explorer = Explorer(Site(run, guard, Pictures()), Corrections(out, study), study, out, Rewriting(out))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        explorer.warm(is_start=True)
        explorer.rewriting.ask_if_old(explorer.corrections.file)
        yield
        explorer.close()

    app = Starlette(
        routes=[
            Route("/static/{name}", _static, methods=["GET"]),
            Route("/picture/{number:int}/{key:path}", _picture, methods=["GET"]),
            Route("/decide", _decide, methods=["POST"]),
            Route("/{path:path}", _page, methods=["GET"]),
        ],
        middleware=[Middleware(Guarded, guard=guard)],
        lifespan=lifespan,
    )
    app.state.explorer = explorer
    return app


class Guarded:
    """Refuses who may not ask, and sends the headers that bind the browser with every answer."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self._app = app
        self._guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                more = [(k.lower().encode(), v.encode()) for k, v in HEADERS.items()]
                message["headers"] = [*message.get("headers", []), *more]
            await send(message)

        refusal = self._refusal(Request(scope))
        await (refusal or self._app)(scope, receive, with_headers)

    def _refusal(self, request: Request) -> Response | None:
        guard = self._guard
        if not guard.is_known_host(request.headers.get("host")):
            return Response("This server answers to its own address only.", 400, media_type="text/plain")
        if not guard.needs_token or guard.is_token(request.cookies.get(COOKIE)):
            return None
        if request.method == "GET" and guard.is_token(request.query_params.get("token")):
            # The token moves from the address, which gets copied, to a cookie.
            response = RedirectResponse(request.url.path, 303)
            response.set_cookie(COOKIE, guard.token, httponly=True, samesite="strict")
            return response
        return Response(
            "Open the address that `byline explore` printed: it has the token.", 401, media_type="text/plain"
        )


async def _page(request: Request) -> Response:
    explorer = _explorer(request)
    site = explorer.site
    path, query = str(request.scope["path"]), request.url.query
    language = _language(request.headers.get("accept-language", ""))
    answer = site.kept(path, query, language)
    if answer is None:
        limiter = explorer.slow_limiter if path in SLOW else explorer.limiter
        answer = await to_thread.run_sync(site.answer, path, query, language, limiter=limiter)
    return _response(answer)


def _response(answer: Answer) -> Response:
    # A view changes when somebody decides something, so browsers ask again each time.
    headers = {"cache-control": "no-cache"}
    if answer.status == 202:
        headers["refresh"] = str(LOOK_AGAIN)
    return Response(answer.body, answer.status, headers, media_type=answer.type)


async def _picture(request: Request) -> Response:
    site = _explorer(request).site
    key, number = str(request.path_params["key"]).removesuffix(".png"), int(request.path_params["number"])
    png = await run_in_threadpool(site.picture, key, number)
    if png is None:
        return Response("There is no picture of this page.", 404, media_type="text/plain")
    return Response(png, media_type="image/png", headers={"cache-control": "private, max-age=3600"})


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name == "shared.css":
        return Response(shared_style(), media_type="text/css")
    if name not in STATIC:
        return Response("There is no such file.", 404, media_type="text/plain")
    body = resources.files("byline.explorer").joinpath("static", name).read_bytes()
    return Response(body, media_type=STATIC[name])


async def _decide(request: Request) -> Response:
    explorer = _explorer(request)
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_FORM_BYTES:
            return _problem(explorer, "This form is too long.", 413)
    form = dict(parse_qsl(body.decode("utf-8", "replace"), max_num_fields=30))
    if not explorer.site.guard.may_write(form, request.headers):
        return _problem(
            explorer,
            "This form is not from this page, or the server has started anew. Load the page again.",
            403,
        )
    try:
        address = await run_in_threadpool(explorer.decide, form)
    except CorrectionError as error:
        return _problem(explorer, str(error), 400)
    return RedirectResponse(address, 303)


def _problem(explorer: Explorer, message: str, status: int) -> Response:
    page = Page(
        "This decision was not written",
        "error.html.j2",
        context={"message": message, "list_at": ""},
        status=status,
    )
    return _response(explorer.site.shown(page))


def _explorer(request: Request) -> Explorer:
    explorer: Explorer = request.app.state.explorer
    return explorer


def _language(header: str) -> str:
    """Return the first language that the reader asks for, as `de-CH`; English where none is legible."""
    first = header.split(",")[0].split(";")[0].strip()
    return first if first.replace("-", "").isalnum() and first.isascii() and len(first) <= 12 else "en"
