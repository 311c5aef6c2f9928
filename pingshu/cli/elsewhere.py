"""A run whose workbooks, reports or processes are elsewhere: at an address, on a cluster.

Knows which folder stands in for which address. Must not know how a report is made.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pingshu.terminal import say

if TYPE_CHECKING:
    from pingshu.pipeline import Options

CLUSTER = click.option("--cluster", metavar="地址", help="在已有的集群上生成；地址问管集群的人。")


@contextmanager
def at_hand(options: "Options", cluster: str | None) -> Iterator["Options"]:
    """Yield options with everything at hand; afterwards put back what belongs elsewhere."""
    from pingshu.storage import address_of

    if cluster is None and not any(map(address_of, (*options.paths, options.output))):
        yield options
        return
    with _saying(), ExitStack() as stack:
        ready = _fetched(options, stack)
        yield _joined(ready, cluster, stack) if cluster else ready


@contextmanager
def _saying() -> Iterator[None]:
    from pingshu.cluster import ClusterError
    from pingshu.storage import StorageError

    try:
        yield
    except (ClusterError, StorageError) as error:
        raise click.ClickException(str(error)) from error


def _fetched(options: "Options", stack: ExitStack) -> "Options":
    """Return options with folders in the place of addresses."""
    from pingshu.storage import address_of

    address = address_of(options.output)
    output = stack.enter_context(_lent_output(address)) if address else options.output
    paths = (_fetched_path(path, output.parent, stack) for path in options.paths)
    return replace(options, paths=tuple(paths), output=output)


@contextmanager
def _lent_output(address: str) -> Iterator[Path]:
    from tempfile import TemporaryDirectory

    from pingshu.storage import lent

    with TemporaryDirectory(prefix="pingshu-") as home:
        output = Path(home) / "output"
        output.mkdir()
        with lent(address, output):
            yield output
    say(f"结果已放回 {address}。")


def _fetched_path(path: Path, folder: Path, stack: ExitStack) -> Path:
    """Return a path as it is, for an address a folder with what is there."""
    from pingshu.storage import address_of, borrowed_folder

    address = address_of(path)
    return stack.enter_context(borrowed_folder(address, folder)) if address else path


def _joined(options: "Options", cluster: str, stack: ExitStack) -> "Options":
    from pingshu.cluster import joined

    needed = (*(options.paths or (options.inbox,)), options.templates)
    return replace(options, borrowed=stack.enter_context(joined(cluster, needed)))
