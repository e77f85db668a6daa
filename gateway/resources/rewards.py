"""Rewards out of the reward fund."""

from __future__ import annotations

from gateway.resource import Resource
from services.funding import schemas as S

SEE = ("city_officer", "finance_officer", "inspector")
BUDGET = ("city_officer", "finance_officer")

rewards = Resource("rewards", service="funding", may=SEE, zh="奖励", en="Rewards")

rewards.listing(
    "GET", "/candidates", "reward_candidates", takes=S.ListCandidates, gives=S.Candidate, may=BUDGET,
    zh="可奖励的评价结果", en="Results from which a reward may follow",
)  # fmt: skip
rewards.command(
    "POST", "/", "pay_reward", takes=S.PayReward, gives=S.Reward, status=201, may=("city_officer",),
    zh="发放奖励", en="Pay a reward",
)  # fmt: skip
rewards.command(
    "POST", "/<reward_id>/reversal", "reverse_reward", takes=S.ReverseReward, gives=S.Reward, may=BUDGET, changes=True,
    zh="冲正奖励", en="Reverse a reward",
)  # fmt: skip
rewards.listing("GET", "/", "rewards", takes=S.ListRewards, gives=S.Reward, zh="奖励列表", en="Rewards")
rewards.question("GET", "/<reward_id>", "reward", takes=S.AskReward, gives=S.Reward, zh="奖励详情", en="One reward")
