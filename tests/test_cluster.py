"""A run on a Dask cluster: the same bytes as without, whatever becomes of a worker."""

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from pingshu.cluster import ClusterError, joined
from tests.office_building import ROOT, Office, new_office, typed
from tests.workbook_building import project_rows

needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="needs requirements-cluster.txt"
)
WORKBOOKS = 40
SECONDS = 60


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = new_office(tmp_path)
    for number in range(WORKBOOKS):
        funds = [("年度资金总额：", number + 1, number + 1, number + 1, 10, "100%", 10)]
        made.drop(
            f"{number:02}.xlsx", {"自评表": project_rows(project=f"项目{number}", funds=funds)}
        )
    return made


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Start a scheduler and two workers, and return their address."""
    told = tmp_path / "scheduler.json"
    common = ("--scheduler-file", str(told), "--no-dashboard")
    with ExitStack() as stack:
        for program in (
            ("dask_scheduler", "--host", "127.0.0.1", "--port", "0", *common),
            ("dask_worker", "--nworkers", "2", "--nthreads", "1", *common,
             "--local-directory", str(tmp_path / "dask")),
        ):  # fmt: skip
            stack.callback(ended, started(*program))
        yield wait_for_address(told)


def started(program: str, *options: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{program}", *options],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def ended(process: "subprocess.Popen[bytes]") -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


ASK = """
import json, os, sys
from distributed import Client
with Client(scheduler_file=sys.argv[1], timeout=60) as client:
    client.wait_for_workers(2, timeout=60)
    print(json.dumps([client.scheduler.address, list(client.run(os.getpid).values())]))
"""


def asked(told: Path) -> tuple[str, list[int]]:
    """Return the address of the cluster and the processes of its workers."""
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(told)], capture_output=True, check=True, timeout=2 * SECONDS
    )
    address, workers = json.loads(done.stdout)
    return address, workers


def wait_for_address(told: Path) -> str:
    deadline = time.monotonic() + SECONDS
    while not told.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    return asked(told)[0]


def begun(office: Office, *options: str) -> "subprocess.Popen[bytes]":
    """Start a run as a user does."""
    return subprocess.Popen(
        [
            *(sys.executable, "generate.py", "run", "--plain", *options),
            *("--templates", str(office.templates), "--output", str(office.output)),
            str(office.inbox),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@needs_dask
@pytest.mark.slow
def test_a_cluster_writes_the_same_bytes_though_a_worker_is_killed(
    office: Office, address: str, tmp_path: Path
) -> None:
    victim = asked(tmp_path / "scheduler.json")[1][0]
    with begun(office, "--cluster", address) as process:
        assert process.stdout is not None
        process.stdout.readline()  # the first report is written
        os.kill(victim, signal.SIGKILL)
        _, told = process.communicate(timeout=2 * SECONDS)
    assert (process.returncode, told.decode()) == (0, "")
    by_cluster = office.written()
    shutil.rmtree(office.output)
    with begun(office) as process:
        process.communicate()
    assert process.returncode == 0
    assert len(office.reports()) == WORKBOOKS
    assert office.written() == by_cluster


@needs_dask
@pytest.mark.slow
def test_what_the_workers_do_not_see_is_told(office: Office, address: str, tmp_path: Path) -> None:
    with pytest.raises(ClusterError, match="看不到"), joined(address, [tmp_path / "没有"]):
        pass


@needs_dask
def test_a_cluster_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pingshu.cluster._SECONDS", 0.2)
    with pytest.raises(ClusterError, match=r"连不上集群“tcp://127\.0\.0\.1:1”"):
        joined("tcp://127.0.0.1:1", []).__enter__()


def test_without_dask_the_line_to_run_is_told(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert typed("run", str(office.inbox), "--cluster", "tcp://127.0.0.1:1") == 2
    assert "pip install -r requirements-cluster.txt" in capsys.readouterr().err
