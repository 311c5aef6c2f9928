"""The rules of a place: what each of them changes, how they are told wrong, where they may lie."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingshu.check import check
from pingshu.compute import compute
from pingshu.finding import CATALOGUE, FIXED, Finding, Severity
from pingshu.model import Computation, Form, IndicatorFigures, Verdict
from pingshu.pipeline import NotReadyError, inspect_workbook
from pingshu.profile import Profile, ProfileError, Scoring, load_profile, load_profiles
from pingshu.settings import line_of
from tests.form_building import form, fund, indicator
from tests.office_building import CLEAN, Office, codes, new_office
from tests.workbook_building import Rows, project_rows

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "规则.md").read_text(encoding="utf-8")
DEFAULTS = (ROOT / "pingshu" / "defaults.toml").read_text(encoding="utf-8")
LOW: Rows = (("年度资金总额：", 100, 100, 85, 10, "85%", 8.5),)


def profile(folder: Path, toml: str = "") -> Profile:
    file = folder / "profile.toml"
    file.write_text(f'[family]\nname = "项目支出"\nscored = true\n{toml}', encoding="utf-8")
    return load_profile(file)


def scoring(folder: Path, rules: str = "") -> Scoring:
    return profile(folder, f"[scoring]\n{rules}\n").scoring


def refusal(folder: Path, toml: str) -> str:
    with pytest.raises(ProfileError) as refused:
        profile(folder, toml)
    return str(refused.value)


def computed(form_: Form, folder: Path, rules: str = "") -> Computation:
    return compute(form_, profile(folder, f"[scoring]\n{rules}\n"))


def found_in(form_: Form, folder: Path, rules: str = "") -> list[str]:
    under = profile(folder, f"[scoring]\n{rules}\n")
    return codes(check(form_, compute(form_, under), under))


def judged(folder: Path, target: str, actual: str, rules: str = "") -> IndicatorFigures:
    items = [indicator(target, actual, weight="10", score="10")]
    return computed(form(indicators=items), folder, rules).indicators[0]


def score_of(folder: Path, target: str, actual: str, rules: str = "") -> str | None:
    score = judged(folder, target, actual, rules).score
    return None if score is None else str(score.value)


def rule_of(folder: Path, target: str, actual: str, rules: str = "") -> str:
    score = judged(folder, target, actual, rules).score
    assert score is not None
    return score.formula


# --- where the fault stands ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names", "line"),
    [
        ("a = 1\nb = 2\n", ("b",), 2),
        ("# b = 1\n\nb = 2\n", ("b",), 3),
        ("[a]\n\n[b]\nc = 1\n", ("b", "c"), 4),
        ("[a]\nx = [\n  1,\n  2,\n]\ny = 1\n", ("a", "x"), 2),
        ("[a]\nx = [\n  1,\n]\ny = 1\n", ("a", "y"), 5),
        ('a = """\nb = 1\n"""\nb = 2\n', ("b",), 4),
        ("a.b = 1\n", ("a", "b"), 1),
        ("a = {b = 1}\n", ("a", "b"), 1),
        ('"甲" = 1\n', ("甲",), 1),
        ("[a]\nb = 1\n", ("a",), 1),
        ("a = 1\n", ("b",), None),
        ("a = 1\n", ("a", "b"), None),
        ("a = 1\n", (), None),
        ("a = [\n", ("a",), None),
    ],
)
def test_the_line_of_a_setting_is_where_it_begins(
    text: str, names: tuple[str, ...], line: int | None
) -> None:
    assert line_of(text, names) == line


@given(
    st.lists(st.sampled_from(["", "# 注", "甲 = [\n1,\n\n2]", '乙 = """\n丙 = 1\n"""']), max_size=6)
)
def test_a_setting_is_found_whatever_stands_before_it(before: list[str]) -> None:
    lines = [
        f"x{number}{one}" if one[:1] in {"甲", "乙"} else one for number, one in enumerate(before)
    ]
    text = (
        "\n".join([*lines, "丙 = 1"])
        .replace("甲", "a")
        .replace("乙", "b")
        .replace("丙 = 1", "c = 1")
    )
    assert line_of(text, ["c"]) == text.count("\n") + 1


@pytest.mark.parametrize(
    ("toml", "line", "said"),
    [
        ("\n[scoring]\ndigits = 7\n", 6, "“digits”应是0到6之间的整数"),
        ('[scoring]\nreverse = "直线"\n', 5, "“reverse”只能是“比例”、“线性”、“不得分”之一"),
        ('[scoring]\nforward = "线性"\n', 5, "“forward”只能是“比例”、“不得分”之一"),
        ('[scoring]\ndenominator = "预算数"\n', 5, "“全年预算数”、“年初预算数”之一"),
        ("[scoring]\nexecution_cap = 1\n", 5, "true 或 false"),
        ("[scoring]\nexecution_steps = [60, 0]\n", 5, "一列数对"),
        ("[scoring]\ntotal_caps = [[60, 69], [50, 59]]\n", 5, "从小到大"),
        ('[scoring]\nexcess_deductions = [[200, "10"]]\n', 5, "“excess_deductions”应是0到10000"),
        ("[scoring]\n\nbands = []\n", 6, "“bands”应照这个样子写"),
        ('[scoring]\nbands = [["达成", 80]]\n', 5, "“bands”应照这个样子写"),
        ('[scoring]\nbands = [[[" "], 80]]\n', 5, "“bands”应照这个样子写"),
        ('[scoring]\nbands = [[["达成"], 60], [["没有"], 80]]\n', 5, "从高到低"),
        ('[scoring]\ngrades = [["优", 90], ["优", 0]]\n', 5, "从高到低"),
        ('[scoring]\nlevel1_weights = {"产出指标" = "五十"}\n', 5, "“产出指标”应是0到10000"),
        ("[scoring]\nlevel1_weights = 50\n", 5, "应写成一节设置"),
        ("[scoring]\nlow_rates = 80\n", 5, "是不是“low_rate”？"),
        ('[severity]\nfar-exceded = "提示"\n', 5, "相近的有：far-exceeded（大幅超过目标）"),
        ('[severity]\nfar-exceeded = "警告"\n', 5, "“须修改”、“须说明”、“提示”、“不查”之一"),
        ('[severity]\nno-form = "不查"\n', 5, "程度不能改"),
        ('[labels.funds]\nbudjet = ["预算"]\n', 5, "是不是“budget”？"),
        ('[texts]\nrequired = "落款"\n', 5, "“required”应是方括号里的一列文字"),
        ('[ends]\n\nnotes = ["合计"]\n', 6, "两个意思"),
    ],
)
def test_a_wrong_setting_is_told_with_its_line(
    tmp_path: Path, toml: str, line: int, said: str
) -> None:
    message = refusal(tmp_path, toml)
    assert f"profile.toml 第{line}行：" in message
    assert said in message


# --- execution -----------------------------------------------------------------------------------


def execution(
    folder: Path, executed: str, rules: str = "", *, initial: str | None = None
) -> tuple[str | None, str | None, str]:
    """Return rate, score and rule of an execution of a budget of 100 that weighs 10."""
    rows = [fund("年度资金总额", "100", executed, initial=initial, weight="10")]
    total = computed(form(funds=rows), folder, rules).total
    assert total is not None
    rate, score = total.rate, total.score
    return (
        str(rate.value) if rate else None,
        str(score.value) if score else None,
        score.formula if score else "",
    )


@pytest.mark.parametrize(
    ("executed", "rules", "score", "rule"),
    [
        ("97", "", "9.70", "执行率（最高按100%）×分值"),
        ("120", "", "10.00", "执行率（最高按100%）×分值"),
        ("120", "execution_cap = false", "12.00", "执行率×分值"),
        ("-5", "execution_cap = false", "0.00", "执行率×分值"),
        ("59.99", "execution_steps = [[60, 0], [80, 50]]", "0.00", "执行率低于60%，得分值的0%"),
        ("60", "execution_steps = [[60, 0], [80, 50]]", "5.00", "执行率低于80%，得分值的50%"),
        ("80", "execution_steps = [[60, 0], [80, 50]]", "8.00", "执行率（最高按100%）×分值"),
        ("97.26", "digits = 1", "9.7", "执行率（最高按100%）×分值"),
    ],
)
def test_execution_scores_by_the_rules_of_the_place(
    tmp_path: Path, executed: str, rules: str, score: str, rule: str
) -> None:
    assert execution(tmp_path, executed, rules)[1:] == (score, rule)


def test_the_rate_may_be_on_the_first_budget(tmp_path: Path) -> None:
    rules = 'denominator = "年初预算数"'
    assert execution(tmp_path, "80", rules, initial="160")[:2] == ("50.00", "5.00")
    assert execution(tmp_path, "80", initial="160")[:2] == ("80.00", "8.00")
    assert execution(tmp_path, "80", rules)[:2] == ("80.00", "8.00")


def test_a_rate_on_the_first_budget_is_checked_against_it(tmp_path: Path) -> None:
    rows = [fund("年度资金总额", "100", "80", initial="160", rate="50%", weight="10", score="5")]
    of_initial = found_in(form(funds=rows), tmp_path, 'denominator = "年初预算数"')
    assert not {"rate-differs", "rate-score-differs"} & set(of_initial)
    assert {"rate-differs", "rate-score-differs"} <= set(found_in(form(funds=rows), tmp_path))


@pytest.mark.parametrize(
    ("rules", "code"),
    [("", "rate-differs"), ("rate_tolerance = 0.5", "rate-rounding")],
)
def test_a_rate_within_the_tolerance_is_no_more_than_a_hint(
    tmp_path: Path, rules: str, code: str
) -> None:
    rows = [fund("年度资金总额", "6", "5.84", rate="97.8%")]
    assert [one for one in found_in(form(funds=rows), tmp_path, rules) if "rate-" in one] == [code]


@pytest.mark.parametrize(
    ("rules", "code"),
    [("", "rate-score-differs"), ("score_tolerance = 0.5", "rate-score-rounding")],
)
def test_a_score_of_execution_within_the_tolerance_is_no_more_than_a_hint(
    tmp_path: Path, rules: str, code: str
) -> None:
    rows = [fund("年度资金总额", "6", "5.84", weight="10", score="9.5")]
    found = found_in(form(funds=rows), tmp_path, rules)
    assert [one for one in found if "rate-score" in one] == [code]


# --- indicators ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "actual", "rules", "score", "rule"),
    [
        ("≥60人", "60人", "", "10.00", "达到目标值，得满分"),
        ("≥60人", "30人", "", "5.00", "没有达到目标值，完成值÷目标值×分值"),
        ("≥60人", "-3人", "", "0.00", "没有达到目标值，完成值÷目标值×分值"),
        ("≥60人", "59人", 'forward = "不得分"', "0.00", "没有达到目标值，不得分"),
        ("≥-5%", "-8%", "", "0.00", "没有达到目标值，不得分"),
        ("≤10天", "10天", "", "10.00", "达到目标值，得满分"),
        ("≤10天", "0天", 'reverse = "比例"', "10.00", "达到目标值，得满分"),
        ("≤10天", "15天", "", "5.00", "没有控制在目标值以内，按超出的比例扣减分值，超出一倍不得分"),
        ("≤10天", "20天", "", "0.00", "没有控制在目标值以内，按超出的比例扣减分值，超出一倍不得分"),
        ("≤10天", "15天", 'reverse = "比例"', "6.67", "没有控制在目标值以内，目标值÷完成值×分值"),
        ("≤10天", "11天", 'reverse = "不得分"', "0.00", "没有控制在目标值以内，不得分"),
        ("≤0起", "1起", 'reverse = "比例"', "0.00", "没有控制在目标值以内，不得分"),
        ("=0起", "1起", "", "0.00", "没有控制在目标值以内，不得分"),
        ("<-5%", "-3%", "", "0.00", "没有控制在目标值以内，不得分"),
        ("95%-105%", "100%", "", "10.00", "达到目标值，得满分"),
        ("95%-105%", "76%", "", "8.00", "没有达到目标值，完成值÷目标值×分值"),
        (
            "100-200人",
            "250人",
            "",
            "7.50",
            "没有控制在目标值以内，按超出的比例扣减分值，超出一倍不得分",
        ),
        (
            "100-200人",
            "250人",
            'reverse = "比例"',
            "8.00",
            "没有控制在目标值以内，目标值÷完成值×分值",
        ),
    ],
)
def test_an_indicator_scores_by_the_rules_of_the_place(
    tmp_path: Path, target: str, actual: str, rules: str, score: str, rule: str
) -> None:
    assert score_of(tmp_path, target, actual, rules) == score
    assert rule_of(tmp_path, target, actual, rules) == rule


@pytest.mark.parametrize(
    ("actual", "rules", "score", "rule"),
    [
        ("299人", "excess_deductions = [[200, 10], [300, 20]]", "10.00", "超过目标值，得满分"),
        (
            "300人",
            "excess_deductions = [[200, 10], [300, 20]]",
            "9.00",
            "超过目标值200%，扣减分值的10%",
        ),
        (
            "900人",
            "excess_deductions = [[200, 10], [300, 20]]",
            "8.00",
            "超过目标值800%，扣减分值的20%",
        ),
        ("129人", "excess_points = 2", "10.00", "超过目标值，得满分"),
        ("130人", "excess_points = 2", "8.00", "超过目标值，得满分，大幅超过再扣2分"),
        ("900人", "excess_points = 12", "0.00", "超过目标值，得满分，大幅超过再扣12分"),
        ("900人", "", "10.00", "超过目标值，得满分"),
    ],
)
def test_what_exceeds_its_target_too_far_may_lose_points(
    tmp_path: Path, actual: str, rules: str, score: str, rule: str
) -> None:
    assert score_of(tmp_path, "≥100人", actual, rules) == score
    assert rule_of(tmp_path, "≥100人", actual, rules) == rule


def test_a_target_of_zero_is_exceeded_without_a_share(tmp_path: Path) -> None:
    assert score_of(tmp_path, "≥0起", "3起", "excess_deductions = [[200, 10]]") == "10.00"


def test_the_place_says_what_far_exceeds_a_target(tmp_path: Path) -> None:
    assert judged(tmp_path, "≥100人", "120人").verdict is Verdict.EXCEEDED
    far = judged(tmp_path, "≥100人", "120人", "far_exceeded = 120")
    assert far.verdict is Verdict.FAR_EXCEEDED


def test_units_that_differ_are_told_and_neither_converted_nor_scored(tmp_path: Path) -> None:
    items = [indicator("≥5公里", "6000米", weight="10", score="10")]
    assert score_of(tmp_path, "≥5公里", "6000米") is None
    assert "unit-differs" in found_in(form(indicators=items), tmp_path)


@given(actual=st.integers(0, 400), rule=st.sampled_from(["比例", "线性", "不得分"]))
def test_no_formula_gives_less_than_nothing_or_more_than_the_weight(
    tmp_path_factory: pytest.TempPathFactory, actual: int, rule: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    score = score_of(folder, "≤100天", f"{actual}天", f'reverse = "{rule}"')
    assert score is not None
    assert 0 <= Decimal(score) <= 10


@pytest.mark.parametrize(
    ("stated", "rules", "band"),
    [
        ("10", "", "达成年度指标"),
        ("8", "", "达成年度指标"),
        ("7.99", "", "部分达成年度指标并具有一定效果"),
        ("5.5", "", "未达成年度指标且效果较差"),
        ("5.5", 'bands = [[["好"], 80], [["中"], 50], [["差"], 0]]', "中"),
        ("-1", 'bands = [[["好"], 80], [["差"], 50]]', "差"),
    ],
)
def test_the_score_of_words_falls_into_a_band(
    tmp_path: Path, stated: str, rules: str, band: str
) -> None:
    items = [indicator("明显提升", "有所提升", weight="10", score=stated)]
    figures = computed(form(indicators=items), tmp_path, rules).indicators[0]
    assert (figures.band, figures.score) == (band, None)


@pytest.mark.parametrize(
    ("target", "actual", "weight", "score"),
    [
        ("≥60人", "60人", "10", "10"),
        ("明显提升", "有所提升", None, "10"),
        ("明显提升", "有所提升", "10", None),
        ("明显提升", "有所提升", "0", "0"),
        ("明显提升", None, "10", "10"),
        (None, "有所提升", "10", "10"),
    ],
)
def test_without_words_weight_or_score_there_is_no_band(
    tmp_path: Path, target: str | None, actual: str | None, weight: str | None, score: str | None
) -> None:
    items = [indicator(target, actual, weight=weight, score=score)]
    assert computed(form(indicators=items), tmp_path).indicators[0].band is None


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("达成年度指标", "达成年度指标"),
        ("部分 达成年度指标，并具有一定效果", "部分达成年度指标并具有一定效果"),
        ("未达成年度指标", "未达成年度指标且效果较差"),
        ("未达成年度指标数为0", None),
        ("有所提升", None),
    ],
)
def test_words_say_their_band(tmp_path: Path, text: str, band: str | None) -> None:
    said = scoring(tmp_path).band_said(text)
    assert (said.name if said else None) == band


def test_the_bands_of_the_place_judge_the_entered_score(tmp_path: Path) -> None:
    items = [indicator("好", "部分达成年度指标", weight="10", score="5")]
    hubei = 'bands = [[["达成年度指标"], 80], [["部分达成年度指标"], 50], [["未达成年度指标"], 0]]'
    assert "score-outside-band" in found_in(form(indicators=items), tmp_path)
    assert "score-outside-band" not in found_in(form(indicators=items), tmp_path, hubei)


# --- total and grade -----------------------------------------------------------------------------


def whole(
    executed: str = "85", score: str | None = "8.5", words: str | None = "45", actual: str = "60人"
) -> Form:
    rows = [fund("年度资金总额", "100", executed, weight="10", score=score)]
    items = [
        indicator("≥60人", actual, weight="45", score="45"),
        indicator("明显提升", "有所提升", weight="45", score=words, name="效果"),
    ]
    return form(funds=rows, indicators=items)


def test_the_computed_total_takes_words_as_entered(tmp_path: Path) -> None:
    done = computed(whole(actual="30人"), tmp_path)
    assert done.score_computed is not None
    assert done.score_computed.key == "评分.测算总分"
    assert done.score_computed.value == Decimal("76.00")
    assert done.score_computed.formula == "各项测算得分之和，不能测算的按自评得分"
    assert done.grade_computed == "中"


@pytest.mark.parametrize(
    ("executed", "total", "grade"),
    [("49.99", "59", "差"), ("69", "79", "中"), ("79", "89", "良"), ("80", "98.00", "优")],
)
def test_a_low_rate_may_limit_the_total(
    tmp_path: Path, executed: str, total: str, grade: str
) -> None:
    rules = "total_caps = [[50, 59], [60, 69], [70, 79], [80, 89]]"
    done = computed(whole(executed), tmp_path, rules)
    assert done.score_computed is not None
    assert (str(done.score_computed.value), done.grade_computed) == (total, grade)
    assert ("最高" in done.score_computed.formula) == (executed != "80")


def test_a_total_below_its_limit_stays(tmp_path: Path) -> None:
    done = computed(whole("79", words="10"), tmp_path, "total_caps = [[80, 89]]")
    assert done.score_computed is not None
    assert done.score_computed.value == Decimal("62.90")


def test_the_computed_total_is_one_of_the_figures_that_are_remembered(tmp_path: Path) -> None:
    keys = [figure.key for figure in computed(whole(), tmp_path).figures()]
    assert keys.count("评分.测算总分") == 1
    assert keys.count("资金.年度资金总额.测算得分") == 1
    assert keys.count("指标.培训人次.测算得分") == 1


def test_a_form_without_scores_has_no_computed_total(tmp_path: Path) -> None:
    rows = [fund("年度资金总额", "100", "85")]
    bare = form(funds=rows, indicators=[indicator("≥60人", "60人")])
    done = computed(bare, tmp_path)
    assert (done.score_computed, done.grade_computed) == (None, None)


def test_a_row_that_nothing_scores_leaves_the_total_open(tmp_path: Path) -> None:
    assert computed(whole(words=None), tmp_path).score_computed is None


def test_words_alone_are_not_computed(tmp_path: Path) -> None:
    items = [indicator("明显提升", "有所提升", weight="100", score="90")]
    assert computed(form(indicators=items), tmp_path).score_computed is None


def test_without_funds_the_indicators_alone_make_the_total(tmp_path: Path) -> None:
    items = [indicator("≥60人", "30人", weight="100", score="100")]
    done = computed(form(indicators=items), tmp_path, "total_caps = [[80, 10]]")
    assert done.score_computed is not None
    assert done.score_computed.value == Decimal("50.00")


def test_a_code_unlike_any_other_points_to_the_page_of_all(office: Office) -> None:
    lay(office.inbox, '[severity]\n"一二三" = "提示"\n')
    office.drop("甲.xlsx", CLEAN)
    with pytest.raises(NotReadyError) as refused:
        office.run()
    assert str(refused.value).endswith("不认识的问题代码“一二三”。全部代码见 docs/findings.md。")


def test_rules_with_a_hidden_further_ending_are_not_passed_over(office: Office) -> None:
    office.drop("甲.xlsx", CLEAN)
    hidden = lay(office.inbox, "[scoring]\nlow_rate = 80\n").rename(office.inbox / "规则.toml.txt")
    with pytest.raises(NotReadyError, match=r"规则\.toml\.txt”，是不是想写“规则\.toml”") as refused:
        office.run()
    assert refused.value.what == "设置"
    lay(office.inbox, "[scoring]\nlow_rate = 80\n")
    assert hidden.exists()
    assert office.run().yielded


def test_a_profile_with_a_hidden_further_ending_is_not_passed_over(office: Office) -> None:
    office.drop("甲.xlsx", CLEAN)
    folder = office.templates / "本地表"
    folder.mkdir()
    hidden = folder / "profile.toml.txt"
    hidden.write_text('[family]\nname = "本地表"\n', encoding="utf-8")
    with pytest.raises(NotReadyError, match=r"txt”，是不是想写“profile\.toml”") as refused:
        office.run()
    assert refused.value.what == "设置"
    hidden.rename(office.templates / "项目支出" / hidden.name)
    assert office.run().yielded


def test_the_place_names_the_grades(tmp_path: Path) -> None:
    grades = 'grades = [["一等", 95], ["二等", 80], ["三等", 0]]'
    assert computed(whole(), tmp_path, grades).grade_computed == "一等"


# --- when a reason is due ------------------------------------------------------------------------


@pytest.mark.parametrize(("rules", "found"), [("", True), ("reason_for_loss = false", False)])
def test_the_place_says_whether_lost_points_need_a_reason(
    tmp_path: Path, rules: str, *, found: bool
) -> None:
    items = [indicator("好", "好", weight="10", score="8")]
    assert ("reason-missing" in found_in(form(indicators=items), tmp_path, rules)) is found


@pytest.mark.parametrize(("rules", "found"), [("", True), ("reason_for_adjustment = false", False)])
def test_the_place_says_whether_an_adjusted_budget_needs_a_reason(
    tmp_path: Path, rules: str, *, found: bool
) -> None:
    rows = [fund("年度资金总额", "155", "155", initial="134")]
    assert ("adjustment-unexplained" in found_in(form(funds=rows), tmp_path, rules)) is found


@pytest.mark.parametrize(("rules", "found"), [("", True), ("low_rate = 80", False)])
def test_the_place_says_which_rate_is_low(tmp_path: Path, rules: str, *, found: bool) -> None:
    rows = [fund("年度资金总额", "100", "85")]
    assert ("rate-low-unexplained" in found_in(form(funds=rows), tmp_path, rules)) is found


def test_unusual_weights_are_a_hint_where_the_place_expects_others(tmp_path: Path) -> None:
    rules = 'execution_weight = 20\nlevel1_weights = {"产出指标" = 50, "效益指标" = 30}'
    assert found_in(whole(), tmp_path, rules).count("weights-unusual") == 2
    assert "weights-unusual" not in found_in(whole(), tmp_path)
    usual = 'execution_weight = 10\nlevel1_weights = {"产出指标" = 90}'
    assert "weights-unusual" not in found_in(whole(), tmp_path, usual)
    without_funds = form(indicators=[indicator("好", "好", weight="10", score="10")])
    assert "weights-unusual" not in found_in(without_funds, tmp_path, "execution_weight = 20")


# --- a file beside the workbooks -----------------------------------------------------------------


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.chdir(tmp_path)
    return new_office(tmp_path)


def lay(folder: Path, rules: str) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / "规则.toml"
    file.write_text(rules, encoding="utf-8")
    return file


def low_findings(office: Office) -> list[Finding]:
    return [one for one in office.check().all_findings() if one.code == "rate-low-unexplained"]


def test_rules_beside_a_workbook_go_before_its_family(office: Office) -> None:
    office.drop("甲.xlsx", {"自评表": project_rows(funds=LOW)})
    assert len(low_findings(office)) == 1
    lay(office.inbox, "[scoring]\nlow_rate = 80\n")
    assert low_findings(office) == []


def test_rules_for_one_family_go_before_those_for_all(office: Office) -> None:
    office.drop("甲.xlsx", {"自评表": project_rows(funds=LOW)})
    lay(office.inbox, '[scoring]\nlow_rate = 80\n["项目支出".scoring]\nlow_rate = 86\n')
    assert ["低于86%" in one.problem for one in low_findings(office)] == [True]
    lay(office.inbox, '["转移支付".scoring]\nlow_rate = 80\n')
    assert ["低于90%" in one.problem for one in low_findings(office)] == [True]


def test_the_rules_nearest_to_a_workbook_hold(office: Office) -> None:
    lay(office.inbox, "[scoring]\nlow_rate = 80\n")
    (office.inbox / "乡镇" / "东").mkdir(parents=True)
    office.drop("乡镇/东/甲.xlsx", {"自评表": project_rows(funds=LOW)})
    assert low_findings(office) == []
    lay(office.inbox / "乡镇", "[scoring]\nlow_rate = 87\n")
    assert ["低于87%" in one.problem for one in low_findings(office)] == [True]


@pytest.mark.parametrize(
    ("word", "severities"),
    [
        ("须修改", [Severity.ERROR]),
        ("须说明", [Severity.WARNING]),
        ("提示", [Severity.INFO]),
        ("不查", []),
    ],
)
def test_a_place_says_how_much_a_finding_matters(
    office: Office, word: str, severities: list[Severity]
) -> None:
    office.drop("甲.xlsx", {"自评表": project_rows(funds=LOW)})
    lay(office.inbox, f'[severity]\nrate-low-unexplained = "{word}"\n')
    assert [one.severity for one in low_findings(office)] == severities


def test_a_finding_of_reading_a_cell_is_settled_too(office: Office) -> None:
    funds: Rows = (("年度资金总额：", "见附件", 100, 100, 10, "100%", 10),)
    office.drop("甲.xlsx", {"自评表": project_rows(funds=funds)})
    assert "amount-unreadable" in codes(office.check().all_findings())
    lay(office.inbox, '[severity]\namount-unreadable = "不查"\n')
    assert "amount-unreadable" not in codes(office.check().all_findings())


def test_the_rules_are_remembered_among_what_went_into_a_report(office: Office) -> None:
    office.drop("甲.xlsx", CLEAN)
    office.run()
    (manifest,) = (office.output / ".pingshu").glob("2022/*.json")
    assert "rules" not in json.loads(manifest.read_text(encoding="utf-8"))["inputs"]
    lay(office.inbox, "[scoring]\nlow_rate = 80\n")
    office.run(force=True)
    inputs = json.loads(manifest.read_text(encoding="utf-8"))["inputs"]
    assert len(inputs["rules"]) == 64


def test_inspect_tells_the_scores_under_the_rules(office: Office) -> None:
    file = office.drop("甲.xlsx", {"自评表": project_rows(funds=LOW)})
    lay(office.inbox, "[scoring]\nexecution_steps = [[90, 50]]\n")
    _, document = inspect_workbook(file, office.templates)
    first = json.loads(json.dumps(document))["sheets"][0]["scores"]["rows"][0]
    assert (first["score"], first["rule"]) == ("5", "执行率低于90%，得分值的50%")


@pytest.mark.parametrize(
    ("rules", "line", "said"),
    [
        ("[scorings]\n", 1, "是不是“scoring”？"),
        ("\n[scoring]\nlow_rat = 80\n", 3, "是不是“low_rate”？"),
        ("[scoring]\n\nlow_rate = 180\n", 3, "“low_rate”应是0到100之间的数"),
        ('["项目支持".scoring]\n', 1, "是不是“项目支出”？"),
        ('["项目支出".scores]\n', 1, "是不是“scoring”？"),
        ('["项目支出".scoring]\nlow_rat = 80\n', 2, "是不是“low_rate”？"),
        ('[scoring]\nlow_rate = 80\n["项目支出".scoring]\nlow_rate = 180\n', 4, "0到100"),
        ('[severity]\nfar-exceed = "提示"\n', 2, "far-exceeded（大幅超过目标）"),
        ('["转移支付".severity]\nfar-exceeded = "警告"\n', 2, "“不查”之一"),
        ("scoring = 1\n", 1, "应写成一节设置"),
        ('"项目支出" = 1\n', 1, "应写成一节设置"),
        ("[项目支出.scoring]\n", None, "中文要写在英文的双引号里"),
        ("[scoring]\nlow_rate = \n", None, "第2行"),
    ],
)
def test_wrong_rules_are_told_before_anything_is_read(
    office: Office, rules: str, line: int | None, said: str
) -> None:
    office.drop("甲.xlsx", CLEAN)
    file = lay(office.inbox, rules)
    with pytest.raises(NotReadyError) as refused:
        office.run()
    message = str(refused.value)
    assert str(file) in message
    assert said in message
    assert line is None or f"规则.toml 第{line}行：" in message
    assert not office.output.exists() or not list(office.output.glob("2022/*"))


def test_rules_for_many_workbooks_are_read_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path | None] = []

    def counted(templates: Path, rules: Path | None = None) -> tuple[Profile, ...]:
        read.append(rules)
        return load_profiles(templates, rules)

    monkeypatch.setattr("pingshu.pipeline.workshop.settling.load_profiles", counted)
    for number in range(4):
        office.drop(f"{number}.xlsx", CLEAN)
    (office.inbox / "规则.toml").write_text("[scoring]\nlow_rate = 80\n", encoding="utf-8")
    office.run()
    assert [rules.name if rules else None for rules in read] == [None, "规则.toml"]


def test_rules_leave_the_families_as_they_are_otherwise(office: Office) -> None:
    file = lay(office.inbox, "")
    assert load_profiles(office.templates, file) == load_profiles(office.templates)


# --- the page ------------------------------------------------------------------------------------


def _defaults() -> dict[str, str]:
    """Return each setting of [scoring] with its default as it is written in the file."""
    lines = DEFAULTS.split("[scoring]\n")[1].split("\n\n")[0].splitlines()
    return {name: value for name, _, value in (line.partition(" = ") for line in lines)}


def test_the_page_of_rules_explains_each_setting_with_its_default() -> None:
    for name, default in _defaults().items():
        rows = [line for line in PAGE.splitlines() if line.startswith(f"| `{name}` |")]
        assert len(rows) == 1, name
        cells = [cell.strip() for cell in rows[0].strip("|").split(" | ")]
        assert [bool(cell) for cell in cells] == [True] * 4, name
        assert name == "bands" or cells[2] == f"`{default}`", name


def test_the_page_of_rules_explains_no_setting_that_is_not_there() -> None:
    rows = [line.split("`")[1] for line in PAGE.splitlines() if line.startswith("| `")]
    copies = {"submitted_name", "public_name", "private"}
    assert {row for row in rows if "." not in row and "/" not in row} == {*_defaults(), *copies}


def test_the_examples_on_the_page_of_rules_can_be_used(office: Office) -> None:
    *examples, of_copies = [part.split("```")[0] for part in PAGE.split("```toml\n")[1:]]
    assert len(examples) == 2
    assert of_copies.startswith("[finalize]")  # which belongs into a profile.toml
    for example in examples:
        ruled = load_profiles(office.templates, lay(office.inbox, example))
        assert ruled != load_profiles(office.templates)


def test_the_example_of_names_of_copies_can_be_used_in_a_profile(office: Office) -> None:
    example = PAGE.split("```toml\n")[-1].split("```")[0]
    (file, *_) = sorted(office.templates.glob("*/profile.toml"))
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{example}", encoding="utf-8")
    changed = {one.folder: one for one in load_profiles(office.templates)}[file.parent]
    assert changed.copies.public("报告") == "报告（公开）"


def test_what_cannot_be_read_or_written_keeps_its_severity() -> None:
    assert "internal" in FIXED
    assert set(CATALOGUE) > FIXED
    assert "rate-differs" not in FIXED
