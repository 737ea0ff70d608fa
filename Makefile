# `make` lists what can be done. The set-up (.venv/, pinned requirements, system packages) happens
# by itself, once; see deploy/setup.

.DEFAULT_GOAL := help
.PHONY: help demo serve test test-fast check lint types layers drift wheel pins format clean ready-run ready-dev

# Which Python makes .venv, and what to hand on: `make demo PORT=8080 FRESH=1`, `make test ARGS="-k votes"`.
PYTHON ?= python3
ARGS ?=
PORT ?=
FRESH ?=
export PYTHON

bin := .venv/bin
server_args = $(if $(PORT),--port $(PORT)) $(ARGS)

help: ## List what can be done
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ready-run ## Show it with the Dublin hackathon (PORT=8080, FRESH=1 begins anew)
	@exec $(bin)/hackathon demo $(if $(FRESH),--fresh) $(server_args)

serve: ready-run ## Serve what is in the database (PORT=8080)
	@exec $(bin)/hackathon serve $(server_args)

test: ready-dev ## Run every test (ARGS="-k votes" picks)
	$(bin)/pytest $(ARGS)

test-fast: ready-dev ## Run the tests that need no browser
	$(bin)/pytest -m "not browser" $(ARGS)

check: lint types layers drift wheel ## Do every check but the tests

lint: ready-dev ## Look at style: ruff, djlint
	$(bin)/ruff format --check .
	$(bin)/ruff check .
	$(bin)/djlint templates --check --lint --quiet

types: ready-dev ## Check the types with mypy
	$(bin)/mypy

layers: ready-dev ## Check who imports whom
	$(bin)/lint-imports

drift: ready-dev ## Check that the migrations make the tables that the models describe
	@set -eu; HACKATHON_INSTANCE=$$(mktemp -d); export HACKATHON_INSTANCE; trap 'rm -rf "$$HACKATHON_INSTANCE"' EXIT; \
	$(bin)/hackathon db upgrade; $(bin)/hackathon db check

wheel: ready-dev ## Build the wheel, and open a page from it alone
	.ci/wheel

format: ready-dev ## Put code and templates into the house's form
	$(bin)/ruff check --fix .
	$(bin)/ruff format .
	$(bin)/djlint templates --reformat --quiet

# Each list includes the one before it, so the three agree about every version.
pins: ready-dev ## Remake requirements/*.txt from *.in (ARGS=--upgrade takes newer versions)
	cd requirements && for list in build run dev; do \
	  ../$(bin)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    $(ARGS) $$list.in -o $$list.txt >/dev/null || exit 1; \
	done

clean: ## Remove what was built and cached; .venv/ and instance/ stay
	rm -rf build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name .venv -prune -o -name __pycache__ -type d -exec rm -rf {} +

ready-run:
	@deploy/setup run

ready-dev:
	@deploy/setup dev
