"""Hosting a service in nameko: its entrypoints, and the loops behind them.

    python -m shared.hosting records        one process of the records service, addressed by the environment
    python -m shared.hosting --prepare      queues, indexes and collections of every service, then ends

nameko gives the container, its life cycle and its managed threads. Its own RPC and event entrypoints are not used: they
cost two confirmed persistent messages a call, and drop an event whose handler fails (infra/decisions/0002).
"""

from __future__ import annotations

import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")  # known: infra/decisions/0003 says why it stays

if __name__ == "__main__":  # greenlets first: what is imported before the patch keeps blocking sockets and locks
    import eventlet

    eventlet.monkey_patch()
    from shared.serving import main

    raise SystemExit(main())

import importlib
import os
import pkgutil
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import Any

from eventlet import tpool
from eventlet.greenpool import GreenPool
from eventlet.timeout import Timeout
from marshmallow import Schema
from nameko.extensions import Entrypoint, SharedExtension

from shared import aside, jobs, log, offload, settings
from shared.access import by_role
from shared.actor import Actor, platform
from shared.announcer import Announcer
from shared.attachments import read_receipt
from shared.audit import AskAudit, audit
from shared.batches import Calls, Endpoint
from shared.channels import channels_of
from shared.consuming import Consumer, calls_queue, events_queue, questions_queue
from shared.contract import of_service
from shared.deeds import Deeds, deeds
from shared.editions import COLLECTIONS, LOOK_EVERY, Editions
from shared.errands import Leased, Trip
from shared.hearing import EVERYTHING, Ear, Hearing
from shared.migrations import bring_forward
from shared.outbound import Outbound
from shared.rulebook import Rulebooks
from shared.store import Store
from shared.subject_access import personal_data
from shared.telemetry import BATCH_SIZE, HANDLED
from shared.upkeep import AnnouncedSince, Ping, announced_since, ping, run_timer
from shared.vault import Vault

QUESTIONS_AT_ONCE = 20
STOP_SECONDS = 8
ERRANDS_AT_ONCE = 20
ERRAND_SECONDS = 1.0
JOB_LOADED = ("jobs", "job_id")


class Host(SharedExtension):
    """What all entrypoints of one service process share: the store, the bus, and the loops that serve them."""

    def setup(self) -> None:
        """Connects to the store and reads what the service class offers."""
        offload.through(tpool.execute)  # typesetting and the like must not hold up the commands
        self.parts = Parts(self.container.service_cls, settings.from_environment())
        if "shared.words" in sys.modules:  # a service that searches reads its dictionary now, not in somebody's call
            sys.modules["shared.words"].prepare()

    def start(self) -> None:
        """Starts consuming; the service is ready from here on."""
        self._going = True
        parts, spawn = self.parts, self.container.spawn_managed_thread
        self._consumers = parts.consumers()
        self._loops = [spawn(consumer.run, identifier=consumer.queue.name) for consumer in self._consumers]
        self._loops.append(spawn(lambda: parts.announcer.run(lambda: self._going), identifier="announcer"))
        for hearing in (parts.hearing, *parts.lines.values()):
            spawn(lambda hearing=hearing: _repeat(hearing.try_again, 2.0, lambda: self._going), identifier="retries")
        spawn(lambda: _repeat(parts.editions.refresh, LOOK_EVERY, lambda: self._going), identifier="rulebooks")
        for name, run in parts.errands.items():
            leased = Leased(name, parts.store, partial(run, parts.trip))
            spawn(lambda leased=leased: _repeat(leased, ERRAND_SECONDS, lambda: self._going), identifier="errand")
        for timer in parts.timers:
            spawn(lambda timer=timer: _repeat(timer, 1.0, lambda: self._going), identifier="timer")

    def stop(self) -> None:
        """Finishes what is in hand and takes no more."""
        self._going = False
        for consumer in self._consumers:
            consumer.stop()
        with Timeout(STOP_SECONDS, False):
            for loop in self._loops:
                loop.wait()
        self.parts.announcer.release()


class Hosted(Entrypoint):
    """An entrypoint served by the Host of its process."""

    host = Host()


