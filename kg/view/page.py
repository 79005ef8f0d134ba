"""Writes the page: pyvis renders our own Jinja template with the data, the scripts and the styles in it, so that the file needs nothing else."""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING, Final

from kg.errors import ConfigError
from kg.view.page_data import data_text

if TYPE_CHECKING:
    from pathlib import Path

    from kg.view.drawing import Drawing
    from kg.view.page_data import Head
    from kg.view.rows import Lists

STYLES: Final = ("base.css", "panels.css", "small.css")
SCRIPTS: Final = (
    "strings.js",
    "dom.js",
    "store.js",
    "filters.js",
    "search.js",
    "paths.js",
    "labels.js",
    "ground.js",
    "graph-vis.js",
    "graph-sigma.js",
    "card.js",
    "overview.js",
    "panel.js",
    "table.js",
    "export.js",
    "permalink.js",
    "main.js",
)
LARGE: Final = 800  # nodes; above, vis-network takes longer for a redraw than a screen does, and the WebGL renderer is put in beside it


def page_html(lists: Lists, drawing: Drawing, head: Head) -> str:
    """The whole HTML text of the page, a function of its arguments alone."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line", heading=head.title)
    here = resources.files("kg.view")
    with resources.as_file(here / "assets") as folder:
        network.set_template_dir(str(folder), "page.html.j2")
        network.templateEnv.globals.update(
            head=head,
            data=data_text(lists, drawing, head),
            styles=[_style(folder / name) for name in STYLES],
            engines=_engines(len(lists["things"].texts)),
            scripts=[_script((folder / name).read_text(encoding="utf-8")) for name in SCRIPTS],
        )
        html: str = network.generate_html()
    return html


def write_page(html: str, out: Path) -> None:
    """Write the page to `out` in UTF-8 with line feeds, whole or not at all.

    Raises:
        ConfigError: the file cannot be written there.
    """
    part = out.with_name(out.name + ".part")
    try:
        part.write_bytes(html.encode("utf-8"))
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ConfigError(str(out), f"cannot be written: {error.strerror}", "give a file in a folder that exists") from error


def _style(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if "</style" in text.lower():
        raise AssertionError(path)
    return text


def _script(text: str) -> str:
    """A script as it may stand in a script element: nothing in it ends the element or opens a comment that hides the end."""
    return re.sub(r"<(?=/script|!--|script)", r"\\x3C", text, flags=re.IGNORECASE)


def _engines(count: int) -> list[str]:
    """The drawing libraries: vis-network from pyvis' own folder, and for large graphs sigma.js as well."""
    names = [resources.files("pyvis") / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"]
    if count > LARGE:
        names.append(resources.files("kg.view") / "vendor" / "sigma-graphology.min.js")
    return [_script(name.read_text(encoding="utf-8")) for name in names]
