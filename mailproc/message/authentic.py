"""Is the sender who the From line says? (RFC 8601, and what the fields themselves give away.)

Anybody can write an Authentication-Results field, so only the topmost one of the configured server counts.
Microsoft 365 writes it without the server's name; with none configured a `fail` there makes `revisar`, a
pass proves nothing, an absent field is neutral.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

import authres

from mailproc.message.model import Message

MAX_VALUE = 8_192  # authres copies the rest of the text at every token


class Verdict(StrEnum):
    """FAIL makes `revisar`; NEUTRAL proves nothing and hinders nothing."""

    PASS = "pass"  # noqa: S105 -- RFC 8601's word for a result, no password
    NEUTRAL = "neutral"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Authenticity:
    """A verdict and one Spanish phrase for it."""

    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class _Result:
    """One method's outcome: "dmarc", "fail", the domain it speaks of ("" where it names none)."""

    method: str
    outcome: str
    domain: str


_NAMELESS = re.compile(r"\s*[a-z0-9_-]+\s*=", re.IGNORECASE)
_COMMENT = re.compile(r"\([^()]*\)")
_PLAIN_FAIL = re.compile(r"\b(dmarc|spf|dkim|compauth)\s*=\s*(hard)?fail\b", re.IGNORECASE)
_DOMAINS = {"dmarc": ("header.from",), "dkim": ("header.d", "header.i"), "spf": ("smtp.mailfrom",)}


def authenticity(message: Message, *, authserv_id: str = "") -> Authenticity:
    """What the receiving server found out about the sender.

    DMARC decides where there is a result, since forwarding breaks SPF alone and gateways break DKIM alone;
    else an SPF or DKIM pass for the From domain; else any fail. Without `authserv_id` PASS becomes NEUTRAL.
    Residual risk: a server that neither adds the field nor removes forged ones of its own name (RFC 8601 5).
    """
    value = _deciding(message, authserv_id)
    if value is None:
        return Authenticity(Verdict.NEUTRAL, "el servidor no dice si el remitente es auténtico")
    results = _results(value)
    if results is None:
        failed = bool(_PLAIN_FAIL.search(_COMMENT.sub("", value)))
        found = _FAILED if failed else Authenticity(Verdict.NEUTRAL, "no se entiende lo que dice el servidor")
    else:
        found = _judged(results, message.sender.domain if message.sender else "")
    if found.verdict is Verdict.PASS and not authserv_id:
        return Authenticity(Verdict.NEUTRAL, "no se sabe qué servidor avala al remitente (falta authserv_id)")
    return found


def doubts(message: Message) -> tuple[str, ...]:
    """Spanish reasons to doubt the sender that need no server's word; empty for ordinary mail.

    A Reply-To elsewhere is a reason and never an address: letters go to From.
    """
    reasons: list[str] = []
    sender = message.sender.address if message.sender else ""
    if message.sender is None:
        reasons.append("no trae remitente")
    elif not sender:
        reasons.append("la dirección del remitente está rota")
    if message.senders > 1 or len(message.all("from")) > 1:
        reasons.append("trae varios remitentes")
    shown = re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", message.sender.name.lower()) if message.sender else []
    if sender and any(address != sender for address in shown):
        reasons.append("el nombre del remitente muestra otra dirección que la verdadera")
    if sender and any(person.address != sender for person in message.reply_to):
        reasons.append("pide que se le responda a otra dirección")
    return tuple(reasons)


_FAILED = Authenticity(Verdict.FAIL, "el servidor no pudo comprobar que el remitente sea quien dice")


def _deciding(message: Message, authserv_id: str) -> str | None:
    values = [value[:MAX_VALUE] for value in message.all("authentication-results")]
    if not authserv_id:
        return values[0] if values else None
    wanted = authserv_id.strip().lower()
    return next((value for value in values if _authserv_id(value) == wanted), None)


def _authserv_id(value: str) -> str:
    if _NAMELESS.match(value):
        return ""
    found = re.match(r"\s*(?:\([^)]*\)\s*)?\"?([^\s;\"(]+)", value)
    return found.group(1).lower() if found else ""


def _results(value: str) -> list[_Result] | None:
    """The results of a field, None where it is malformed."""
    named = f"unnamed; {value}" if _NAMELESS.match(value) else value
    try:
        header = authres.all_features().parse_value(named.rstrip("; \t"))
    except (authres.AuthResError, RecursionError):  # RecursionError: nested comments
        return None
    return [
        _Result(str(result.method).lower(), str(result.result).lower(), _domain(result))
        for result in header.results
    ]


def _domain(result: authres.core.AuthenticationResult) -> str:
    wanted = _DOMAINS.get(str(result.method).lower(), ())
    values = {f"{part.type}.{part.name}".lower(): str(part.value) for part in result.properties}
    value = next((values[name] for name in wanted if values.get(name)), "")
    return value.rpartition("@")[2].strip('"<>. ').lower()


def _judged(results: list[_Result], from_domain: str) -> Authenticity:
    dmarc = [result for result in results if result.method == "dmarc" and result.outcome in ("pass", "fail")]
    if _failed(dmarc) or (not dmarc and _failed([result for result in results if result.method == "compauth"])):
        return _FAILED
    if dmarc:
        if all(_aligned(result.domain, from_domain) for result in dmarc if result.domain):
            return Authenticity(Verdict.PASS, "el servidor comprobó al remitente (DMARC)")
        return Authenticity(Verdict.FAIL, "el servidor comprobó otro dominio que el del remitente")
    signed = [result for result in results if result.method in ("dkim", "spf")]
    if any(result.outcome == "pass" and _aligned(result.domain, from_domain) for result in signed):
        return Authenticity(Verdict.PASS, "el servidor comprobó al remitente (DKIM o SPF)")
    return _FAILED if _failed(signed) else Authenticity(Verdict.NEUTRAL, "el servidor no lo aprueba ni lo rechaza")


def _failed(results: list[_Result]) -> bool:
    return any(result.outcome in ("fail", "hardfail") for result in results)


def _aligned(domain: str, from_domain: str) -> bool:
    """Relaxed alignment (RFC 7489 3.1.1) without a list of public suffixes: equal, or one below the other
    where both have at least two labels."""
    first, second = _ascii(domain), _ascii(from_domain)
    if "." not in first or "." not in second:
        return False
    return first == second or first.endswith("." + second) or second.endswith("." + first)


def _ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return domain.lower()
