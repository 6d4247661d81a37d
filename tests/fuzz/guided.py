"""One target under atheris, which looks for bytes that reach further: started by `python -m tests.fuzz`.

python -m tests.fuzz.guided TARGET [libFuzzer's own flags] CORPUS
"""

import sys

import atheris

# What is imported while this is in force is instrumented; much is first imported when a target first needs it.
with atheris.instrument_imports(include=["mailproc"]):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    """Never returns: libFuzzer ends the process, with another code than 0 if something was found."""
    name = sys.argv.pop(1)
    target = TARGETS[name]
    with atheris.instrument_imports(include=["mailproc", *target.watched], enable_loader_override=False):
        atheris.Setup(sys.argv, target.run)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
