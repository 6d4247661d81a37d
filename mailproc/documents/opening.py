"""Bytes to pages, whatever the bytes are."""

from collections.abc import Iterator

from mailproc.documents.allowance import Allowance, Spent
from mailproc.documents.limits import Limits
from mailproc.documents.media import CONTAINERS, MAIL, OFFICE, PICTURES, Media, sniff
from mailproc.documents.refusals import BY_THE_WAY, nothing_in, refusal, too_deep
from mailproc.documents.source import Opened, Source, renumbered
from mailproc.reading.model import Problem, ProblemCode

_FEW_WORDS = 15
"""Fewer typed words beside a picture are its caption, or a greeting."""


def open_document(content: bytes, limits: Limits) -> Opened:
    """The pages of a file and of all that is packed in it, types told by content. Never raises for what a
    stranger may send: EMPTY, CORRUPTED, ENCRYPTED, UNSUPPORTED, TOO_BIG and TOO_MANY stand in `problems`."""
    if len(content) > limits.max_bytes:
        too_big = Problem(ProblemCode.TOO_BIG, "El archivo es demasiado grande para abrirlo.")
        return Opened(sniff(content), problems=(too_big,))
    return _opened(content, Allowance(limits), depth=0)


def _opened(content: bytes, allowance: Allowance, *, depth: int) -> Opened:
    """`depth` counts the files around it. The libraries for a type are loaded for the first file of it."""
    media = sniff(content)
    if media is Media.PDF:
        return _opened_pdf(content, allowance, depth)
    if media in PICTURES:
        from mailproc.documents.pictures import open_picture

        return open_picture(content, media, allowance.limits)
    if media not in CONTAINERS:
        return Opened(media, problems=(refusal(media),))
    if depth >= allowance.limits.max_depth:
        return Opened(media, problems=(too_deep(),))
    return _Unpacked(media, allowance, depth).opened(_contents(content, media, allowance))


def _opened_pdf(content: bytes, allowance: Allowance, depth: int) -> Opened:
    from mailproc.documents.enclosed import contents_of_portfolio, has_attachments
    from mailproc.documents.pdf import open_pdf

    opened = open_pdf(content, allowance.limits)
    if not opened.sources or depth >= allowance.limits.max_depth or not has_attachments(content):
        return opened
    unpacked = _Unpacked(Media.PDF, allowance, depth, beside=opened)
    return unpacked.opened(contents_of_portfolio(content, allowance))


def _contents(content: bytes, media: Media, allowance: Allowance) -> Iterator[bytes | Source | Problem]:
    if media is Media.ZIP or media in OFFICE:
        from mailproc.documents.packed import contents_of_zip

        return contents_of_zip(content, media, allowance)
    if media is Media.RTF:
        from mailproc.documents.rtf import contents_of_rtf

        return contents_of_rtf(content)
    if media is Media.MSG or media is Media.OLE:
        from mailproc.documents.ole import contents_of_ole

        return contents_of_ole(content, media, allowance)
    from mailproc.documents.enclosed import contents_of_mail, contents_of_tnef

    return contents_of_mail(content) if media is Media.EML else contents_of_tnef(content)


class _Unpacked:
    """Gathers the pages of a container, in their order."""

    def __init__(self, media: Media, allowance: Allowance, depth: int, *, beside: Opened | None = None) -> None:
        self._media = media
        self._allowance = allowance
        self._depth = depth
        self._typed: list[Source] = []
        self._sources: list[Source] = list(beside.sources) if beside else []
        self._problems: list[Problem] = list(beside.problems) if beside else []
        self._by_the_way: list[Problem] = []

    def opened(self, contents: Iterator[bytes | Source | Problem]) -> Opened:
        """All of the contents, opened in turn until one of the limits is reached."""
        most = self._allowance.limits.max_pages
        try:
            for found in contents:
                self._take(found)
                if len(self._sources) > most:
                    break
        except Spent as spent:
            self._problems.append(spent.problem)
        sources = [*self._worth_reading(), *self._sources]
        if len(sources) > most:
            text = f"El archivo contiene más páginas de las que se leen; se leyeron las primeras {most}."
            self._problems.append(Problem(ProblemCode.TOO_MANY, text))
        if not sources and not self._problems:
            self._problems += self._by_the_way or [nothing_in(self._media)]
        pages = renumbered(tuple(sources[:most]), first=1)
        return Opened(self._media, pages, tuple(dict.fromkeys(self._problems)))

    def _take(self, found: bytes | Source | Problem) -> None:
        if isinstance(found, Source):
            self._typed.append(found)
        elif isinstance(found, Problem):
            self._problems.append(found)
        elif not self._is_trifle(found) and self._allowance.admits(found):
            inner = _opened(found, self._allowance, depth=self._depth + 1)
            self._sources += inner.sources
            for problem in inner.problems:
                (self._by_the_way if problem in BY_THE_WAY else self._problems).append(problem)

    def _is_trifle(self, content: bytes) -> bool:
        """The logos and bullets of documents and mails; whoever packs a ZIP means each file in it."""
        media = sniff(content)
        if media not in PICTURES or self._media in {Media.ZIP, Media.PDF}:
            return False
        from mailproc.documents.pictures import is_trifle

        return is_trifle(content, media)

    def _worth_reading(self) -> list[Source]:
        """Typed pages, the first ones. A mail's own text is one only where nothing is attached: it quotes,
        greets and asks, and may name every document there is."""
        if self._sources and self._media in MAIL:
            return []
        return [page for page in self._typed if not self._sources or _words(page) >= _FEW_WORDS]


def _words(page: Source) -> int:
    return sum(len(layer.words) for layer in page.layers)
