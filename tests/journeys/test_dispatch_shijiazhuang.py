"""Dispatch in Shijiazhuang (工作方案四): three-party agreements in batches, their limits, and direct appointment."""

from __future__ import annotations

from datetime import date

from tests.journeys.people import SHIJIAZHUANG, Answer, People, Someone, Unit, eventually

TERMS: Answer = {"content": "中试线工艺诊断与改进", "form": "on_site", "since": "2024-06-03"}


def known(someone: Someone, sender: Unit, host: Unit) -> None:
    """Dispatch has heard of everybody's filing: an offer goes through (and is taken back)."""
    said = {"filing": someone.filing, "host_unit": host.id, "message": "在吗"}
    offered = eventually(lambda: sender.manager.post("/intents", said))
    sender.manager.post(f"/intents/{offered['id']}/withdrawal")


def drafted(sender: Unit, someone: Someone, host: Unit, **over: object) -> Answer:
    """Drafted and signed by three."""
    known(someone, sender, host)
    said = {"filing": someone.filing, "host_unit": host.id, **TERMS, **over}
    made = sender.manager.post("/agreements", said)
    for signer in (someone, host.manager, sender.manager):
        signer.post(f"/agreements/{made['id']}/signatures", {"hash": made["content_hash"]})
    return made


def filed(people: People, agreement: Answer) -> Answer:
    return people.officer(SHIJIAZHUANG).post(f"/agreements/{agreement['id']}/steps", {"action": "file"})


def sent(sender: Unit, *agreements: Answer) -> None:
    sender.manager.post("/agreements/reports", {"agreements": [one["id"] for one in agreements]})


def test_a_unit_sends_its_agreements_together_and_the_city_files_each(people: People) -> None:
    sender, host = people.station(SHIJIAZHUANG), people.host(SHIJIAZHUANG, size_class="above_designated")
    teachers = [people.commissioner(sender) for _ in range(3)]
    made = [drafted(sender, teacher, host) for teacher in teachers]
    assert {one["terms"]["until"] for one in made} == {"2025-12-31"}
    sent(sender, *made)
    numbers = [filed(people, one)["number"] for one in made]
    assert len(set(numbers)) == 3


def test_an_enterprise_commissioner_serves_one_host_a_year_an_agriculture_one_several(people: People) -> None:
    sender, hosts = people.station(SHIJIAZHUANG), [people.host(SHIJIAZHUANG), people.host(SHIJIAZHUANG)]
    engineer, agronomist = people.commissioner(sender), people.commissioner(sender, "agriculture")
    first, second = (drafted(sender, engineer, host) for host in hosts)
    sent(sender, first, second)
    filed(people, first)
    city = people.officer(SHIJIAZHUANG)
    refused = city.refused(f"/agreements/{second['id']}/steps", {"action": "file"})
    assert (refused.rules, refused.articles) == (["one_host_a_year"], ["四（一）"])
    both = [drafted(sender, agronomist, host) for host in hosts]
    sent(sender, *both)
    assert [filed(people, one)["status"] for one in both] == ["filed", "filed"]


def test_a_small_host_takes_five_and_a_sixth_with_the_citys_leave(people: People) -> None:
    sender, host = people.station(SHIJIAZHUANG), people.host(SHIJIAZHUANG)
    teachers = [people.commissioner(sender) for _ in range(6)]
    five = [drafted(sender, teacher, host) for teacher in teachers[:5]]
    sent(sender, *five)
    for one in five:
        filed(people, one)
    last = teachers[5]
    known(last, sender, host)
    said = {"filing": last.filing, "host_unit": host.id, **TERMS}
    refused = sender.manager.refused("/agreements", said)
    assert (refused.rules, refused.articles) == (["five_at_a_small_host"], ["四（一）"])
    sixth = drafted(sender, last, host, exception="重大攻关急需")
    sent(sender, sixth)
    city = people.officer(SHIJIAZHUANG)
    city.refused(f"/agreements/{sixth['id']}/steps", {"action": "file"})
    waiver = {"rule": "five_at_a_small_host", "reason": "同意，限本项目"}
    city.post(f"/agreements/{sixth['id']}/waivers", waiver)
    assert filed(people, sixth)["waivers"][0]["reason"] == "同意，限本项目"


def test_a_term_of_another_length_needs_a_reason(people: People) -> None:
    sender, host = people.station(SHIJIAZHUANG), people.host(SHIJIAZHUANG)
    teacher = people.commissioner(sender)
    known(teacher, sender, host)
    said = {"filing": teacher.filing, "host_unit": host.id, **TERMS, "until": "2026-12-31"}
    refused = sender.manager.refused("/agreements", said)
    assert refused.rules == ["at_most_two_years", "ends_next_december"]


def test_what_has_run_out_ends_and_is_renewed_by_a_new_agreement(people: People) -> None:
    sender, host = people.station(SHIJIAZHUANG), people.host(SHIJIAZHUANG)
    teacher = people.commissioner(sender)
    first = drafted(sender, teacher, host)
    sent(sender, first)
    filed(people, first)
    day = date(2026, 1, 5)
    city = people.officer(SHIJIAZHUANG)
    try:
        while city.on(day).post("/agreements/expiry")["left"]:
            pass
        ended = city.get(f"/agreements/{first['id']}")
        assert (ended["status"], ended["ground"], ended["ended_on"]) == ("ended", "expired", "2025-12-31")
        said = {"filing": teacher.filing, "host_unit": host.id, **TERMS, "since": "2026-01-05", "renews": first["id"]}
        renewed = sender.manager.on(day).post("/agreements", said)
        assert (renewed["renews"], renewed["terms"]["until"]) == (first["id"], "2027-12-31")
    finally:
        city.on(date(2024, 6, 3))


