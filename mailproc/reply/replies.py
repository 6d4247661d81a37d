"""From a decision to a composed letter: the values a template may use, the text part and the HTML part.

Pure apart from the template files. The subject is our own and not "Re: …": a student reads in the phone's
notification what happened, and nothing that a stranger wrote (an NSS in a subject, say) comes back in ours.
In-Reply-To and References thread the letter in Outlook, Apple Mail and Thunderbird; Gmail shows it as a new
conversation, and the student's answer still carries our Message-ID.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import css_inline

from mailproc.cases.decision import Decision, Facts, Missing
from mailproc.config import Settings
from mailproc.errors import ConfigurationError
from mailproc.message.model import Message
from mailproc.reading.model import Document
from mailproc.reply import blocks, spanish, templates
from mailproc.reply.inert import inert
from mailproc.reply.model import Letter

IMSS = "www.imss.gob.mx"

# As they stand in "Lo que recibimos es …"; a document that is not here is not named.
DOCUMENTS: dict[Document, str] = {
    Document.ASIGNACION_NSS: "tu Número de Seguridad Social (la hoja o tarjeta donde el IMSS te lo asigna)",
    Document.SEMANAS: "la Constancia de Semanas Cotizadas",
    Document.CURP: "tu CURP",
    Document.HOJA_AFILIACION: "la Hoja de Afiliación",
    Document.NO_DERECHO: "una constancia de que no tienes derecho al servicio médico (de «no derechohabiencia»)",
    Document.CARNET: "el carnet o la cartilla de salud",
    Document.IDENTIFICACION: "una identificación",
}


@dataclass(frozen=True, slots=True)
class ClinicText:
    """A clinic as letters show it: "UMF 13", and "" for what the institute did not fill in."""

    nombre: str
    direccion: str = ""
    horario: str = ""


def compose(
    decision: Decision, *, folio: str, message: Message, settings: Settings, message_id: str
) -> Letter | None:
    """The letter that answers `message`, None where the decision says silence.

    The recipient is the From address, never Reply-To; "" where there is none, which the gate refuses.
    Raises ConfigurationError for a mistake in a template.
    """
    if decision.letter is None:
        return None
    values = letter_values(decision.facts, folio=folio, settings=settings)
    return fill(
        f"replies/{decision.letter}",
        values,
        settings=settings,
        letter=Letter(
            template=decision.letter,
            recipient=message.sender.address if message.sender else "",
            subject="",
            text="",
            html="",
            message_id=message_id,
            in_reply_to=_reference(message.message_id),
            references=_thread(message),
        ),
    )


def letter_values(facts: Facts, *, folio: str, settings: Settings) -> dict[str, object]:
    """Every variable a letter may use, and nothing else; docs/plantillas.md explains them."""
    institution, policy = settings.institution, settings.policy
    standing = facts.standing
    missing = {*facts.missing, *(standing.missing if standing else ())}
    return {
        "folio": inert(folio),
        "instituto": _own(institution.name),
        "contacto": _own(institution.contact).rstrip("."),
        "aviso_url": institution.privacy_url,
        "clinicas": tuple(_clinic(umf, settings) for umf in institution.clinics),
        "hoja_modo": policy.hoja,
        "hoja_en": _own(institution.hoja_pickup).rstrip("."),
        "hoja_dias": _days(policy.hoja_days),
        "alta_dias": _days(policy.alta_days),
        "requisitos": tuple(_own(text) for text in policy.alta_requirements),
        "nombre": spanish.given_name(inert(facts.first_name, limit=60)),
        "nss_final": _last_four(facts.nss_tail),
        "patron": inert(facts.employer),
        "documento": DOCUMENTS.get(facts.document, "") if facts.document else "",
        "ilegible": tuple(filter(None, map(inert, facts.unreadable))),
        "expedida": spanish.long_date(facts.issued) if facts.issued else "",
        "vigente_hasta": spanish.long_date(facts.valid_until) if facts.valid_until else "",
        "dias_vigencia": _days(facts.max_age or policy.max_age_days),
        "falta_clinica": Missing.CLINIC in missing,
        "falta_control": Missing.CONTROL in missing,
        "clinica": _clinic(facts.umf_wish, settings) if inert(facts.umf_wish) else None,
        "solo_enlace": facts.link_only,
        "anunciado": facts.announced,
        "baja_hecha": facts.baja_done,
        "portal": inert(facts.portal, limit=40),
        "revisado": facts.reviewed,
        "otras": _others(facts.others),
        "caso": standing.kind.value if standing else "",
        "estado_caso": standing.state.value if standing else "",
        "desde": spanish.long_date(standing.since) if standing else "",
    }


def fill(template: str, values: Mapping[str, object], *, settings: Settings, letter: Letter) -> Letter:
    """Subject, text and HTML for `letter` from `TEMPLATE.txt.j2` and the shell of all letters.

    A file `TEMPLATE.html.j2` in `templates_dir` replaces the shell for this letter alone.
    """
    folder = settings.policy.templates_dir
    rendered = templates.render(f"{template}.txt.j2", values, templates_dir=folder)
    try:
        draft = blocks.parse(rendered, links=_links(settings))
    except ValueError as error:
        raise ConfigurationError(f"Template {template}.txt.j2: {error}.") from None
    rule = next((i for i, block in enumerate(draft.blocks) if block.role is blocks.Role.RULE), len(draft.blocks))
    key = next((block for block in draft.blocks if block.role is blocks.Role.KEY), None)
    html = templates.render(
        _shell(template, folder),
        {
            **values,
            "asunto": draft.subject,
            "avance": "".join(run.text for run in key.items[0]) if key else "",
            "bloques": draft.blocks[:rule],
            "pie": draft.blocks[rule + 1 :],
        },
        templates_dir=folder,
    )
    return Letter(
        template=letter.template,
        recipient=letter.recipient,
        subject=draft.subject,
        text=blocks.as_text(draft.blocks),
        html=inlined(html),
        message_id=letter.message_id,
        in_reply_to=letter.in_reply_to,
        references=letter.references,
    )


def inlined(html: str) -> str:
    """The page with its styles copied to each element: Gmail and Outlook drop style sheets. Reads no network."""
    return _inliner().inline(html)


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(load_remote_stylesheets=False)


def _shell(template: str, folder: Path | None) -> str:
    own = f"{template}.html.j2"
    return own if folder is not None and (folder / own).is_file() else "replies/carta.html.j2"


def _links(settings: Settings) -> dict[str, str]:
    """The only texts that become links: the IMSS site and the institute's own notice."""
    links = {IMSS: f"https://{IMSS}/"}
    url = settings.institution.privacy_url
    if re.match(r"https?://[^\s\"<>]+$", url):
        links[url] = url
    return links


