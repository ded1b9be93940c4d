# What a developer types. Everything lives in .venv and in LANTOA_HOME (var/ unless it is set).
.DEFAULT_GOAL := help
.PHONY: help setup run test drill clocks check fix bench mutate lock tools
SHELL := /bin/bash

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
PIP_ENV := PIP_ROOT_USER_ACTION=ignore PIP_NO_WARN_SCRIPT_LOCATION=1
HOST ?= 127.0.0.1
PORT ?= 8000
PYTEST_ARGS ?=
CLOCK ?=
JOBS ?= 1

help: ## show this list
	@echo "Lan Tỏa: make …"
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)$$/  \1\t\2/' | expand -t 10

setup: .venv/installed ## prepare .venv, the database and the static files; nothing is served
	@$(BIN)/lantoa prepare

run: setup ## serve the site with demonstration data (HOST=…, PORT=…)
	@exec $(BIN)/lantoa up --host $(HOST) --port $(PORT)

test: tools ## run the whole suite, browser tests too where Chromium is installed (PYTEST_ARGS=… CLOCK=…)
	@$(if $(CLOCK),LANTOA_CLOCK="$(CLOCK)") $(BIN)/python -m pytest -n 2 --dist loadfile --max-worker-restart 0 $(PYTEST_ARGS)

drill: tools ## run the long walks over all combinations, which make test leaves out
	@$(BIN)/python -m pytest -n 2 --dist load --max-worker-restart 0 -m drill $(PYTEST_ARGS)

clocks: tools ## run the tests that know days at each clock of tools/clocks.py, or at some (NAME=…)
	@$(BIN)/python -m tools.clocks $(NAME)

check: tools ## all that is checked beside the suite: style, templates, imports, migrations, house rules
	@failed=; try() { echo "· $$*"; "$(BIN)/$$@" || failed=1; }; \
	try ruff check .; \
	try ruff format --check --quiet .; \
	try djlint lantoa --quiet --check --lint; \
	try lint-imports --no-logo; \
	try python manage.py makemigrations --check --dry-run; \
	try python -m tools.states --check; \
	try python -m tools.extensions --check; \
	try python -m tools.sizes; \
	try python -m pytest -q -p no:randomly tests/test_architecture.py tests/test_house.py; \
	if [ "$$failed" ]; then echo "make check: something above is wrong" >&2; exit 1; fi; echo "make check: all good"

fix: tools ## mend what tools can mend: formatting, import order, generated diagrams
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .
	@$(BIN)/djlint lantoa --quiet --reformat || true
	@$(BIN)/python -m tools.states
	@$(BIN)/python -m tools.extensions

bench: tools ## run the benchmarks, one JSON line each (NAME=…), in an installation of their own
	@env -u DATABASE_URL $${BENCH_DATABASE_URL:+DATABASE_URL=$$BENCH_DATABASE_URL} LANTOA_HOME=$${BENCH_HOME:-var/bench} \
		$(BIN)/python -m tools.bench $(NAME)

mutate: tools ## make real wrong changes one by one and see whether a test notices (NAME=area, JOBS=2)
	@JOBS=$(JOBS) $(BIN)/python -m tools.mutations $(NAME)

lock: tools ## resolve the libraries anew and write both requirements files with hashes (needs uv)
	@command -v uv > /dev/null || { echo "make lock needs uv: $(PYTHON) -m pip install uv"; exit 1; }
	@uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--python-version 3.11 pyproject.toml --group build --output-file requirements.txt
	@uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--python-version 3.11 pyproject.toml --group dev --output-file requirements-dev.txt

# --- environment: one stamp each, so that a second call does nothing ---

tools: .venv/installed-dev

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2> /dev/null \
		|| { echo "Lan Tỏa needs Python 3.11, 3.12 or 3.13 (on Debian: apt install python3). To name another one: make PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null \
		|| { echo "Python's venv module is missing (on Debian: apt install python3-venv)." >&2; exit 1; }
	@echo "Making .venv …" >&2
	@$(PYTHON) -m venv --clear .venv

.venv/installed: requirements.txt pyproject.toml | .venv/bin/pip
	@echo "Installing the pinned libraries …" >&2
	@$(PIP_ENV) $(PIP) install --require-hashes -r requirements.txt
	@$(PIP_ENV) $(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed | .venv/bin/pip
	@echo "Installing the developers' tools …" >&2
	@$(PIP_ENV) $(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@
