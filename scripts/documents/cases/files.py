"""Examples of findings about files that are read and written, told in words.

Knows words alone; the tests make the files.
"""

from scripts.documents.case import FileCase

FILE_CASES: tuple[FileCase, ...] = (
    FileCase(
        code="nothing-to-read",
        wrong="input_workbooks 里没有工作簿",
        message="“input_workbooks”中没有找到填好的自评表（Excel、WPS 工作簿或 Word 文档）。"
        "请把填好的自评表放进去再运行；空白表可用 python generate.py blank 项目支出 来取。",
        right="放进填好的“甲.xlsx”",
    ),
    FileCase(
        code="only-own-files",
        wrong="命令后面写的是 templates 文件夹",
        message="“templates”中只有模板、报告、汇总等本工具自己的文件，没有填好的自评表。"
        "请写出放自评表的文件夹，或把填好的自评表放进 input_workbooks 再运行。",
        right="写出放自评表的文件夹",
    ),
    FileCase(
        code="path-missing",
        wrong="命令后面写的“乙.xlsx”并不存在",
        message="找不到“input_workbooks/乙.xlsx”。请检查文件名和文件夹是否写对。",
        right="写对文件名“甲.xlsx”",
    ),
    FileCase(
        code="workbook-open",
        wrong="“甲.xlsx”正在 Excel 中打开，旁边有“~$甲.xlsx”",
        message="“甲.xlsx”正在 Excel 或 WPS 中打开，读到的是最近一次保存的内容。"
        "如有未保存的修改，请保存后再运行一次。",
        right="保存并关掉它再运行",
    ),
    FileCase(
        code="not-a-workbook",
        wrong="“甲.xls”是系统导出的网页",
        message="这个文件不是 Excel 工作簿（内容是网页或 XML）。请用 Excel 或 WPS 打开它，"
        "另存为“Excel 工作簿（.xlsx）”后再运行。",
        right="另存为“甲.xlsx”",
    ),
    FileCase(
        code="old-format",
        wrong="自评表存成了“甲.xlsb”",
        message="这个文件是.xlsb 格式，读不了。请用Excel 或 WPS打开它，另存为“"
        "Excel 工作簿（.xlsx）”后再运行。",
        right="另存为“甲.xlsx”",
    ),
    FileCase(
        code="encrypted",
        wrong="工作簿设了打开密码",
        message="这个工作簿设了打开密码，读不了。请去掉打开密码，另存一份后再运行。",
        right="去掉打开密码后另存",
    ),
    FileCase(
        code="damaged",
        wrong="“甲.xlsx”只传过来一半",
        message="这个工作簿打不开：压缩包不完整。请用 Excel 或 WPS 打开并另存一份；"
        "打不开时请向填报单位重新索取。",
        right="重新索取完整的文件",
    ),
    FileCase(
        code="too-large",
        wrong="标题一行误合并到整张工作表",
        message="这个文件太大：合并或带链接的单元格有17179869245个，超过上限200000个。"
        "请把自评表单独复制到一个新工作簿，另存后再运行。",
        right="只合并到表的宽度",
    ),
    FileCase(
        code="cell-too-far",
        wrong="IW16（第257列）误填了“备注”",
        message="每张表只读前5000行、256列，这个单元格在此之外，没有读取。请删去多余的行和列；"
        "那里如有自评表，请移到前面来。",
        right="删去这一格",
    ),
    FileCase(
        code="nested-table",
        wrong="Word 自评表的“实际完成情况”一格里又插了一个表格",
        message="这一格里又有一个表格，里面的内容没有读取。里面如有要报告的数，"
        "请直接填在这一格里。",
        right="删去套在里面的表格",
    ),
    FileCase(
        code="word-passed-over",
        wrong="自评表旁边放着“通知.docx”，里面没有表格",
        message="“通知.docx”是 Word 文档，里面没有表格，没有读取。它如果是自评表，"
        "请在命令后面写上它的文件名再运行；不是就不用理会。",
        right="把通知移到别处",
    ),
    FileCase(
        code="unreadable-file",
        wrong="没有读取“甲.xlsx”的权限",
        message="这个文件不能读取：没有权限。请检查文件是否还在、是否有权限打开，然后再运行。",
        right="改好权限再运行",
    ),
    FileCase(
        code="reader-warning",
        wrong="“备注”表 A1 设成日期格式，里面的数是9999999",
        message="读取时发现：单元格 A1 设成了日期格式，里面的数却不是日期。"
        "请核对报告中与此有关的内容。",
        right="填上正确的日期",
    ),
    FileCase(
        code="formula-without-value",
        wrong='I10 填公式“="无"”，导出时没有存结果',
        message="单元格里是公式，但文件中没有存它的计算结果。请用 Excel 或 WPS 打开这个工作簿，"
        "保存一次，再运行。",
        right="用 Excel 打开保存一次，或清空这一格",
    ),
    FileCase(
        code="error-value",
        wrong="I10 填公式“=A1/0”，显示为“#DIV/0!”",
        message="单元格显示为“#DIV/0!”。请改正公式或直接填写数值。",
        right="清空这一格",
    ),
    FileCase(
        code="character-removed",
        wrong="I10 的“无偏差。”中间有不可见的控制字符",
        message="单元格里有不可见的控制字符，已去掉。请核对这个单元格的文字是否完整。",
        right="清空这一格，或重新录入",
    ),
    FileCase(
        code="hidden-sheet-read",
        wrong="上年的自评表留在隐藏的工作表“去年”里",
        message="工作表“去年”是隐藏的，但里面有自评表，已照常生成报告。如果这张表已作废，"
        "请删除它。",
        right="删除这张工作表",
    ),
    FileCase(
        code="no-form",
        wrong="工作簿里只有一张通讯录",
        message="这个文件里没有认出绩效自评表。工作表“通讯录”：找到的表头：无；没有找到："
        "项目名称、全年预算数、全年执行数、三级指标、实际完成值。请核对表头；本地有别的叫法时，"
        "在 templates/类别/profile.toml 里加上（见使用说明）。",
        right="换成填好的自评表",
    ),
    FileCase(
        code="table-torn-off",
        wrong="Word 自评表的最后一行被“附：质量情况”隔成了另一张表",
        message="这张表没有读，像是“表4”的下半。如果是同一张自评表，"
        "请在 Word 里把两张表合成一张；不是的，不用处理。",
        right="删去中间的文字，两张表接在一起",
    ),
    FileCase(
        code="process-ended",
        wrong="处理这个工作簿的进程被系统中止了两次",
        message="处理这个工作簿时程序意外中止了，再试一次也是这样；它没有生成报告，其余的照常。"
        "多半是内存不够：请关掉别的程序，再单独运行这一个；还不行，请把它发给维护人员。",
        right="内存够了再运行",
    ),
    FileCase(
        code="internal",
        wrong="计算时程序出错",
        message="处理这个工作簿时程序出了错（ZeroDivisionError），它没有生成报告，其余的照常。"
        "这是程序的问题而不是您的；请把“出错记录.txt”和这个工作簿一起发给维护人员。",
        right="改正程序后再运行",
    ),
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
        "未覆盖。要全部重新生成，请先把它改名或移走再运行，或加 --force（原报告会另存一份备份）。",
        right="把改过的报告改名再运行",
    ),
    FileCase(
        code="edited-report-outdated",
        wrong="报告在 Word 里改过，自评表后来又改了目标",
        message="“青禾县公路养护中心-乡村公路养护-绩效自评报告.docx”生成以后有人修改过，"
        "未覆盖；自评表或模板后来也改了，报告里的数字可能是旧的。请加 --refresh 再运行一次："
        "新的数字更新进去，改过的文字不动，原来的另存一份。",
        right="把改过的报告改名再运行",
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
        "全年执行数100万元，执行率100%。”一处：人工改成了“98万元”，而照现在的自评表应是“120万元”。"
        "报告里的没有动。请在 Word 里找到这一处（作者为“评述”的批注），改定后删去批注。",
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
