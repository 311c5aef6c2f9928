"""Measure how prose is held against a form, for docs/prose.md: python -m scripts.measure_prose.

Every figure of sentences that agree with a sample is changed, one digit at a time; what the checks
then find is the recall. What they find in the unchanged sentences and in the distractors is the
opposite of precision.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from pathlib import Path

from pingshu.assemble import assemble
from pingshu.check.prose import check_text_sums, check_written
from pingshu.compute import compute
from pingshu.finding import Finding
from pingshu.model import Computation, Form, Text
from pingshu.profile import Profile, load_profiles
from pingshu.read import read_workbook
from pingshu.recognise import recognise
from scripts.documents.sentences import (
    AGREEING,
    CLAIMS,
    DISTRACTORS,
    UNSEEN,
    UNSEEN_DISTRACTORS,
    Sentences,
)

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "prose.md"
SAMPLES = ROOT / "input_workbooks" / "示例"
_FIGURE = re.compile(r"〈([^〉]+)〉")
_STEPS = (1, 4, 7)
_WORDS = ("须修改", "须说明", "提示")
_HEAD = """\
# 文字与表的核对：查得出多少，误报多少

目标完成情况、原因、文字材料里写到的金额、比例、次数、人数，程序逐句与自评表核对。本页量的是它的把握。

量法：取示例里的{samples}张自评表，另写与表相符的句子{sentences}句、说别的事的句子{others}句；把其中每个数的每一位数字（小数的\
最后一位除外）各改{steps}次，一次只改一处，看查不查得出。句子不改的时候、句子说的是别的事（上年、外地、\
计划、文号、法条、电话、标准、其中一部分）的时候，则一处也不该报。

查出的程度：**须修改**，说的是什么数没有疑问；**须说明**，名称相同而数不同，也可能是口径不同；**提示**，\
名称只有一部分相同。

“后写的句子”是规则写好以后才写的：第一次量，查出65.3%，误报须修改、须说明各1处；随后补了几种说法，去掉了这两处\
误报，成为下面的数。实际的文字说法更多，查出的比例应以这一行为准。查不出的，多是名称差得远、说的是其中一部分，或\
改后的数碰巧等于表里另一个数。

本页由 `python -m scripts.measure_prose` 生成，请不要直接修改。

"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of so many texts were found, by severity."""

    texts: int
    found: Counter[str]

    @property
    def count(self) -> int:
        """Return how many were found at all."""
        return sum(self.found.values())


def plain_text(sentence: str) -> str:
    """Return a sentence without the brackets around its figures."""
    return _FIGURE.sub(r"\1", sentence)


def changes(sentence: str) -> Iterator[str]:
    """Yield the sentence with one digit of one figure changed, for each digit that counts."""
    for figure in _FIGURE.finditer(sentence):
        for changed in _changed(figure[1]):
            yield plain_text(sentence[: figure.start()] + changed + sentence[figure.end() :])


def _changed(digits: str) -> Iterator[str]:
    """Yield a number with one digit changed; nobody writes 05."""
    for position, step in product(_changeable(digits), _STEPS):
        digit = str((int(digits[position]) + step) % 10)
        changed = f"{digits[:position]}{digit}{digits[position + 1 :]}"
        if not re.match(r"0[0-9]", changed):
            yield changed


def _changeable(digits: str) -> Iterator[int]:
    last = len(digits) - 1 if "." in digits else len(digits)
    return (place for place, digit in enumerate(digits) if digit.isdecimal() and place < last)


@cache
def _profiles() -> Mapping[str, Profile]:
    return {profile.name: profile for profile in load_profiles(ROOT / "templates")}


@cache
def sample(place: str) -> tuple[Form, Computation, Profile]:
    """Return the form of a sample with its figures."""
    (path,) = SAMPLES.glob(f"{place}*.xlsx")
    grids, _ = read_workbook(path)
    profiles = tuple(_profiles().values())
    survey, _ = recognise(grids, profiles)
    (form, *_), _ = assemble(survey, profiles)
    profile = _profiles()[form.family]
    return form, compute(form, profile), profile


def findings_on(place: str, sentence: str) -> tuple[Finding, ...]:
    """Return what is found where a sentence is all that 文字材料 holds beside a sample's form."""
    form, computation, profile = sample(place)
    said = replace(form, texts={"完成情况": Text(text=sentence, place=form.place)})
    checks = (check_text_sums, check_written)
    return tuple(finding for one in checks for finding in one(said, computation, profile))


def _severity(place: str, sentence: str) -> str | None:
    told = {finding.severity.word for finding in findings_on(place, sentence)}
    return next((word for word in _WORDS if word in told), None)


def share_of(texts: Iterator[tuple[str, str]]) -> Share:
    """Return in how many texts, each with its sample, something is found."""
    told = [_severity(place, text) for place, text in texts]
    return Share(texts=len(told), found=Counter(word for word in told if word))


def _each(sentences: Sentences) -> Iterator[tuple[str, str]]:
    for place, several in sentences.items():
        yield from ((place, sentence) for sentence in several)


def changed_share(sentences: Sentences) -> Share:
    """Return how many changes of the figures of some sentences are found."""
    every = _each(sentences)
    return share_of((place, text) for place, one in every for text in changes(one))


def agreeing_share() -> Share:
    """Return in how many sentences that agree something is found."""
    every = (pair for some in (*AGREEING.values(), UNSEEN) for pair in _each(some))
    return share_of((place, plain_text(one)) for place, one in every)


def _row(name: str, share: Share) -> str:
    percent = f"{share.count / share.texts:.1%}"
    cells = (str(share.texts), str(share.count), percent, *(str(share.found[w]) for w in _WORDS))
    return f"| {name} | {' | '.join(cells)} |"


def _table(heading: str, rows: Mapping[str, Share]) -> str:
    head = f"| {heading} | 处数 | 查出 | 占比 | 须修改 | 须说明 | 提示 |"
    rule = "|---|---|---|---|---|---|---|"
    return "\n".join((head, rule, *(_row(name, share) for name, share in rows.items())))


def prose_page() -> str:
    """Return the page as it is to be."""
    shares = {kind: changed_share(sentences) for kind, sentences in AGREEING.items()}
    every = Share(
        texts=sum(share.texts for share in shares.values()),
        found=sum((share.found for share in shares.values()), Counter()),
    )
    shares["以上合计"] = every
    shares["后写的句子"] = changed_share(UNSEEN)
    shares["说法与表不符（没有改数字）"] = share_of(_each(CLAIMS["不符"]))
    silent = {
        "数与表相符的句子": agreeing_share(),
        "说法与表相符的句子": share_of(_each(CLAIMS["相符"])),
        "说别的事的句子": share_of(_each(DISTRACTORS)),
        "说别的事的句子，后写的": share_of(_each(UNSEEN_DISTRACTORS)),
    }
    head = _HEAD.format(
        samples=len({place for some in AGREEING.values() for place in some}),
        sentences=agreeing_share().texts,
        others=len([*_each(DISTRACTORS), *_each(UNSEEN_DISTRACTORS)]),
        steps=len(_STEPS),
    )
    found, quiet = _table("改错一位数字", shares), _table("不该报的", silent)
    return f"{head}## 改错了，查得出多少\n\n{found}\n\n## 没有错，报了多少\n\n{quiet}\n"


def main() -> None:
    """Write the page."""
    PAGE.write_text(prose_page(), encoding="utf-8", newline="\n")
    print(PAGE.relative_to(ROOT))


if __name__ == "__main__":
    main()
