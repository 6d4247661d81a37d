"""A person's command that comes while a message is decided: it is decided anew, as if the command had come first."""

import pytest

from mailproc import pipeline
from mailproc.officer.case_command import CaseCommand
from tests.mail.bureau import Bureau
from tests.mail.servers import DovecotOf


@pytest.mark.parametrize(
    ("words", "paper"), [(["close"], "prepa"), (["set", "kind=revisar"], ""), (["set", "umf=023"], "no")]
)
def test_it_is_as_if_the_command_had_come_first(
    dovecot_of: DovecotOf, tmp_path_factory, monkeypatch: pytest.MonkeyPatch, words, paper
) -> None:
    ends = []
    for amid in (False, True):
        bureau = Bureau(tmp_path_factory.mktemp("bureau"), dovecot_of("full").account())
        ana = bureau.cast.student()
        first = bureau.writes(ana, "no", text="Le envío mi constancia.")
        bureau.turn()
        folio = bureau.case(first).folio

        def command(bureau=bureau, folio=folio):
            CaseCommand(bureau.store, bureau.settings, bureau.now, "encargada", False, False).run(folio, words)

        decided, asked = pipeline.decided, []

        def disturbed(*args, decided=decided, asked=asked, command=command):
            considered = decided(*args)
            asked.append(considered)
            if len(asked) == 1:
                command()
            return considered

        second = bureau.writes(ana, paper, text="¿Cómo va? Quiero la clínica 25.", thread=first)
        if amid:
            with monkeypatch.context() as patch:
                patch.setattr(pipeline, "decided", disturbed)
                bureau.turn()
            assert len(asked) == 2
        else:
            command()
            bureau.turn()
        bureau.turns(4)
        case = bureau.case(second)
        ends.append(
            (case.folio, case.umf_wish, *bureau.stands(first), *bureau.stands(second), bureau.states_to(ana))
        )
        bureau.store.close()
    assert ends[0] == ends[1]
