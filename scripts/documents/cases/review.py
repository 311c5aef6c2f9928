"""Examples of findings about reports that people have edited, told in words.

Knows words alone; the tests make the reports.
"""

from scripts.documents.case import FileCase

REPORT_CASES: tuple[FileCase, ...] = (
    FileCase(
        code="report-unremembered",
        wrong="核对一份别处写的报告“甲.docx”",
        message="“甲.docx”没有生成记录，无法逐个核对里面的数字。请确认它是本工具生成的；"
        "旧版本生成的，请重新生成一份，再把改动移过去。",
        right="核对本工具生成的报告",
    ),
    FileCase(
        code="report-changes-pending",
        wrong="开着修订，在一段里加了几个字，没有接受",
        message="“甲.docx”里还有1处修订没有接受或拒绝。"
        "请在 Word 的“审阅”里逐处接受或拒绝，再核对一次。",
        right="接受修订",
    ),
    FileCase(
        code="report-comments-left",
        wrong="一段旁边有批注“请领导定夺”",
        message="“甲.docx”里还有1条批注。请处理后删去批注。",
        right="删去批注",
    ),
    FileCase(
        code="report-figures-typed",
        wrong="在一段末尾加上“其中上级60万元。”",
        message="“甲.docx”里有1个数字是手工填写的，不出自自评表：“其中上级60万元”（正文第3段，标题“一、项目概况”之下）。"
        "请自行核对这些数字；自评表以后改了，它们不会跟着改。",
        right="加上“其中一半是上级资金。”",
    ),
)
