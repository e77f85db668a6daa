"""Jobs of a service: how one is begun, asked about and stopped. `shared.working` runs them in processes of their own.

    @job(schemas.ExportFilings)                      # service.py: the row in ACCESS says who may begin it
    def export_filings(self, run: Run) -> None:
        exports.export_filings(run)

`POST` of such a command answers 202 with the job; its progress is at /api/jobs/{id}. Its work never delays a command:
it runs in the process `python -m shared.working`, which may be scaled like any other.
"""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from shared import job as jobs
from shared.access import Row, may, on
from shared.attachments import File
from shared.job import JobFile
from shared.shapes import Paged
from shared.work import Page, Work


class JobId(Schema):
    """One job."""

    job_id = fields.String(required=True, validate=validate.Length(1, 80))


class ListJobs(Paged):
    """One's own jobs, the latest first."""

    status = fields.String(validate=validate.OneOf(["queued", "running", "done", "failed", "cancelled"]))
    name = fields.String(validate=validate.Length(1, 60))


class JobFileShape(Schema):
    """One file a job has made; to be had at /api/jobs/{id}/files/{number}."""

    number = fields.Integer(required=True)
    name = fields.String(required=True)
    content_type = fields.String(required=True)
    size = fields.Integer(required=True, metadata={"description": "bytes"})


class JobShape(Schema):
    """A job and how far it is: `done` of `total` items (null: not known yet)."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    account_name = fields.String(required=True)
    status = fields.String(required=True, validate=validate.OneOf(["queued", "running", "done", "failed", "cancelled"]))
    done = fields.Integer(required=True)
    total = fields.Integer(required=True, allow_none=True)
    said = fields.String(required=True)
    said_en = fields.String(required=True)
    result = fields.Dict(required=True)
    problem = fields.Dict(required=True, allow_none=True)
    attempts = fields.Integer(required=True)
    cancel_asked = fields.Boolean(required=True)
    asked_at = fields.String(required=True)
    started_at = fields.String(required=True, allow_none=True)
    ended_at = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)
    files = fields.List(fields.Nested(JobFileShape), required=True)
    actions = fields.List(fields.Dict(), required=True)


OWN = may("anyone", account="account")
ACCESS: dict[str, Row] = {
    "job": on("jobs", OWN),
    "jobs": on("jobs", OWN),
    "cancel_job": on("jobs", OWN),
    "job_file": on("jobs", OWN),
}


def begin_job(service: str, name: str, work: Work, args: dict[str, Any]) -> dict[str, Any]:
    """The job is kept, to be taken up within a second. A receipt among the arguments must be the asker's own."""
    receipts = [args[key] for key in ("receipt",) if args.get(key)] + list(args.get("receipts") or ())
    plain = {key: value for key, value in args.items() if key not in ("receipt", "receipts")}
    given = tuple(_given(work.cite(receipt)) for receipt in receipts)
    begun = jobs.begin(f"{service}-{work.new_id()}", name, work.actor, plain, given, work.now)
    work.jobs.add(begun)
    return jobs.public(work.jobs.get(begun.id))


def cancel_job(work: Work, *, job_id: str) -> dict[str, Any]:
    """It stops after the step it is at; what it has done by then stays. Raises Conflict when it has ended."""
    work.jobs.save(jobs.cancel(work.jobs.get(job_id), work.now))
    return jobs.public(work.jobs.get(job_id))


def one_job(work: Work, *, job_id: str) -> dict[str, Any]:
    """One of one's own jobs."""
    return jobs.public(work.jobs.get(job_id))


def list_jobs(work: Work, *, after: str | None = None, limit: int = 50, **equal: str) -> Page[dict[str, Any]]:
    """One's own jobs of this service, the latest first."""
    page = work.jobs.page(equal, after, limit, descending=True)
    return Page([jobs.public(one) for one in page.items], page.next)


def job_file(work: Work, *, job_id: str) -> dict[str, Any]:
    """The files a job has made, as the gateway needs them to hand out an address."""
    found = work.jobs.get(job_id)
    return {"city": found.city, "files": [vars(file) for file in found.made]}


def _given(file: File) -> JobFile:
    return JobFile(file.id, file.name, file.content_type, file.sha256, file.size)
