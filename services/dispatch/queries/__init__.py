"""One function per question; a detail answer carries `actions`: what the asker could do, and why not now."""

from services.dispatch.queries.achievements import (
    achievement,
    achievements_page,
    published_achievement,
    published_achievements,
)
from services.dispatch.queries.agreements import agreement, agreements_page
from services.dispatch.queries.assignments import assignment, assignments_page
from services.dispatch.queries.batches import batch, batches_page
from services.dispatch.queries.bounties import bid, bids_page, bounties_page, bounty
from services.dispatch.queries.demand_drafts import demand_draft, demand_drafts_page
from services.dispatch.queries.demand_map import demand_map
from services.dispatch.queries.demands import (
    demand,
    demands_page,
    published_demand,
    published_demands,
    similar_demands,
)
from services.dispatch.queries.dictionaries import dictionaries
from services.dispatch.queries.directed_rounds import directed_round, directed_rounds_page
from services.dispatch.queries.dispatch_figures import dispatch_figures
from services.dispatch.queries.endings import ending, endings_page
from services.dispatch.queries.feeds import demands_feed
from services.dispatch.queries.intents import intent, intents_page
from services.dispatch.queries.interests import interests_page
from services.dispatch.queries.matching import achievement_hosts, candidate_demands, demand_candidates
from services.dispatch.queries.notice_comments import notice_comment, notice_comments_page
from services.dispatch.queries.publication_rounds import publication_round, publication_rounds
from services.dispatch.queries.search import search
from services.dispatch.queries.suggestions import suggestions_page
from services.dispatch.queries.supplements import supplement, supplements_page
from services.dispatch.queries.templates import (
    agreement_docx,
    agreement_pdf,
    batch_pdf,
    batch_xlsx,
    default_template,
    ending_docx,
    ending_pdf,
    supplement_docx,
    supplement_pdf,
    template,
    template_preview,
    templates_page,
)
from services.dispatch.queries.verifications import agreement_looks, verify_agreement

__all__ = [
    "achievement",
    "achievement_hosts",
    "achievements_page",
    "agreement",
    "agreement_docx",
    "agreement_looks",
    "agreement_pdf",
    "agreements_page",
    "assignment",
    "assignments_page",
    "batch",
    "batch_pdf",
    "batch_xlsx",
    "batches_page",
    "bid",
    "bids_page",
    "bounties_page",
    "bounty",
    "candidate_demands",
    "default_template",
    "demand",
    "demand_candidates",
    "demand_draft",
    "demand_drafts_page",
    "demand_map",
    "demands_feed",
    "demands_page",
    "dictionaries",
    "directed_round",
    "directed_rounds_page",
    "dispatch_figures",
    "ending",
    "ending_docx",
    "ending_pdf",
    "endings_page",
    "intent",
    "intents_page",
    "interests_page",
    "notice_comment",
    "notice_comments_page",
    "publication_round",
    "publication_rounds",
    "published_achievement",
    "published_achievements",
    "published_demand",
    "published_demands",
    "search",
    "similar_demands",
    "suggestions_page",
    "supplement",
    "supplement_docx",
    "supplement_pdf",
    "supplements_page",
    "template",
    "template_preview",
    "templates_page",
    "verify_agreement",
]
