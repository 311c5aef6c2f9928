"""The kinds of findings about a report that people have edited.

Knows only words: code, severity, title, problem, cure and basis of each kind, in this order.
"""

KINDS = (
    (
        "report-unremembered",
        "error",
        "报告没有生成记录",
        "“{name}”没有生成记录，无法逐个核对里面的数字。",
        "请确认它是本工具生成的；旧版本生成的，请重新生成一份，再把改动移过去。",
        "每个数字出自哪里记在报告里和 output 文件夹里；两处都没有，就没有东西可以对照。",
    ),
    (
        "report-changes-pending",
        "warning",
        "报告里有没有处理的修订",
        "“{name}”里还有{count}处修订没有接受或拒绝。",
        "请在 Word 的“审阅”里逐处接受或拒绝，再核对一次。",
        "核对时按接受修订后的文字算；修订没有处理的报告不能报送。",
    ),
    (
        "report-comments-left",
        "info",
        "报告里还有批注",
        "“{name}”里还有{count}条批注。",
        "请处理后删去批注。",
        "批注是内部意见；更新报告时遇到的冲突也写在批注里，须由人定夺。",
    ),
    (
        "report-figures-typed",
        "info",
        "报告里有手工填写的数字",
        "“{name}”里有{count}个数字是手工填写的，不出自自评表：{figures}。",
        "请自行核对这些数字；自评表以后改了，它们不会跟着改。",
        "手工填写的数字没有出处，无法与自评表核对。",
    ),
    (
        "report-unreadable",
        "error",
        "报告打不开",
        "“{name}”打不开：{reason}。",
        "报告没有动；照上面说的改好后，再运行一次。",
        "打不开的报告核对不了，也更新不了。",
    ),
    (
        "report-workbook-unread",
        "warning",
        "生成报告的自评表读不出来",
        "“{name}”是由“{workbook}”生成的，现在读不出那张自评表：{reason}",
        "请把工作簿放回原处（或改好）再运行；改了名或换了地方的，加 --refresh 生成一次。",
        "没有自评表就不知道表后来改没改，只能与生成时的记录对照，也更新不了。",
    ),
)
