"""Proposals of a city's rules: a draft, its checks, its difference, and its publication with a date."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry.schemas import rulebooks as S

rulebook_proposals = Resource(
    "rulebook-proposals", service="registry", may=("city_officer",), zh="规则草案", en="Rulebook proposals"
)

rulebook_proposals.command(
    "POST", "/", "open_rulebook_proposal",
    takes=S.OpenRulebookProposal, gives=S.RulebookProposal, status=201,
    zh="起草（或恢复旧版）", en="Open a draft, or one that restores an older version",
)  # fmt: skip
rulebook_proposals.listing(
    "GET", "/", "rulebook_proposals",
    takes=S.ListRulebookProposals, gives=S.RulebookProposal,
    zh="草案列表", en="Proposals",
)  # fmt: skip
rulebook_proposals.question(
    "GET", "/<proposal_id>", "rulebook_proposal",
    takes=S.ProposalId, gives=S.RulebookProposal,
    zh="草案与检查结果", en="One proposal with its checks",
)  # fmt: skip
rulebook_proposals.question(
    "GET", "/<proposal_id>/files/<file>", "rulebook_proposal_file",
    takes=S.ProposalFile, gives=S.RulebookFile,
    zh="草案的一个文件", en="One file of a draft",
)  # fmt: skip
rulebook_proposals.command(
    "PUT", "/<proposal_id>/files/<file>", "replace_rulebook_file",
    takes=S.ReplaceRulebookFile, gives=S.RulebookProposal,
    zh="替换文件内容", en="Write a file anew",
)  # fmt: skip
rulebook_proposals.command(
    "PATCH", "/<proposal_id>", "patch_rulebook_proposal",
    takes=S.PatchRulebookProposal, gives=S.RulebookProposal,
    zh="修改单项规则", en="Change single values",
)  # fmt: skip
rulebook_proposals.command(
    "POST", "/<proposal_id>/rulings", "rule_on_conflict",
    takes=S.RuleOnConflict, gives=S.RulebookProposal, changes=True,
    zh="裁定文件内的矛盾", en="Rule on a contradiction",
)  # fmt: skip
rulebook_proposals.command(
    "POST", "/<proposal_id>/checks", "check_rulebook_proposal",
    takes=S.ProposalId, gives=S.RulebookProposal,
    zh="重新检查", en="Have it checked again",
)  # fmt: skip
rulebook_proposals.question(
    "GET", "/<proposal_id>/difference", "rulebook_proposal_difference",
    takes=S.CompareProposal, gives=S.DifferenceShape,
    zh="与现行版本的差异", en="What the draft changes",
)  # fmt: skip
rulebook_proposals.command(
    "POST", "/<proposal_id>/publication", "publish_rulebook_proposal",
    takes=S.PublishRulebookProposal, gives=S.RulebookVersion, status=201,
    zh="公布并定施行日期", en="Publish with a date",
)  # fmt: skip
rulebook_proposals.command(
    "POST", "/<proposal_id>/withdrawal", "withdraw_rulebook_proposal",
    takes=S.WithdrawRulebookProposal, gives=S.RulebookProposal,
    zh="撤回草案", en="Give a draft up",
)  # fmt: skip
