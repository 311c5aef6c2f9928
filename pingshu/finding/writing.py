"""The kinds of findings about the files that are written.

Knows only words: code, severity, title, problem, cure and basis of each kind, in this order.
"""

KINDS = (
    (
        "template-fault",
        "error",
        "模板填不进去",
        "模板“{name}”填不进去：{reason}。",
        "请在 Word 里打开这个模板，改正所说的地方，再运行。",
        "模板里的写法对这张表行不通；其余的表照常生成。",
    ),
    (
        "target-in-use",
        "error",
        "报告正被打开",
        "“{name}”正被 Word 或 WPS 打开，新内容写不进去。",
        "请关掉它再运行一次。",
        "打开着的文件在 Windows 上不能替换；原文件没有动。",
    ),
    (
        "cannot-write",
        "error",
        "写不进去",
        "“{name}”写不进去：{reason}。",
        "请检查磁盘空间和文件夹权限，然后再运行。",
        "磁盘满了或没有写入权限；原有文件没有动。",
    ),
    (
        "edited-report-kept",
        "info",
        "报告已修改，未覆盖",
        "“{name}”生成后有人修改过，已修改，未覆盖。",
        "要得到新的报告，请先把它改名或移走再运行，或加 --force（原报告会另存一份备份）。",
        "人改过的文字比重新生成的更重要。",
    ),
    (
        "existing-file-kept",
        "info",
        "同名文件不是本工具生成的",
        "“{name}”已经存在，但不是本工具生成的（或生成记录已不在），未覆盖。",
        "请把它改名或移走再运行，或加 --force（原文件会另存一份备份）。",
        "不认识的文件一律不覆盖。",
    ),
)
