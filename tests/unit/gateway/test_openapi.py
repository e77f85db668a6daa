"""The OpenAPI document as a program of its own: what the portal's types are made of, before anything runs."""

from __future__ import annotations

import os
import subprocess
import sys

import orjson


def test_it_is_printed_without_any_part_or_setting():
    alone = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)}
    printed = subprocess.run([sys.executable, "-m", "gateway.openapi"], env=alone, capture_output=True, check=True)
    document = orjson.loads(printed.stdout)
    assert document["openapi"] == "3.1.0"
    assert {"/api/session", "/api/applications"} <= set(document["paths"])


def test_every_operation_has_its_own_id_named_after_its_resource():
    from gateway.openapi import document

    found = [
        (method, operation)
        for item in orjson.loads(document())["paths"].values()
        for method, operation in item.items()
        if method != "parameters"
    ]
    ids = [operation["operationId"] for _, operation in found]
    assert len(set(ids)) == len(ids) > 300
    for method, operation in found:
        assert operation["operationId"].startswith(f"{method}_{operation['tags'][0].replace('-', '_')}_")
