"""Examples of findings about files that are written, told in words.

Knows words alone; the tests make the files.
"""

from scripts.documents.case import FileCase

WRITING_CASES: tuple[FileCase, ...] = (
    FileCase(
        code="template-fault",
        wrong="模板里写“{{ 资金.来源|first }}”，而表里没有填来源",
        message="模板“templates/项目支出/report.docx”填不进去：这里取不到值，"
        "例如列表是空的（正文第2段，标题“一、概况”之下，标签“{{ 资金.来源|first }}”）。"
        "请在 Word 里打开这个模板，改正所说的地方，再运行。",
        right="把模板改回取得到值的写法",
    ),
    FileCase(
        code="target-in-use",
        wrong="报告正在 Word 里打开，这次又有新内容要写",
        message="“青禾县公路养护中心-乡村公路养护-绩效自评报告.docx”正被 Word 或 WPS 打开，"
        "新内容写不进去。请关掉它再运行一次。",
        right="关掉报告再运行",
    ),
    FileCase(
        code="cannot-write",
        wrong="磁盘已满",
        message="“青禾县公路养护中心-乡村公路养护-绩效自评报告.docx”写不进去：磁盘已满。"
        "请检查磁盘空间和文件夹权限，然后再运行。",
        right="清理磁盘后再运行",
    ),
    FileCase(
        code="edited-report-kept",
        wrong="报告在 Word 里改过，又运行一次",
        message="“青禾县公路养护中心-乡村公路养护-绩效自评报告.docx”生成以后有人修改过，"
        "未覆盖。自评表没有变，不用处理；要全部重新生成，请先把它改名或移走再运行。",
        right="把改过的报告改名再运行",
    ),
    FileCase(
        code="edited-report-outdated",
        wrong="报告在 Word 里改过，自评表后来又改了目标",
        message="“青禾县公路养护中心-乡村公路养护-绩效自评报告.docx”生成以后有人修改过，"
        "未覆盖；自评表或模板后来也改了，报告里的数字可能是旧的。请加 --refresh 再运行一次："
        "新的数字更新进去，改过的文字不动，原来的另存一份。",
        right="加 --refresh 再运行一次，报告更新了，改过的文字还在",
    ),
    FileCase(
        code="edited-report-renewed",
        wrong="报告在 Word 里加了一句，自评表后来改了预算数和执行数，用 --refresh 运行",
        message="“青禾县公路养护中心-乡村公路养护-绩效自评报告.docx”生成以后有人修改过，"
        "已照现在的自评表更新，改过的文字没有动：更新数字2处。更新前的一份另存为“青禾县公路养护中心-"
        "乡村公路养护-绩效自评报告-原稿.docx”。请打开报告，看一遍更新的地方。",
        right="报告没有人改过，直接换成新的",
    ),
    FileCase(
        code="report-conflict",
        wrong="报告里的预算数手工改成98万元，自评表又改成120万元，用 --refresh 运行",
        message="“青禾县公路养护中心-乡村公路养护-绩效自评报告.docx”里“全年预算数98万元，"
        "全年执行数100万元，执行率100%。”一处：人工改成了“98万元”，而照现在的自评表应是“120万元”"
        "（正文第4段，标题“一、概况”之下）。报告里的没有动。"
        "请在 Word 里找到这一处（作者为“评述”的批注），改定后删去批注。",
        right="把报告里的改成120万元，再用 --refresh 运行",
    ),
    FileCase(
        code="report-text-unplaced",
        wrong="报告在 Word 里加了一句，模板后来全部重写，用 --refresh 运行",
        message="“青禾县公路养护中心-乡村公路养护-绩效自评报告.docx”更新后，有些人工写的内容在里面"
        "找不到位置，已另存为“青禾县公路养护中心-乡村公路养护-绩效自评报告-未归位-2023-02-01.docx”。"
        "请打开它，把还要的内容放回报告里。",
        right="模板只改一处",
    ),
    FileCase(
        code="report-unreadable",
        wrong="核对报告时，报告已经存坏，打不开",
        message="“青禾县公路养护中心-乡村公路养护-绩效自评报告.docx”打不开："
        "不是 Word 文档（.docx）；旧的 .doc 文件请先用 Word 或 WPS 另存为 .docx。"
        "报告没有动；照上面说的改好后，再运行一次。",
        right="用备份的报告换掉它",
    ),
    FileCase(
        code="report-workbook-unread",
        wrong="核对报告时，生成它的“甲.xlsx”已经不在",
        message="“青禾县公路养护中心-乡村公路养护-绩效自评报告.docx”是由“input_workbooks/甲.xlsx”"
        "生成的，现在读不出那张自评表：找不到“input_workbooks/甲.xlsx”。"
        "请把工作簿放回原处（或改好）再运行；改了名或换了地方的，加 --refresh 生成一次。",
        right="放回“甲.xlsx”",
    ),
    FileCase(
        code="original-kept-aside",
        wrong="报告在 Word 里改过，用 --force 重新生成",
        message="“青禾县公路养护中心-乡村公路养护-绩效自评报告.docx”有人修改过，"
        "或不是本工具生成的，写新的之前已把原来的另存为“青禾县公路养护中心-乡村公路养护-"
        "绩效自评报告-原稿.docx”。请看看原来那一份里有没有要留用的内容；不再需要时可以删除。",
        right="先把改过的报告改名再运行",
    ),
    FileCase(
        code="report-left-behind",
        wrong="“甲.xlsx”里的项目改了名，又运行一次",
        message="“青禾县公路养护中心-乡村公路养护-绩效自评报告.docx”是以前由“input_workbooks/"
        "甲.xlsx”的“自评表”生成的，这次没有再生成它：那个工作簿现在生成的是别的报告；生成以后没有人改过。"
        "不再需要的，没有人改过就可以直接删去；若是项目改了名，先把人工改动的内容移到新报告，再删去旧的。",
        right="删去旧报告再运行",
    ),
    FileCase(
        code="reports-alike",
        wrong="同一张自评表拷贝成“甲.xlsx”“乙.xlsx”两份",
        message="“青禾县公路养护中心-乡村公路养护-绩效自评报告（2）.docx”（由“input_workbooks/甲.xlsx”"
        "生成）和“青禾县公路养护中心-乡村公路养护-绩效自评报告.docx”（由“input_workbooks/乙.xlsx”生成）"
        "单位、项目、年度都相同。是同一张自评表的两份拷贝，请只留一份，并删去多余的报告；"
        "是两个项目，请把项目名称写得有区别。",
        right="删去拷贝和多余的报告再运行",
    ),
    FileCase(
        code="explanations-unreadable",
        wrong="“自查问题清单.et”存坏了",
        message="上一次的“自查问题清单.et”里填写的说明没有（全部）读到："
        "这个文件不是 Excel 工作簿（内容是文本或别的格式）。请打开它（已换成新清单的，看旁边的“-"
        "原稿”），把说明抄到新清单的“说明”一列，再运行一次。",
        right="把它移走，说明填在“自查问题清单.xlsx”里",
    ),
    FileCase(
        code="explanations-elsewhere",
        wrong="填好说明的清单又另存成“自查问题清单.et”",
        message="“自查问题清单.et”里填写的说明已经并入“自查问题清单.xlsx”。以后请只在“"
        "自查问题清单.xlsx”里填写，并把“自查问题清单.et”改名或移走，免得两份说法不一样。",
        right="把“自查问题清单.et”移走",
    ),
    FileCase(
        code="cannot-mark",
        wrong="用 --mark 标注“甲.et”",
        message="“甲.et”没有做标注：只有 .xlsx 能标注。请照自查问题清单里的单元格地址修改；"
        "不是 .xlsx 的，另存为 .xlsx 再运行就能标注。",
        right="另存为“甲.xlsx”再标注",
    ),
    FileCase(
        code="target-is-input",
        wrong="自评表就叫“汇总.xlsx”，放在 output 里",
        message="“汇总.xlsx”是这次要读取的文件，不能在它上面写，没有写出。请用 --"
        "output 换一个文件夹，或把这个文件改名，然后再运行。",
        right="改名为“甲.xlsx”",
    ),
    FileCase(
        code="gaps-left",
        wrong="没有填成文日期",
        message="“青禾县公路养护中心-乡村公路养护-绩效自评报告.docx”里还有1处标黄的提示："
        "【请补充：成文日期】。请在报告里找到它们补写；也可以在“文字材料”等表里填好，再运行一次。",
        right="在“文字材料”里填成文日期“2023年3月1日”",
    ),
    FileCase(
        code="existing-file-kept",
        wrong="output 里有一个同名的文件，不是本工具生成的",
        message="“青禾县公路养护中心-乡村公路养护-绩效自评报告.docx”已经存在，"
        "但不是本工具生成的（或生成记录已不在），未覆盖。请把它改名或移走再运行，或加 --"
        "force（原文件会另存一份备份）。",
        right="把它改名再运行",
    ),
)
