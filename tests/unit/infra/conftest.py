from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local import control, processes
from infra.local.folder import CHECKOUT, RunFolder

# A platform of scripts: `steady` runs, `crashing` ends at once, `deaf` ignores SIGTERM once, `absent` is not written.
_SUPERVISE = """
import sys
from pathlib import Path
from infra.local import supervisor
from infra.local.folder import RunFolder
supervisor._GRACE = 0.5
scripts = {
    "steady": "import os, time; "
    "print(os.environ.get('COLOUR'), os.environ['PROCESS_NUMBER'], flush=True); time.sleep(60)",
    "crashing": "raise SystemExit(3)",
    "deaf": "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)",
}
folder = RunFolder(Path(sys.argv[1]))
supervisor.Supervisor(folder, lambda name: [sys.executable, "-c", scripts[name]], lambda name: name in scripts).run()
"""


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    made = RunFolder(tmp_path / "run")
    made.make()
    return made


@pytest.fixture
def supervised(folder: RunFolder) -> Iterator[RunFolder]:
    """A folder in which a supervisor of scripts runs."""
    folder.wanted.write_text('{"revision": 0, "environment": {}, "processes": []}')
    argv = [sys.executable, "-c", _SUPERVISE, str(folder.root)]
    env = {"PYTHONPATH": str(CHECKOUT), "PATH": "/usr/bin:/bin"}
    process = processes.start(folder, control.SUPERVISOR, argv, env, CHECKOUT)
    control.wait_for(folder, lambda now: folder.state.exists(), 20)
    yield folder
    processes.stop(process)