def _clinic(umf: str, settings: Settings) -> ClinicText:
    """ "013" as "UMF 13" with what the configuration tells of it."""
    known = settings.institution.clinic.get(umf)
    number = umf.strip().lstrip("0") or "0"
    if known is None:
        return ClinicText(f"UMF {inert(number, limit=10)}")
    return ClinicText(f"UMF {inert(number, limit=10)}", _own(known.address), _own(known.hours))


def _days(number: int | None) -> str:
    return spanish.count(number, "día", "días") if number else ""


def _others(number: int) -> str:
    if number <= 0:
        return ""
    return "la constancia de otra persona" if number == 1 else f"las constancias de {number:,} personas"


def _own(text: str) -> str:
    """A text of the configuration on one line, for a letter's template is read by lines."""
    return " ".join(text.split())


def _last_four(nss_tail: str) -> str:
    digits = re.sub(r"\D", "", nss_tail)[-4:]
    return digits if len(digits) == 4 else ""


def _reference(message_id: str) -> str:
    """A Message-ID fit for a header of ours, "" for anything else (RFC 5322, section 3.6.4)."""
    return message_id if re.fullmatch(r"<[!-;=?-~]{1,250}>", message_id) else ""


def _thread(message: Message) -> tuple[str, ...]:
    """References as RFC 5322 makes them: the parent's, else its single In-Reply-To, then the parent itself.

    The first and the last twenty are enough for every mail program, and bound the header.
    """
    parents = message.references or ((message.in_reply_to,) if message.in_reply_to else ())
    chain = [known for known in map(_reference, (*parents, message.message_id)) if known]
    chain = list(dict.fromkeys(chain))
    return tuple(chain if len(chain) <= 21 else [chain[0], *chain[-20:]])
