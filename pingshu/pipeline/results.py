"""The files beside the reports: 汇总.xlsx, 自查问题清单.xlsx, and the log of our own mistakes.

Knows what came of a run and where results go. Must not know how reports are made.
"""

from pathlib import Path

from pingshu.finding import Finding
from pingshu.outcome import Run
from pingshu.sheet import Place
from pingshu.tabulate import findings_workbook, summary_workbook
from pingshu.write import not_written, place_file

LOG = "出错记录.txt"


def write_results(done: Run, folder: Path) -> Run:
    """Write the result workbooks and, if something of ours failed, the log."""
    if not done.outcomes:
        return done
    traces = [finding.trace for finding in done.all_findings() if finding.trace]
    files = {
        folder / "汇总.xlsx": summary_workbook(done.outcomes, folder),
        folder / "自查问题清单.xlsx": findings_workbook(done.all_findings(), folder),
    }
    if traces:
        files[folder / LOG] = "\n".join(traces).encode("utf-8", "replace")
    trouble = {path: _placed(content, path, folder) for path, content in files.items()}
    written = [path if trouble[path] is None else None for path in files]
    return Run(
        outcomes=done.outcomes,
        findings=(*done.findings, *(item for item in trouble.values() if item is not None)),
        summary=written[0],
        problems=written[1],
        log=written[2] if traces else None,
    )


def _placed(content: bytes, path: Path, folder: Path) -> Finding | None:
    try:
        place_file(content, path, folder)
    except OSError as error:
        return not_written(error, path, Place(workbook=path.name))
    return None
