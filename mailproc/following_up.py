"""Letters that follow from what becomes of a case: a reminder, the officer's word. They answer no message just come."""

from mailproc.config import Settings
from mailproc.reply.envelope import letter_id
from mailproc.reply.model import Letter
from mailproc.reply.replies import fill, letter_values
from mailproc.store import meta
from mailproc.store.opening import Store
from mailproc.store.ruling import Compose, FollowUp


def composer(store: Store, settings: Settings) -> Compose:
    """Who writes such letters; what it gives does not use the store. Raises StoreError; the letters
    ConfigurationError, for a mistake in a template."""
    secret = meta.secret(store)
    domain = settings.address.rpartition("@")[2]

    def compose(follow: FollowUp) -> Letter:
        letter = Letter(
            template=follow.template,
            recipient=follow.recipient,
            subject="",
            text="",
            html="",
            message_id=letter_id(secret, follow.folio, follow.template, domain, occasion=follow.occasion),
            in_reply_to=follow.answers,
            references=(follow.answers,) if follow.answers else (),
        )
        values = letter_values(follow.facts, folio=follow.folio, settings=settings)
        return fill(f"replies/{follow.template}", values, settings=settings, letter=letter)

    return compose
