"""A draft of the rules held over past claims: who would be paid otherwise, and how much."""

from __future__ import annotations

from shared.announcer import as_event
from shared.attachments import ObjectStore
from shared.rulebook.editing import put
from shared.rulebook.edition import digest_of
from shared.working import Worker
from tests.factories import funding as make
from tests.parts import Parts, random_namespace
from tests.service.funding.conftest import Funding

OFFICER = make.actor("city_officer")


def test_a_draft_is_held_over_past_claims_and_their_money(funding: Funding, parts: Parts) -> None:
    funding.budgeted(rate="650")
    funding.claimed(3)
    texts = dict(funding.service.rulebooks.of(make.SHIJIAZHUANG).latest.texts)
    texts["funding.yml"] = put(texts["funding.yml"], "/subsidies/trip/amount/amount", "rate + 10000")
    said = {"proposal": "p1", "city": make.SHIJIAZHUANG, "texts": texts, "digest": digest_of(texts)}
    funding.hear("registry.rulebook_proposed", said)
    (told,) = funding.told("rulebook_checked")
    assert (told["data"]["service"], told["data"]["errors"]) == ("funding", [])
    assert as_event("funding", told)["city"] == make.SHIJIAZHUANG

    begun = funding.command("simulate_rulebook", {"proposal_id": "p1"}, OFFICER)
    store = ObjectStore(
        parts.s3_endpoint, parts.s3_access_key, parts.s3_secret_key, random_namespace(), parts.s3_secure
    )
    assert Worker(funding.service, lambda: store).work_once()
    done = funding.question("job", {"job_id": begun["id"]}, OFFICER)
    assert done["status"] == "done", done
    found = done["result"]
    assert (found["examined"], found["otherwise"], found["newly_refused"]) == (3, 3, 0)
    assert (found["amount_before"], found["amount_after"]) == (3 * 65_000, 3 * 75_000)
    assert [(one["unit"], one["amount_after"] - one["amount_before"]) for one in found["units"]] == [
        (make.UNIT, 30_000)
    ]

    texts["funding.yml"] = put(
        texts["funding.yml"], "/subsidies/trip/conditions/confirmed_record/when", "record.hours >= 100.0"
    )
    funding.hear("registry.rulebook_proposed", {**said, "texts": texts, "digest": digest_of(texts)})
    begun = funding.command("simulate_rulebook", {"proposal_id": "p1"}, OFFICER)
    assert Worker(funding.service, lambda: store).work_once()
    found = funding.question("job", {"job_id": begun["id"]}, OFFICER)["result"]
    assert (found["newly_refused"], found["amount_after"]) == (3, 0)
