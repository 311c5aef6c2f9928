"""An existing Dask cluster as processes that do our work.

Knows distributed, which is imported only if it is asked for. Must not know what the work is. The
cluster is somebody's own: who may connect to it may run anything on it, so it must be trusted.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pingshu.edition import edition
from pingshu.working import Borrowed

_INSTALL = "pip install -r requirements-cluster.txt"
_SECONDS = 20
# What they say of a lost connection is a traceback; it is told in a sentence.
_LOGS = ("distributed", "distributed.client", "distributed.comm", "distributed.core")
Seen = tuple[str, tuple[str, ...]]
"""Which pingshu a process has, and what it does not see."""


class ClusterError(Exception):
    """A cluster cannot be used; the text says in Chinese why and what to do."""


@contextmanager
def joined(address: str, needed: Sequence[Path]) -> Iterator[Borrowed]:
    """Yield the processes of a cluster.

    Args:
        address: of its scheduler.
        needed: files and folders that each process has to see under the same path.

    Raises:
        ClusterError: the cluster cannot be used, or was lost on the way.
    """
    client = _client(address)
    from distributed import KilledWorker
    from distributed.comm import CommClosedError

    try:
        with client:
            count = _counted(client, address, needed)
            executor = client.get_executor(pure=False)
            yield Borrowed(executor=executor, broken=KilledWorker, count=count)
    except (CommClosedError, CancelledError) as error:
        told = f"与集群“{address}”的连接断了。已经写好的报告都是完整的，再运行一次会接着生成。"
        raise ClusterError(told) from error


def _client(address: str) -> Any:
    try:
        from distributed import Client

        for name in _LOGS:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        return Client(address, timeout=_SECONDS, set_as_default=False)
    except ModuleNotFoundError as error:
        told = f"没有装使用集群要用的程序。请先运行：{_INSTALL}"
        raise ClusterError(told) from error
    except (OSError, ValueError) as error:
        told = f"连不上集群“{address}”。请核对地址（例如 tcp://10.0.0.5:8786），看集群是否在运行。"
        raise ClusterError(told) from error


def _counted(client: Any, address: str, needed: Sequence[Path]) -> int:
    """Return how many processes there are, if each of them can do our work."""
    asked = (str(Path.cwd()), *(str(path.absolute()) for path in needed))
    seen: Mapping[str, Seen | Exception] = client.run(seen_from_here, asked, on_error="return")
    if not seen:
        raise ClusterError(f"集群“{address}”里没有工作进程，请先启动。")
    for worker, told in seen.items():
        _refuse_stranger(worker, told)
    return len(seen)


def seen_from_here(paths: Sequence[str]) -> Seen:
    """Return which pingshu this process has, and which of some paths are not there."""
    return edition(), tuple(path for path in paths if not Path(path).exists())


def _refuse_stranger(worker: str, told: Seen | Exception) -> None:
    if isinstance(told, Exception) or told[0] != edition():
        raise ClusterError(
            f"集群的工作进程 {worker} 上没有 pingshu，或者不是同一个版本。"
            "请让每台机器用同一份程序，再重新启动工作进程。"
        )
    if told[1]:
        raise ClusterError(
            f"集群的工作进程 {worker} 上看不到“{told[1][0]}”。请把程序、模板和工作簿放在每台机器"
            "都能用同一路径打开的共享文件夹里。"
        )
