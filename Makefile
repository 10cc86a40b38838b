# What there is to do with the hub. Needs Python 3.11 or newer and make; the rest comes from the
# package registries into .venv and web/node_modules, and a second run finds it there.

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python install.py

# What the user's shell says to other programs of these makes leads ours astray: other modules, no
# compiled files, another encoding, other options of pytest, packages for production only. What pip
# hears of it is for install.py.
unexport $(filter-out PYTHON,$(filter PYTHON% PYTEST_% COVERAGE_%,$(.VARIABLES))) NODE_ENV NODE_OPTIONS NODE_PATH
export PYTHONUTF8 := 1
# pip, npm and browsers want a home that they can write to; some users have none.
ifneq ($(shell test -d "$$HOME" && test -w "$$HOME" && echo yes),yes)
export HOME := $(CURDIR)/.venv/home
endif

# What the hub serves to browsers.
PAGES := web/dist/graphiql/index.html web/dist/app/store.html

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check check-web lint types fmt schema texts docs bench bench-feeds bench-search soak soak-feeds soak-steady browser clients web pins clean ready ready-to-test

help:  ## list what there is to do
	@awk -F ':.*  ## ' '/^[a-z-]+:.*  ## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run:  ## start the hub: servers, demo world and web pages
	@$(MAKE) --no-print-directory -j 2 ready
	@$(END_WITH_MAKE) & exec $(BIN)/hub serve
# Where make is killed, the hub (process $$$$ from the exec on) is left without its Ctrl-C: end it too.
END_WITH_MAKE = (while kill -0 $$PPID && kill -0 $$$$; do sleep 1; done; kill $$$$) </dev/null >/dev/null 2>&1

test:  ## run all tests, or some: make test ARGS="tests/db -x"
	@$(MAKE) --no-print-directory -j 2 ready-to-test
	@$(BIN)/python -m pytest $(or $(ARGS),-n auto)

check: lint types check-web  ## lint, types, import contracts, and whether what is generated is fresh
	@$(BIN)/hub schema --check

lint: .venv/development  ## style, likely mistakes, and which way imports point
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/lint-imports --no-logo

types: .venv/development  ## check the types
	@$(BIN)/mypy

check-web: web/node_modules/.package-lock.json  ## types and lint of the web pages, their generated code, and that both languages are complete
	@cd web && $(NPM) run --silent check

fmt: .venv/development web/node_modules/.package-lock.json  ## format the code and mend what can be mended
	@$(BIN)/ruff check --fix --quiet || true
	@$(BIN)/ruff format
	@cd web && $(NPM) run --silent format

schema: .venv/runtime web/node_modules/.package-lock.json  ## write schema.graphql, and the web pages' types of it
	@$(BIN)/hub schema > schema.graphql.new && mv schema.graphql.new schema.graphql
	@cd web && $(NPM) run --silent codegen

texts: web/node_modules/.package-lock.json  ## collect the web pages' texts into web/app/src/locales, to be written in Chinese there
	@cd web && $(NPM) run --silent texts

docs: .venv/runtime  ## write docs/reference from the schema and the settings
	@$(BIN)/hub docs

bench: .venv/runtime bench/node/node_modules/.package-lock.json  ## measure the hub and its peers, write docs/reference/benchmarks.md
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m bench --report docs

bench-search: .venv/runtime  ## judge searches and time them over 100,000 products, beside other forms
	@$(BIN)/python -m bench.search

bench-feeds: .venv/runtime  ## measure live feeds beside plain subscriptions, write docs/reference/benchmarks-feeds.md
	@$(BIN)/python -m bench.feeds --report docs

soak: .venv/development  ## ask both executors 20,000 random operations, and the loop 2,000 hostile ones; ARGS="--operations 500"
	@$(BIN)/python -m tests.execution.soak $(ARGS)

soak-feeds: .venv/development  ## kill and cut off everything around two hubs, 20 times each; ARGS="--kills 2 --seed 7"
	@$(BIN)/python -m tests.faults.soak $(ARGS)

soak-steady: .venv/development  ## see what a hub still holds after 20 minutes of 200 events a second; ARGS="--minutes 5"
	@$(BIN)/python -m tests.faults.steady $(ARGS)

web: $(PAGES)  ## build the web pages: storefront, consoles, GraphiQL

browser:  ## install the browser that the browser tests drive
	@if command -v chromium >/dev/null || command -v chromium-browser >/dev/null; then \
	    exit 0; \
	elif ! command -v apt-get >/dev/null; then \
	    echo "Install Chromium yourself: this machine has no apt-get. Without it the browser tests are skipped." >&2; \
	    exit 1; \
	elif [ "$$(id -u)" = 0 ]; then \
	    as_root=""; \
	elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then \
	    as_root="sudo"; \
	else \
	    echo "Chromium needs root to install: sudo apt-get install chromium. Without it the browser tests are skipped." >&2; \
	    exit 1; \
	fi; \
	echo "Installing Chromium"; \
	$$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update && \
	$$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends chromium >/dev/null

