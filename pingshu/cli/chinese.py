"""click's own words in Chinese: usage, headings, errors; and lines that wrap as Chinese does.

Knows click. Must not know what the commands do.
"""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import click

# A word, or a single character, together with the punctuation that must not begin a line.
_PIECES = re.compile(r"(?:[!-~]+|.)[，。；：！？、）”…]*")


class _Formatter(click.HelpFormatter):
    """Lays out help in which a character may be two columns wide and a line ends anywhere."""

    def write_heading(self, heading: str) -> None:
        """Write a heading with a full-width colon."""
        self.write(f"{'':{self.current_indent}}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs; the lines of one are joined without a space."""
        indent = " " * self.current_indent
        for number, paragraph in enumerate(text.split("\n\n")):
            joined = "".join(line.strip() for line in paragraph.splitlines())
            lines = _wrapped(joined, self.width - self.current_indent)
            self.write("\n" * (number > 0) + "".join(f"{indent}{line}\n" for line in lines))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write terms and what they mean in two columns."""
        terms = list(rows)
        first = min(max(_width(term) for term, _ in terms), col_max) + col_spacing
        margin = self.current_indent + first
        for term, meaning in terms:
            head = f"{'':{self.current_indent}}{term}"
            gap = " " * max(margin - _width(head), col_spacing)
            text = f"\n{'':{margin}}".join(_wrapped(meaning, self.width - margin))
            self.write(f"{head}{gap}{text}\n")


def _wrapped(text: str, width: int) -> Iterator[str]:
    line = ""
    for piece in _PIECES.findall(text):
        if line and _width(line + piece) > width:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    yield line


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


class _Context(click.Context):
    formatter_class = _Formatter


class _InChinese(click.Command):
    """A command whose help speaks Chinese."""

    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option --help with Chinese text."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这份说明。"
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what follows the name of the command."""
        pieces = [piece for param in self.get_params(ctx) for piece in param.get_usage_pieces(ctx)]
        return ["[选项]", *pieces]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line of usage."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write(f"用法：{ctx.command_path} {pieces}\n")

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write nothing: what the arguments are stands in the text above."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under a Chinese heading."""
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        records = [option.get_help_record(ctx) for option in options]
        with formatter.section("选项"):
            formatter.write_dl([_without_range(record) for record in records if record])


def _without_range(record: tuple[str, str]) -> tuple[str, str]:
    """Return an option and its help without the range of numbers that click adds in its own way."""
    option, told = record
    return option, told.removesuffix("  [x>=1]")


class Command(_InChinese):
    """A command whose help speaks Chinese."""


class Group(_InChinese, click.Group):
    """A group that runs a default command when none is named."""

    command_class = Command

    def __init__(self, *args: object, default: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as given
        self.default = default

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command first unless a command or help is asked for."""
        own = {"--help", "--version", *self.commands}
        if not args or args[0] not in own:
            if args and not args[0].startswith("-"):
                _refuse_misspelt(args[0], [*self.commands], ctx)
            args = [self.default, *args]
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what follows the name of the program."""
        return ["[命令]", *super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options, then commands."""
        _InChinese.format_options(self, ctx, formatter)
        rows = [(name, command.get_short_help_str(80)) for name, command in self.commands.items()]
        with formatter.section("命令"):
            formatter.write_dl(rows)


class UnknownCommandError(click.UsageError):
    """A word that is no file but nearly a command; its message is Chinese."""


def _refuse_misspelt(word: str, commands: Sequence[str], ctx: click.Context) -> None:
    from difflib import get_close_matches

    near = get_close_matches(word, commands, n=1)
    if near and not os.path.lexists(word):
        told = f"没有“{word}”这个命令，也没有这个文件。是不是 {near[0]}？"
        raise UnknownCommandError(told, ctx)


def usage_error_text(error: click.UsageError) -> str:
    """Return what is wrong with a command line, in Chinese, and where to read more."""
    path = error.ctx.command_path if error.ctx else "python generate.py"
    return f"{_what_is_wrong(error)}\n用法说明：{path} --help"


def _what_is_wrong(error: click.UsageError) -> str:
    if isinstance(error, UnknownCommandError):
        return error.message
    if isinstance(error, click.NoSuchOption):
        return f"没有“{error.option_name}”这个选项。{_nearest(error)}"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        return f"少写了“{name}”。"
    return _translated(error.message)


def _nearest(error: click.NoSuchOption) -> str:
    from difflib import get_close_matches

    near = get_close_matches(error.option_name, error.possibilities or (), n=1)
    return f"是不是“{near[0]}”？" if near else ""


_TRANSLATIONS = (
    (r"Got unexpected extra arguments? \((.*)\)", "多写了“{}”。"),
    (r"Option '(.*)' does not take a value", "选项“{}”后面不要写内容。"),
    (r"Option '(.*)' requires an argument", "选项“{}”后面要写内容。"),
    (r"'(.*)' is not a valid integer", "“{}”不是整数。"),
    (r"(\S+) is not in the range", "“{}”太小了。"),
    (r"'(.*)' is a file", "“{}”是文件，这里要写文件夹。"),
    (r"'(.*)' is a directory", "“{}”是文件夹，这里要写文件。"),
)


def _translated(message: str) -> str:
    for english, chinese in _TRANSLATIONS:
        match = re.search(english, message)
        if match:
            return chinese.format(match[1].replace("\\\\", "\\"))
    return "命令的写法不对，请照用法说明检查。"
