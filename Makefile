# One word each; `make` alone lists them. PYTHON names the Python (3.11 or newer) that the environment is made with.
PYTHON ?= python3
BIN := .venv/bin
MINUTES ?= 10

export PYTHON
# nproc obeys these two, which are about threads.
CORES := $(shell env -u OMP_THREAD_LIMIT -u OMP_NUM_THREADS nproc)
# Worker processes share the cores already: threads inside an engine would only get in each other's way.
export OMP_THREAD_LIMIT ?= 1
export PIP_DISABLE_PIP_VERSION_CHECK ?= 1

.DEFAULT_GOAL := help
.PHONY: help demo letters test test-all lint bench bench-long fuzz soak audit clean packages
.NOTPARALLEL:

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1#\2/p' Makefile | tr '#' '\t' | expand -t 18

demo: .venv/ready ## a dozen letters through the whole program, with no account and no server
	@$(BIN)/python -m tests.demo

letters: NEEDS = test
letters: .venv/ready ## every letter as a picture in build/letters: on a phone and on a desk, light and dark
	@$(BIN)/python -m tests.pictures

test: NEEDS = test
test: lint ## lint, then every test but the long sweeps
	@$(BIN)/python -m pytest -n $(CORES) --dist loadfile -m "not sweep"

test-all: NEEDS = test
test-all: lint ## lint, then every test, long sweeps included
	@$(BIN)/python -m pytest -n $(CORES) --dist loadfile

lint: .venv/ready ## style, format, types, and who may import whom
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo "Run \`$(BIN)/ruff format .\`."; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo

bench: NEEDS = test
bench: .venv/ready ## accuracy and seconds on 48 files, beside Tesseract, RapidOCR and OCRmyPDF
	@$(BIN)/python -c '$(BENCH_REQUIREMENTS)' >.venv/bench.txt
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --requirement .venv/bench.txt >.venv/pip.log 2>&1 || \
	  echo "OCRmyPDF could not be installed (see .venv/pip.log): the others run without it."
	@$(BIN)/python -m bench --readings 48

bench-long: NEEDS = test
bench-long: .venv/ready ## our reader alone on 6,000 files, hours long; stopped, it goes on where it was
	@$(BIN)/python -m bench --readers mailproc --readings 6000 --jobs $(CORES) --keep-missed --into long

fuzz: NEEDS = test
fuzz: .venv/ready ## hostile bytes by chance and by coverage for MINUTES=10; what is found lies in build/fuzz
	@$(BIN)/python -c '$(FUZZ_REQUIREMENTS)' >.venv/fuzz.txt
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --requirement .venv/fuzz.txt >.venv/pip.log 2>&1 || \
	  { echo "atheris could not be installed; pip's own words are in .venv/pip.log." >&2; exit 1; }
	@$(BIN)/python -m tests.fuzz $(MINUTES)

soak: NEEDS = test
soak: .venv/ready ## the program at work while a client moves, flags and throws away by chance, for MINUTES=10
	@$(BIN)/python -m tests.soak --minutes $(MINUTES)

audit: .venv/ready ## ask the Python advisory database about every package in constraints.txt
	@test -x .venv/audit/bin/pip-audit || { $(PYTHON) -m venv .venv/audit && .venv/audit/bin/pip install --quiet pip-audit; }
	@.venv/audit/bin/pip-audit --requirement constraints.txt --no-deps --disable-pip --strict

clean: ## remove all that the other words made
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache demo bench/out build dist *.egg-info
	find . -name __pycache__ -prune -exec rm -rf {} +

# Quick once everything is there: it only looks.
packages:
	@.ci/packages $(NEEDS)

# What the package needs comes first, hatchling (which builds it) included, so that all of it is of constraints.txt.
# pip 23 of Debian 12 knows no dependency groups: they are taken out of pyproject.toml.
REQUIREMENTS := import tomllib; told = tomllib.load(open("pyproject.toml", "rb")); \
	print(*told["project"]["dependencies"], *told["dependency-groups"]["dev"], sep="\n")
BENCH_REQUIREMENTS := import tomllib; told = tomllib.load(open("pyproject.toml", "rb")); \
	print(*told["dependency-groups"]["bench"], sep="\n")
FUZZ_REQUIREMENTS := import tomllib; told = tomllib.load(open("pyproject.toml", "rb")); \
	print(*told["dependency-groups"]["fuzz"], sep="\n")

# It asks for an OpenCV with windows, which would lie over the one without: only its models are wanted.
THIRD_ENGINE := rapidocr-onnxruntime

.venv/ready: pyproject.toml constraints.txt | packages
	@echo "Installing the Python packages into .venv ..."
	@$(PYTHON) -m venv .venv
	@$(PYTHON) -c '$(REQUIREMENTS)' >.venv/requirements.txt
	@{ $(BIN)/python -m pip install --quiet --constraint constraints.txt --requirement .venv/requirements.txt && \
	   $(BIN)/python -m pip install --quiet --constraint constraints.txt --no-deps $(THIRD_ENGINE) && \
	   $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable . ; } >.venv/pip.log 2>&1 || \
	   { echo "pip could not install the Python packages (is there a network?); its own words are in .venv/pip.log." >&2; exit 1; }
	@touch $@
