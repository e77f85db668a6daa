"""A service that exists for the tests of the mechanics: plants take places in beds, of which there are few."""

import os
from dataclasses import dataclass, replace
from time import sleep as rest  # a name of our own: a test may take its place without stopping other threads
from typing import ClassVar

from marshmallow import Schema, fields

from shared.access import by_role, may, on
from shared.errors import Refused
from shared.hosting import command, heard, job, question
from shared.work import Announcement, Shelf, Work, copied, kept

PLACES = 3


@dataclass(frozen=True)
class Plant:
    id: str
    city: str
    bed: str
    name: str
    owner: str
    planted_by: int = 0  # the process: tests with two of them look who did it
    version: int = 0


@dataclass(frozen=True)
class Bed:
    id: str
    city: str
    taken: int = 0
    version: int = 0


@dataclass(frozen=True)
class Known:
    id: str
    city: str
    name: str
    times: int
    source_version: int = 0
    version: int = 0


class GardenWork(Work):
    plants: Shelf[Plant] = kept(indexes=["bed"], unique=["name"])
    beds: Shelf[Bed] = kept()
    known: Shelf[Known] = copied()
    tally: Shelf[Known] = kept()


class PlantOne(Schema):
    bed = fields.String(required=True)
    name = fields.String(required=True)
    hold = fields.Float(load_default=0.0)


class Rename(Schema):
    plant_id = fields.String(required=True)
    name = fields.String(required=True)


class Keep(Schema):
    anything = fields.Dict()


class Nothing(Schema):
    limit = fields.Integer(load_default=50)
    after = fields.String(load_default=None)


class PlantMany(Schema):
    bed = fields.String(required=True)
    count = fields.Integer(required=True)
    pause = fields.Float(load_default=0.0)
    storm = fields.Boolean(load_default=False)
    dry = fields.Boolean(load_default=False)


class GardenService:
    name = "garden"
    work = GardenWork
    access: ClassVar = {
        "plant": on("plants", may("gardener", account="owner")),
        "rename": on("plants", may("gardener", account="owner")),
        "plant_many": on("jobs", may("gardener")),
        "neglect": on("plants", may("gardener")),
        "break_down": by_role("gardener"),
        "overload": by_role("gardener"),
        "plants": on("plants", may("gardener", account="owner"), may("city_officer")),
        "plant_detail": on("plants", may("gardener", account="owner"), may("city_officer")),
    }

    @command(PlantOne, loads={"beds": "bed"})
    def plant(self, call):
        """Takes a place of a bed; between reading and taking it, it may `hold` on for so many seconds."""
        work, args = call.work, call.args
        bed = work.beds.get_or(args["bed"], Bed(args["bed"], work.city))
        if args["hold"]:
            rest(args["hold"])
        if bed.taken >= PLACES:
            raise Refused("garden.places", "第一条", "这个苗床已满", "The bed is full")
        work.beds.save(replace(bed, taken=bed.taken + 1))
        plant = Plant(work.new_id(), work.city, bed.id, args["name"], call.actor.account, os.getpid())
        work.plants.add(plant)
        work.announce(Announcement("planted", f"plant:{plant.id}", {"plant": plant.id, "name": plant.name}))
        return plant

    @command(Rename, loads={"plants": "plant_id"})
    def rename(self, call):
        plant = replace(call.work.plants.get(call.args["plant_id"]), name=call.args["name"])
        call.work.plants.save(plant)
        call.work.announce(Announcement("renamed", f"plant:{plant.id}", {"plant": plant.id, "name": plant.name}))
        return plant

    @command(Nothing)
    def neglect(self, call):
        """Never loads what its access row names."""
        return {}

    @command(Nothing)
    def break_down(self, call):
        call.work.beds.save(Bed("half-done", call.work.city))
        raise ValueError("a fault in the code")

    @command(Keep)
    def overload(self, call):
        """Keeps what the database cannot: a key with a zero byte in it."""
        call.work.announce(Announcement("overloaded", "garden:1", call.args["anything"]))

    @job(PlantMany)
    def plant_many(self, run):
        """Plants so many, ten at a time, each in a bed of its own unless all are to share one."""
        args, refused = run.args, run.job.result.get("refused", 0)
        run.tell(total=args["count"], said="正在种植", said_en="Planting")
        for start in range(run.cursor or 0, args["count"], 10):
            if args["storm"]:
                raise ValueError("a fault in the code")
            numbers = range(start, min(start + 10, args["count"]))
            items = [(str(n), {"bed": args["bed"] or f"bed {n}", "name": f"{args['bed']}{n}"}) for n in numbers]
            answers = (run.rehearse if args["dry"] else run.carry_out)("plant", items)
            refused += sum("problem" in answer for answer in answers)
            run.finish(refused=refused)
            run.tell(done=start + len(items), cursor=start + len(items))
            rest(args["pause"])
        run.keep_file("清单 list.txt", "text/plain", f"{args['count'] - refused} planted".encode())

    @question(Nothing)
    def plants(self, call):
        return call.work.plants.page(None, call.args["after"], call.args["limit"])

    @question(Rename)
    def plant_detail(self, call):
        return call.work.plants.get(call.args["plant_id"])

    @heard("garden.planted", copy=True)
    def on_planted(self, event):
        plant = event.data["plant"]
        event.work.known.put(Known(plant, event.city, event.data["name"], 1, event.subject_version))

    @heard("garden.renamed", copy=True)
    def on_renamed(self, event):
        plant = event.data["plant"]
        event.work.known.put(Known(plant, event.city, event.data["name"], 1, event.subject_version))

    @heard("garden.planted")
    def count_planted(self, event):
        """An effect that no repeat may double. It fails on thistles as long as nobody has planted gloves."""
        work, name = event.work, event.data["name"]
        if name.startswith("thistle") and work.tally.find("gloves") is None:
            raise Refused("garden.gloves", "第二条", "没有手套不能种蓟", "No thistles without gloves")
        if name.startswith("weed"):
            work.tally.add(Known("weed", work.city, name, 1))  # the second of them can never be added
            return
        if name == "gloves":
            work.tally.save(Known("gloves", work.city, "gloves", 1))
            return
        tally = work.tally.get_or("tally", Known("tally", work.city, "tally", 0))
        work.tally.save(replace(tally, times=tally.times + 1))
