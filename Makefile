# The commands of the newsroom; `make help` lists them.
#
# Variables given to make (`make run PORT=8123`) reach the programs as environment.

python := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help install install-dev run serve dev test lint format messages bench bench-large clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' Makefile

install: ## make .venv with what the site needs
	@sh scripts/install.sh run

install-dev: ## … and with what tests and checks need
	@sh scripts/install.sh dev

run: install ## the site with the demo newsroom, as production would run it
	@DEBUG=0 exec $(python) manage.py serve --demo

serve: install ## the production server, from the environment
	@exec $(python) manage.py serve

dev: install-dev ## the development server: reloads, shows errors
	@DEBUG=1 exec $(python) manage.py serve --demo --reload

test: install-dev ## the suite on SQLite and PostgreSQL, the main ways in a browser
	@$(python) -m scripts.test $(ARGS)

lint: install-dev ## every check that runs nothing of the site
	@sh scripts/lint.sh

format: install-dev ## write Python the way `make lint` wants it
	@$(python) -m ruff check --fix .
	@$(python) -m ruff format .

messages: install-dev ## collect the words to translate and compile the catalogues
	@$(python) -m scripts.messages update
	@$(python) -m scripts.messages compile

bench: install-dev ## measure, with a table of ratios at the end
	@$(python) -m benchmarks.run $(ARGS)

bench-large: install-dev ## … with a million stories on PostgreSQL: half an hour
	@$(python) -m benchmarks.million $(ARGS)

clean: ## delete .venv and what was collected; the database and the pictures stay
	rm -rf .venv var/static var/static.stamp .pytest_cache .ruff_cache .hypothesis
