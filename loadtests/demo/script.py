"""The order of things in one city, by day: what is done when, so that each step finds done what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from itertools import groupby

from loadtests.demo import (
    agreements,
    desk,
    listening,
    money,
    months,
    opening,
    papers,
    plan,
    rules,
    sheets,
    troubles,
    year,
)
from loadtests.demo.city import City
from loadtests.demo.plan import Agreement, CityPlan, next_month
from loadtests.demo.wire import Session

Scene = tuple[date, int, str, Callable[[], None]]
# What may go on beside the following scenes; every other one waits for these to be over.
ASIDE = frozenset(("补助申领与发放", "月度报告", "被拒的申领", "培训", "定向选派进展"))
BESIDE = frozenset(("服务记录", "协议提前终止", "需求与成果公示", "经费")) | ASIDE


def play(city: City, operator: Session, now: Callable[[str, date, str], None]) -> None:
    """Plays the whole of a city's two years. `now` is told the city, the day and the scene that begins."""
    with ThreadPoolExecutor(1) as aside:  # one at a time: the trips of a quarter before those of the next
        under_way: list[Future[None]] = []
        try:
            opening.open_offices(city, operator)
            listening.subscribe(city)
            for day, _, title, scene in sorted(_scenes(city, operator), key=lambda scene: scene[:2]):
                if title not in BESIDE:
                    _await(under_way)
                now(city.code, day, title)
                if title in ASIDE:
                    under_way.append(aside.submit(scene))
                else:
                    scene()
            _await(under_way)
            listening.unsubscribe(city)
        except BaseException as problem:
            city.pool.broken = city.pool.broken or problem  # the other city need not go on
            raise


def _await(under_way: list[Future[None]]) -> None:
    for one in under_way:
        one.result()
    under_way.clear()


def _scenes(city: City, operator: Session) -> list[Scene]:
    start, end = city.plan.start, city.plan.end
    scenes: list[Scene] = [
        (start, 0, "单位备案", partial(opening.open_units, city)),
        (start, 1, "培训机构", partial(opening.open_trainer, city)),
        (start, 1, "特派员备案", partial(opening.open_people, city)),
        (start, 2, "科技专干备案", partial(opening.open_liaisons, city)),
        (start, 3, "不符合条件的申报", partial(opening.turn_away, city)),
        (start + timedelta(days=40), 3, "变更备案", partial(desk.change_filings, city, start + timedelta(days=40))),
        (start + timedelta(days=60), 3, "备案证书", partial(desk.certificates, city, start + timedelta(days=60))),
        (start + timedelta(days=61), 3, "协议文本", partial(papers.papers, city, start + timedelta(days=61))),
        (start + timedelta(days=62), 3, "暂停备案", partial(desk.suspend_in_vain, city, start + timedelta(days=62))),
        (end, 20, "补充协议", partial(papers.supplemented, city, end)),
        (end, 21, "委托与动态口令", partial(desk.powers, city)),
        (end, 22, "推荐", partial(agreements.read_suggestions, city, end)),
        (end, 23, "消息与检索", partial(_read, city)),
        (end, 24, "导出", partial(sheets.take_out, city)),
    ]
    if city.code == plan.BAOTOU:
        rows = 5 + len(city.plan.hosts) // 2
        scenes += [
            (end, 25, "导入企业", partial(sheets.bring_in, city, rows)),
            (end, 26, "修订规则", partial(rules.change_a_setting, city)),
            (end, 27, "开设新城市", partial(rules.open_third_city, city, operator)),
        ]
    scenes += _terms(city)
    for month in city.plan.months():
        last = min(next_month(date.fromisoformat(f"{month}-01")) - timedelta(days=1), end)
        scenes.append((last, 0, "服务记录", partial(months.serve, city, month)))
        if city.code == plan.BAOTOU:
            scenes.append((last, 1, "协议提前终止", partial(stories, city, month)))
        scenes += _after_month(city, month, min(last + timedelta(days=3), end))
    for training in city.plan.trainings:
        scenes.append((training.on, 5, "培训", partial(months.train, city, training)))
    for at in range(4):
        day = plan.weekday_on_or_after(start + timedelta(days=9 + at * 180))
        scenes.append((day, 4, "需求与成果公示", partial(agreements.publish_demands, city, day, at)))
        after = min(day + timedelta(days=100), end)
        scenes.append((after, 6, "定向选派进展", partial(agreements.report_progress, city, after, at)))
    for of in range(start.year, end.year + 1):
        day = max(start + timedelta(days=10), date(of, 1, 5))
        scenes.append((day, 7, "经费", partial(money.budget, city, of)))
    for of in city.plan.appraised:
        day = city.plan.appraisal_day(of)
        if city.code == plan.BAOTOU and date(of + 1, 1, 16) <= end:
            scenes.append((date(of + 1, 1, 16), 8, "年度总结", partial(year.annual_reports, city, of)))
        scenes.append((day, 9, "考核", partial(year.appraise, city, of)))
    return scenes


def _terms(city: City) -> list[Scene]:
    """Each round of agreements, after those that ran out were ended."""
    scenes: list[Scene] = []
    in_order = sorted(city.plan.agreements, key=lambda one: (one.signed, one.key))
    for signed, group in groupby(in_order, key=lambda one: one.signed):
        of_it = list(group)
        if scenes:
            scenes.append((signed, 2, "协议期满", partial(agreements.expire, city, signed)))
        scenes.append((signed, 3, "派驻协议", partial(_agree, city, of_it)))
    return scenes


def _agree(city: City, signed: list[Agreement]) -> None:
    agreements.agree(city, [one for one in signed if one.person not in city.gone])


def _after_month(city: City, month: str, day: date) -> list[Scene]:
    scenes: list[Scene] = []
    if city.code == plan.BAOTOU:
        scenes.append((day, 1, "月度报告", partial(months.report, city, month)))
    if month[-2:] in ("03", "06", "09", "12") or month == city.plan.months()[-1]:
        if city.code == plan.SHIJIAZHUANG:
            scenes.append((day, 1, "补助申领与发放", partial(months.claim, city, city.plan.quarter_of(month))))
        scenes.append((day, 2, "被拒的申领", partial(months.claim_in_vain, city, month)))
    return scenes


def stories(city: City, month: str) -> None:
    """The early endings of a month."""
    for day, person in troubles.stories(city):
        if day.isoformat()[:7] == month:
            troubles.end_early(city, person, day)


def _read(city: City) -> None:
    desk.read_messages(city)
    desk.search(city)


def weight(city: CityPlan) -> int:
    """About how many requests the city's play will make: what the progress bar counts."""
    claims = sum(visit.claimed for visit in city.visits)
    reports = len(city.senders) * len(city.months()) * 3 + len(city.people) * 6 if city.code == plan.BAOTOU else 0
    people = len(city.people) * 7 + (len(city.senders) + len(city.hosts)) * 7 + len(city.liaisons) * 4
    return people + len(city.agreements) * 6 + len(city.visits) * 5 + claims + reports + len(city.people) * 4
