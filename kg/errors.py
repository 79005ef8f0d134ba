"""The errors a user can cause, each with the data that its one-line message needs; `cli.py` turns them into exit status 2."""

from __future__ import annotations


def printable(text: str) -> str:
    """`text` on one line that a terminal or a log can show: control and direction characters, which a file name may hold, as escapes."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else " " if char.isspace() and char not in "\r\n\v\f" else ascii(char)[1:-1] for char in text)


class KgError(Exception):
    """Base of all errors raised on purpose: `where` (a path or a name), `what` is wrong, and what to `do` about it."""

    def __init__(self, where: str, what: str, do: str = "") -> None:
        self.where, self.what, self.do = where, what, do
        super().__init__(printable(f"{where}: {what}" + (f" ({do})" if do else "")))

    def __reduce__(self) -> tuple[type[KgError], tuple[str, str, str]]:
        """How an error travels from a worker's process to ours."""
        return type(self), (self.where, self.what, self.do)


class InputError(KgError):
    """A source file that cannot be read: empty, binary, truncated, wrongly encoded, too large."""


class GraphError(KgError):
    """A graph or an output folder that is missing, broken or of another version."""


class GoldError(KgError):
    """A gold file that does not fit its text or the form of the annotation guide."""


class ConfigError(KgError):
    """A setting, an option or a lexicon file that cannot be used."""


class MissingExtraError(KgError):
    """An optional dependency that is not installed; `do` names the extra."""
