# Everything there is to do with this repository. `make` alone lists it.
#
#   make demo   sets up, builds, loads Bergen and serves on 127.0.0.1:8080
#   make test   sets up and runs every test there is, on both database engines and in the browser

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
export CARGO_TERM_COLOR ?= auto

LISTEN ?= 127.0.0.1:8080
DATA ?= data/demo
CARGO := cargo
# Files that a stylesheet or a script is made of.
WEB_SOURCES := $(shell find web -type f -not -path 'web/node_modules/*' -not -path 'web/dist/*' -not -path 'web/fonts/*' 2>/dev/null)
HAS_NEXTEST := $(shell cargo nextest --version >/dev/null 2>&1 && echo yes)
HAS_DENY := $(shell cargo deny --version >/dev/null 2>&1 && echo yes)

# make test is steady: property tests try the same values in every run (proptest reads the seed), so that a change that breaks
# nothing never meets red. make shake is where chance is let in.
TEST_TARGETS := test check test-rust test-rust-with-postgres test-web test-browser journeys
$(TEST_TARGETS): export PROPTEST_RNG_SEED ?= 4601
# How many times as much as in make test.
SHAKE ?= 20

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

# ---- what a newcomer runs ----

.PHONY: demo
demo: ## build, load Bergen with a believable year, and serve on 127.0.0.1:8080
	@tools/setup.sh demo
	@$(MAKE) build
	target/release/terskel demo --data "$(DATA)" --listen "$(LISTEN)"

.PHONY: test
test: ## every test: format, lints, rules, both engines, web, browser
	@tools/setup.sh test
	@$(MAKE) assets
	@$(MAKE) lint
	@$(MAKE) test-rust
	@$(MAKE) test-web
	@$(MAKE) test-browser

.PHONY: check
check: assets ## the fast part of make test, for while you write: compiles, and the house rules hold
	$(CARGO) fmt --all --check
	$(CARGO) check --workspace --all-targets
	$(CARGO) test --package house_rules --quiet

# ---- the parts of make test ----

.PHONY: lint
lint: assets ## formatting, clippy, licences
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets -- -D warnings
ifeq ($(HAS_DENY),yes)
	$(CARGO) deny --offline check licenses bans sources
endif

.PHONY: test-rust
test-rust: assets ## all Rust tests, on SQLite and on a PostgreSQL that is started and stopped here
	@tools/with-postgres.sh $(MAKE) test-rust-with-postgres

.PHONY: test-rust-with-postgres
test-rust-with-postgres:
ifeq ($(HAS_NEXTEST),yes)
	$(CARGO) nextest run --workspace --no-fail-fast
	# Who gets in where is decided before the database is asked, and trying all of it takes minutes: once is enough. What kills
	# a server has named its engine in the test.
	TERSKEL_TEST_ENGINE=postgres $(CARGO) nextest run --workspace --no-fail-fast \
		-E 'package(app) - test(access::matrix) - binary(kill) - binary(kill_sending)'
	$(CARGO) test --workspace --doc --quiet
else
	$(CARGO) test --workspace --no-fail-fast
	TERSKEL_TEST_ENGINE=postgres $(CARGO) test --package app --no-fail-fast -- --skip access::matrix
endif

.PHONY: test-web
test-web: assets ## type check and tests of the script in the pages; our calendars and documents read by others
	$(CARGO) test --workspace --test independent --test written --quiet
	cd web && npm run --silent check
	cd web && npm run --silent --if-present test
	tools/read-calendars.sh
	tools/read-documents.sh

.PHONY: test-browser
test-browser: assets ## browser journeys with axe, in Chromium
	@if [ -f e2e/package.json ]; then $(MAKE) e2e/node_modules/.installed journeys; fi

.PHONY: journeys
# The same selection as the tests: with another, cargo builds the libraries once more with other features.
journeys:
	$(CARGO) build --workspace --all-targets
	cd e2e && npm test --silent

.PHONY: shake
# Without PROPTEST_RNG_SEED each run has a seed of its own; what fails is printed smallest, and kept for the next run.
shake: assets ## property tests and readers of outside bytes with other chance and 20 times as much of it (SHAKE=200 for longer)
	PROPTEST_CASES=$$((256 * $(SHAKE))) FUZZ_TIMES=$(SHAKE) FUZZ_SEED=$${FUZZ_SEED:-$$(date +%s)} \
		$(CARGO) test --package domain --package interop --package hostile --lib --tests --no-fail-fast --quiet
	PROPTEST_CASES=$$((256 * $(SHAKE))) $(CARGO) test --package app --lib --no-fail-fast --quiet -- two_at_once two_places
	PROPTEST_CASES=$$((256 * $(SHAKE))) $(CARGO) test --package documents --test written --no-fail-fast --quiet -- any_words

# ---- building ----

.PHONY: setup
setup: ## install what is missing on Debian (as root), or say what to install
	@tools/setup.sh test

.PHONY: assets
assets: web/dist/.built ## stylesheets, script and fonts, made again only when something changed

web/node_modules/.installed: web/package.json web/package-lock.json
	cd web && npm ci --no-fund --no-audit --loglevel=error </dev/null
	@touch $@

web/dist/.built: web/node_modules/.installed $(WEB_SOURCES)
	cd web && npm run --silent build
	@touch $@

e2e/node_modules/.installed: e2e/package.json e2e/package-lock.json
	cd e2e && npm ci --no-fund --no-audit --loglevel=error </dev/null
	@touch $@

.PHONY: build
build: assets ## the release binary, target/release/terskel
	$(CARGO) build --release --package app --bin terskel

.PHONY: dev
dev: assets ## serve from data/dev with a quick build
	$(CARGO) run --package app --bin terskel -- serve --data data/dev --listen "$(LISTEN)"

.PHONY: bench
bench: build ## measure, each figure beside its limit
	$(CARGO) build --release --package bench
	@tools/with-postgres.sh target/release/bench

.PHONY: routes
routes: assets ## write docs/routes.txt anew, after reading what changed
	WRITE_ROUTES=1 $(CARGO) test --package house_rules --test routes --quiet

.PHONY: new-room
new-room: ## make new-room NAME=equipment lays the folders of a room
	@tools/new-room.sh "$(NAME)"

.PHONY: clean
clean: ## remove everything that was built
	$(CARGO) clean
	rm -rf web/dist web/fonts web/node_modules e2e/node_modules