def test_the_city_appoints_directly_and_orders_no_unit(people: People) -> None:
    sender, host = people.station(SHIJIAZHUANG), people.host(SHIJIAZHUANG)
    teacher, city = people.commissioner(sender), people.officer(SHIJIAZHUANG)
    known(teacher, sender, host)
    order = {"sender_unit": sender.id, "host_unit": host.id, "reason": "x", "due": "2024-06-20"}
    assert "未作规定" in city.refused("/assignments", order).body["detail"]
    said = {"filing": teacher.filing, "host_unit": host.id, "reason": "重点产业链急需", **TERMS}
    appointed = city.post("/assignments/appointments", said)
    live = teacher.get(f"/agreements/{appointed['agreement']}")
    assert (live["status"], live["way"], live["terms"]["until"]) == ("filed", "appointed", "2025-12-31")


def test_the_plan_states_no_ending_by_consent_or_default(people: People) -> None:
    sender, host = people.station(SHIJIAZHUANG), people.host(SHIJIAZHUANG)
    teacher = people.commissioner(sender)
    made = drafted(sender, teacher, host)
    sent(sender, made)
    filed(people, made)
    said = {"agreement": made["id"], "ground": "commissioner_default", "reason": "x"}
    assert "未作规定" in host.manager.refused("/endings", said).body["detail"]


def test_a_need_of_a_host_is_gathered_by_its_county_and_published(people: People) -> None:
    host, city = people.host(SHIJIAZHUANG), people.officer(SHIJIAZHUANG)
    said = {"host_unit": host.id, "title": "温室水肥", "content": "番茄水肥一体化", "fields": ["现代农业"]}
    demand = eventually(lambda: host.manager.post("/demands", said))
    people.county(SHIJIAZHUANG).post(f"/demands/{demand['id']}/steps", {"action": "pass"})
    round = city.post("/publication-rounds", {"title": "2024年上半年", "shown_until": "2024-07-31"})
    city.post(f"/publication-rounds/{round['id']}/publication")
    public = Someone(people, SHIJIAZHUANG, "nobody", "")
    shown = public.get("/demands/published", field="现代农业", limit=200)["items"]
    assert demand["id"] in [one["id"] for one in shown]


def test_a_clerks_day_with_a_batch_a_supplement_and_the_papers(people: People) -> None:
    sender, host = people.station(SHIJIAZHUANG), people.host(SHIJIAZHUANG, size_class="above_designated")
    first, second = people.commissioner(sender), people.commissioner(sender)
    made = [drafted(sender, teacher, host) for teacher in (first, second)]
    batch = sender.manager.post("/batches", {"agreements": [one["id"] for one in made], "note": "上半年汇总"})
    sender.manager.post(f"/batches/{batch['id']}/submission")
    city = people.officer(SHIJIAZHUANG)
    items = [{"agreement": made[1]["id"], "action": "return", "defects": ["服务内容不具体", "未写目标"]}]
    review = city.post(f"/batches/{batch['id']}/review", {"items": items, "action": "file"})
    assert review["refused"] == []
    assert [one["outcome"] for one in review["batch"]["items"]] == ["filed", "returned"]
    assert sender.manager.get(f"/batches/{batch['id']}")["rows"][1]["note"] == "服务内容不具体；未写目标"

    agreement = first.get(f"/agreements/{made[0]['id']}")
    change = {"agreement_id": agreement["id"], "reason": "企业新增产线", "content": "增加检测服务"}
    supplement = sender.manager.post("/supplements", change)
    for signer in (first, host.manager, sender.manager):
        signer.post(f"/supplements/{supplement['id']}/signatures", {"hash": supplement["content_hash"]})
    sender.manager.post(f"/supplements/{supplement['id']}/report")
    city.post(f"/supplements/{supplement['id']}/steps", {"action": "file"})
    assert first.get(f"/agreements/{agreement['id']}")["terms"]["content"] == "增加检测服务"

    papers = (
        (host.manager, f"/agreements/{agreement['id']}/document.pdf", b"%PDF-"),
        (host.manager, f"/agreements/{agreement['id']}/document.docx", b"PK"),
        (first, f"/supplements/{supplement['id']}/document.pdf", b"%PDF-"),
        (city, f"/batches/{batch['id']}/document.pdf", b"%PDF-"),
        (city, f"/batches/{batch['id']}/document.xlsx", b"PK"),
    )
    for reader, path, begins in papers:
        answer = people.http.get(f"/api{path}", headers=reader.headers())
        assert (answer.status_code, answer.content[: len(begins)]) == (200, begins), path
    shown = Someone(people, SHIJIAZHUANG, "nobody", "").get(f"/public/agreements/{agreement['code']}")
    # whoever looks has no practice day: by now the term is over
    assert (shown["standing"], shown["number"]) == ("ended", agreement["number"])
    assert first.name not in str(shown)
