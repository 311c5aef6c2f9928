"""Form and figures → findings, by a tuple of small functions of one signature.

Knows the rules that hold between the figures of a form. Must not know how findings are shown.
A new rule is one function, one line here, one kind in the catalogue and one test.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from pingshu.check.annexes import check_annexes
from pingshu.check.comparison import (
    check_fund_rows,
    check_fund_totals,
    check_prior_years,
    check_transfers,
)
from pingshu.check.details import check_details
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
from pingshu.check.plausible import (
    check_adjustments,
    check_funds_over_budget,
    check_reached_for_little,
)
from pingshu.check.points import (
    check_bands,
    check_formula_scores,
    check_grade,
    check_scores_there,
    check_weight_total,
    check_weights_positive,
)
from pingshu.check.prompts import (
    check_initial_budget,
    check_prompts,
    check_units,
)
from pingshu.check.prose import (
    check_goals_and_reasons,
    check_text_figures,
    check_text_sums,
    check_written,
)
from pingshu.check.readings import check_equal_actuals, check_readings
from pingshu.check.rubric import (
    check_rubric_groups,
    check_rubric_items,
    check_rubric_totals,
)
from pingshu.check.scores import (
    check_combined_rates,
    check_reasons,
    check_scores,
    check_weights,
    check_weights_in_target,
)
from pingshu.check.sums import check_spending, check_splits, check_totals
from pingshu.check.usual import check_usual_weights
from pingshu.check.years import check_dates, check_years
from pingshu.finding import Finding
from pingshu.model import Computation, Form, Text
from pingshu.profile import Profile
from pingshu.values import normalise_label

Check = Callable[[Form, Computation, Profile], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    check_header,
    check_blocks,
    check_indicator_names,
    check_actuals,
    check_texts,
    check_prompts,
    check_units,
    check_years,
    check_dates,
    check_totals,
    check_splits,
    check_amounts,
    check_adjustments,
    check_initial_budget,
    check_magnitudes,
    check_rates,
    check_execution_score,
    check_explanations,
    check_reached_for_little,
    check_received,
    check_income_code,
    check_spending,
    check_weights,
    check_weights_positive,
    check_usual_weights,
    check_weight_total,
    check_scores_there,
    check_scores,
    check_formula_scores,
    check_bands,
    check_grade,
    check_reasons,
    check_readings,
    check_weights_in_target,
    check_combined_rates,
    check_rubric_items,
    check_rubric_groups,
    check_rubric_totals,
    check_equal_actuals,
    check_fund_totals,
    check_fund_rows,
    check_prior_years,
    check_transfers,
    check_funds_over_budget,
    check_details,
    check_annexes,
    check_text_sums,
    check_text_figures,
    check_written,
    check_goals_and_reasons,
)

# Of a report on several forms: what each of them must hold, and what is written once for all.
_OF_A_FORM = frozenset({check_blocks})
_OF_TEXTS = (check_text_sums, check_text_figures, check_written)
_OF_A_REPORT = frozenset({check_texts, check_dates, check_text_sums, check_written})


def check(form: Form, computation: Computation, profile: Profile) -> tuple[Finding, ...]:
    """Return what every check finds, in the order of the checks, each finding once.

    A report on several forms is checked first, then each of its forms.
    """
    leads = bool(form.annexes or form.comparison or form.details)
    checks = [one for one in CHECKS if not (leads and one in _OF_A_FORM)]
    findings = [item for one in checks for item in one(form, computation, profile)]
    for annex, figures in zip(form.annexes, computation.annexes, strict=True):
        findings.extend(_check_annex(annex, figures, form, profile))
    return tuple(dict.fromkeys(findings))


def check_edited(
    texts: Iterable[tuple[str, Text]], form: Form, computation: Computation, profile: Profile
) -> tuple[Finding, ...]:
    """Return what the rules of prose find in paragraphs that people have written into a report.

    Args:
        texts: each paragraph with the heading above it; what stands under 改进措施 and the like is
            not compared with the form, as in 文字材料.
        form: what the report was made from.
        computation: its figures.
        profile: of its family.
    """
    findings: list[Finding] = []
    for heading, text in texts:
        alone = replace(form, texts={normalise_label(heading): text}, fund_texts={})
        for one in _OF_TEXTS:
            findings.extend(one(alone, computation, profile))
    return tuple(dict.fromkeys(findings))


def _check_annex(
    annex: Form, figures: Computation, leading: Form, profile: Profile
) -> Iterator[Finding]:
    """Check a form; what explains it may stand in the texts that are written for all."""
    explained = replace(annex, texts=leading.texts_for(annex))
    for one in CHECKS:
        if one not in _OF_A_REPORT:
            yield from one(explained, figures, profile)
