"""Where the time of a run went, in lines.

Knows the stages by their names and nothing else. Must not know what they do.
"""

from collections.abc import Iterator, Mapping


def timing_lines(spent: Mapping[str, float], workbooks: int) -> Iterator[str]:
    """Yield the stages with their time, the longest first.

    Args:
        spent: stage → seconds, of all processes.
        workbooks: how many there were.
    """
    whole = sum(spent.values())
    if not whole:
        return
    each = f"，平均每个 {whole / workbooks * 1000:.1f} 毫秒" if workbooks else ""
    yield f"各阶段用时（各进程相加）：{whole:.2f} 秒，{workbooks} 个工作簿{each}"
    for stage, seconds in sorted(spent.items(), key=lambda one: -one[1]):
        yield f"  {stage}：{seconds:.2f} 秒，占 {seconds / whole:.0%}"
