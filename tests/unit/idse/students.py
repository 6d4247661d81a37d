"""Invented students whose movements the tests write."""

from datetime import date
from typing import Any

from mailproc.idse.layout import Form, MovementType
from mailproc.idse.student import Due, Rules

REGISTRO = "A3399990326"
OTHER = "B1234567324"
ALTA, BAJA = MovementType.ALTA, MovementType.BAJA

RULES = Rules(date=date(2026, 9, 1), registro=REGISTRO, registros=(REGISTRO,), default_umf="013", guia="15400")


def due(name: str, curp: str, nss: str, control: str = "", **more: Any) -> Due:
    """A case with an alta, unless `type` says otherwise."""
    return Due(
        **{
            "folio": "AF-26-00001",
            "type": ALTA,
            "name": name,
            "curp": curp,
            "nss": nss,
            "control": control,
            **more,
        }
    )


INAKI = due("IÑAKI MUÑOZ IBÁÑEZ", "MUII030412MCSXBXA8", "07220304211", "L22270001")
GUADALUPE = due(
    "MARIA GUADALUPE DE LA CRUZ MONTES DE OCA", "CUMG030412MCSRNDA9", "45219912347", "22270002", umf_wish="025"
)
XOCHITL = due("XÓCHITL NUCAMENDI", "NUXX030412MCSCXCA8", "12345678903", umf_wish="023")
LONG = due("MARIA DEL SAGRADO CORAZÓN DE JESÚS FERNÁNDEZ GARZA", "FEGS030412MCSRRGA6", "03000012348", "B222700031")
LUCIA = due("LUCÍA RAMOS OVANDO", "RAOL030412MCSMVCA2", "12345678903", "21270123", type=BAJA)


def form(**changes: Any) -> Form:
    """The form with other settings."""
    return Form(**changes)
