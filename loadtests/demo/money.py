"""Money over the year: Shijiazhuang's special fund to the units' accounts, Baotou's reward fund."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import partial

from loadtests.demo import plan
from loadtests.demo.city import City
from loadtests.demo.plan import Unit

RATES = (500, 550, 600, 650, 700, 750, 800)  # yuan a trip, from unit to unit
REWARD_FUND = 200_000
REWARDS = {"workstation": 10_000, "commissioner": 3_000}  # yuan; the document gives no amount, the bureau names it
MOST_REWARDS = 12


def rate_of(unit: Unit) -> int:
    """What a unit pays per trip, yuan."""
    return RATES[unit.number % len(RATES)]


def budget(city: City, year: int) -> None:
    """The year's budget, its allocation to the units by what they will need, and each unit's rate."""
    day = max(city.plan.start + timedelta(days=10), date(year, 1, 5))
    if day > city.plan.end:
        return
    if city.code == plan.BAOTOU:
        said = {"fund": "reward", "year": year, "amount": str(REWARD_FUND), "note": "年度专项奖励经费"}
        city.post(city.officer, "/budgets", said, day, f"budget|{year}")
        city.numbers.setdefault("funds", set()).add(year)
        return
    needed = {unit.key: Counter[str]() for unit in city.plan.senders}
    for visit in city.plan.visits:
        if visit.claimed and visit.on.year == year:
            needed[city.plan.by_key[visit.person].sender]["trips"] += 1
    amounts = {unit.key: (needed[unit.key]["trips"] + 5) * rate_of(unit) for unit in city.plan.senders}
    total = sum(amounts.values()) + 50_000
    said = {"fund": "special", "year": year, "amount": str(total), "note": "市财政科技专项资金安排"}
    made = city.post(city.finance, "/budgets", said, day, f"budget|{year}")
    city.pool.stage(
        (partial(_fund, city, unit, made["id"], amounts[unit.key], year, day) for unit in city.plan.senders), 2
    )
    city.count("budget yuan", total)


def reward(city: City, year: int, day: date) -> None:
    """Rewards out of this year's fund for the results of `year`; in Shijiazhuang the plan names no fund: refused."""
    found = city.ask(city.officer, "/rewards/candidates", day, year=year, limit=200)["items"]
    if city.code == plan.SHIJIAZHUANG:
        if found:
            city.refused(city.officer, "/rewards", {"result": found[0]["id"], "amount": "1000"}, day, f"reward|{year}")
        return
    if day.year not in city.numbers.setdefault("funds", set()):
        return
    for candidate in sorted(found, key=lambda one: -one["score"])[:MOST_REWARDS]:
        amount = REWARDS.get(candidate["subject"])
        if amount is None:
            continue
        said = {"result": candidate["id"], "amount": str(amount), "note": f"{year}年度表彰奖励"}
        city.post(city.officer, "/rewards", said, day, f"reward|{candidate['id']}")
        city.count("rewards")


def _fund(city: City, unit: Unit, budget: str, amount: int, year: int, day: date) -> None:
    said = {"budget": budget, "unit": city.units[unit.key], "amount": str(amount)}
    account = city.soon(city.officer, "/allocations", said, day, f"allocate|{unit.key}|{year}")["fund_account"]
    rate = {"subsidy": "trip", "amount": str(rate_of(unit)), "since": date(year, 1, 1).isoformat()}
    city.post(city.manager(unit), f"/fund-accounts/{account}/rate", rate, day, f"rate|{unit.key}|{year}", 1)
    if unit is city.plan.senders[0]:
        wrong = {**rate, "amount": "850"}
        answer = city.api.post(
            city.manager(unit), f"/fund-accounts/{account}/rate", wrong, day, f"wrong-rate|{year}", 2
        )
        assert answer.status == 409, answer.body
        city.count("refused")
