"""Write the 绩效自评报告 (Word) that follows from a filled-in 绩效自评表 (Excel).

This root knows the version alone and imports no module, so that every module may stand
above it. Which module may import which is told in docs/architecture.md.
"""

__version__ = "0.1.0"
