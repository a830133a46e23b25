# Every verb of this house. `make` alone lists them.

PYTHON ?= python3
VENV ?= .venv
ARGS ?=

BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SPEAKS := src/reviewhub/translations
PO := $(wildcard $(SPEAKS)/*/LC_MESSAGES/*.po)
MO := $(PO:.po=.mo)

.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench fmt docs lock migration translations

# Runs $(2) and says how long $(1) took; the exit status is that of $(2).
timed = @start=$$(date +%s); ( $(2) ); code=$$?; echo "$(1) took $$(( $$(date +%s) - start )) s"; exit $$code

help:  ## list the verbs
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r verb says; do printf '%-18s %s\n' "$$verb" "$$says"; done

setup: $(STAMP) $(MO)  ## make .venv from the lock, once

demo: setup  ## serve the reference case, with addresses and logins
	@"$(BIN)/reviewhub" demo $(ARGS)

test: setup  ## run every test (ARGS="-k sheet" for some)
	$(call timed,make test,"$(BIN)/python" -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS))

check: setup  ## lint, types, import contracts, dependencies, house rules
	$(call timed,make check,\
	  "$(BIN)/ruff" check . && \
	  "$(BIN)/ruff" format --check . && \
	  "$(BIN)/mypy" && \
	  "$(BIN)/lint-imports" && \
	  "$(BIN)/deptry" . && \
	  "$(BIN)/python" -m pytest tests/house -m "not slow" -q)

bench: setup  ## compare CPU time a request with bare views of the same size
	@"$(BIN)/python" tests/bench $(ARGS)

fmt: setup  ## format, and mend what lint can mend by itself
	@"$(BIN)/ruff" format .
	@"$(BIN)/ruff" check --fix-only --quiet .

docs: setup  ## write the generated parts of the manual anew
	@"$(BIN)/python" docs/generate.py

lock: setup  ## resolve the dependencies anew; the lock carries names, versions and hashes, no addresses
	@"$(BIN)/uv" pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --extra optimize --extra postgres --group dev --output-file requirements.lock pyproject.toml

migration: setup  ## write the step from the newest migration to the models (NAME=add_recusals)
	@test -n "$(NAME)" || { echo "name the step: make migration NAME=add_recusals"; exit 1; }
	@"$(BIN)/python" -c 'import sys; from reviewhub.db.schema import write_migration; write_migration(sys.argv[1])' "$(NAME)"
	@"$(BIN)/ruff" check --fix-only --quiet src/reviewhub/db/migrations
	@"$(BIN)/ruff" format --quiet src/reviewhub/db/migrations

translations: setup  ## collect the texts of pages into the English catalogue
	@mkdir -p .cache
	@"$(BIN)/pybabel" -q extract -F babel.cfg --no-location --sort-output --project reviewhub --version "" \
	  --header-comment "# Texts of the pages of reviewhub." --msgid-bugs-address "" -o .cache/messages.pot .
	@"$(BIN)/pybabel" -q update -i .cache/messages.pot -d $(SPEAKS) -l en --no-fuzzy-matching \
	  --ignore-obsolete --init-missing --ignore-pot-creation-date
	@sed -i.bak -E '/^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By): /d' $(SPEAKS)/*/LC_MESSAGES/messages.po && rm -f $(SPEAKS)/*/LC_MESSAGES/messages.po.bak
	@"$(BIN)/pybabel" -q compile -d $(SPEAKS)

%.mo: %.po
	@"$(BIN)/pybabel" -q compile -i $< -o $@

$(MO): $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "reviewhub needs Python 3.11 or newer; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Python's venv is missing; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@"$(PYTHON)" -m venv "$(VENV)"
	@awk '/^[a-z]/ { uv = /^uv==/ } uv' requirements.lock > "$(VENV)/uv.txt"
	@"$(BIN)/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$(VENV)/uv.txt" \
	  || echo "uv cannot be installed here; pip does the work, more slowly"
	@if [ -x "$(BIN)/uv" ]; then install="$(BIN)/uv pip install --quiet --python $(BIN)/python"; \
	  else install="$(BIN)/python -m pip install --quiet --disable-pip-version-check"; fi; \
	  $$install --require-hashes -r requirements.lock && $$install --no-deps --no-build-isolation -e .
	@touch "$(STAMP)"
