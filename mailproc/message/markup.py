"""HTML to the text a reader sees, as far as words matter.

selectolax (lexbor) parses as browsers do, and in linear time; `html.parser` of the standard library takes
quadratic time on unclosed comments and tags (CVE-2025-6069), which a stranger's mail may bring.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_HTML = (
    120_000  # characters of the body; so many nested elements cost lexbor a second (time grows with the square)
)

_BLOCKS = frozenset(
    {
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "center",
            "dd",
            "div",
            "dl",
            "dt",
            "footer",
            "form",
        ),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section"),
        *("table", "tr", "ul"),
    }
)
_SILENT = frozenset(
    ("head", "script", "style", "title", "template", "noscript", "object", "svg", "math", "select", "textarea")
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|mso-hide\s*:\s*all", re.I
)
_SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")
_DATA_URI = re.compile(r"data:[a-z/+.-]+;base64,[A-Za-z0-9+/=\s]+", re.I)


def text_of_html(html: str) -> str:
    """Lines of text; a quotation's lines begin with "> ", a link's address follows it as <https://…>."""
    body = html[max(0, html.lower().find("<body")) :]  # Word puts its styles above
    document = LexborHTMLParser(_DATA_URI.sub("", body)[:MAX_HTML])
    page = _Page()
    if document.root is not None:
        _walk(document.root, page)
    return page.text()


class _Page:
    """Lines under construction. `quotes` counts the quotations that are open."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line = ""
        self.quotes = 0

    def add(self, text: str) -> None:
        text = _SPACES.sub(" ", text)
        self._line += text.lstrip() if not self._line or self._line.endswith(" ") else text

    def break_line(self, *, forced: bool) -> None:
        if self._line.strip() or forced:
            mark = ">" * min(self.quotes, 5) + " " if self.quotes else ""
            self._lines.append(mark + self._line.strip())
        self._line = ""

    def text(self) -> str:
        self.break_line(forced=False)
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines)).strip()


def _walk(root: LexborNode, page: _Page) -> None:
    """Depth first without recursion: nesting is the sender's choice. (Nodes compare by their HTML: never do.)"""
    todo: list[tuple[LexborNode, bool]] = [(root, False)]
    while todo:
        node, closing = todo.pop()
        if closing:
            _closes(node, page)
            continue
        if len(todo) > 0 and node.next is not None:
            todo.append((node.next, False))
        if _opens(node, page):
            todo.append((node, True))
            if node.first_child is not None:
                todo.append((node.first_child, False))


def _opens(node: LexborNode, page: _Page) -> bool:
    """Writes what begins here; False where what is inside is not to be read."""
    tag = node.tag or ""
    if tag == "-text":
        page.add(node.text_content or "")
        return False
    if tag in _SILENT or tag.startswith(("-", "!")) or _HIDDEN.search(node.attributes.get("style") or ""):
        return False
    if tag == "br":
        page.break_line(forced=True)
    elif tag in ("td", "th"):
        page.add(" ")
    elif tag == "img":
        alternative = node.attributes.get("alt") or ""
        page.add(alternative if len(alternative) <= 4 else "")  # an emoji sent as a picture
    elif tag in _BLOCKS:
        page.break_line(forced=False)
        page.quotes += tag == "blockquote"
    return True


def _closes(node: LexborNode, page: _Page) -> None:
    """Writes what ends here; called for what was opened only."""
    tag = node.tag or ""
    if tag == "a":
        address = node.attributes.get("href") or ""
        if address.startswith(("http://", "https://")):
            page.add(f" <{address[:500]}>")
    elif tag in _BLOCKS:
        page.break_line(forced=False)
        page.quotes -= tag == "blockquote"
