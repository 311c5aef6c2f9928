"""Form and figures → the view: everything that a template may print or ask.

Knows which words and figures belong together. Must not know Word, Excel or Jinja. Sentences
stand in the templates; here is only what they are made of.
"""

from collections.abc import Sequence
from dataclasses import replace

from pingshu import wording
from pingshu.finding import Finding
from pingshu.model import Computation, Form, FundFigures, Text
from pingshu.narrate.annex import annex_view, attachments_view
from pingshu.narrate.charts import charts_view
from pingshu.narrate.comparison import comparison_view
from pingshu.narrate.department import composition_view
from pingshu.narrate.enrolment import enrolment_views
from pingshu.narrate.funds import funds_view, goals_view, management_view, spending_view
from pingshu.narrate.indicators import deviations_view, indicators_view
from pingshu.narrate.report import report_view
from pingshu.narrate.rubric import rubric_view
from pingshu.profile import Profile
from pingshu.view import (
    FUND_TEXTS,
    NOTHING,
    Shown,
    View,
    missing_shown,
    points_due,
    points_shown,
    sentences_shown,
    text_shown,
    titled_texts,
    unsettled_shown,
)

# Names and dates stand inside sentences; they get no full stop.
_NAMES = frozenset(
    {
        "单位全称", "自称", "公开网站", "落款", "成文日期", "下达文号及文件名", "下达日期",
        "到位日期", "到位数", "收入科目", "支出科目", "评价办法文号", "项目负责人", "填报时间",
    }
)  # fmt: skip


def narrate(
    form: Form, computation: Computation, profile: Profile, findings: Sequence[Finding]
) -> View:
    """Return the view of a form: Chinese name → what it prints, as view.NAMES documents."""
    texts = {name: _text(name, form, profile) for name in (*profile.required, *profile.optional)}
    project = _project(form)
    unit = texts.get("单位全称") or text_shown(_unit(form.office))
    titles = [_annex_title(one, unit, profile) for one in form.annexes or (form,)]
    return {
        "报告": {
            **report_view(form, project, unit or missing_shown("单位全称"), profile, findings),
            "落款": texts.get("落款") or unit or missing_shown("单位全称"),
            "日期": texts.get("成文日期", NOTHING),
        },
        "项目": _project_view(form, project),
        "单位": {
            "全称": unit or missing_shown("单位全称"),
            "自称": texts.get("自称") or text_shown("我单位"),
        },
        "文字": texts,
        "资金": funds_view(form, computation),
        "构成": composition_view(computation),
        "支出": spending_view(computation),
        "目标": goals_view(form.goals),
        "管理": management_view(form),
        "指标": indicators_view(computation, form.unread),
        "偏差": deviations_view(form, computation),
        "评分": _scores(form, computation),
        "细则": rubric_view(form, computation),
        "基金": comparison_view(form, computation, enrolment_views(computation), findings),
        "图表": charts_view(form, computation),
        "自评表": [
            _form_view(*each, form)
            for each in zip(form.annexes, computation.annexes, titles, strict=False)
        ],
        "附件": attachments_view(form.texts.get("附件清单"), titles),
        "附表": annex_view(form, computation, titles[0]),
    }


def _annex_title(form: Form, unit: Shown, profile: Profile) -> str:
    year = str(form.year) if form.year else ""
    return profile.annex_title.format(年度=year, 单位=unit.text, 项目=_project(form))


def _form_view(form: Form, computation: Computation, title: str, leading: Form) -> View:
    """Return the names of one of several forms that a report is about."""
    explained = replace(form, texts=leading.texts_for(form))
    return {
        "项目": _project_view(form, _project(form)),
        "资金": funds_view(form, computation),
        "目标": goals_view(form.goals),
        "管理": management_view(form),
        "指标": indicators_view(computation, form.unread),
        "偏差": deviations_view(explained, computation),
        "附表": annex_view(form, computation, title),
        "文字": _own_texts(leading, form),
    }


def _own_texts(leading: Form, annex: Form) -> list[View]:
    """Return what is written of one form alone, or of its fund and told nowhere else."""
    of_fund = leading.texts_of(leading.fund_of(annex))
    rest = {name: text for name, text in of_fund.items() if name not in FUND_TEXTS}
    return titled_texts(rest | leading.own_texts_of(annex))


def _text(name: str, form: Form, profile: Profile) -> Shown:
    text = form.texts.get(name)
    if text is None:
        return missing_shown(name) if name in profile.required else NOTHING
    if name in _NAMES:
        return text_shown(_as_name(text.text))
    return Shown(text=wording.document_number(sentences_shown(text).text))


def _as_name(text: str) -> str:
    return wording.document_number(wording.date_text(wording.unfinished(text)))


def _project(form: Form) -> str:
    years = [form.year] if form.year else []
    return wording.short_title(form.about, years=years) if form.about else ""


def _project_view(form: Form, project: str) -> View:
    return {
        "名称": text_shown(project) if project else missing_shown("项目名称"),
        "全名": text_shown(form.project.text) if form.project else NOTHING,
        "主管部门": text_shown(_unit(form.department)),
        "实施单位": text_shown(_unit(form.unit)),
    }


def _unit(text: Text | None) -> str:
    return "" if text is None else wording.without_code(text.text)


def _scores(form: Form, computation: Computation) -> View:
    total = computation.total
    weighted = any(item.weight for item in form.indicators or ())
    return {
        "有": weighted or form.total_stated is not None or computation.score_total is not None,
        "总分": _total_score(form, computation, weighted=weighted),
        "等级": text_shown(computation.grade or ""),
        "有测算": computation.score_computed is not None,
        "测算总分": points_shown(computation.score_computed),
        "测算等级": text_shown(computation.grade_computed or ""),
        "测算执行率得分": points_shown(total.score if total else None),
        **_execution_score(total),
    }


def _execution_score(total: FundFigures | None) -> View:
    if total is None or total.row.weight is None:
        return {"执行率分值": NOTHING, "执行率得分": NOTHING}
    return {
        "执行率分值": points_shown(total.weight) if total.weight else unsettled_shown("分值"),
        "执行率得分": points_due(total.score_stated, [total.row.score_stated], "得分"),
    }


def _total_score(form: Form, computation: Computation, *, weighted: bool) -> Shown:
    rows = [computation.total.row.score_stated] if computation.total else []
    scores = [*rows, *(item.score for item in form.indicators or ())]
    shown = points_due(computation.score_total, [form.total_stated, *scores], "总分")
    return shown if weighted or form.total_stated else points_shown(computation.score_total)
