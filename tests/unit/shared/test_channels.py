"""The port for messages that leave the platform."""

import json
from datetime import UTC, datetime

import pytest

from shared.channels import FileChannel, NotCarried, Posted, channels_of

POSTED = Posted("l1", "sms", "150200", "139****0001", "好", "good", datetime(2024, 6, 3, tzinfo=UTC))


class Carrier:
    """A city's own adapter."""

    needs_address = True

    def send(self, posted):
        return posted.id


def test_a_file_holds_one_line_a_message(tmp_path):
    channel = FileChannel(tmp_path / "outbox")
    receipts = [channel.send(POSTED) for _ in range(2)]
    lines = (tmp_path / "outbox" / "sms-20240603.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["to"] for line in lines] == ["139****0001"] * 2
    assert receipts[0] != receipts[1]


def test_a_folder_that_cannot_be_written_is_told_and_tried_again(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(NotCarried):
        FileChannel(tmp_path / "file").send(POSTED)


def test_channels_are_a_setting(tmp_path):
    found = channels_of({"sms": "file", "email": f"{__name__}:Carrier"}, str(tmp_path))
    assert isinstance(found["sms"], FileChannel)
    assert found["email"].send(POSTED) == "l1"


@pytest.mark.parametrize(
    ("what", "outbox"), [("file", ""), ("pigeon", "x"), (f"{__name__}:Nobody", "x"), ("builtins:dict", "x")]
)
def test_a_channel_that_is_not_one_is_refused_at_the_start(what, outbox):
    with pytest.raises((ValueError, AttributeError)):
        channels_of({"sms": what}, outbox)
