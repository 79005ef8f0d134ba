"""`kg ontology` writes pages that show every term of the shipped Turtle, offline and escaped."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from kg.lexicon import VOCABULARIES, load_lexicon
from kg.ontology_page import terms, write_pages


def test_every_vocabulary_has_a_page_with_all_its_concepts(tmp_path: Path) -> None:
    written = write_pages(tmp_path)
    assert len(written) == len(VOCABULARIES)
    page = (tmp_path / "agency-functions.html").read_text("utf-8")
    missing = [concept.label for concept in load_lexicon().functions if concept.label not in page]
    assert missing == []
    assert "<script" not in page


def test_pages_are_the_same_bytes_every_time(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in write_pages(tmp_path / "a")]
    assert first == [path.read_bytes() for path in write_pages(tmp_path / "b")]


def test_markup_in_a_label_is_text(tmp_path: Path) -> None:
    source = tmp_path / "x.ttl"
    source.write_text('<http://x.org/a> <http://www.w3.org/2000/01/rdf-schema#label> "<b>甲</b>"@zh .', "utf-8")
    assert [term["zh"] for term in terms(source)] == ["<b>甲</b>"]


def test_the_command_says_what_to_open(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg.cli", "ontology", "-o", str(tmp_path / "pages")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "index.html" in done.stderr
    assert (tmp_path / "pages" / "index.html").is_file()
