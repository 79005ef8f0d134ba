"""Texts to measure on: made-up articles, of which the same number gives the same words, or public broadcast texts where they lie beside the checkout.

A made-up article is a notice of some county's bureau with programmes, figures, a policy, a township and now and then a partner or a copy of another
article. No event in them has happened; names of programmes are numbered so that they are many.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from kg.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.gazetteer import Division

BROADCASTS = Path(__file__).parents[2] / "shared" / "text" / "broadcast-all.jsonl.gz"
PROVINCE = "43"
BUREAUS = ("医疗保障局", "民政局", "教育局", "农业农村局", "财政局", "卫生健康局", "林业局", "商务局", "交通运输局", "市场监督管理局")
SHORT = ("县医保局", "县民政局", "县教育局", "县农业农村局", "县财政局", "县卫健局", "县林业局", "县商务局", "县交通运输局", "县市场监管局")
THEMES = ("暖心", "安居", "助学", "兴林", "畅行", "护苗", "便民", "扫码", "净水", "夜校", "家庭病床", "旧衣回收", "口袋公园", "渔港改造")
KINDS = ("行动", "工程", "专项整治", "服务平台", "试点", "改革")
GROUPS = ("困难群众", "个体工商户", "老年人", "残疾人", "农村学生")
FILLERS = (
    "上午九点，服务大厅里人来人往，工作人员一边答疑一边登记，墙上的流程图换了新的，字也放大了一号，戴不戴老花镜都看得清。",
    "从前要跑几个窗口的事，如今在一处就能办完，来办事的人说省了不少路，也不用再为缺一张纸来回折腾。",
    "干部们分成小组进村入户，白天看现场，晚上对账本，把问题一条一条列出来，能当场解决的不过夜，解决不了的写清缘由和时限。",
    "雨后的山路有些滑，施工队还是按时到了工地，先把排水沟清了一遍，再把松动的石块搬开，忙到天黑才收工。",
    "事情虽小，牵着的人却不少，谁家老人行动不便，谁家孩子在外读书，登记表上都写得明白，照着名单一户一户打电话，没有漏下的。",
    "接下来，相关做法还要再看一段时间，好用的留下来，不好用的改一改，等到摸熟了再向别处推开，不图一时热闹。",
)


class Writer:
    """Writes made-up articles about the counties of one province; `text` is a pure function of the number."""

    def __init__(self) -> None:
        gazetteer = Gazetteer.load()
        prefectures = gazetteer.children(f"{PROVINCE}0000")
        self._counties: Sequence[tuple[Division, Sequence[Division]]] = [
            (county, gazetteer.children(county.code)) for prefecture in prefectures for county in gazetteer.children(prefecture.code)
        ]

    def text(self, number: int) -> str:
        """The article with this number as Markdown; every fiftieth repeats the words of the one before."""
        row = self.row(number)
        return f'---\ntitle: "{row["title"]}"\ndate: {row["date"]}\npublisher: {row["publisher"]}\n---\n\n{row["text"]}'

    def row(self, number: int) -> dict[str, str]:
        """The article with this number as a row of JSONL."""
        said = number - 1 if number % 50 == 49 else number
        bytes_ = hashlib.sha256(f"article {said}".encode()).digest()
        county, towns = self._counties[int.from_bytes(bytes_[:4]) % len(self._counties)]
        which = bytes_[5] % len(BUREAUS)
        bureau, short = f"{county.name}{BUREAUS[which]}", SHORT[which]
        town = towns[bytes_[6] % len(towns)].name if towns else county.name
        own = [f"{THEMES[(bytes_[7] + n) % len(THEMES)]}{said}号{KINDS[(bytes_[8] + n) % len(KINDS)]}" for n in range(3)]
        common = f"{THEMES[bytes_[9] % len(THEMES)]}{KINDS[bytes_[10] % len(KINDS)]}"
        year, sums = 2018 + bytes_[11] % 7, [int.from_bytes(bytes_[12 + 2 * n : 14 + 2 * n]) + 10 for n in range(6)]
        group = GROUPS[bytes_[28] % len(GROUPS)]
        filler, second, third, last = (FILLERS[(bytes_[29] + n) % len(FILLERS)] for n in range(4))
        date = f"{year}-{bytes_[30] % 12 + 1:02}-{bytes_[31] % 28 + 1:02}"
        text = (
            f"近日，{bureau}推出“{own[0]}”，面向{group}提供服务。{filler}{year}年，该局投入{sums[0]}万元，惠及群众{sums[1]}人次。\n\n"
            f"在{town}，“{own[1]}”已经完成，新建设施{sums[2] % 97 + 2}处，硬化道路{sums[3] % 310}.5公里。{second}{short}依据"
            f"《{county.name}{THEMES[bytes_[7] % len(THEMES)]}工作方案》开展“{own[2]}”，计划{year + 1}年再支持{sums[4]}户。\n\n"
            f"{third}今年以来，全县推进{common}，发放补贴{sums[5]}元，{town}等地先行。{short}与县财政局联手建立数据共享机制，做到一个不漏。\n\n{last}\n"
        )
        return {"id": f"m{number}", "title": f"{county.name}：{own[0]}见成效", "date": date, "publisher": "某日报", "text": text}

    def write(self, folder: Path, numbers: Sequence[int]) -> None:
        """Write the articles with these numbers into `folder`, a file each, a hundred to a subfolder."""
        for number in numbers:
            path = folder / f"{number // 100:03}" / f"{number:05}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.text(number), encoding="utf-8", newline="\n")


def source() -> str:
    """What the texts of `write_rows` are, for the record."""
    return "broadcast texts" if BROADCASTS.is_file() else "made-up articles"


def write_rows(path: Path, count: int) -> int:
    """Write `count` texts as JSONL, the same on every call, or as many as there are; returns how many characters they have.

    Broadcast texts are drawn evenly from the whole file, so that few and many of them are alike.
    """
    if BROADCASTS.is_file():
        with gzip.open(BROADCASTS, "rt", encoding="utf-8") as file:
            lines = list(file)
        drawn = [place * len(lines) // min(count, len(lines)) for place in range(min(count, len(lines)))]
        rows = [{"id": f"b{number}", **json.loads(lines[number])} for number in drawn]
    else:
        writer = Writer()
        rows = [writer.row(number) for number in range(count)]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return sum(len(row["text"]) for row in rows)
