# `make` or `make help` lists the targets.
SHELL := /bin/bash
PROFILE ?= mini
CONFIGURATION := Release
RESEARCH := artifacts/bin/Cli/release/research
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

.DEFAULT_GOAL := help
.PHONY: help setup build report test bench lab clean

help: ## List the targets
	@echo 'Targets (make TARGET [PROFILE=smoke|mini|paper] [RESEARCH_DATA=/folder/with/datasets]):'
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 12

setup: ## Install system packages and the report's scripts (nothing to do: under 2 s)
	@.devcontainer/setup.sh

build: setup ## Build everything, tests included
	@dotnet build Research.sln -c $(CONFIGURATION) -v q -clp:NoSummary

report: setup ## Run the notebooks and write reports/*.html and reports/index.html
	@dotnet build lib/Cli/Cli.csproj -c $(CONFIGURATION) -v q -clp:NoSummary
	@$(RESEARCH) report --profile $(PROFILE)

test: ## Build everything and run all tests
	@.devcontainer/setup.sh --tests
	@dotnet build Research.sln -c $(CONFIGURATION) -v q -clp:NoSummary
	@set -o pipefail; dotnet test Research.sln -c $(CONFIGURATION) --no-build -m:1 --nologo -v m 2>&1 | grep --line-buffered -v "^A total of\|^Test run for\|^$$\|^  Skipped \|\[SKIP\]$$" | tee >(awk -f tests/summary.awk > artifacts/tests.txt); \
	  status=$$?; sleep 0.2; cat artifacts/tests.txt; exit $$status

bench: setup ## Run the benchmarks, ARGS='--filter *Losses*' for some of them (about 10 minutes)
	@set -f; dotnet run --project tests/Benchmarks -c $(CONFIGURATION) -- $(ARGS)

lab: ## Open the notebooks in Jupyter
	@.devcontainer/setup.sh --lab
	@dotnet build lib/Cli/Cli.csproj -c $(CONFIGURATION) -v q -clp:NoSummary
	@$(RESEARCH) lab

clean: ## Remove build outputs and reports (kept runs stay: remove runs/ by hand)
	rm -rf artifacts reports
