"""Graphs for the tests of the view, in invented words: a small one with everything on it, a hostile one, and large ones of any size."""

from __future__ import annotations

from dataclasses import replace

from kg.view import ViewArticle, ViewData, ViewEvidence, ViewFact, ViewFigure, ViewNode, ViewRegion

BASE = "https://w3id.org/localgov-kg/id/"
COUNTIES = (
    ("430121", "长沙县", 28.25, 113.08), ("430211", "天元区", 27.83, 113.08), ("430302", "雨湖区", 27.86, 112.90),
    ("430407", "石鼓区", 26.94, 112.60), ("430503", "大祥区", 27.22, 111.44), ("430602", "岳阳楼区", 29.37, 113.13),
    ("430702", "武陵区", 29.05, 111.69), ("430802", "永定区", 29.12, 110.54), ("430902", "资阳区", 28.59, 112.32),
    ("431002", "北湖区", 25.78, 113.01), ("431102", "零陵区", 26.22, 111.63), ("431202", "鹤城区", 27.55, 109.97),
)  # fmt: skip
TOPICS = (
    ("高龄老人助浴", "民政局", "困难老人"), ("渔船集中停靠", "农业农村局", "渔民"), ("夜间门诊延时", "卫生健康局", "上班族"),
    ("旧书循环", "教育局", "小学生"), ("屋顶光伏整县推进", "发展和改革局", "农户"), ("企业开办半日办结", "市场监督管理局", "个体工商户"),
)  # fmt: skip
REGIONS = (ViewRegion("430300", "湘潭市", 2, 27.83, 112.94), ViewRegion("430000", "湖南省", 1, 27.6, 111.7))


def small() -> ViewData:
    """About 60 nodes: twelve counties, a body and a programme each, policies, firms and target groups, in four components or fewer."""
    nodes = [ViewNode(BASE + "place/430000", "Place", "湖南省", ("湘",), "430000", "Q45761", lat=28.1, lon=112.98)]
    facts: list[ViewFact] = []
    figures: list[ViewFigure] = []
    articles: list[ViewArticle] = []
    for index, (code, county, lat, lon) in enumerate(COUNTIES):
        topic, body, group = TOPICS[index % len(TOPICS)]
        article = ViewArticle(
            f"{BASE}article/{index:02}", f"{county}{topic}见成效", "试验日报", f"2023-{index % 12 + 1:02}-1{index % 9}",
            f"https://news.example/{index}" if index % 3 else None, f"sample/{index:02}.md",
        )  # fmt: skip
        articles.append(article)
        place, agency = f"{BASE}place/{code}", f"{BASE}agency/{code}-{index % 6}"
        programme, policy, target = f"{BASE}programme/{code}", f"{BASE}policy/{index % 6}", f"{BASE}group/{index % 6}"
        sentence = f"{county}{body}今年推出“{topic}”行动，依据《{topic}实施办法》，面向{group}，已服务{1200 + 37 * index}人次。"
        said = (ViewEvidence(article.iri, sentence, 120, 120 + len(sentence), "cue:推出", 0.9 - 0.05 * (index % 5)),)
        ran = (replace(said[0], status=("done", "underway", "planned")[index % 3]),)
        nodes += [
            ViewNode(place, "Place", county, (), code, f"Q1{code}", BASE + "place/430000", lat=lat, lon=lon),
            ViewNode(
                agency,
                "Agency",
                county + body,
                (body,),
                details=(("Function", "职能", body.removesuffix("局")),),
            ),
            ViewNode(programme, "Programme", f"{topic}行动", (topic,)),
        ]
        if index < 6:
            nodes += [ViewNode(policy, "Policy", f"{topic}实施办法"), ViewNode(target, "TargetGroup", group)]
        facts += [
            ViewFact(place, "within", BASE + "place/430000"),
            ViewFact(agency, "jurisdiction", place),
            ViewFact(agency, "runs", programme, ran),
            ViewFact(programme, "basedOn", policy, evidence=said),
            ViewFact(programme, "targets", target, evidence=said),
        ]
        figures.append(
            ViewFigure(
                f"{BASE}figure/{index:02}", programme, f"{1200 + 37 * index}人次", 1200 + 37 * index, "人次", "服务", "2023", "done", evidence=said
            )
        )
        if index % 4 == 0:
            firm = f"{BASE}organisation/{code}"
            nodes.append(ViewNode(firm, "Organisation", f"{county[:2]}青禾服务有限公司"))
            facts += [ViewFact(firm, "takesPartIn", programme, evidence=said), ViewFact(firm, "locatedIn", place, evidence=said)]
    return ViewData("湖南试点举措图谱", tuple(nodes), tuple(facts), tuple(figures), tuple(articles), BASE, "Pilot measures in Hunan", REGIONS)


