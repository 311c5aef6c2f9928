"""What a run found, as JSON.

Knows the document of `check --json`. Must not know how findings are made.
"""

from pingshu.describe import Json, describe_finding
from pingshu.outcome import Run


def describe_run(done: Run) -> Json:
    """Return the JSON document of `check --json`."""
    workbooks: dict[str, list[Json]] = {outcome.workbook: [] for outcome in done.outcomes}
    for finding in done.all_findings():
        workbooks.setdefault(finding.place.workbook, []).append(describe_finding(finding))
    return {
        "workbooks": [{"workbook": name, "findings": items} for name, items in workbooks.items()]
    }
