"""Fuzzes everything in TARGETS in turn, then breaks sound files: `make fuzz MINUTES=10`.

    python -m tests.fuzz MINUTES            all of it, so many minutes in all
    python -m tests.fuzz MINUTES TARGET …   these only
    python -m tests.fuzz TARGET FILE        one finding once more, without atheris

What was found lies in build/fuzz, each with the command that repeats it; the exit code is then 1.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.fuzz.files import break_files, repeat_file
from tests.fuzz.targets import TARGETS

BUILD = Path("build/fuzz")
BROKE_DOWN = "broke-down"
FILES = "files"
"""Not guided: most of what reads PDFs and pictures is not Python, and runs in workers as it does in earnest."""
_SLOWEST, _MEMORY_MB, _LONGEST = 60, 2_048, 200_000
"""Seconds for one input, megabytes for the process, bytes of an input."""


def main(words: Sequence[str]) -> int:
    """The exit code."""
    if len(words) == 2 and not words[0].replace(".", "").isdigit():
        return _repeat(words[0], Path(words[1]))
    minutes, names = float(words[0]), words[1:] or (*TARGETS, FILES)
    seconds = max(1, round(minutes * 60 / len(names)))
    found = {name: _fuzzed(name, seconds) for name in names}
    for name, files in found.items():
        for file in files:
            print(f"FOUND: {name}. Once more: {Path(sys.executable)} -m tests.fuzz {name} {file}", flush=True)
    print(f"{sum(map(len, found.values()))} findings in {minutes:g} minutes.")
    return any(found.values())


def _fuzzed(name: str, seconds: int) -> list[Path]:
    """All findings as files: new ones, and those of earlier runs that are still wrong."""
    kept = BUILD / name
    kept.mkdir(parents=True, exist_ok=True)
    for earlier in kept.iterdir():
        if earlier.name == BROKE_DOWN or _is_mended(name, earlier):
            earlier.unlink()
    print(f"{name}: {seconds} s", flush=True)
    if name == FILES:
        break_files(seconds, kept)
    else:
        _guided(name, seconds, kept)
    return sorted(kept.iterdir())


def _is_mended(name: str, file: Path) -> bool:
    """In a process of its own: it may still hang, or end it."""
    command = [sys.executable, "-m", "tests.fuzz", name, str(file)]
    try:
        return subprocess.run(command, capture_output=True, timeout=_SLOWEST, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def _guided(name: str, seconds: int, kept: Path) -> None:
    """Runs one target for so long; a corpus grows from run to run beside the findings."""
    corpus = BUILD / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(TARGETS[name].begin()):
        (corpus / f"sound-{number}").write_bytes(content)
    command = [sys.executable, "-m", "tests.fuzz.guided", name]
    command += [f"-max_total_time={seconds}", f"-timeout={_SLOWEST}", f"-report_slow_units={_SLOWEST}"]
    command += [f"-rss_limit_mb={_MEMORY_MB}"]
    command += [f"-max_len={_LONGEST}", f"-artifact_prefix={kept}/", "-print_final_stats=1", str(corpus)]
    log = BUILD / f"{name}.log"
    with log.open("wb") as told:
        done = subprocess.run(command, stdout=told, stderr=subprocess.STDOUT, check=False)
    if done.returncode and not any(kept.iterdir()):
        # It never came to fuzzing: a target that fails on a sound file, or cannot be loaded.
        (kept / BROKE_DOWN).write_bytes(log.read_bytes())
    runs = [line for line in log.read_text(errors="replace").splitlines() if "number_of_executed_units" in line]
    print(f"  {runs[-1].split()[-1] if runs else 'no'} inputs; its own words: {log}", flush=True)


def _repeat(name: str, file: Path) -> int:
    if name == FILES:
        return repeat_file(file)
    TARGETS[name].run(file.read_bytes())
    print("Nothing is wrong with it any more.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
