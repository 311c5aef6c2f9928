"""The profile of a family: what it adds to the defaults, and what is refused."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from pingshu.model import Role
from pingshu.profile import (
    Profile,
    ProfileError,
    Words,
    headed,
    load_profile,
    load_profiles,
    meaning,
)
from pingshu.sheet import Cell
from tests.workbook_building import profiles

FAMILY = '[family]\nname = "试验"\nreport_title = "{年度}年度{项目}报告"\n'


def profile_of(
    path: Path, toml: str = "", *, folder: str = "试验", family: str = FAMILY
) -> Profile:
    file = path / folder / "profile.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(family + toml, encoding="utf-8")
    return load_profile(file)


def refusal(path: Path, toml: str = "", *, family: str = FAMILY) -> str:
    with pytest.raises(ProfileError) as refused:
        profile_of(path, toml, family=family)
    assert str(path / "试验" / "profile.toml") in str(refused.value)
    return str(refused.value)


# --- what a profile says -----------------------------------------------------------------------


def test_a_profile_needs_only_a_name_and_a_title(tmp_path: Path) -> None:
    profile = profile_of(tmp_path)
    assert (profile.name, profile.scored, profile.required) == ("试验", False, ())


def test_what_a_profile_leaves_out_is_as_in_the_defaults(tmp_path: Path) -> None:
    profile = profile_of(tmp_path)
    assert profile.scoring.weight_total == Decimal(100)
    assert "落款" in profile.optional
    assert meaning("全年预算数", profile.labels["funds"]) == "budget"


def test_a_profile_adds_to_a_list_of_labels(tmp_path: Path) -> None:
    funds = profile_of(tmp_path, '[labels.funds]\nbudget = ["批复数"]\n').labels["funds"]
    assert meaning("批复数", funds) == "budget"
    assert meaning("全年预算数", funds) == "budget"


def test_a_label_in_a_profile_is_known_in_every_spelling(tmp_path: Path) -> None:
    funds = profile_of(tmp_path, '[labels.funds]\nbudget = ["批复数（Ａ）："]\n').labels["funds"]
    assert meaning("批 复\n数(A)", funds) == "budget"


def test_a_profile_replaces_single_rules(tmp_path: Path) -> None:
    scoring = profile_of(tmp_path, "[scoring]\ndigits = 1\n").scoring
    assert (scoring.digits, scoring.low_rate) == (1, Decimal(90))


def test_a_profile_adds_roles_ends_and_titles(tmp_path: Path) -> None:
    toml = (
        '[roles]\nlocal = ["镇级资金"]\n[ends]\ntotal = ["本表合计"]\n[titles]\nform = ["评分表"]\n'
    )
    profile = profile_of(tmp_path, toml)
    assert meaning("镇级资金", profile.roles) == "local"
    assert meaning("本表合计", profile.ends) == "total"
    assert profile.titles["form"][-1] == "评分表"


def test_a_required_column_is_not_optional_as_well(tmp_path: Path) -> None:
    profile = profile_of(tmp_path, '[texts]\nrequired = ["落款"]\noptional = ["批文"]\n')
    assert "落款" not in profile.optional
    assert profile.columns >= {"落款", "批文", "单位全称"}


def test_template_and_blank_form_stand_beside_the_profile(tmp_path: Path) -> None:
    profile = profile_of(tmp_path)
    assert profile.template == tmp_path / "试验" / "report.docx"
    assert profile.blank == tmp_path / "试验" / "自评表.xlsx"


def test_a_profile_saved_by_notepad_with_a_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "profile.toml"
    file.write_text(FAMILY, encoding="utf-8-sig")
    assert load_profile(file).name == "试验"


# --- grades ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("100", "优"),
        ("90", "优"),
        ("89.99", "良"),
        ("80", "良"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ],
)
def test_a_grade_begins_at_its_least_total(tmp_path: Path, total: str, grade: str) -> None:
    assert profile_of(tmp_path).scoring.grade(Decimal(total)) == grade


@pytest.mark.parametrize(
    "grades",
    [
        '[["差", 0], ["优", 90], ["良", 80]]',
        '[["优", 90], ["良", 90]]',
        '[["优", 90], ["优", 80]]',
    ],
)
def test_grades_that_do_not_descend_are_refused(tmp_path: Path, grades: str) -> None:
    assert "从高到低" in refusal(tmp_path, f"[scoring]\ngrades = {grades}\n")


def test_the_lowest_grade_begins_at_nought(tmp_path: Path) -> None:
    grades = '[["一等", 99], ["二等", 98]]'
    assert "“二等”应从 0 分起" in refusal(tmp_path, f"[scoring]\ngrades = {grades}\n")


def test_a_total_below_every_grade_earns_the_lowest(tmp_path: Path) -> None:
    assert profile_of(tmp_path).scoring.grade(Decimal(-1)) == "差"


# --- labels ------------------------------------------------------------------------------------


def test_a_text_that_is_no_label_means_nothing() -> None:
    labels = Words({"budget": frozenset({"预算数"})})
    assert meaning("预算数量", labels) is None
    assert meaning("", labels) is None


def test_of_two_cells_with_one_meaning_the_first_counts() -> None:
    labels = Words({"budget": frozenset({"预算数", "全年预算"})})
    cells = [
        Cell(row=1, column=column, text=text)
        for column, text in enumerate(("全年预算", "预算数"), 1)
    ]
    assert headed(cells, labels) == {"budget": cells[0]}


# --- several families --------------------------------------------------------------------------


def test_the_families_of_the_project_can_be_loaded() -> None:
    assert {"项目支出", "转移支付"} <= {profile.name for profile in profiles()}


def test_every_role_of_every_family_is_a_role_of_the_model() -> None:
    roles = {role for profile in profiles() for role in profile.roles}
    assert roles <= {str(role) for role in Role}


def test_no_label_of_a_block_has_two_meanings() -> None:
    for profile in profiles():
        for block, labels in profile.labels.items():
            words = [word for meanings in labels.values() for word in meanings]
            assert len(words) == len(set(words)), f"{profile.name}.{block}"


def test_families_come_in_the_order_of_their_folders(tmp_path: Path) -> None:
    for folder in ("乙", "甲"):
        profile_of(tmp_path, folder=folder, family=FAMILY.replace("试验", folder))
    assert [profile.name for profile in load_profiles(tmp_path)] == ["乙", "甲"]


def test_a_folder_without_profiles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="没有任何"):
        load_profiles(tmp_path)


def test_two_families_of_one_name_are_refused(tmp_path: Path) -> None:
    profile_of(tmp_path, folder="甲")
    profile_of(tmp_path, folder="乙")
    with pytest.raises(ProfileError, match="试验"):
        load_profiles(tmp_path)


# --- what is refused ---------------------------------------------------------------------------


def test_a_file_that_is_no_toml_is_told_with_its_place(tmp_path: Path) -> None:
    message = refusal(tmp_path, "name2 = 没有引号\n")
    assert "第4行第9列的写法有误" in message
    assert not re.search(r"[A-Za-z]{3,}", message.split("profile.toml")[1])
    assert "文件末尾" in refusal(tmp_path, "[scoring]\ngrades = [")


def test_a_setting_that_stands_there_twice_is_told(tmp_path: Path) -> None:
    assert "重复" in refusal(tmp_path, 'name = "再来"\n')
    assert "重复" in refusal(tmp_path, "[family]\n")


def test_brackets_without_end_are_told(tmp_path: Path) -> None:
    assert "套得太深" in refusal(tmp_path, f"x = {'[' * 5000}")


def test_a_file_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    file = tmp_path / "profile.toml"
    file.write_bytes(FAMILY.encode("gbk"))
    with pytest.raises(ProfileError, match="请存为 UTF-8 编码"):
        load_profile(file)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="读不出来"):
        load_profile(tmp_path / "profile.toml")


@pytest.mark.parametrize(
    ("toml", "name", "usable"),
    [
        ("[rules]\n", "rules", "scoring"),
        ("[scoring]\nweight = 100\n", "weight", "weight_total"),
        ("[texts]\nneeded = []\n", "needed", "required"),
        ('[roles]\ntown = ["镇级资金"]\n', "town", "local"),
        ('[ends]\nremarks = ["说明"]\n', "remarks", "notes"),
        ('[titles]\ntable = ["表"]\n', "table", "form"),
        ('[labels.fund]\nbudget = ["预算"]\n', "fund", "funds"),
        ('[labels.funds]\nplan = ["预算"]\n', "plan", "budget"),
    ],
)
def test_an_unknown_setting_is_told_with_those_that_are_known(
    tmp_path: Path, toml: str, name: str, usable: str
) -> None:
    message = refusal(tmp_path, toml)
    assert f"“{name}”" in message
    assert usable in message


@pytest.mark.parametrize(
    "settings",
    ['name = " "', "name = 1", 'name = "试验"\nscored = "false"', 'name = "试验"\nscored = 1'],
)
def test_a_family_with_a_value_of_the_wrong_kind_is_refused(tmp_path: Path, settings: str) -> None:
    refusal(tmp_path, family=f"[family]\n{settings}\n")


@pytest.mark.parametrize(
    ("toml", "near"),
    [
        ("[scorings]\n", "scoring"),
        ("[scoring]\nlow_rates = 90\n", "low_rate"),
        ("[labels.fund]\n", "funds"),
        ("[labels.funds]\nbudjet = []\n", "budget"),
    ],
)
def test_a_misspelt_setting_is_told_with_the_nearest(tmp_path: Path, toml: str, near: str) -> None:
    assert f"是不是“{near}”？" in refusal(tmp_path, toml)


@pytest.mark.parametrize(
    ("toml", "block"),
    [
        ('[labels.funds]\nexecuted = ["全年预算数"]\n', "labels.funds"),
        ('[labels.goals]\nexpected = ["结果"]\nactual = ["结 果："]\n', "labels.goals"),
        ('[roles]\nother = ["财政拨款"]\n', "roles"),
        ('[ends]\nnotes = ["合计"]\n', "ends"),
    ],
)
def test_a_label_with_two_meanings_in_one_block_is_refused(
    tmp_path: Path, toml: str, block: str
) -> None:
    message = refusal(tmp_path, toml)
    assert f"[{block}]" in message
    assert "两个意思" in message


def test_an_unknown_setting_of_the_family_is_told(tmp_path: Path) -> None:
    assert "“titel”" in refusal(tmp_path, family=FAMILY + 'titel = "报告"\n')


def test_a_family_without_a_name_is_refused(tmp_path: Path) -> None:
    assert "name" in refusal(tmp_path, family="[family]\nscored = true\n")


def test_a_family_without_its_settings_is_refused(tmp_path: Path) -> None:
    assert "family" in refusal(tmp_path, family="[scoring]\ndigits = 2\n")


@pytest.mark.parametrize(
    "title",
    [
        *("{部门}报告", "{}报告", "{年度.日}报告", "{年度", "{年度[0]}", "{年度!r}"),
        *("{项目:>9999999999}", "{项目.__class__}", "", " "),
    ],
)
@pytest.mark.parametrize("name", ["report_title", "annex_title"])
def test_a_title_that_cannot_be_filled_in_is_refused(tmp_path: Path, name: str, title: str) -> None:
    family = f'[family]\nname = "试验"\n{name} = "{title}"\n'
    assert f"“{name}”" in refusal(tmp_path, family=family)


@pytest.mark.parametrize(
    "toml",
    [
        '[scoring]\ndigits = "两位"\n',
        '[scoring]\nlow_rate = "九十"\n',
        "[scoring]\ngrades = [1, 2]\n",
        "[scoring]\ngrades = []\n",
        '[labels.funds]\nbudget = "预算"\n',
        "[labels.funds]\nbudget = [1]\n",
        '[texts]\nrequired = "落款"\n',
        '[titles]\nform = "自评表"\n',
        "[scoring]\ndigits = 2.5\n",
        "[scoring]\ndigits = true\n",
        "[scoring]\ndigits = 7\n",
        "[scoring]\ndigits = -1\n",
        "[scoring]\nlow_rate = nan\n",
        "[scoring]\nweight_total = inf\n",
        "[scoring]\nweight_total = 0\n",
        "[scoring]\nlow_rate = 101\n",
        "[scoring]\nfar_exceeded = 50\n",
        '[scoring]\ngrades = "优"\n',
        '[scoring]\ngrades = [["", 90]]\n',
        '[scoring]\ngrades = [["优", "90"]]\n',
        '[texts]\nrequired = [""]\n',
        "[texts]\noptional = [1]\n",
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(tmp_path: Path, toml: str) -> None:
    refusal(tmp_path, toml)


@pytest.mark.parametrize("table", ["labels", "roles", "texts", "scoring"])
def test_a_value_where_settings_belong_is_refused(tmp_path: Path, table: str) -> None:
    assert "一节设置" in refusal(tmp_path, family=f'{table} = "值"\n{FAMILY}')
