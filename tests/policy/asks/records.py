"""What the policy cases about records ask: (rules, given, on) -> plain JSON, or Refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from services.records.domain import record as records
from services.records.domain import report as reports
from services.records.domain.evidence import Evidence
from services.records.domain.filing import Competent
from services.records.domain.period import Period
from services.records.domain.upward import Teller
from services.records.rules import Rules, ServiceYear, YearFacts
from shared.actor import Actor, Grant
from shared.rulebook import check, refuse
from tests.factories import records as make

ME = make.commissioner()


def record_service(rules: Rules, given: dict[str, Any], on: date) -> dict[str, Any]:
    """A service recorded today. given: days_ago, kind, duty, photos, papers, taken_days_ago, and of the agreement."""
    day = on - timedelta(days=given.get("days_ago", 0))
    term = {name: given[name] for name in ("since", "until") if name in given}
    ended = {name: str(given[name]) for name in ("ended_on", "ended_by") if name in given}
    agreement = make.agreement(
        **{"since": date(2023, 1, 1), "until": date(2026, 12, 31), "kind": given.get("kind", "technical_service")}
        | term
        | ended
    )
    taken_on = on - timedelta(days=given["taken_days_ago"]) if "taken_days_ago" in given else None
    photos = [make.photo(f"p{n}", taken_on.isoformat() if taken_on else "") for n in range(given.get("photos", 1))]
    papers = [Evidence(f"d{n}", "sheet.pdf", "0" * 64, 1, "application/pdf") for n in range(given.get("papers", 0))]
    said = make.content(
        on=day,
        duties=(given.get("duty", "other"),),
        outcomes={},
        evidence=(*photos, *papers),
    )
    made = records.submit("record-1", agreement, said, rules, ME, on)
    return {"status": made.status, "step": made.step}


def review_service(rules: Rules, given: dict[str, Any], on: date) -> dict[str, Any]:
    """A recorded service goes through its chain. given: by (roles in turn), stamped (files), back (who returns)."""
    said = make.content(on=on, duties=("other",), outcomes={}, evidence=(make.photo(taken_on=on.isoformat()),))
    agreement = make.agreement(since=date(2023, 1, 1), until=date(2026, 12, 31))
    record = records.submit("record-1", agreement, said, rules, ME, on)
    files = tuple(
        Evidence(f"s{n}", "stamp.pdf", "0" * 64, 1, "application/pdf") for n in range(given.get("stamped", 0))
    )
    if "back" in given:
        return {"status": records.give_back(record, rules, _reviewer(given["back"]), on, "不符").status}
    for role in given["by"]:
        record = records.confirm(record, rules, _reviewer(role), on, "", files if role != "county_officer" else ())
    return {"status": record.status, "step": record.step}


def hand_in(rules: Rules, given: dict[str, Any], on: date) -> dict[str, Any]:
    """A report is handed in. given: kind, reporter, period, level (of the workstation)."""
    reporter = given["reporter"]
    competent = _competent(given)
    if reporter == "workstation":
        actor = make.actor("dispatching_manager", unit=make.STATION)
        filing = make.filing(competent=competent)
    else:
        actor = ME
        filing = make.filing(subject="commissioner", person=make.PERSON, unit="", sender_unit=make.STATION)
    reports.duty(rules, given["kind"], reporter)
    reports.owes(filing, reporter, actor)
    drawn = reports.draft(rules, given["kind"], reporter, Period.of(given["kind"], given["period"]), [make.confirmed()])
    report = reports.submit("report-1", drawn, filing, drawn.text, "", rules, actor, on)
    given_to = {"to": report.to, "to_unit": report.to_unit, "to_county": report.to_county}
    return {"due": report.due.isoformat(), "late": report.late, "article": report.article, **given_to}


def receive(rules: Rules, given: dict[str, Any], on: date) -> dict[str, Any]:
    """A monthly report of a station is accepted or returned. given: by (role), level, back."""
    station = make.actor("dispatching_manager", unit=make.STATION)
    filing = make.filing(competent=_competent(given))
    drawn = reports.draft(rules, "monthly", "workstation", Period.of("monthly", "2024-05"), [])
    report = reports.submit("report-1", drawn, filing, "本月无服务", "", rules, station, on)
    role = given["by"]
    by = Actor("a", role, make.BAOTOU, None, (Grant(role, "inst", make.COUNTY),))
    done = (
        reports.give_back(report, rules, by, on, "漏报") if given.get("back") else reports.accept(report, rules, by, on)
    )
    return {"status": done.status}


def serve_a_year(rules: Rules, given: dict[str, Any], on: date) -> dict[str, Any]:
    """Whether a year's services are as many as the document asks. given: visits, days, hours."""
    rules.least_service.basis.require()
    year = ServiceYear(given.get("visits", 0), given.get("days", 0), float(given.get("hours", 0)), 1)
    refuse(check(rules.least_service.conditions, YearFacts(year)))
    return {"enough": True}


def tell(rules: Rules, given: dict[str, Any], on: date) -> dict[str, Any]:
    """A case or problem goes up to the city. given: what (cases|problems), party."""
    upward = rules.cases if given["what"] == "cases" else rules.problems
    basis = Teller(given["party"]).may_tell(upward)
    return {"article": basis.cite, "source": basis.source, "to": list(upward.chain.steps[0].by)}


def state(rules: Rules, given: dict[str, Any], on: date) -> dict[str, Any]:
    """What the document says in one place. given: duty | outcome | rule (dotted path in records.yml)."""
    if "duty" in given:
        duty = rules.service_duties[given["duty"]]
        return {"article": duty.says.cite, "source": duty.says.source, "kinds": list(duty.kinds)}
    rule: Any = rules
    for part in given["rule"].split("."):
        rule = rule[part] if isinstance(rule, dict) else getattr(rule, part)
    value = list(rule.value) if isinstance(rule.value, tuple) else rule.value
    return {"article": rule.cite, "source": rule.source, "value": value}


def duties_of(rules: Rules, given: dict[str, Any], on: date) -> list[str]:
    """The duties a kind of commissioner may record. given: kind."""
    return [id for id, duty in rules.service_duties.items() if not duty.kinds or given["kind"] in duty.kinds]


def _competent(given: dict[str, Any]) -> Competent:
    return Competent("county", "", make.COUNTY) if given.get("level") == "county" else Competent("unit", "inst", "")


def _reviewer(role: str) -> Actor:
    made = make.actor(role)
    return replace(made, grants=(Grant(role, make.HOST if role in ("host_manager", "liaison") else None, make.COUNTY),))
