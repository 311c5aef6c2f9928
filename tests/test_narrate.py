"""What a template is given: the names that are documented, and what each of them prints."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingshu.finding import Finding, found
from pingshu.model import (
    Flow,
    Form,
    FundSplit,
    ManagementItem,
    Measure,
    Role,
    Rubric,
    RubricGroup,
    RubricItem,
    SplitKind,
)
from pingshu.narrate import narrate
from pingshu.sheet import Grid
from pingshu.values import plain
from pingshu.view import NAMES, NOTHING, Shown, View, known_names, names_in
from pingshu.word import Chart
from scripts.documents.case import Changes
from tests import fund_building as funds
from tests.form_building import (
    changed,
    computed,
    examined,
    form,
    fund,
    indicator,
    number,
    place,
    profile_of,
    read_sheets,
    text,
)
from tests.workbook_building import (
    Rows,
    notes_rows,
    project_rows,
    spending_rows,
    texts_rows,
    transfer_rows,
)

PROJECT = profile_of("项目支出")
FUNDS: Rows = (
    ("年度资金总额：", 50, 60, 58.4, 10, "97.33%", 9.73),
    ("其中：当年财政拨款", 40, 50, 48.4, "—", "96.8%", "—"),
    ("其他资金", 10, 10, 10, "—", "100%", "—"),
)
INDICATORS: Rows = (
    ("产出指标", "数量指标", "达标的", "≥60人次", 60, 10, 10, None),
    ("产出指标", "数量指标", "超额的", "≥60人次", "65人次", 10, 10, None),
    ("产出指标", "数量指标", "远超的", "≥60人次", "90人次", 10, 10, "年初指标值偏低"),
    ("产出指标", "数量指标", "未达标的", "≥60人次", "30人次", 10, 5, "培训推迟"),
    ("产出指标", "数量指标", "陈述的", "明显提升", "有所提升", 10, 10, None),
    ("产出指标", "数量指标", "未设的", None, "93家", 10, 10, None),
    ("产出指标", "数量指标", "未填的", "≥5次", None, 10, 10, None),
    ("产出指标", "数量指标", "有说明的", None, "345家", 10, 10, None),
    ("效益指标", "社会效益指标", "通行条件", "改善", "改善", 10, 10, None),
)
NOTES = (
    ("未设的", None, None, None, "协议机构"),
    ("有说明的", "全部签订协议", "经办系统", "协议清单", "协议机构"),
)
TEXTS = {name: f"{name}的内容" for name in (*PROJECT.required, *PROJECT.optional)}


def sheets(texts: Mapping[str, str], **changes: Any) -> dict[str, Rows]:
    """Return a workbook of a project; keywords go to the form."""
    rows = {"funds": FUNDS, "indicators": INDICATORS, **changes}
    return {
        "自评表": project_rows(**rows),
        "文字材料": texts_rows(texts),
        "指标说明": notes_rows(*NOTES),
        "支出明细": spending_rows(("集中培训", 58.4, 40, "人次", "两期。")),
    }


def view_of(form_: Form, findings: Sequence[Finding] = ()) -> dict[str, Any]:
    """Return the view as nested dictionaries, to be asked by its names."""
    view: View = narrate(form_, computed(form_), profile_of(form_.family), findings)
    return dict(view)


def view_of_sheets(grids: tuple[Grid, ...], changes: Changes | None = None) -> dict[str, Any]:
    return view_of(examined(changed(grids, changes or {})).form)


def project_view(texts: Mapping[str, str] | None = None, **changes: Any) -> dict[str, Any]:
    return view_of_sheets(read_sheets(sheets(TEXTS if texts is None else texts, **changes)))


def full_form() -> Form:
    """Return a form that has everything a form can have."""
    read = examined(read_sheets(sheets({**TEXTS, "到位数": "60万元"}))).form
    item, situation, problem = text("下达及时性"), text("及时下达"), text("下达偏晚")
    assert item
    managed = ManagementItem(item=item, situation=situation, problem=problem)
    basic, project = (
        fund("基本支出", "40", "40", role=Role.BASIC, initial="30"),
        fund("项目支出", "20", "18.4", role=Role.PROJECT, initial="20"),
    )
    assert read.funds
    assert read.goals
    full = replace(
        read,
        management=(managed,),
        funds=(*read.funds, basic, project),
        splits=(split(SplitKind.INCOME, "50"), split(SplitKind.SPENDING, "40")),
        goals=replace(read.goals, reason=text("推迟")),
        rubric=rubric(),
    )
    reason = text("各地参保登记推迟")
    assert reason
    annex = replace(full, texts={**full.texts, "偏离原因": reason})
    return replace(full, **_of_one_fund(), annexes=(annex,))


def test_a_text_for_one_form_alone_is_told_with_that_form() -> None:
    (annex,) = view_of(full_form())["自评表"]
    told = [(one["名称"].text, one["内容"].text) for one in annex["文字"]]
    assert told == [("偏离原因", "各地参保登记推迟。")]


def _of_one_fund() -> dict[str, Any]:
    """Return what the form that leads a report on one fund has besides."""
    fund_name = funds.RESIDENTS
    amounts = (Measure.BUDGET, "10"), (Measure.CURRENT, "12"), (Measure.PRIOR, "9")
    rows = [(measure, flow, (amount,)) for flow in Flow for measure, amount in amounts]
    levels = [(measure, None, ("5",)) for measure in (Measure.OPENING, Measure.CUMULATIVE)]
    lines = (
        funds.Line(fund=fund_name, flow=flow, depth=depth, label=label, current=amount, prior="9")
        for flow in Flow
        for depth, (label, amount) in enumerate((("合计", "12"), ("待遇", "11"), ("住院", "11")))
    )
    return {
        "comparison": funds.table((fund_name,), [*rows, *levels]),
        "details": funds.details(*lines),
        "enrolment": (
            funds.people("户籍人口", "20", "5", fund=fund_name),
            funds.people("困难人口", "8"),
        ),
        "fund_texts": {fund_name: {"主要经验": funds.written("集中宣传")}},
    }


def rubric() -> Rubric:
    """Return a rubric of one group, with an item in full marks and one that lost points."""
    name = text("（一）工作推动")
    assert name
    items = tuple(
        RubricItem(group=name, name=name, maximum=number("5"), points=number(points))
        for points in ("5", "4")
    )
    group = RubricGroup(name=name, maximum=number("10"), points=None, items=items)
    return Rubric(groups=(group,), maximum_stated=None, total_stated=None)


def split(kind: SplitKind, amount: str, label: str = "一般公共预算") -> FundSplit:
    named = text(label)
    assert named
    return FundSplit(kind=kind, label=named, amount=number(amount))


def values_in(holder: object) -> Iterator[object]:
    """Yield every value of a view, those in lists too."""
    if isinstance(holder, Mapping):
        for value in holder.values():
            yield from values_in(value)
    elif isinstance(holder, list):
        for item in holder:
            yield from values_in(item)
    else:
        yield holder


def texts_of(items: list[dict[str, Shown]], name: str = "名称") -> list[str]:
    return [item[name].text for item in items]


# --- the names ----------------------------------------------------------------------------


def test_a_full_form_has_exactly_the_names_that_are_documented() -> None:
    given_names = set(names_in(view_of(full_form())))
    texts = {f"文字.{name}" for name in PROJECT.columns}
    assert given_names - NAMES.keys() - texts == set()
    assert (NAMES.keys() | texts) - given_names == set()


def test_an_empty_form_has_no_name_that_is_not_documented() -> None:
    known = known_names(PROJECT.columns)
    assert set(names_in(view_of(form(money_unit=None)))) <= known


def test_the_names_of_a_form_do_not_depend_on_what_is_in_it() -> None:
    full, empty = view_of(full_form()), view_of(form())
    assert full.keys() == empty.keys()
    for group in full.keys() - {"自评表"}:
        assert full[group].keys() == empty[group].keys()


@pytest.mark.parametrize("kind", ["full", "empty"])
def test_every_value_can_be_printed_or_asked(kind: str) -> None:
    view = view_of(full_form() if kind == "full" else form())
    assert all(isinstance(value, Shown | Chart | bool) for value in values_in(view))


def test_what_is_documented_as_a_question_is_a_boolean() -> None:
    view = view_of(full_form())
    for name in NAMES.values():
        value = _first(view, name.path)
        assert isinstance(value, bool) is (name.kind == "是否"), name.path
        assert isinstance(value, list) is (name.kind == "列表"), name.path


@pytest.mark.parametrize("kind", ["full", "without stated totals", "empty"])
def test_every_figure_that_is_printed_is_one_of_the_computation(kind: str) -> None:
    full = full_form()
    unstated = replace(full, total_stated=None, weight_total=None)
    form_ = {"full": full, "without stated totals": unstated, "empty": form()}[kind]
    known = {figure.key for figure in computed(form_).figures()}
    shown = [value for value in values_in(view_of(form_)) if isinstance(value, Shown)]
    assert {value.key for value in shown if value.key} <= known
    assert all(value.key for value in shown if value.number is not None)


def test_every_number_of_the_annex_has_its_figure() -> None:
    annex = view_of(full_form())["附表"]
    numbers = [annex["分值合计"], annex["总分"]]
    numbers += [row[name] for row in annex["资金"] for name in ("预算数", "执行数", "执行率")]
    numbers += [row[name] for row in annex["指标"] for name in ("分值", "得分")]
    assert [value.text for value in numbers if value and not value.key] == []


def _first(view: object, path: str) -> object:
    for part in path.replace("[]", ".[]").split("."):
        view = view[0] if part == "[]" else view[part]  # type: ignore[index]  # a path of the view
    return view


@pytest.mark.parametrize("kind", ["金额", "百分比", "分数"])
def test_a_figure_carries_its_key_and_its_number(kind: str) -> None:
    view = view_of(full_form())
    for name in NAMES.values():
        value = _first(view, name.path)
        if name.kind == kind and isinstance(value, Shown) and value:
            assert value.key, name.path
            assert value.number is not None, name.path


def test_what_is_shown_reads_as_its_text() -> None:
    assert f"{project_view()['资金']['执行率']}" == "97.33%"


# --- texts --------------------------------------------------------------------------------


def test_a_required_text_that_is_missing_asks_for_itself() -> None:
    texts = project_view({})["文字"]
    assert texts["立项依据"] == Shown(text="【请补充：立项依据】", missing=True)
    assert not texts["立项依据"]


def test_an_optional_text_that_is_missing_prints_nothing() -> None:
    texts = project_view({})["文字"]
    assert texts["改进措施"] == NOTHING
    assert not texts["改进措施"]


def test_prose_ends_as_a_sentence() -> None:
    texts = project_view({"改进措施": "加快进度", "立项依据": "第一段。\n第二段"})["文字"]
    assert texts["改进措施"].text == "加快进度。"
    assert texts["立项依据"].text == "第一段。\n第二段。"


def test_names_and_dates_stand_inside_a_sentence() -> None:
    texts = project_view({"公开网站": "县政府网站。", "到位日期": "2022年3月。"})["文字"]
    assert (texts["公开网站"].text, texts["到位日期"].text) == ("县政府网站", "2022年3月")


@pytest.mark.parametrize("typed", ["2023-03-01", "2023/3/1", "2023.03.01", "2023年03月01日"])
def test_a_date_is_written_as_official_documents_do(typed: str) -> None:
    view = project_view({"成文日期": typed})
    assert view["报告"]["日期"].text == "2023年3月1日"


@pytest.mark.parametrize("name", ["立项依据", "预算调整原因及批文"])
@pytest.mark.parametrize("year", ["[2022]", "（2022）", "(2022)", "【2022】"])
def test_the_year_of_a_document_number_stands_in_its_brackets(name: str, year: str) -> None:
    texts = project_view({name: f"依据青财社{year}8号"})["文字"]
    assert texts[name].text == "依据青财社〔2022〕8号。"


def test_the_number_of_the_allocating_document_is_mended_too() -> None:
    rows = {
        "自评表": transfer_rows(),
        "文字材料": texts_rows({"下达文号及文件名": "青财社[2022]8号"}),
    }
    view = view_of_sheets(read_sheets(rows))
    assert view["文字"]["下达文号及文件名"].text == "青财社〔2022〕8号"


# --- report, project, unit ----------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "乡村公路养护",
        "219001-乡村公路养护",
        "[219001]乡村公路养护",
        "2022年度乡村公路养护",
        "2022年乡村公路养护（万元）",
    ],
)
def test_a_title_has_no_code_no_year_twice_and_no_unit(name: str) -> None:
    view = project_view(project=name)
    assert view["报告"]["标题"].text == "2022年度乡村公路养护绩效自评报告"
    assert view["项目"]["名称"].text == "乡村公路养护"
    assert view["项目"]["全名"].text == name
    assert view["附表"]["标题"].text == "乡村公路养护绩效自评表"


def test_a_title_too_long_for_one_line_is_broken_before_its_last_words() -> None:
    report = project_view(project="农村公路日常养护和水毁应急抢修补助资金")["报告"]
    assert report["题目"].text == "2022年度\n农村公路日常养护和水毁应急抢修补助资金\n绩效自评报告"
    assert report["标题"].text == "2022年度农村公路日常养护和水毁应急抢修补助资金绩效自评报告"


def test_a_first_line_that_fits_is_not_broken_after_the_year() -> None:
    report = project_view(project="农村公路日常养护补助")["报告"]
    assert report["题目"].text == "2022年度农村公路日常养护补助\n绩效自评报告"


@pytest.mark.parametrize(
    ("year", "project", "title"),
    [
        (None, "公路养护", "【请补充：年度】年度公路养护绩效自评报告"),
        ("（2022年度）", None, "2022年度【请补充：项目名称】绩效自评报告"),
    ],
)
def test_a_title_marks_what_it_lacks(year: str | None, project: str | None, title: str) -> None:
    report = project_view({}, year=year, project=project)["报告"]
    assert report["标题"] == Shown(text=title, missing=True)
    assert "【请补充：年度】" in report["题目"].text or year
    assert report["题目"].missing


def test_a_title_that_fits_one_line_is_not_broken() -> None:
    assert project_view(project="公路养护")["报告"]["题目"].text == "2022年度公路养护绩效自评报告"


def _wrong(code: str, cell: str) -> Finding:
    facts = {"expected": "1分", "actual": "2分", "score": "1分", "weight": "2分", "limit": "1分"}
    return found(code, place(cell), **facts)


def test_a_report_of_a_clean_form_has_nothing_to_verify() -> None:
    report = project_view()["报告"]
    assert (report["有待核实"], report["待核实"]) == (False, NOTHING)


def test_a_report_says_which_cells_must_be_mended_first() -> None:
    wrong = (_wrong("rate-differs", "H7"), _wrong("executed-over-budget", "F6"))
    report = view_of(form(), wrong)["报告"]
    demand = (
        "【请核实：自评表有2处须修改的问题（H7、F6），改好工作簿后，"
        "请运行 python generate.py refresh 更新本报告】"
    )
    assert report["待核实"] == Shown(text=demand, missing=True)
    assert report["有待核实"] is True


def test_a_report_names_five_cells_at_most() -> None:
    wrong = tuple(_wrong("rate-differs", f"H{row}") for row in range(6, 12))
    demand = view_of(form(), wrong)["报告"]["待核实"].text
    assert "有6处须修改的问题（H6、H7、H8、H9、H10…）" in demand


@pytest.mark.parametrize(
    "finding",
    [
        _wrong("reason-missing", "H17"),
        _wrong("score-missing", "H17"),
        _wrong("rate-rounding", "H7"),
        _wrong("year-missing", "A1"),
    ],
)
def test_a_gap_or_a_hint_is_no_reason_to_make_the_report_again(finding: Finding) -> None:
    assert view_of(form(), (finding,))["报告"]["有待核实"] is False


def test_another_year_is_part_of_the_name() -> None:
    assert project_view(project="2021年水毁修复")["项目"]["名称"].text == "2021年水毁修复"


def test_a_form_without_year_and_project_asks_for_them() -> None:
    view = project_view({}, year=None, project=None)
    assert view["报告"]["年度"].missing
    assert view["项目"]["名称"] == Shown(text="【请补充：项目名称】", missing=True)
    assert view["项目"]["全名"] == NOTHING


def test_units_are_named_without_their_codes() -> None:
    view = project_view({}, department="219001-青禾县交通运输局", unit="[155]青禾县公路\n养护中心")
    assert view["项目"]["主管部门"].text == "青禾县交通运输局"
    assert view["单位"]["全称"].text == "青禾县公路 养护中心"


def test_the_unit_signs_with_its_full_name_unless_the_texts_say_otherwise() -> None:
    own = project_view({"单位全称": "青禾县公路养护中心", "自称": "我中心"})
    assert own["报告"]["落款"].text == "青禾县公路养护中心"
    assert own["单位"]["自称"].text == "我中心"
    signed = project_view({"单位全称": "青禾县公路养护中心", "落款": "青禾县交通运输局"})
    assert signed["报告"]["落款"].text == "青禾县交通运输局"


def test_without_the_texts_the_unit_is_the_form_s() -> None:
    view = project_view({})
    assert view["单位"]["全称"].text == "青禾县公路养护中心"
    assert view["单位"]["自称"].text == "我单位"


def test_a_form_without_any_unit_asks_for_it() -> None:
    view = project_view({}, unit=None)
    assert view["单位"]["全称"].missing
    assert view["报告"]["落款"].missing


# --- funds --------------------------------------------------------------------------------


def test_amounts_and_rates_print_with_their_units() -> None:
    funds = project_view()["资金"]
    assert funds["预算数"] == Shown(
        text="60万元",
        key="资金.年度资金总额.全年预算数",
        number=funds["预算数"].number,
        unit="万元",
    )
    assert (funds["执行数"].text, funds["执行率"].text) == ("58.4万元", "97.33%")
    assert funds["未执行数"].text == "1.6万元"


def test_a_form_in_yuan_prints_in_ten_thousand() -> None:
    rows = (("年度资金总额", 500000, 600000, 584000, 10, "97.33%", 9.73),)
    funds = project_view(money="项目资金（元）", funds=rows)["资金"]
    assert (funds["预算数"].text, funds["执行数"].text) == ("60万元", "58.4万元")
    assert (plain(funds["执行数"].number), funds["执行数"].unit) == ("58.4", "万元")
    assert funds["执行率"].text == "97.33%"


def test_an_amount_in_yuan_prints_with_two_decimals_in_ten_thousand() -> None:
    rows = (("年度资金总额", None, 600000, 584123.45, 10, None, None),)
    view = project_view(money="项目资金（元）", funds=rows)
    funds, annex = view["资金"], view["附表"]["资金"][0]
    assert (funds["执行数"].text, plain(funds["执行数"].number)) == ("58.41万元", "58.41")
    assert annex["执行数"].text == "584123.45"
    few = project_view(money="项目资金（元）", funds=(("年度资金总额", None, 600000, 12.3),))
    assert few["资金"]["执行数"].text == "0.001万元"


def test_what_cannot_be_read_asks_to_be_verified() -> None:
    rows = [
        fund("年度资金总额", "#VALUE!", "58", role=Role.TOTAL),
        fund("其他资金", "约60", "58", role=Role.OTHER),
    ]
    view = view_of(form(funds=rows, received="约60"))
    funds, annex = view["资金"], view["附表"]["资金"]
    assert funds["有"] is True
    assert funds["预算数"] == Shown(text="【请核实：全年预算数】", missing=True)
    assert funds["执行率"] == Shown(text="【请核实：预算执行率】", missing=True)
    assert funds["到位数"] == Shown(text="【请核实：到位数】", missing=True)
    assert funds["来源"][0]["预算数"].missing
    assert (funds["执行数"].text, funds["单一来源"]) == ("58万元", False)
    assert [row["预算数"].text for row in annex] == ["【请核实：全年预算数】", "约60"]


def test_a_total_that_cannot_be_added_up_asks_to_be_verified() -> None:
    rows = [fund("年度资金总额", None, "58"), fund("其他资金", "约60", "58", role=Role.OTHER)]
    annex = view_of(form(funds=rows))["附表"]["资金"]
    assert annex[0]["预算数"] == Shown(text="【请核实：全年预算数】", missing=True)


def test_amounts_of_two_units_have_no_rate_in_the_report() -> None:
    view = view_of(form(funds=[fund("年度资金总额", "60", "584000")], received="600000"))["资金"]
    assert view["执行率"] == Shown(text="【请核实：预算执行率】", missing=True)
    assert view["到位率"] == Shown(text="【请核实：资金到位率】", missing=True)


def test_spending_that_cannot_be_read_asks_to_be_verified() -> None:
    rows = {"自评表": project_rows(), "支出明细": spending_rows(("培训", "约100"), ("会议", 5))}
    spending = view_of_sheets(read_sheets(rows))["支出"]
    assert spending["合计"] == Shown(text="【请核实：支出合计】", missing=True)
    assert spending["明细"][0]["金额"] == Shown(text="【请核实：金额】", missing=True)


def test_only_a_source_of_the_whole_budget_is_the_single_one() -> None:
    rows = [fund("年度资金总额", "60", "60"), fund("财政拨款", "50", "50", role=Role.FISCAL)]
    assert view_of(form(funds=rows))["资金"]["单一来源"] is False
    rows = [fund("年度资金总额", "60", "60"), fund("财政拨款", "60", "60", role=Role.FISCAL)]
    assert view_of(form(funds=rows))["资金"]["单一来源"] is True


def test_the_shares_of_a_source_are_no_sources_of_their_own() -> None:
    rows = [
        fund("年度资金总额", "60", "60"),
        fund("1.财政拨款", "50", "50", role=Role.FISCAL),
        fund("（1）中央补助", "30", "30", role=Role.CENTRAL),
        fund("（2）县级资金", "20", "20", role=Role.LOCAL),
        fund("2.其他资金", "10", "10", role=Role.OTHER),
    ]
    sources = view_of(form(funds=rows))["资金"]["来源"]
    assert [item["预算数"].text for item in sources] == ["50万元", "10万元"]


def test_an_adjustment_prints_without_a_sign_and_says_which_way() -> None:
    raised = project_view()["资金"]
    assert (raised["调增"], raised["调减"]) == (True, False)
    assert (raised["调整数"].text, raised["调整率"].text) == ("10万元", "20%")
    cut = view_of(form(funds=[fund("年度资金总额", "60", "60", initial="80")]))["资金"]
    assert (cut["调增"], cut["调减"]) == (False, True)
    assert (cut["调整数"].text, cut["调整率"].text) == ("20万元", "25%")


def test_sources_are_those_with_an_amount_named_without_their_ornaments() -> None:
    rows = (*FUNDS[:2], ("上年结转资金", None, 0, 0, "—", None, "—"), FUNDS[2])
    funds = project_view(funds=rows)["资金"]
    assert texts_of(funds["来源"], "标签") == ["当年财政拨款", "其他资金"]
    assert funds["单一来源"] is False


def test_a_source_of_which_nothing_was_spent_says_so() -> None:
    rows = (*FUNDS[:2], ("其他资金", 10, 10, 0, "—", "0%", "—"))
    sources = project_view(funds=rows)["资金"]["来源"]
    assert [item["未执行"] for item in sources] == [False, True]


EXECUTION = ("超预算", "无预算", "全额执行", "部分执行", "未执行")


@pytest.mark.parametrize(
    ("budget", "executed", "name"),
    [
        ("60", "60", "全额执行"),
        ("60", "58.4", "部分执行"),
        ("60", "0", "未执行"),
        ("60", "61", "超预算"),
        ("0", "0", "无预算"),
        ("0", "5", "超预算"),
        ("0", None, "无预算"),
    ],
)
def test_execution_is_told_in_one_way(budget: str, executed: str | None, name: str) -> None:
    funds = view_of(form(funds=[fund("年度资金总额", budget, executed)]))["资金"]
    assert [flag for flag in EXECUTION if funds[flag]] == [name]


@given(
    budget=st.none() | st.integers(-5, 5).map(str), executed=st.none() | st.integers(-5, 5).map(str)
)
def test_the_ways_of_execution_exclude_each_other(budget: str | None, executed: str | None) -> None:
    funds = view_of(form(funds=[fund("年度资金总额", budget, executed)]))["资金"]
    assert sum(funds[flag] for flag in EXECUTION) <= 1


@pytest.mark.parametrize(
    ("received", "rate", "fully"), [("60", "100%", True), ("45", "75%", False)]
)
def test_what_was_received_is_told_with_its_share(received: str, rate: str, *, fully: bool) -> None:
    funds = view_of(form(funds=[fund("年度资金总额", "60", "60")], received=received))["资金"]
    assert (funds["到位数"].text, funds["到位率"].text) == (f"{received}万元", rate)
    assert funds["足额到位"] is fully


def test_what_cannot_be_computed_is_falsy_and_prints_nothing() -> None:
    funds = view_of(form(funds=[fund("年度资金总额", "0", "0")]))["资金"]
    for name in ("执行率", "到位率", "调整率"):
        assert funds[name] == NOTHING


def test_a_form_without_funds_says_so() -> None:
    funds = view_of(form())["资金"]
    assert (funds["有"], funds["有年初预算"], funds["来源"]) == (False, False, [])


def test_spending_prints_amounts_counts_and_remarks() -> None:
    spending = project_view()["支出"]
    (line,) = spending["明细"]
    assert {name: value.text for name, value in line.items()} == {
        "名称": "集中培训", "金额": "58.4万元", "数量": "40人次", "说明": "两期",
    }  # fmt: skip
    assert (spending["有"], spending["合计"].text) == (True, "58.4万元")


def test_spending_without_a_count_prints_none() -> None:
    rows = {"自评表": project_rows(), "支出明细": spending_rows(("培训", 100))}
    (line,) = view_of_sheets(read_sheets(rows))["支出"]["明细"]
    assert line["数量"] == NOTHING


# --- goals and management -----------------------------------------------------------------


def test_goals_end_as_sentences() -> None:
    goals = project_view(goals=("培训60人次", "已培训65人次"))["目标"]
    assert (goals["预期"].text, goals["实际"].text) == ("培训60人次。", "已培训65人次。")


def test_management_leaves_out_what_nobody_filled_in() -> None:
    items = (
        ("分配科学性", "—", "/"),
        ("下达及时性", "及时下达", None),
        ("拨付合规性", "—", "拨付偏晚"),
    )
    management = view_of_sheets(read_sheets({"自评表": transfer_rows(management=items)}))["管理"]
    assert texts_of(management["明细"], "事项") == ["下达及时性", "拨付合规性"]
    assert texts_of(management["明细"], "情况") == ["及时下达。", ""]
    assert (management["有"], management["有问题"]) == (True, True)


# --- indicators ---------------------------------------------------------------------------


def first_class(view: dict[str, Any]) -> dict[str, Any]:
    group: dict[str, Any] = view["指标"]["类别"][0]["分类"][0]
    return group


def test_indicators_of_a_class_are_parted_by_what_became_of_them() -> None:
    group = first_class(project_view())
    lists = {
        name: texts_of(group[name])
        for name in ("达标", "超额", "远超", "未达标", "陈述", "未设目标", "未填完成", "有说明")
    }
    assert lists == {
        "达标": ["达标的"], "超额": ["超额的"], "远超": ["远超的"], "未达标": ["未达标的"],
        "陈述": ["陈述的"], "未设目标": ["未设的"], "未填完成": ["未填的"], "有说明": ["有说明的"],
    }  # fmt: skip
    assert len(group["全部"]) == 8


def test_indicators_are_counted_with_a_measure_word() -> None:
    indicators = project_view()["指标"]
    counted = {name: indicators[name].text for name in ("总数", "达标数", "未达标数", "未设数")}
    assert counted == {"总数": "9个", "达标数": "4个", "未达标数": "1个", "未设数": "2个"}
    assert (indicators["全部达标"], indicators["均未设"]) == (False, False)


def test_a_dash_sets_no_target() -> None:
    indicators = view_of(form(indicators=[indicator("—", "5次")]))["指标"]
    assert (indicators["均未设"], indicators["未设数"].text) == (True, "1个")
    assert first_class({"指标": indicators})["未设目标"][0]["有目标"] is False


def test_a_bare_actual_value_gets_the_unit_of_the_target() -> None:
    item = first_class(project_view())["达标"][0]
    assert (item["完成值"].text, item["目标值"].text) == ("60人次", "≥60人次")


@pytest.mark.parametrize(
    ("target", "actual", "printed"),
    [
        ("≥90%", "≥90%", "≥90%"),
        ("≥90%", "0.95", "95%"),
        ("≥5%", "1", "1"),
        ("≥5万元", "50000", "50000"),
        ("≥60台（套）", "65", "65台(套)"),
    ],
)
def test_an_actual_value_is_printed_as_it_was_read(target: str, actual: str, printed: str) -> None:
    (item,) = first_class(view_of(form(indicators=[indicator(target, actual)])))["全部"]
    assert item["完成值"].text == printed


def test_an_actual_value_in_words_prints_as_it_is() -> None:
    assert first_class(project_view())["陈述"][0]["完成值"].text == "有所提升"


def test_an_explained_indicator_prints_its_explanation_as_a_sentence() -> None:
    item = first_class(project_view())["有说明"][0]
    assert item["说明"].text == "全部签订协议。"
    assert (item["数据来源"].text, item["佐证材料"].text) == ("经办系统", "协议清单")


@pytest.mark.parametrize(
    ("actual", "explanation", "told"),
    [
        ("65人次", "全年培训 65 人次", True),
        ("60人次", "全年培训160人次", False),
        ("5%", "比上年提高1.5%", False),
        ("65人次", None, False),
        (None, "全年培训65人次", False),
    ],
)
def test_an_explanation_may_tell_the_actual_value(
    actual: str | None, explanation: str | None, *, told: bool
) -> None:
    items = [indicator("≥60人次", actual, explanation=explanation)]
    (item,) = first_class(view_of(form(indicators=items)))["全部"]
    assert item["说明含完成值"] is told


@pytest.mark.parametrize(
    ("target", "actual", "numbers"),
    [
        ("≥60人次", "65人次", (True, True)),
        ("95%-105%", "已完成", (True, False)),
        ("明显提升", "65人次", (False, True)),
        (None, None, (False, False)),
    ],
)
def test_an_indicator_says_which_of_its_values_are_numbers(
    target: str | None, actual: str | None, numbers: tuple[bool, bool]
) -> None:
    (item,) = first_class(view_of(form(indicators=[indicator(target, actual)])))["全部"]
    assert (item["目标是数"], item["是数"]) == numbers


def test_indicators_without_an_actual_value_are_counted() -> None:
    indicators = project_view()["指标"]
    assert (indicators["未填数"].text, indicators["有未填"]) == ("1个", True)
    none = view_of(form(indicators=[indicator("≥1次", "1次")]))["指标"]
    assert none["有未填"] is False


def test_a_missed_indicator_stays_among_the_missed_though_it_is_explained() -> None:
    items = [indicator("≥60人次", "30人次", explanation="培训推迟")]
    group = first_class(view_of(form(indicators=items)))
    assert (len(group["未达标"]), group["有说明"]) == (1, [])


def test_indicators_of_one_sum_are_told_with_it() -> None:
    group = first_class(project_view())
    assert group["有合计"] is True
    (total,) = group["合计"]
    assert (total["名称"].text, total["数值"].text) == ("协议机构", "438家")


def test_a_class_is_single_where_one_level_2_stands_below_it() -> None:
    items = [
        indicator("≥1次", "1次", level1=level1, level2=level2)
        for level1, level2 in (
            ("产出指标", "数量指标"),
            ("产出指标", "质量指标"),
            ("效益指标", "社会效益"),
        )
    ]
    classes = view_of(form(indicators=items))["指标"]["类别"]
    assert texts_of(classes) == ["产出指标", "效益指标"]
    assert texts_of(classes[0]["分类"]) == ["数量指标", "质量指标"]
    assert [item["单一"] for item in classes] == [False, True]


def test_a_level_without_a_name_gets_one() -> None:
    items = [indicator("≥1次", "1次", level1=None, level2=None)]
    (group,) = view_of(form(indicators=items))["指标"]["类别"]
    assert (group["名称"].text, group["分类"][0]["名称"].text) == ("绩效指标", "其他指标")


@pytest.mark.parametrize("name", ["指标1：培训人次", "★培训人次", "培训人次", " 培训人次"])
def test_the_name_of_an_indicator_has_no_serial_number(name: str) -> None:
    group = first_class(view_of(form(indicators=[indicator("≥1次", "1次", name=name)])))
    assert texts_of(group["全部"]) == ["培训人次"]


def test_a_class_adds_up_its_weights_and_scores() -> None:
    output, benefit = project_view()["指标"]["类别"]
    assert (output["分值"].text, output["得分"].text, output["满分"]) == ("80分", "75分", False)
    assert (benefit["分值"].text, benefit["得分"].text, benefit["满分"]) == ("10分", "10分", True)


def test_a_class_without_scores_prints_none() -> None:
    group = view_of(form(indicators=[indicator("≥1次", "1次")]))["指标"]["类别"][0]
    assert (group["分值"], group["得分"], group["满分"]) == (NOTHING, NOTHING, False)


def test_deviations_are_what_was_missed_or_lost_points() -> None:
    deviations = project_view()["偏差"]
    assert texts_of(deviations["明细"]) == ["未达标的"]
    assert texts_of(deviations["远超"]) == ["远超的"]
    (item,) = deviations["明细"]
    assert (item["扣分"].text, item["失分"], item["原因"].text) == ("5分", True, "培训推迟。")
    assert (item["完成比例"].text, item["偏差"].text) == ("50%", "-30人次")


def test_points_lost_without_a_missed_target_are_a_deviation() -> None:
    items = [indicator("卓有成效", "取得一定成效", weight="10", score="8")]
    deviations = view_of(form(indicators=items))["偏差"]
    assert (deviations["有"], deviations["明细"][0]["扣分"].text) == (True, "2分")


def test_a_form_without_deviations_says_so() -> None:
    deviations = view_of(form(indicators=[indicator("≥1次", "1次")]))["偏差"]
    assert (deviations["有"], deviations["有远超"], deviations["明细"]) == (False, False, [])


# --- scores and annex ---------------------------------------------------------------------


def test_scores_print_with_the_grade() -> None:
    scores = project_view(total=(100, 94.73))["评分"]
    texts = {name: value.text for name, value in scores.items() if isinstance(value, Shown)}
    assert texts == {
        "总分": "94.73分", "等级": "优", "执行率分值": "10分", "执行率得分": "9.73分",
        "测算总分": "94.73分", "测算等级": "优", "测算执行率得分": "9.73分",
    }  # fmt: skip
    assert (scores["有"], scores["有测算"]) == (True, True)


def test_weights_without_scores_ask_for_the_scores() -> None:
    items = [indicator("好", "好", weight="90")]
    funds = [fund("年度资金总额", "60", "60", weight="10")]
    view = view_of(form(funds=funds, indicators=items))
    scores = view["评分"]
    assert scores["有"] is True
    assert scores["总分"] == Shown(text="【请补充：总分】", missing=True)
    assert scores["执行率得分"] == Shown(text="【请补充：得分】", missing=True)
    assert scores["等级"] == NOTHING
    assert view["指标"]["类别"][0]["得分"] == Shown(text="【请补充：得分】", missing=True)


def test_scores_that_cannot_be_read_ask_to_be_verified() -> None:
    items = [indicator("好", "好", weight="90", score="满分")]
    view = view_of(form(indicators=items, total_stated="优秀"))
    assert view["评分"]["总分"] == Shown(text="【请核实：总分】", missing=True)
    assert view["指标"]["类别"][0]["得分"] == Shown(text="【请核实：得分】", missing=True)


def test_a_form_without_scores_prints_none() -> None:
    scores = view_of_sheets(read_sheets({"自评表": transfer_rows()}))["评分"]
    assert scores == {
        "有": False, "总分": NOTHING, "等级": NOTHING, "执行率分值": NOTHING, "执行率得分": NOTHING,
        "有测算": False, "测算总分": NOTHING, "测算等级": NOTHING, "测算执行率得分": NOTHING,
    }  # fmt: skip


def test_the_annex_prints_the_form_as_it_is() -> None:
    annex = project_view(total=(100, 94.73))["附表"]
    assert {name: value.text for name, value in annex["资金"][0].items()} == {
        "标签": "年度资金总额：", "年初预算数": "50", "预算数": "60", "执行数": "58.4",
        "分值": "10", "执行率": "97.33%", "得分": "9.73",
    }  # fmt: skip
    assert {name: value.text for name, value in annex["指标"][3].items()} == {
        "一级": "产出指标", "二级": "数量指标", "三级": "未达标的", "目标值": "≥60人次",
        "完成值": "30人次", "分值": "10", "得分": "5", "原因": "培训推迟",
    }  # fmt: skip
    assert (annex["分值合计"].text, annex["总分"].text) == ("100", "94.73")


def test_the_annex_prints_a_total_that_was_added_up() -> None:
    rows = [
        fund("年度资金总额"),
        fund("财政拨款", "60", "58.4", role=Role.FISCAL),
    ]
    annex = view_of(form(funds=rows))["附表"]
    assert [row["预算数"].text for row in annex["资金"]] == ["60", "60"]


def test_the_annex_prints_a_rate_with_two_decimals_at_most() -> None:
    rows = [fund("年度资金总额", "6", "5.84", rate="97.33333%"), fund("其他", rate="约97%")]
    annex = view_of(form(funds=rows))["附表"]
    assert [row["执行率"].text for row in annex["资金"]] == ["97.33%", "约97%"]


def test_the_annex_adds_up_the_weights_where_the_form_does_not() -> None:
    annex = view_of(form(indicators=[indicator("好", "好", weight="90", score="90")]))["附表"]
    assert (annex["分值合计"].text, annex["总分"].text) == ("90", "90")


def test_the_levels_of_the_annex_have_no_line_breaks() -> None:
    items = [indicator("好", "好", level1="产出指标\n（50分）")]
    assert view_of(form(indicators=items))["附表"]["指标"][0]["一级"].text == "产出指标（50分）"


def test_the_form_itself_is_the_first_attachment() -> None:
    own = "乡村公路养护绩效自评表"
    listed = project_view({"附件清单": f"1.{own}\n2.验收单；\n附件3：照片。\n"})["附件"]
    assert texts_of(listed["明细"]) == [own, "验收单", "照片"]
    assert listed["多份"] is True
    alone = project_view({})["附件"]
    assert (texts_of(alone["明细"]), alone["多份"]) == ([own], False)


def test_an_amount_that_may_be_in_another_unit_is_printed_with_a_demand() -> None:
    rows = (("年度资金总额：", 500, 5000030, 480, 10, None, None),)
    funds = project_view(funds=rows)["资金"]
    assert str(funds["预算数"]) == "【请核实：5000030万元】"
    assert (funds["预算数"].missing, bool(funds["预算数"])) == (True, True)
    assert str(funds["执行数"]) == "480万元"
    assert not funds["有年初预算"]
