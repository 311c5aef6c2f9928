"""Examples of findings about files that are read, told in words.

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
        code="empty-file",
        wrong="“甲.xlsx”只有0字节，拷贝时断了",
        message="这个文件是空的，里面没有任何内容。请重新拷一份原来的来，再运行；"
        "没有原来的，请向填报单位重新索取。",
        right="重新拷来的“甲.xlsx”",
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
        code="files-passed-over",
        wrong="自评表旁边放着“自评表.pdf”和“说明.txt”",
        message="“input_workbooks”里的“自评表.pdf”、“说明.txt”不是工作簿，也不是 Word 文档，"
        "没有读取。"
        "里面如有自评表，请另存为 .xlsx 或 Word 文档放在这里再运行；不是自评表的不用理会。",
        right="把它们移到别处",
    ),
    FileCase(
        code="settings-misnamed",
        wrong="把“profile.toml.txt”放在了 input_workbooks 里",
        message="“profile.toml.txt”像是设置文件，名字末尾多了“.txt”，没有用上。"
        "请把它改名为“profile.toml”，放到 templates 里这一类的文件夹中，再运行；"
        "看不到“.txt”的，先在文件夹的“查看”里勾选“文件扩展名”。",
        right="改好名字，放到 templates 里",
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
        "项目名称、全年预算数、全年执行数、三级指标、实际完成值。空表请先填好；填好了还认不出的，"
        "请核对表头，本地有别的叫法时，在 templates/类别/profile.toml 里加上（见使用说明）。",
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
)