class Command(Hosted):
    """A method that changes something. Many calls share a transaction. `loads`: {collection: argument} to prefetch.

    `secret`: its answer holds what nobody may read later (a number in full, a token); it is kept sealed for repeats.
    """

    def __init__(
        self, schema: type[Schema], loads: dict[str, str] | None = None, secret: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.schema = schema
        self.secret = secret
        self.loads = tuple((loads or {}).items())


class Question(Hosted):
    """A method that only reads."""

    def __init__(self, schema: type[Schema], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.schema = schema


class Job(Command):
    """A method run outside the command path, by `shared.working`; the call only begins it (see shared/jobs.py)."""


class HeardEntrypoint(Hosted):
    """A method that hears one type of announcement, "service.type". `copy`: it only keeps a copy of the fact."""

    def __init__(self, hears: str, copy: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.hears = hears
        self.copy = copy


class OverheardEntrypoint(Hosted):
    """A method that is told every announcement of every service, its own service's too, on a queue of its own.

    For what is made of announcements as such (messages to people, webhooks), never for a consequence in the field.
    """


class ErrandEntrypoint(Hosted):
    """A method that goes out of the platform, outside any transaction, by one process at a time (see errands.py).

    It is handed a Trip, and answers whether there was anything to do.
    """


class Every(Hosted):
    """A method run every so many seconds, once per city, by one process at a time.

    `practice=False`: not where past days are being practised (a clock secret is set). A timer knows the real day only;
    it would end, or tell late, what somebody began an hour ago on a day of another year. What judges by the day says
    so, and is asked for by a command on the practised day where its work is needed there.
    """

    def __init__(self, seconds: int, practice: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.seconds = seconds
        self.practice = practice


command = Command.decorator
question = Question.decorator
job = Job.decorator
heard = HeardEntrypoint.decorator
overheard = OverheardEntrypoint.decorator
errand = ErrandEntrypoint.decorator
every = Every.decorator


class Parts:
    """A service class with its store and machinery put together; no loop is running yet."""

    def __init__(self, service_class: type[Any], configured: settings.Settings, database: str = "") -> None:
        self.name = service_class.name
        self.configured = configured
        service = service_class()
        self.rulebooks = Rulebooks.from_folder(configured.rulebooks)
        if hasattr(service_class, "rules"):
            self.rulebooks.check(service_class.rules)  # a bad rulebook stops the service here, not a clerk later
        vault = Vault(configured.field_secret)
        work = service_class.work
        work.public_url = configured.public_url
        self.store = Store(
            configured.mongo_uri, configured.namespace, database or self.name, {**work.collections(), **COLLECTIONS}
        )
        self.store.prepare()
        bring_forward(self.store, getattr(service_class, "migrations", ()))
        self.store.find_again(work.kinds())
        self.editions = Editions(self.name, self.store, self.rulebooks, getattr(service_class, "rules", None))
        self.editions.refresh()
        offered = entrypoints(service_class)
        endpoints = {
            name: Endpoint(
                name,
                e.schema(),
                getattr(service, name),
                isinstance(e, Question),
                getattr(e, "loads", ()),
                getattr(e, "secret", False),
            )
            for name, e in offered
            if isinstance(e, Command | Question) and not isinstance(e, Job)
        }
        self.jobs = {name: getattr(service, name) for name, e in offered if isinstance(e, Job)}
        for name, e in offered:
            if isinstance(e, Job):
                endpoints[name] = Endpoint(name, e.schema(), _beginning(self.name, name))
        endpoints |= {
            "job": Endpoint("job", jobs.JobId(), lambda call: jobs.one_job(call.work, **call.args), True),
            "jobs": Endpoint("jobs", jobs.ListJobs(), lambda call: jobs.list_jobs(call.work, **call.args), True),
            "job_file": Endpoint("job_file", jobs.JobId(), lambda call: jobs.job_file(call.work, **call.args), True),
            "cancel_job": Endpoint(
                "cancel_job", jobs.JobId(), lambda call: jobs.cancel_job(call.work, **call.args), loads=(JOB_LOADED,)
            ),
        }
        endpoints["ping"] = Endpoint("ping", Ping(), lambda call: ping(self.store), question=True)
        endpoints["contract"] = Endpoint(
            "contract", Ping(), lambda call: offload.offload(of_service, service_class), question=True, whole=True
        )
        endpoints["announced_since"] = Endpoint(
            "announced_since", AnnouncedSince(), lambda call: announced_since(self.store, self.name, **call.args), True,
            whole=True,
        )  # fmt: skip
        endpoints["personal_data"] = Endpoint(
            "personal_data", Ping(), lambda call: personal_data(work, self.store.database, call.actor), True, whole=True
        )
        endpoints |= self._for_the_operator()
        endpoints["deeds"] = Endpoint("deeds", Deeds(), lambda call: deeds(self.store, call.actor, **call.args), True)
        endpoints["audit"] = Endpoint(
            "audit",
            AskAudit(),
            lambda call: audit(self.store, call.actor.city, **call.args),
            question=True,
            whole=True,  # whose account it was is what it is asked for
        )
        access = {
            **jobs.ACCESS,
            **aside.ACCESS,
            **service_class.access,
            "personal_data": by_role("anyone"),
            "deeds": by_role("anyone"),
            "audit": by_role("city_officer"),
        }
        access |= {"ping": by_role("public"), "announced_since": by_role("platform"), "contract": by_role("platform")}
        if endpoints.keys() - access.keys():
            raise LookupError(f"{self.name}: no access row for {sorted(endpoints.keys() - access.keys())}")

        def receipts(receipt: str, actor: Actor) -> Any:
            return read_receipt(receipt, configured.actor_secret, actor)

        self.calls = Calls(
            self.name, endpoints, work, access, self.store, self.rulebooks, configured.actor_secret, vault, receipts,
            hidden=getattr(service_class, "hidden", frozenset()),
        )  # fmt: skip
        ears = [Ear(e.hears, getattr(service, name), e.copy) for name, e in offered if isinstance(e, HeardEntrypoint)]
        ears += [Ear(hears, run, copy) for hears, (run, copy) in self.editions.hears().items()]

        def hearing(of: list[Ear], line: str = "") -> Hearing:
            patience = configured.hearing_retry_seconds
            return Hearing(self.name, of, work, self.store, self.rulebooks, vault, retry_after=patience, line=line)

        self.hearing = hearing(ears)
        self.lines = {
            name: hearing([Ear(EVERYTHING, getattr(service, name), copy=False)], name)
            for name, e in offered
            if isinstance(e, OverheardEntrypoint)
        }
        self.announcer = Announcer(self.name, self.store, configured.amqp_uri, configured.namespace)
        due = timers_of(service_class, bool(configured.clock_secret))
        self.timers = [self._timer(name, seconds, getattr(service, name)) for name, seconds in due.items()]
        self.errands = {name: getattr(service, name) for name, e in offered if isinstance(e, ErrandEntrypoint)}
        self._pool = GreenPool(QUESTIONS_AT_ONCE)

    def _for_the_operator(self) -> dict[str, Endpoint]:
        """What the platform's operator may ask of every service."""
        name, store = self.name, self.store
        return {
            "parked": Endpoint(
                "parked", aside.ListParked(), lambda call: aside.parked(store, name, **call.args), question=True
            ),
            "replay_parked": Endpoint(
                "replay_parked", aside.ParkedId(), lambda call: aside.replay_parked(call.work, name, **call.args)
            ),
            "queues": Endpoint("queues", Ping(), lambda call: {"items": self._queues()}, question=True),
            "all_jobs": Endpoint(
                "all_jobs", aside.ListAllJobs(), lambda call: aside.all_jobs(store, **call.args), question=True
            ),
        }

    def _queues(self) -> dict[str, str]:
        """Its queues by name, each with what it is for, and the dead ends of those that have one."""
        of = [consumer.queue for consumer in self.consumers()]
        kinds = {queue.name: queue.name.rpartition(".")[2] for queue in of}
        return {**kinds, **{f"{queue.name}.dead": "dead" for queue in of if queue.quorum}}

    @cached_property
    def trip(self) -> Trip:
        """What errands are handed. Raises ValueError where a channel is not well stated."""
        configured, vault = self.configured, Vault(self.configured.field_secret)
        out, channels = Outbound(configured.private_targets), channels_of(configured.channels, configured.outbox)
        kind = self.calls.work
        return Trip(self.name, self.store, kind, self.rulebooks, vault, out, channels, _side_by_side)

    def consumers(self) -> list[Consumer]:
        """The loops that serve commands, questions and events."""
        uri, space = self.configured.amqp_uri, self.configured.namespace
        return [
            Consumer(uri, calls_queue(space, self.name), self._commands, at_once=self.configured.batch_size),
            Consumer(uri, questions_queue(space, self.name), self._questions, at_once=1, prefetch=QUESTIONS_AT_ONCE),
            *(
                Consumer(uri, events_queue(space, self.name, of.ears, line), partial(self._events, of), at_once=200)
                for line, of in {"": self.hearing, **self.lines}.items()
            ),
        ]

    def _commands(self, messages: list[Any]) -> None:
        calls = [call for message in messages for call in message.body]
        answers = {answer["id"]: answer for answer in self.calls.carry_out(calls)}
        BATCH_SIZE.labels(self.name).observe(len(calls))
        HANDLED.labels(self.name, "command").inc(len(calls))
        self.announcer.wake()
        for message in messages:
            message.reply([answers[call["id"]] for call in message.body])
        messages[-1].acknowledge_all()

    def _questions(self, messages: list[Any]) -> None:
        for message in messages:
            self._pool.spawn_n(self._answer, message)

    def _answer(self, message: Any) -> None:
        HANDLED.labels(self.name, "question").inc(len(message.body))
        message.reply([self.calls.answer(call) for call in message.body])
        message.acknowledge()

    def _events(self, hearing: Hearing, messages: list[Any]) -> None:
        events = [event for message in messages for event in message.body]
        hearing.take_in(events)
        HANDLED.labels(self.name, "event").inc(len(events))
        self.announcer.wake()
        messages[-1].acknowledge_all()

    def _timer(self, name: str, seconds: int, method: Callable[[Any], Any]) -> Callable[[], bool]:
        def tick() -> bool:
            now, work = datetime.now(UTC), self.calls.work
            for city in self.rulebooks.cities():
                mark, actor = f"{name}:{city}", platform(self.name, city)
                run_timer(self.store, work, mark, seconds, actor, now, method, self.rulebooks)
            return False

        return tick


def timers_of(service_class: type[Any], practising: bool) -> dict[str, int]:
    """The timers that run, and after how many seconds each; where past days are practised, those alone that may."""
    timers = {name: e for name, e in entrypoints(service_class) if isinstance(e, Every)}
    return {name: timer.seconds for name, timer in timers.items() if timer.practice or not practising}


def entrypoints(service_class: type[Any]) -> list[tuple[str, Any]]:
    """(method, extension) of all that a service class, and the classes it is put together from, offer."""
    return [
        (name, extension)
        for part in reversed(service_class.__mro__)
        for name, method in vars(part).items()
        for extension in getattr(method, "nameko_entrypoints", ())
    ]


def _beginning(service: str, name: str) -> Callable[[Any], Any]:
    return lambda call: jobs.begin_job(service, name, call.work, call.args)


def _side_by_side(run: Callable[[Any], Any], items: Iterable[Any]) -> list[Any]:
    return list(GreenPool(ERRANDS_AT_ONCE).imap(run, items))


def _repeat(step: Callable[[], bool], pause: float, going: Callable[[], bool]) -> None:
    """Runs a step again and again: at once while it finds something to do, else after a pause."""
    while going():
        try:
            if step():
                continue
        except Exception as problem:
            log.logger("hosting").warning("background step waits", cause=repr(problem)[:200])
        time.sleep(pause)


def service_class(name: str) -> type[Any]:
    """The nameko class of a service, by its folder's name ("records") or a module's ("some.package.service")."""
    module = importlib.import_module(name if "." in name else f"services.{name}.service")
    return next(item for item in vars(module).values() if isinstance(item, type) and hasattr(item, "access"))


def service_names() -> list[str]:
    """The services that are here."""
    services = importlib.import_module("services")
    found = [module.name for module in pkgutil.iter_modules(services.__path__) if module.ispkg]
    return [name for name in found if os.path.exists(os.path.join(services.__path__[0], name, "service.py"))]
