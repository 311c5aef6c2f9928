"""Edited reports → the copies that leave the office: when, under which names, beside the report.

Knows what stands in the way of a copy and where it goes. Must not know how a copy is made, nor how
this is told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pingshu.disk import safe_name
from pingshu.finalize import Final, Omission, Refusal, Remark, finalize
from pingshu.finding import Finding, Severity
from pingshu.manifest import Manifest
from pingshu.opc import PackageError
from pingshu.pipeline import Remade
from pingshu.profile import Copies
from pingshu.write import open_shelf, write_result

_NOT_OURS = "不是本工具生成的报告，或者生成记录已经不在，不能定稿。"
_NO_FAMILY = "模板文件夹里已经没有“{family}”这一类，不知道定稿怎样命名。"
_UNREADABLE = "打不开。请检查文件名写得对不对、有没有打开它的权限。"
_NO_FORM = "工作簿里找不到生成这份报告的那张自评表，不知道有没有要修改的问题。"
_OUTDATED = (
    "自评表后来改过，这份报告里的数字可能是旧的；请先核对（verify）或更新（refresh），再定稿一次。"
)
_WRONG_FORM = (
    "自评表还有{count}处须修改的，请改好工作簿，运行 python generate.py refresh 更新报告，再定稿。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finalized:
    """What came of one report.

    Attributes:
        copies: the copies that were written, the one for the office above first.
        dropped: what is private and the public copy leaves out.
        doubtful: what may be private and stands in it.
        remarks: the comments that both copies leave out.
        reasons: why there are no copies, in Chinese.
        findings: what is wrong with its form and must be mended first; what became of the writing.
        notes: what else is to be told, in Chinese.
    """

    report: Path
    copies: tuple[Path, ...] = ()
    dropped: tuple[Omission, ...] = ()
    doubtful: tuple[Omission, ...] = ()
    remarks: tuple[Remark, ...] = ()
    reasons: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_done(self) -> bool:
        """Return whether every copy was written."""
        return bool(self.copies) and not self.reasons and not _errors(self.findings)


def finalized(
    report: Path,
    memory: Manifest | None,
    due: Remade | None,
    copies: Mapping[str, Copies],
    output: Path,
) -> Finalized:
    """Write the copies of a report that leave the office beside it, or tell why not.

    Args:
        report: the document.
        memory: what is remembered of it; None if nothing is.
        due: what its workbook yields now; None if nothing is remembered.
        copies: family → the copies as it has them.
        output: the output folder that the report lies in, or the usual one.
    """
    if memory is None or due is None:
        return Finalized(report=report, reasons=(_NOT_OURS,))
    if memory.family not in copies:
        reason = _NO_FAMILY.format(family=memory.family)
        return Finalized(report=report, reasons=(reason,))
    try:
        made = _made(report, copies[memory.family])
    except OSError:
        return Finalized(report=report, reasons=(_UNREADABLE,))
    except PackageError as error:
        return Finalized(report=report, reasons=(f"读不出来：{error}。",))
    wrong = _errors(due.findings)
    reasons = (*(made.reasons if isinstance(made, Refusal) else ()), *_wrong_form(due, wrong))
    if isinstance(made, Refusal) or reasons:
        return Finalized(report=report, reasons=reasons, findings=wrong)
    return replace(_written(report, made, output), notes=tuple(_notes(memory, due)))


def _wrong_form(due: Remade, wrong: Sequence[Finding]) -> Iterator[str]:
    if wrong:
        yield _WRONG_FORM.format(count=len(wrong))
    elif due.due is None:
        yield _NO_FORM


def _notes(memory: Manifest, due: Remade) -> Iterator[str]:
    if due.due is not None and due.due.printed != memory.printed:
        yield _OUTDATED


def _errors(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


def _made(report: Path, copies: Copies) -> dict[str, Final] | Refusal:
    """Return file name → copy, for the office above and for the public."""
    content = report.read_bytes()
    submitted = finalize(content)
    if isinstance(submitted, Refusal):
        return submitted
    public = finalize(content, private=copies.private)
    if isinstance(public, Refusal):
        return public
    own, of_all = copies.submitted(report.stem), copies.public(report.stem)
    return {f"{safe_name(own)}.docx": submitted, f"{safe_name(of_all)}.docx": public}


def _written(report: Path, made: Mapping[str, Final], output: Path) -> Finalized:
    above = report.parent.parent
    shelf = open_shelf(above if _is_same(above, output) else report.parent, [report])
    written, findings = [], list[Finding]()
    for name, copy in made.items():
        path, trouble = write_result(copy.content, report.with_name(name), shelf)
        written += [path] if path is not None else []
        findings += trouble
    submitted, public = made.values()
    return Finalized(
        report=report,
        copies=tuple(written),
        dropped=public.dropped,
        doubtful=public.doubtful,
        remarks=submitted.remarks,
        findings=tuple(findings),
    )


def _is_same(folder: Path, other: Path) -> bool:
    return folder.resolve() == other.resolve()
