# Everything that is done with Safelamp. `make run` and `make test` do all their own set-up.
.PHONY: run test check style types contracts templates holes house fix bench messages lock docs clean
.DEFAULT_GOAL := run
SHELL := /bin/bash

VENV := .venv
BIN := $(VENV)/bin
CATALOGUES := $(wildcard src/safelamp/ground/languages/catalogues/*/LC_MESSAGES/django.po)
RUNTIME := $(VENV)/.runtime
DEVELOPMENT := $(VENV)/.development
WORDS := $(VENV)/.words
SOURCES := src tests tools
# Chance in tests (their order, their examples) is that of the commit: one commit has one verdict, each its own order.
SEED ?= $(shell printf %d 0x$$(git rev-parse --short=7 'HEAD^{tree}' 2>/dev/null || echo 0))
# mypy and the checks load the settings: they get a data folder of their own.
APART := SAFELAMP_HOME=$(CURDIR)/$(VENV)/home SAFELAMP_KEYS=$(CURDIR)/$(VENV)/home.keys

run: $(WORDS)  ## the demonstration
	@exec $(BIN)/safelamp demonstration

test: $(DEVELOPMENT) $(WORDS)  ## all tests; TESTS="tests/loop -k clocks" for some, SEED=7 for another order
	@tools/prepare_tests
	# One hash seed: both processes name the tests alike. The order of files is that of tests/order.py.
	PYTHONHASHSEED=0 $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder \
	  --randomly-seed=$(SEED) --hypothesis-seed=$(SEED) $(TESTS)

check: style types contracts templates holes house  ## everything that a machine can know; -k to see all of it

style: $(DEVELOPMENT)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)

types: $(DEVELOPMENT)
	$(APART) $(BIN)/mypy

contracts: $(DEVELOPMENT)
	$(BIN)/lint-imports

templates: $(DEVELOPMENT)
	$(BIN)/djlint --quiet --lint src

holes: $(DEVELOPMENT)
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive src

house: $(DEVELOPMENT) $(WORDS)
	$(BIN)/python -m pytest --quiet -n 2 tests/house

fix: $(DEVELOPMENT)  ## mends what can be mended by itself
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

bench: $(DEVELOPMENT) $(WORDS)  ## the numbers that are promised; PART=running, inbox, backup, clone, bell, idle or record for some
	$(BIN)/python -m tools.bench $(PART)

docs: $(DEVELOPMENT) $(WORDS)  ## pictures and state tables; PART=states or PART=pictures for one of them
	$(BIN)/python -m tools.draw_docs $(PART)

messages: $(RUNTIME)  ## gathers the sentences for translators; needs gettext
	@$(APART) $(BIN)/safelamp languages gather

lock:  ## pins every package with its hashes; needs uv
	uv pip compile pyproject.toml --group build --extra ingest --extra voice --extra watch --universal --python-version 3.11 --generate-hashes \
	  --custom-compile-command "make lock" --quiet --output-file requirements.txt $(LOCK)
	uv pip compile pyproject.toml --group build --extra backup --extra ingest --extra postgres --extra voice --extra watch --universal --python-version 3.11 \
	  --generate-hashes --custom-compile-command "make lock" --constraint requirements.txt --no-annotate \
	  --quiet --output-file requirements-server.txt $(LOCK)
	uv pip compile pyproject.toml --group build --group dev --all-extras --universal --python-version 3.11 \
	  --generate-hashes --custom-compile-command "make lock" --constraint requirements.txt --no-annotate \
	  --quiet --output-file requirements-dev.txt $(LOCK)

clean:  ## takes away what was made, never what was recorded
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(RUNTIME): requirements.txt pyproject.toml tools/environment
	@tools/environment $(VENV) requirements.txt
	@touch $@

$(DEVELOPMENT): requirements-dev.txt $(RUNTIME)
	@tools/environment $(VENV) requirements-dev.txt
	@touch $@

$(WORDS): $(RUNTIME) $(CATALOGUES)
	@$(APART) $(BIN)/safelamp languages compile
	@touch $@
