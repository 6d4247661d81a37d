"""The IDSE files as this configuration makes them: for `mailproc export idse` and for the digest."""

from collections.abc import Sequence
from datetime import date, datetime

from mailproc.config import Settings
from mailproc.config.idse import TODAY
from mailproc.errors import ConfigurationError
from mailproc.idse.batch import Batch, batch
from mailproc.idse.layout import Form
from mailproc.idse.student import Due, Rules
from mailproc.reading.folding import fold
from mailproc.reading.identifiers import is_registro, same_registro


def movements_of(
    due: Sequence[Due], settings: Settings, name: str, *, now: datetime, day: date | None = None
) -> Batch:
    """The files of these cases (store.movements.waiting) and who is left out, writing nothing. `name` is without a
    folder; `day` is the movements' date instead of `[idse] date`. Raises ConfigurationError."""
    return batch(due, rules_of(settings, now=now, day=day), name)


def attachment(due: Sequence[Due], settings: Settings, *, now: datetime) -> Batch:
    """The files for the day's digest: their names and contents stand in `files`, refusals in `left_out`. Who attaches
    them calls store.movements.record_exported(session, store, batch.files, now=now) in the transaction that queues the
    digest: else the same altas would come every day. Raises ConfigurationError: the digest then says so, and goes."""
    return movements_of(due, settings, f"idse-{now.astimezone(settings.zone):%Y-%m-%d}.txt", now=now)


def rules_of(settings: Settings, *, now: datetime, day: date | None = None) -> Rules:
    """What the institute's configuration says of the files. Raises ConfigurationError."""
    idse = settings.idse
    today = now.astimezone(settings.zone).date()
    registros = _registros(settings)
    pesos, _, centavos = idse.salario.partition(".")
    return Rules(
        date=day or (today if idse.date == TODAY else date.fromisoformat(idse.date)),
        registro=idse.registro or registros[0],
        registros=registros,
        form=Form(
            encoding=idse.encoding,
            enye="Ñ" if idse.enye == "keep" else idse.enye,
            filler=idse.baja_filler,
            totals=idse.totals,
        ),
        by_programme={fold(programme): registro for programme, registro in idse.registro_by_programme.items()},
        requirements=settings.policy.alta_requirements,
        default_umf=idse.default_umf,
        salario=pesos.zfill(4) + centavos,
        tipo_trabajador=idse.tipo_trabajador,
        tipo_salario=idse.tipo_salario,
        jornada=idse.jornada,
        guia=idse.guia,
        causa=idse.causa_baja,
    )


def _registros(settings: Settings) -> tuple[str, ...]:
    """Our registros that are whole, those of `[idse]` among them. Raises ConfigurationError."""
    ours, idse = settings.institution.registrations, settings.idse
    named = tuple(filter(None, (idse.registro, *idse.registro_by_programme.values())))
    for registro in named:
        if not any(same_registro(registro, one) for one in ours):
            raise ConfigurationError(
                f"[idse] registro {registro}: it is none of [institution] registrations: add it there, or mend it."
            )
    whole = tuple(dict.fromkeys((*(one for one in ours if is_registro(one)), *named)))
    if not whole:
        raise ConfigurationError(
            "[institution] registrations: none has 11 characters, and the IDSE file needs a whole one: add the "
            "modality and check digit, or name it in [idse] registro."
        )
    return whole
