"""Whom a message is for, in what words, and who has read it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from services.registry.domain import message as messages
from services.registry.domain.message import Address, Occasion
from services.registry.message_table import TABLE
from services.registry.vocabulary.message import Table, To, Told, Words
from shared.actor import Actor, Grant
from shared.errors import Invalid, NotFound
from shared.rulebook.loading import RulebookError, Source

NOW = datetime(2024, 6, 3, 2, tzinfo=UTC)


def occasion(type="dispatch.agreement_filed", subject="agreement:g1", id="e1", **data):
    return Occasion(id, "150200", type, subject, data, NOW, "doer")


def told(*to, on="dispatch.agreement_filed", digest=None, zh="协议{number}已备案", en="Agreement {number} is filed"):
    return Told(on, "agreement", to, zh, en, digest=digest)


def somebody(account="a1", *grants):
    return Actor(account, "某人", "150200", grants=grants)


# -- the table ---------------------------------------------------------------------------------------------------------


def table_of(text):
    roles = "".join(f"  {role}: {{}}\n" for role in TABLE.roles)
    head = "topics: {agreement: {zh: 协议, en: Agreements}}\nroles:\n" + roles
    followed = "followed: {topic: agreement, zh: 关注, en: followed}\n"
    whole = head + "nouns: {agreement: agreements}\nwords: {}\n" + followed + "messages:\n" + text
    return Source("messages.yml", whole, "messages").build(Table, date.max)


GOOD = "  - {on: a.b, topic: agreement, to: {account: account}, zh: 好, en: good}\n"


def test_a_table_is_read():
    (read,) = table_of(GOOD).messages
    assert read.to == (To(account="account"),)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (GOOD.replace("agreement", "weather"), "no topic `weather`"),
        (GOOD.replace("account: account", "account: account, role: city_officer"), "exactly one way, not 2"),
        (GOOD.replace("account: account", "role: mayor"), "holders of `mayor`"),
        (GOOD.replace("account: account", "everyone: [mayor]"), "no role `mayor`"),
        (GOOD.replace("zh: 好", "zh: '{a.b!'"), "messages.yml"),
        (GOOD.replace("zh: 好", "zh: '{amount:dollars}'"), "no shape `dollars`"),
        (GOOD.replace("zh: 好", "zh: '{0}'"), "`0` is not a field"),
        (GOOD.replace("zh: 好, ", ""), "`zh` is missing"),
        (GOOD.replace("zh: 好", "zh: 好, colour: red"), "unknown key `colour`"),
        (GOOD.replace("zh: 好", "zh: 好, noun: clouds"), "no resource `clouds`"),
    ],
)
def test_a_table_with_a_mistake_does_not_go_live(wrong, said):
    with pytest.raises(RulebookError, match=r"messages\.yml:") as problem:
        table_of(wrong)
    assert said in str(problem.value)


def test_an_exact_line_comes_before_a_wild_one():
    wild, exact = told(To(account="account"), on="*.*_due"), told(To(account="account"), on="dispatch.agreement_due")
    table = replace(TABLE, messages=(wild, exact))
    assert table.of("dispatch.agreement_due", {}) == [exact]
    assert table.of("records.report_due", {}) == [wild]
    assert table.of("records.report_done", {}) == []


def test_a_line_may_depend_on_a_field():
    table = replace(TABLE, messages=(replace(told(To(account="account"), on="a.b"), when={"side": ("host",)}),))
    assert table.of("a.b", {"side": "host"})
    assert not table.of("a.b", {"side": "sender"})
    assert not table.of("a.b", {})


# -- whom it is for ----------------------------------------------------------------------------------------------------


def test_a_role_is_found_in_the_unit_or_county_that_the_announcement_names():
    line = told(To(role="host_manager"), To(role="county_officer"), To(role="city_officer"))
    found = messages.addresses(line, TABLE, occasion(host_unit="u1", county="150203", host_county="150204"))
    assert found == [
        Address(role="host_manager", unit="u1"),
        Address(role="county_officer", county="150204"),
        Address(role="city_officer"),
    ]


def test_a_field_that_is_empty_addresses_nobody():
    line = told(To(account="account"), To(person="members.person"), To(role="host_manager"), To(turn="turn"))
    assert messages.addresses(line, TABLE, occasion(account="", host_unit=None, members=[], turn=[])) == []
    assert messages.addresses(line, TABLE, occasion()) == []


def test_members_are_addressed_each_and_nobody_twice():
    line = told(To(person="person"), To(person="members.person"))
    found = messages.addresses(line, TABLE, occasion(person="p1", members=[{"person": "p1"}, {"person": "p2"}]))
    assert found == [Address(person="p1"), Address(person="p2")]


def test_a_turn_is_told_to_the_roles_that_act_for_the_party():
    line = told(To(turn="turn"))
    found = messages.addresses(line, TABLE, occasion(turn=["workstation", "applicant"], sender_unit="u1"))
    assert found == [Address(role="dispatching_manager", unit="u1")], "the applicant is not a role one can look for"


def test_everyone_is_one_notice_for_each_role():
    line = told(To(everyone_in="audience"), To(everyone=("liaison",)))
    found = messages.addresses(line, TABLE, occasion(audience=["commissioner"]))
    assert [one.key for one in found] == ["role:commissioner", "role:liaison"]
    assert all(one.everyone for one in found)


def test_readers_are_the_account_and_each_role_at_large_and_where_it_is_held():
    grants = (Grant("host_manager", unit="u1"), Grant("county_officer", county="150203"), Grant("city_officer"))
    assert messages.readers(somebody("a1", *grants)) == [
        "a1",
        "role:host_manager", "role:host_manager@u1",
        "role:county_officer", "role:county_officer@150203",
        "role:city_officer",
    ]  # fmt: skip


def test_the_entries_of_a_list_are_told_one_by_one_with_what_the_announcement_says_besides():
    line = replace(told(To(person="person"), To(role="host_manager"), zh="{title}（{year}）"), each="pairs")
    pairs = [{"person": "p1", "host_unit": "u1", "title": "甲"}, {"person": "p2", "host_unit": "u2", "title": "乙"}]
    parts = messages.parts(line, occasion(pairs=pairs, year=2024))
    assert [messages.addresses(line, TABLE, part) for part in parts] == [
        [Address(person="p1"), Address(role="host_manager", unit="u1")],
        [Address(person="p2"), Address(role="host_manager", unit="u2")],
    ]
    made = [messages.compose(line, TABLE, part, "a1") for part in parts]
    assert [(one.text, one.event) for one in made] == [("甲（2024）", "e1"), ("乙（2024）", "e1")]
    assert made[0].id != made[1].id
    assert messages.parts(line, occasion(pairs=[])) == messages.parts(line, occasion()) == []


def test_the_holders_of_a_role_in_each_unit_of_a_list_are_addressed():
    line = told(To(role="host_manager", unit="owner_units"))
    found = messages.addresses(line, TABLE, occasion(owner_units=["u1", "u2"], host_unit="u9"))
    assert found == [Address(role="host_manager", unit="u1"), Address(role="host_manager", unit="u2")]


def test_a_line_may_ask_that_something_is_said_or_is_not():
    dated = replace(told(To(account="account"), on="a.b"), given=("due",))
    plain = replace(told(To(account="account"), on="a.b"), lacks=("due",))
    table = replace(TABLE, messages=(dated, plain))
    assert table.of("a.b", {"due": "2024-06-03"}) == [dated]
    assert table.of("a.b", {"due": 0}) == [dated], "nought is said"
    for silent in ({}, {"due": None}, {"due": ""}, {"due": []}):
        assert table.of("a.b", silent) == [plain]


# -- the words ---------------------------------------------------------------------------------------------------------


def test_a_message_speaks_two_languages_and_opens_its_subject():
    made = messages.compose(told(To(account="account")), TABLE, occasion(number="7"), "a1")
    assert (made.text, made.text_en) == ("协议7已备案", "Agreement 7 is filed")
    assert (made.noun, made.object, made.event, made.times) == ("agreements", "g1", "e1", 1)


def test_coded_values_are_put_into_words_money_into_yuan_and_what_is_unsaid_stays_empty():
    fill = messages.fill
    assert fill("{status}", {"status": "declined"}, TABLE, "zh") == "已谢绝"
    assert fill("{status}", {"status": "declined"}, TABLE, "en") == "declined"
    assert fill("{amount:yuan}", {"amount": 123456}, TABLE, "zh") == "1,234.56"
    assert fill("{note}{due}", {"note": None}, TABLE, "zh") == ""
    assert fill("{defects}", {"defects": ["一", "二"]}, TABLE, "zh") == "一、二"


def test_the_text_of_an_announcement_is_never_read_as_a_template():
    assert messages.fill("{title}", {"title": "{number} {0.__class__}"}, TABLE, "zh") == "{number} {0.__class__}"


def test_several_unread_ones_of_a_day_become_one():
    line = told(To(account="account"), digest=Words("今日{times}份", "{times} today"))
    first = messages.compose(line, TABLE, occasion(number="1"), "a1")
    second = messages.compose(line, TABLE, occasion(id="e2", number="2"), "a1", first)
    assert first.text == "协议1已备案"
    assert (second.id, second.times, second.text, second.text_en) == (first.id, 2, "今日2份", "2 today")
    anew = messages.compose(line, TABLE, occasion(id="e3", number="3"), "a1", replace(second, read=True))
    assert (anew.id, anew.times, anew.text, anew.read) == (first.id, 1, "协议3已备案", False)


def test_without_a_digest_each_announcement_is_a_message_of_its_own():
    line = told(To(account="account"))
    ids = {messages.message_id(line, occasion(id=id), reader) for id in ("e1", "e2") for reader in ("a1", "a2")}
    assert len(ids) == 4


# -- reading -----------------------------------------------------------------------------------------------------------


def test_one_s_own_message_is_read_and_nobody_else_s():
    mine = messages.compose(told(To(account="account")), TABLE, occasion(), "a1")
    assert messages.read(mine, somebody("a1")).read
    with pytest.raises(NotFound):
        messages.read(mine, somebody("a2"))


def test_a_notice_is_read_by_each_for_themselves():
    notice = messages.compose(told(To(everyone=("commissioner",))), TABLE, occasion(), "role:commissioner")
    reader = somebody("a1", Grant("commissioner"))
    assert not messages.read(notice, reader).read
    settings = messages.note_read(messages.fresh_settings("a1", "150200"), notice)
    assert messages.is_read(notice, settings)
    assert not messages.is_read(notice, messages.fresh_settings("a2", "150200"))
    with pytest.raises(NotFound):
        messages.read(notice, somebody("a1", Grant("host_manager", unit="u1")))


def test_all_read_reaches_until_now_and_never_back():
    settings = messages.all_read(messages.fresh_settings("a1", "150200"), NOW)
    made = messages.compose(told(To(account="account")), TABLE, occasion(), "a1")
    assert messages.is_read(made, settings)
    assert not messages.is_read(replace(made, at=NOW + timedelta(seconds=1)), settings)
    assert messages.all_read(settings, NOW - timedelta(days=1)).read_until == NOW


def test_a_topic_is_muted_and_heard_of_again():
    settings = messages.mute(messages.fresh_settings("a1", "150200"), "agreement", True, TABLE)
    assert settings.muted == ("agreement",)
    assert messages.mute(settings, "agreement", False, TABLE).muted == ()
    with pytest.raises(Invalid):
        messages.mute(settings, "weather", True, TABLE)
