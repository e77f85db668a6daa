# 特派 Tepai: every way to run it. `make help` lists the targets.
# Needs only python3 (3.11+) with venv, make, git and certificates; the rest is fetched into .venv, .run and the user's cache.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
BIN := .venv/bin
LOCAL := $(BIN)/python -m infra.local
RUN := $(LOCAL) run -- $(BIN)/python -m
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes

SERVICES ?=
S ?=
T ?= tests
REPLAY ?=
ARGS ?=

# what the user gave on the command line must reach the programs that read it from the environment
export PYTHONDONTWRITEBYTECODE ?=

##@ 运行 Run
.PHONY: up demo down status logs doctor clean
up: .venv/.installed-local ## 启动平台 start everything (SERVICES="records=3,gateway" scales or picks)
	@$(LOCAL) up --services "$(SERVICES)"

demo: .venv/.installed-local ## 启动并演示两市两年 start in practice mode and play two cities' two years
	@$(LOCAL) up --practice --services "$(SERVICES)"
	@$(RUN) loadtests.demo $(ARGS)

down: ## 停止 stop what was started here, and nothing else (data stays)
	@if [ -x $(BIN)/python ]; then $(LOCAL) down; fi

status: .venv/.installed-local ## 状态 one row per process
	@$(LOCAL) status

logs: .venv/.installed-local ## 日志 last lines of a log, followed on a terminal (S=records)
	@$(LOCAL) logs $(S)

doctor: .venv/.installed-local ## 诊断 what is wrong; each red line names its repair
	@$(LOCAL) doctor

clean: ## 清除 stop everything and forget data, secrets and ports
	@if [ -x $(BIN)/python ]; then $(LOCAL) clean; else rm -rf .run; fi

##@ 检查 Check
.PHONY: test check portal
test: .venv/.installed-dev ## 全部测试 all tests, over real parts of their own (T=tests/unit selects)
	@$(BIN)/python -m pytest $(T) $(ARGS)

portal: .venv/.installed-local ## 门户 build gateway/portal where it is stale, and check its types
	@$(LOCAL) portal

QUICK := $(wildcard tests/unit tests/policy tests/architecture tests/contracts)
check: .venv/.installed-dev ## 快速检查 format, lint, types and the tests that need no parts
	@$(BIN)/ruff format --check --output-format concise .
	@$(BIN)/ruff check --output-format concise .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest $(QUICK)

##@ 运维 Operate
.PHONY: parked rebuild rulebooks asyncapi
parked: .venv/.installed-local ## 搁置的事件 events that failed for good (REPLAY=<id> or REPLAY=all tries again)
	@$(RUN) infra.operations parked $(if $(REPLAY),--replay $(REPLAY))

rebuild: .venv/.installed-local ## 重建副本 drop a service's copies and build them from announcements (SERVICE=funding)
	@test -n "$(SERVICE)" || { echo 'SERVICE=<name> 未给出 is missing'; exit 2; }
	@$(RUN) infra.operations rebuild $(SERVICE)

rulebooks: .venv/.installed-local ## 校验规则 check all rulebooks: types, articles, conflicts
	@$(BIN)/python -m shared.rulebook check shared/rulebooks

asyncapi: .venv/.installed-local ## 事件说明 print the AsyncAPI 3 description of all announcements
	@$(BIN)/python -m infra.asyncapi

##@ 测量 Measure
.PHONY: bench load faults fuzz
bench: .venv/.installed-dev ## 对比测试 rivals interleaved on one machine, ratios and spread
	@$(BIN)/python -m loadtests.benchmark $(ARGS)
	@test -n "$(ARGS)" || { $(BIN)/python -m loadtests.matching; $(BIN)/python -m loadtests.search; $(BIN)/python -m loadtests.takers; $(BIN)/python -m loadtests.sheets; }

load: .venv/.installed-dev ## 压力测试 locust, headless: a month-end in minutes
	@$(LOCAL) up --practice
	@$(RUN) loadtests.load $(ARGS)

faults: .venv/.installed-dev ## 故障测试 kill processes under load and count what was lost
	@$(BIN)/python -m loadtests.faults $(ARGS)

fuzz: .venv/.installed-dev ## 随机输入测试 every operation with generated input, by every role of the demo
	@$(RUN) loadtests.fuzz $(ARGS)

##@ 开发 Develop
.PHONY: venv lock format help
venv: .venv/.installed-dev ## 安装依赖 the virtual environment with everything

lock: .venv/.installed-dev ## 锁定依赖 requirements*.in -> requirements*.lock, with hashes
	@$(BIN)/python -m infra.local lock

format: .venv/.installed-dev ## 格式化 format and fix what can be fixed
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

help: ## 帮助 this list
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} \
		/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit("需要 needs Python 3.11+: PYTHON=python3.11 make ...") if sys.version_info < (3, 11) else None'
	@echo '创建虚拟环境 creating .venv'
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo '修复 repair: sudo apt-get install python3-venv'; exit 1; }
	@touch $@

.venv/.installed-local: requirements-local.lock | .venv/.made
	@echo '安装依赖 installing libraries (20-60 s)'
	@$(PIP) -r $<
	@touch $@

.venv/.installed-dev: requirements-dev.lock .venv/.installed-local
	@echo '安装开发依赖 installing test tools (20-60 s)'
	@$(PIP) -r $<
	@touch $@
