"""Form and figures → findings, by a tuple of small functions of one signature.

Knows the rules that hold between the figures of a form. Must not know how findings are shown.
A new rule is one function, one line here, one kind in the catalogue and one test.
"""

from collections.abc import Callable, Iterable

from pingshu.check.forms import (
    check_actuals,
    check_blocks,
    check_header,
    check_indicator_names,
    check_texts,
)
from pingshu.check.funds import (
    check_amounts,
    check_execution_score,
    check_explanations,
    check_income_code,
    check_rates,
    check_received,
)
from pingshu.check.magnitudes import check_magnitudes
from pingshu.check.readings import check_readings
from pingshu.check.scores import (
    check_combined_rates,
    check_reasons,
    check_scores,
    check_weights,
    check_weights_in_target,
)
from pingshu.check.sums import check_spending, check_totals
from pingshu.finding import Finding
from pingshu.model import Computation, Form
from pingshu.profile import Profile

Check = Callable[[Form, Computation, Profile], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    check_header,
    check_blocks,
    check_indicator_names,
    check_actuals,
    check_texts,
    check_totals,
    check_amounts,
    check_magnitudes,
    check_rates,
    check_execution_score,
    check_explanations,
    check_received,
    check_income_code,
    check_spending,
    check_weights,
    check_scores,
    check_reasons,
    check_readings,
    check_weights_in_target,
    check_combined_rates,
)


def check(form: Form, computation: Computation, profile: Profile) -> tuple[Finding, ...]:
    """Return what every check finds, in the order of the checks, each finding once."""
    findings = (item for one in CHECKS for item in one(form, computation, profile))
    return tuple(dict.fromkeys(findings))