def with_background() -> ViewData:
    """The small graph with three places that only nest and a lone policy: what the opening view leaves aside."""
    data = small()
    extra = (
        ViewNode(BASE + "place/430381", "Place", "湘乡市", (), "430381"),
        ViewNode(BASE + "place/430381100", "Place", "月山镇", (), "430381100"),
        ViewNode(BASE + "place/430382", "Place", "韶山市", (), "430382"),
        ViewNode(BASE + "policy/lone", "Policy", "无人提及的意见"),
    )
    nested = (
        ViewFact(extra[0].iri, "within", BASE + "place/430000"),
        ViewFact(extra[1].iri, "within", extra[0].iri),
        ViewFact(extra[2].iri, "within", BASE + "place/430000"),
    )
    return replace(data, nodes=data.nodes + extra, facts=data.facts + nested)


def hostile() -> ViewData:
    """Names, titles and addresses that try to run: each would set `window.broken`."""
    bad = "</script><script>window.broken=1</script>"
    image = '<img src=x onerror="window.broken=2">'
    article = ViewArticle(BASE + "article/0", f"{image}标题 href", "<b>报社</b>", "2023-05-01", "javascript:window.broken=3", f"{bad}.md")
    said = (ViewEvidence(article.iri, f"局长说{bad}{image}完毕<!-- ", 0, 9, "r", 0.5),)
    nodes = (
        ViewNode(BASE + "a", "Agency", f"甲局{bad}", (image,), None, "javascript:window.broken=4", None, (("<b>x", "<b>y", image),)),
        ViewNode(BASE + "b", "Programme", f"乙行动{image}", (), "<!--"),
        ViewNode(BASE + 'c"><script>window.broken=5</script>', "Place", "=HYPERLINK(1)\u2028丙", (), "430000"),
    )
    facts = (ViewFact(BASE + "a", "runs", BASE + "b", said), ViewFact(BASE + "b", "locatedIn", nodes[2].iri, said))
    figures = (ViewFigure(BASE + "f", BASE + "b", image, 3.5, bad, image, "2023", "done", 4.5, image, said),)
    return ViewData(f"图{bad}{image}", nodes, facts, figures, (article,), BASE)


def large(count: int) -> ViewData:
    """A graph of `count` nodes like those of a big build: counties with bodies, bodies with programmes, programmes with shared policies."""
    kinds = ("Agency", "Programme", "Place", "Programme", "Policy", "Organisation")
    article = ViewArticle(BASE + "article/0", "汇编", "试验日报", "2023-06-01", "https://news.example/1", "all.md")
    nodes = tuple(ViewNode(f"{BASE}n/{i:06}", kinds[i % 6], f"{COUNTIES[i % 12][1]}{TOPICS[i % 5][0]}{i}") for i in range(count))  # type: ignore[arg-type]
    facts = []
    for i in range(1, count):
        quote = ViewEvidence(article.iri, f"第{i}条：{nodes[i].name}由{nodes[i - i // 2 - 1].name}推动。", i * 30, i * 30 + 25, "r")
        anchor = (i // 24) * 24 if i % 24 else (i // 240) * 240  # blocks of 24 hang on a hub, hubs on a larger one: communities to be seen
        if anchor != i:
            facts.append(ViewFact(nodes[i].iri, "runs", nodes[anchor].iri, evidence=(quote,)))
        if i % 3 == 0 and i > 24:
            facts.append(ViewFact(nodes[i].iri, "basedOn", nodes[i - 1 - (i * 7) % 20].iri, evidence=(quote,)))
    return ViewData(f"{count} 个节点", nodes, tuple(facts), (), (article,), BASE)
