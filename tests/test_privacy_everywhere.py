"""No private name and no personal number is in a byte that a command writes or prints, and the result still verifies."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.hidden import fitting_files, fitting_rows

GOLD = Path(__file__).parents[2] / "shared" / "gold"
PEOPLE = ("曾桂莲", "蒋德厚", "刘晓梅", "欧阳雪梅", "阿卜力孜·买买提")
NUMBERS = ("13812345678", "430111199001011234", "6222021234567890123", "82345678", "lxm88")
ARTICLES = {
    "办事.txt": "清溪县医疗保障局为村民曾桂莲上门办理备案 电话13812345678\n\n"
    "清溪县医疗保障局推出“上门办”服务，惠及1200人。村民曾桂莲说，她的身份证号430111199001011234，"
    "银行卡号6222021234567890123。记者刘晓梅从清溪县医疗保障局获悉，“上门办”服务热线0731-82345678，邮箱lxm88@example.com。\n",
    "曾桂莲的故事.txt": "村民曾桂莲领到补贴\n\n清溪县民政局开展“暖冬行动”，惠及300人。村民曾桂莲领到了补贴。\n",
    "欧阳雪梅/信.txt": "教师欧阳雪梅的一天\n\n"
    "清溪县教育局实施“送教上门”工程，覆盖80名学生。教师欧阳雪梅每周上门两次，果农阿卜力孜·买买提的孩子也在其中。\n",
}
ROW = {
    "id": "蒋德厚-1",
    "title": "患者蒋德厚的感谢信",
    "publisher": "通讯员蒋德厚",
    "url": f"https://example.org/{quote('蒋德厚')}",
    "text": "清溪县民政局开展“暖冬行动”，惠及300人。患者蒋德厚说，心里暖。",
}


def kg(*arguments: object) -> subprocess.CompletedProcess[str]:
    """One command and what it printed."""
    command = [sys.executable, "-m", "kg.cli", *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8", timeout=300)


def written(out: Path) -> dict[str, str]:
    """Every file of a result as text, its name included."""
    return {str(path.relative_to(out)): f"{path.relative_to(out)}\n{path.read_bytes().decode('utf-8')}" for path in out.rglob("*") if path.is_file()}


def forms(secret: str) -> tuple[str, ...]:
    """The ways in which a text could stand in a file: plain, in an address, as escapes."""
    return secret, quote(secret), secret.encode("unicode_escape").decode(), json.dumps(secret)[1:-1]


def test_nothing_private_leaves_by_any_door(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    for name, text in ARTICLES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (folder / "rows.jsonl").write_text(json.dumps(ROW, ensure_ascii=False) + "\n{broken\n", "utf-8")
    (folder / "metadata.csv").write_text("file,title,publisher\n办事.txt,曾桂莲上门办 13812345678,记者刘晓梅\n", "utf-8")
    built = kg("build", folder, "-o", out, "--jsonld", "--graphml", "--rdf12")
    assert built.returncode == 0, built.stderr
    doors = {"build": built, "verify": kg("verify", out), "validate": kg("validate", out), "annotate": kg("annotate", folder)}
    for form in ("table", "csv", "json", "md"):
        doors[f"articles {form}"] = kg("query", "articles", out, "--format", form)
        doors[f"says {form}"] = kg("query", "article-says", out, "--format", form)
    assert {name: done.returncode for name, done in doors.items() if done.returncode} == {}
    texts = written(out) | {name: done.stdout + done.stderr for name, done in doors.items()}
    assert "清溪县医疗保障局" in texts["graph.ttl"]
    assert "上门办" in texts["annotate"]
    for secret in (*PEOPLE, *NUMBERS):
        assert [name for name, text in texts.items() if any(form in text for form in forms(secret))] == []


@pytest.mark.skipif(not (GOLD / "train").is_dir(), reason="the annotated texts of ../shared are not here")
def test_no_private_name_of_the_annotated_texts_is_in_a_result(tmp_path: Path) -> None:
    marked = [(path, json.loads(path.read_text("utf-8"))) for path in sorted(GOLD.rglob("*.json"))]
    marked = [(path, data) for path, data in marked if data.get("private")]
    assert len(marked) > 15
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    private: dict[str, set[str]] = {}
    officials: set[str] = set()
    for path, data in marked:
        stem = path.name.removesuffix(".json").removesuffix(".second")
        (folder / f"{stem}.txt").write_bytes(path.with_name(f"{stem}.txt").read_bytes())
        private.setdefault(stem, set()).update(name for name in data["private"] if len(name) > 1)
        officials |= {one["name"] for one in data.get("officials", ())}
    built = kg("build", folder, "-o", out)
    assert built.returncode == 0, built.stderr
    names = set().union(*private.values()) - officials
    texts = written(out) | {"build": built.stdout + built.stderr, "annotate": kg("annotate", folder).stdout}
    assert [(name, where) for name in sorted(names) for where, text in texts.items() if any(form in text for form in forms(name))] == []
    shown = [name for name in officials if name in texts["graph.ttl"] or name in texts["annotate"]]
    assert len(shown) >= 0.85 * len(officials)
    assert kg("verify", out).returncode == 0


def test_a_hidden_name_stands_for_the_files_and_rows_that_fit(tmp_path: Path) -> None:
    (tmp_path / "何林").mkdir()
    for name in ("何林/甲.txt", "何林/乙.txt", "何林秀.txt"):
        (tmp_path / name).write_text("x", "utf-8")
    assert [path.name for path in fitting_files(tmp_path, "何×/甲.txt")] == ["甲.txt"]
    assert list(fitting_files(tmp_path, "何×.txt")) == []
    (tmp_path / "rows.jsonl").write_text('{"id": "何林-1"}\n[1]\n{broken\n{"id": "何秀-1"}\n{"id": "何林秀-1"}\n', "utf-8")
    assert list(fitting_rows(tmp_path / "rows.jsonl", "何×-1")) == ["何林-1", "何秀-1"]
