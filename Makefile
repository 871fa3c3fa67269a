# Each target is a line or two; what it does lives in tools/ and in package.json. All run on a Node that fits.
.DEFAULT_GOAL := help
.PHONY: help run dev dev-up dev-down migrate setup check format test soak test-jitter test-adapters test-live \
  bench build drill-certificate drill-database drill-deploy drill-disk drill-model drill-notion drill-queue drill-redis \
  drill-restore drill-sheets drill-whatsapp drill-worker
RUN := ./tools/with-node.sh

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Install what is missing, migrate ./data and start SparkOne on http://localhost:8000
	@./tools/setup.sh run
	@./tools/sparkone.sh

dev: setup ## Like run, and restart at each change of the code
	@WATCH=1 ./tools/sparkone.sh

dev-up: ## Start the API, a worker, PostgreSQL, Redis and a mail catcher in containers
	@./tools/dev-up.sh

dev-down: ## Stop what dev-up started; its data stays
	@docker compose down

migrate: ## Migrate DATABASE_URL, else the PostgreSQL of dev-up when it is up, else ./data
	@./tools/setup.sh run
	@./tools/migrate.sh

setup: ## Install packages and development tools, when they changed
	@./tools/setup.sh

check: setup ## Formatting, lint, types, architecture, unused code, workflows: no services needed
	@$(RUN) ./tools/check.sh

format: setup ## Format all files and apply the safe lint fixes
	@$(RUN) npm run -s format

test: setup ## Run every suite, on local PostgreSQL and Redis or on ones it starts itself
	@$(RUN) npm run -s test

soak: setup ## Run the random tests for long: SOAK_RUNS cases of each, 500 by default
	@SOAK_RUNS=$${SOAK_RUNS:-500} $(RUN) npm run -s test:soak

test-jitter: setup ## Run the browser suites as on a slow network: each request waits up to BROWSER_JITTER_MS
	@BROWSER_JITTER_MS=$${BROWSER_JITTER_MS:-900} $(RUN) npm run -s test:browser

test-adapters: setup ## Run the contract suites on every adapter
	@$(RUN) npm run -s test:adapters

test-live: setup ## Run the contract suites on the real services whose credentials are set
	@$(RUN) npm run -s test:live

bench: setup ## Measure throughput and latency on this machine
	@$(RUN) npm run -s bench

build: setup ## Build dist/: the bundled server, modules and types for embedders
	@$(RUN) ./tools/build.sh

drill-certificate: setup ## Drill: the certificate is about to end; it is renewed under load
	@$(RUN) npm run -s drill -- certificate

drill-database: setup ## Drill: the database is gone; who notices, what holds, how it comes back
	@$(RUN) npm run -s drill -- database

drill-deploy: setup ## Drill: an image that does not work is deployed; the one before comes back
	@$(RUN) npm run -s drill -- deploy

drill-disk: setup ## Drill: the disk of the backups is full (needs root, to mount a small one)
	@$(RUN) npm run -s drill -- disk

drill-model: setup ## Drill: the models are gone; another answers, then the grammar, and nothing is lost
	@$(RUN) npm run -s drill -- model

drill-notion: setup ## Drill: Notion fails, then refuses the token; the sheet goes on
	@$(RUN) npm run -s drill -- notion

drill-queue: setup ## Drill: the worker lives and its queue stands still; jobs that failed for good
	@$(RUN) npm run -s drill -- queue

drill-redis: setup ## Drill: Redis is gone
	@$(RUN) npm run -s drill -- redis

drill-restore: setup ## Drill: data is lost; the last backup brings it back
	@$(RUN) npm run -s drill -- restore

drill-sheets: setup ## Drill: Google Sheets fails, then somebody renames a column
	@$(RUN) npm run -s drill -- sheets

drill-whatsapp: setup ## Drill: WhatsApp is logged out, e-mail takes over
	@$(RUN) npm run -s drill -- whatsapp

drill-worker: setup ## Drill: the worker is dead, the queue waits
	@$(RUN) npm run -s drill -- worker
