"""Budgets of the city's funds, by year."""

from __future__ import annotations

from gateway.resource import Resource
from services.funding import schemas as S

SEE = ("city_officer", "finance_officer", "inspector")
BUDGET = ("city_officer", "finance_officer")

budgets = Resource("budgets", service="funding", may=SEE, zh="经费预算", en="Budgets")

budgets.command(
    "POST", "/", "open_budget", takes=S.OpenBudget, gives=S.Budget, status=201, may=BUDGET,
    zh="安排年度经费", en="Open a fund's budget of a year",
)  # fmt: skip
budgets.command(
    "POST", "/<budget_id>/supplement", "supplement_budget", takes=S.SupplementBudget, gives=S.Budget, may=BUDGET,
    changes=True, zh="追加经费", en="Supplement a budget",
)  # fmt: skip
budgets.listing("GET", "/", "budgets", takes=S.ListBudgets, gives=S.Budget, zh="预算列表", en="Budgets")
budgets.question("GET", "/<budget_id>", "budget", takes=S.AskBudget, gives=S.Budget, zh="预算详情", en="One budget")
budgets.listing(
    "GET", "/<budget_id>/postings", "budget_postings", takes=S.ListBudgetPostings, gives=S.Posting,
    zh="预算分录", en="The postings of a budget",
)  # fmt: skip
