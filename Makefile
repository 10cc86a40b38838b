# What there is to do with the hub. Needs Python 3.11 or newer and make; the rest comes from the
# package registries into .venv and web/node_modules, and a second run finds it there.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

# Python's compiled files are what makes a start quick; some machines switch them off.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check lint types fmt schema docs bench bench-feeds soak soak-feeds soak-steady browser clients web pins clean ready ready-to-test

help:  ## list what there is to do
	@awk -F ':.*  ## ' '/^[a-z-]+:.*  ## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run:  ## start the hub: servers, demo world and GraphiQL
	@$(MAKE) --no-print-directory -j 2 ready
	@$(END_WITH_MAKE) & exec $(BIN)/hub serve
# Where make is killed, the hub (process $$$$ from the exec on) is left without its Ctrl-C: end it too.
END_WITH_MAKE = (while kill -0 $$PPID && kill -0 $$$$; do sleep 1; done; kill $$$$) </dev/null >/dev/null 2>&1

test:  ## run all tests, or some: make test ARGS="tests/db -x"
	@$(MAKE) --no-print-directory -j 2 ready-to-test
	@$(BIN)/python -m pytest $(or $(ARGS),-n auto)

check: lint types  ## lint, types, import contracts, and whether schema.graphql is fresh
	@$(BIN)/hub schema --check

lint: .venv/development  ## style, likely mistakes, and which way imports point
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/lint-imports --no-logo

types: .venv/development  ## check the types
	@$(BIN)/mypy

fmt: .venv/development  ## format the code and mend what can be mended
	@$(BIN)/ruff check --fix --quiet || true
	@$(BIN)/ruff format

schema: .venv/runtime  ## write schema.graphql
	@$(BIN)/hub schema > schema.graphql.new && mv schema.graphql.new schema.graphql

docs: .venv/runtime  ## write docs/reference from the schema and the settings
	@$(BIN)/hub docs

bench: .venv/runtime .venv/node bench/node/node_modules/.package-lock.json  ## measure the hub and its peers, write docs/reference/benchmarks.md
	@$(BIN)/python -m bench --report docs

bench-feeds: .venv/runtime  ## measure live feeds beside plain subscriptions, write docs/reference/benchmarks-feeds.md
	@$(BIN)/python -m bench.feeds --report docs

soak: .venv/development  ## ask both executors 20,000 random operations; ARGS="--operations 500"
	@$(BIN)/python -m tests.execution.soak $(ARGS)

soak-feeds: .venv/development  ## kill and cut off everything around two hubs, 20 times each; ARGS="--kills 2 --seed 7"
	@$(BIN)/python -m tests.faults.soak $(ARGS)

soak-steady: .venv/development  ## see what a hub still holds after 20 minutes of 200 events a second; ARGS="--minutes 5"
	@$(BIN)/python -m tests.faults.steady $(ARGS)

web: web/dist/index.html  ## build the GraphiQL page

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

pins:  ## write the exact versions and hashes into requirements*.txt
	@$(PYTHON) -m venv .venv/pins && .venv/pins/bin/pip --quiet install pip-tools
	@$(COMPILE) --build-deps-for editable --output-file requirements.txt pyproject.toml
	@$(COMPILE) --output-file requirements-dev.txt requirements-dev.in
	@$(COMPILE) --output-file requirements-node.txt requirements-node.in
COMPILE = .venv/pins/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

clean:  ## remove what was installed and built; the data in .hub stays
	@rm -rf .venv web/node_modules web/dist bench/node/node_modules tests/clients/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@rm -rf .import_linter_cache .coverage .coverage.*
	@find bench db demo embedded hub tests -name __pycache__ -type d -prune -exec rm -rf {} +

ready: .venv/runtime web/dist/index.html
	@:
ready-to-test: .venv/development web/dist/index.html
	@:

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "The hub needs Python 3.11 or newer. If you have one, name it: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv --clear .venv || { \
	    echo "$(PYTHON) cannot make a virtual environment. On Debian: apt-get install python3-venv" >&2; exit 1; }

.venv/runtime: requirements.txt pyproject.toml | .venv/bin/python
	@echo "Installing Python packages (the first time this takes a minute)"
	@$(PIP) install --no-compile --no-deps --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q -j 0 .venv/lib >/dev/null || true
	@touch $@

.venv/development: requirements-dev.txt .venv/runtime
	@echo "Installing what tests and checks need"
	@$(PIP) install --no-compile --no-deps --require-hashes -r requirements-dev.txt
	@$(BIN)/python -m compileall -q -j 0 .venv/lib >/dev/null || true
	@touch $@

# The machine's Node where it is new enough for Vite, else one from a wheel in .venv/bin.
NODE_IS_NEW = node -e '[a, b] = process.versions.node.split(".").map(Number); \
	process.exit(a > 22 || (a == 22 && b >= 12) || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null && command -v npm >/dev/null
NPM = PATH="$(CURDIR)/$(BIN):$$PATH" npm --loglevel error
define INSTALL_NODE
	@if ! { $(NODE_IS_NEW); }; then \
	    echo "Installing Node"; \
	    $(PIP) install --no-compile --require-hashes -r requirements-node.txt; \
	fi
endef

web/node_modules/.package-lock.json: web/package-lock.json web/package.json requirements-node.txt | .venv/bin/python
	$(INSTALL_NODE)
	@echo "Installing JavaScript packages"
	@$(NPM) --prefix web ci >/dev/null
	@touch $@

tests/clients/node_modules/.package-lock.json: tests/clients/package-lock.json tests/clients/package.json requirements-node.txt | .venv/bin/python
	$(INSTALL_NODE)
	@echo "Installing clients in JavaScript"
	@$(NPM) --prefix tests/clients ci >/dev/null
	@touch $@

# PostGraphile wants a newer one than Vite does.
NODE_IS_22 = $(IN_BIN) node -e 'process.exit(parseInt(process.versions.node) >= 22 ? 0 : 1)' 2>/dev/null
IN_BIN = PATH="$(CURDIR)/$(BIN):$$PATH"

.venv/node: requirements-node.txt | .venv/bin/python
	@if ! { $(NODE_IS_22); }; then \
	    echo "Installing Node"; \
	    $(PIP) install --no-compile --require-hashes -r requirements-node.txt; \
	fi
	@touch $@

bench/node/node_modules/.package-lock.json: bench/node/package-lock.json bench/node/package.json | .venv/node
	@echo "Installing the peers in JavaScript"
	@$(IN_BIN) npm --prefix bench/node --loglevel error ci >/dev/null
	@touch $@

web/dist/index.html: web/node_modules/.package-lock.json $(shell find web -type f -not -path 'web/node_modules/*' -not -path 'web/dist/*')
	@echo "Building GraphiQL"
	@$(NPM) --prefix web run --silent build -- --logLevel warn
	@touch $@
