# `make` lists what can be done. The set-up (.venv/, pinned requirements, system packages) happens
# by itself, once; see deploy/setup.

.DEFAULT_GOAL := help
.PHONY: help demo serve bench load test test-fast test-long test-faults test-random coverage fuzz check lint types layers drift wheel audit docs pictures pins catalog format clean ready-run ready-dev

# Which Python makes .venv, and what to hand on: `make demo PORT=8080 FRESH=1`, `make test ARGS="-k votes"`.
PYTHON ?= python3
ARGS ?=
PORT ?=
FRESH ?=
export PYTHON

bin := .venv/bin
pytest = $(bin)/pytest --numprocesses=auto --dist=worksteal
measured = --cov --cov-report=
server_args = $(if $(PORT),--port $(PORT)) $(ARGS)

help: ## List what can be done
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ready-run ## Show it with the Dublin hackathon (PORT=8080, FRESH=1 begins anew)
	@exec $(bin)/hackathon demo $(if $(FRESH),--fresh) $(server_args)

serve: ready-run ## Serve what is in the database (PORT=8080)
	@exec $(bin)/hackathon serve $(server_args)

# A quarter of the random examples, and PostgreSQL where the database matters; `test-long` has the rest.
test: ready-dev ## Run the tests (ARGS="-k votes" picks)
	$(pytest) -m "not long and not faults" $(ARGS)

test-fast: ready-dev ## Run the tests that need no browser, no running server and no PostgreSQL
	$(pytest) -m "not long and not faults and not browser and not server" --no-postgresql $(ARGS)

test-long: ready-dev ## Run what `make test` leaves out: all random examples, everything on PostgreSQL
	$(pytest) -m "(long or hypothesis) and not faults" --hypothesis-profile=long $(ARGS)

test-faults: ready-dev ## Kill the server's processes hundreds of times while people work (FAULTS_KILLS=500 on each database)
	$(bin)/pytest -n0 -rP -m faults tests/faults $(ARGS)

test-random: ready-dev ## Run the tests in random order (ARGS=--random-order-seed=7 repeats one)
	$(pytest) -m "not long and not faults" --random-order-bucket=global $(ARGS)

# What is compiled is measured as the plain Python that it is, on the tiny instances of its tests.
coverage: ready-dev ## Measure branch coverage, and hold it to its floors (ARGS="-k votes" picks tests)
	NUMBA_DISABLE_JIT=1 $(pytest) -m "not long" $(measured) tests/planner/local_search -k "not large"
	$(pytest) -m "not long" $(measured) --cov-append $(ARGS)
	$(bin)/coverage report --skip-covered --fail-under=90
	$(bin)/coverage report --format=total --include='hackathon/planner/*' --fail-under=95
	$(bin)/coverage report --format=total --include='hackathon/pages/*' --fail-under=95

fuzz: ready-dev ## Search with new random examples; what fails becomes a fixed one (ARGS="-k markdown")
	$(bin)/pytest -m hypothesis --hypothesis-profile=fuzz $(ARGS)

bench: ready-dev ## Measure each page against a hello world (ARGS="--growth --json=run.json")
	@exec $(bin)/hackathon bench pages $(ARGS)

load: ready-dev ## Let 2,000 people use it for three minutes, on SQLite, and on PostgreSQL with Redis
	@$(bin)/hackathon bench load $(ARGS)
	@$(bin)/hackathon bench load --postgresql $(ARGS)

check: lint types layers drift wheel docs ## Do every check but the tests

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

audit: ready-dev ## Look the pinned packages up among known weaknesses; needs a network, and says so
	.ci/audit

docs: ready-dev ## Build the documentation in build/site/, check its links, list external ones
	$(bin)/mkdocs build --strict

pictures: ready-dev ## Take the pictures of the guides again (ARGS="-k planner" picks)
	$(bin)/pytest -n0 tests/browser/test_pictures.py --pictures=docs/pictures $(ARGS)

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

catalog: ready-dev ## Bring the catalogues of translations up to date with the texts in templates and code
	.ci/catalog

clean: ## Remove what was built and cached; .venv/ and instance/ stay
	rm -rf build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name .venv -prune -o -name __pycache__ -type d -exec rm -rf {} +

ready-run:
	@deploy/setup run

ready-dev:
	@deploy/setup dev