clients: tests/clients/node_modules/.package-lock.json  ## install the client libraries that tests try the hub with

pins: .venv/pyvenv.cfg  ## write the exact versions and hashes into requirements*.txt; ARGS=--upgrade for newer ones
	@$(INSTALL) --run $(BIN)/python -m venv --clear .venv/pins
	@$(INSTALL) --run .venv/pins/bin/pip --quiet install uv
	@$(COMPILE) --output-file requirements.txt pyproject.toml requirements-build.in
	@$(COMPILE) --output-file requirements-dev.txt requirements-dev.in
	@$(COMPILE) --output-file requirements-node.txt requirements-node.in
# For every Python and system at once: what only some of them need has a marker.
COMPILE = $(INSTALL) --run .venv/pins/bin/uv pip compile $(ARGS) --quiet --universal --python-version 3.11.0 \
	--fork-strategy fewest --generate-hashes --no-header

clean:  ## remove what was installed and built; the data in .hub stays
	@rm -rf .venv web/node_modules web/dist bench/node/node_modules tests/clients/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@rm -rf .import_linter_cache .coverage .coverage.*
	@find bench db demo embedded hub tests -name __pycache__ -type d -prune -exec rm -rf {} +

ready: .venv/runtime $(PAGES)
	@:
ready-to-test: .venv/development $(PAGES)
	@:

# The scripts in .venv hold this folder's path. In a copy of the checkout, or under a new name, they
# would run the original's code or nothing; so there the environment is made anew.
ifneq ($(shell test -x .venv/bin/pip && grep -F "$$(printf ' %s/.venv' "$$(pwd -P)")" .venv/pyvenv.cfg >/dev/null && echo yes),yes)
.PHONY: .venv/pyvenv.cfg
endif
.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "The hub needs Python 3.11 or newer. If you have one, name it: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv --clear .venv || { \
	    echo "$(PYTHON) cannot make a virtual environment. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@mkdir -p .venv/home

.venv/runtime: requirements.txt pyproject.toml install.py .venv/pyvenv.cfg | .venv/node
	@echo "Installing Python packages (the first time this takes a minute)"
	@$(INSTALL) requirements.txt --editable
	@touch $@

.venv/development: requirements-dev.txt .venv/runtime
	@echo "Installing what tests and checks need"
	@$(INSTALL) requirements-dev.txt
	@touch $@

# The machine's Node where it is new enough for Vite and PostGraphile, else one from a wheel in .venv/bin.
# Before all else, since one pip at a time works in an environment and npm works beside it.
NODE_IS_NEW = node -e '[a, b] = process.versions.node.split(".").map(Number); \
	process.exit(a > 22 || (a == 22 && b >= 12) ? 0 : 1)' 2>/dev/null && command -v npm >/dev/null
.venv/node: requirements-node.txt install.py .venv/pyvenv.cfg
	@if ! { $(NODE_IS_NEW); }; then \
	    echo "Installing Node"; \
	    $(INSTALL) requirements-node.txt; \
	fi
	@touch $@

# What the user's settings of npm may say of what is installed, and where; how packages are reached is theirs.
NPM = PATH="$(CURDIR)/$(BIN):$$PATH" npm --loglevel error
NPM_CI = $(NPM) ci --include dev --include optional --include peer --install-strategy hoisted \
	--no-global --no-dry-run --package-lock --no-audit --no-fund >/dev/null

web/node_modules/.package-lock.json: web/package-lock.json web/package.json | .venv/node
	@echo "Installing JavaScript packages"
	@cd web && $(NPM_CI)
	@touch $@

tests/clients/node_modules/.package-lock.json: tests/clients/package-lock.json tests/clients/package.json | .venv/node
	@echo "Installing clients in JavaScript"
	@cd tests/clients && $(NPM_CI)
	@touch $@

bench/node/node_modules/.package-lock.json: bench/node/package-lock.json bench/node/package.json | .venv/node
	@echo "Installing the peers in JavaScript"
	@cd bench/node && $(NPM_CI)
	@touch $@

web/dist/graphiql/index.html: web/node_modules/.package-lock.json $(wildcard web/*.ts web/*.json) $(shell find web/graphiql -type f) | .venv/node
	@echo "Building GraphiQL"
	@cd web && $(NPM) run --silent build:graphiql
	@touch $@

web/dist/app/store.html: web/node_modules/.package-lock.json $(wildcard web/*.ts web/*.json) $(shell find web/app -type f) | .venv/node
	@echo "Building the storefront and the consoles"
	@cd web && $(NPM) run --silent build:app
	@touch $@
