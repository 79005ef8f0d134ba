"""A small hand-made output folder with its sources: what the tests of validate, verify, query, store and server look at.

All sentences and officials are invented; places and codes are real. Offsets and digests are computed from the texts, so that the folder verifies.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

BASE = "https://w3id.org/localgov-kg/id/"
LG = "https://w3id.org/localgov-kg/ontology#"
KINDS = ("division", "place", "agency", "organisation", "programme", "policy", "indicator", "article", "claim", "span", "official", "post", "build")
PREFIXES = {
    "lg": LG,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "cv": "http://data.europa.eu/m8g/",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "sosa": "http://www.w3.org/ns/sosa/",
    "schema": "https://schema.org/",
    "eli": "http://data.europa.eu/eli/ontology#",
    **{
        scheme.replace("-", ""): f"https://w3id.org/localgov-kg/vocab/{scheme}/"
        for scheme in ("function", "programme-kind", "policy-kind", "target-group", "status")
    },
    **{kind: f"{BASE}{kind}/" for kind in KINDS},
}


@dataclass(frozen=True)
class Article:
    """One invented article; `body` holds its sentences."""

    key: str
    source: str
    title: str
    published: str
    body: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole file."""
        return "\n".join((self.title, *self.body)) + "\n"


@dataclass(frozen=True)
class Fact:
    """A triple and where it is said: article key and sentence number; `mask` is a name to be hidden in the quote."""

    triple: tuple[str, str, str]
    article: str
    sentence: int
    status: str | None = None
    confidence: str = "0.9"
    inferred: bool = False
    mask: str | None = None
    asserted: bool = True


ARTICLES = (
    Article(
        "a1",
        "jianghua/health.txt",
        "江华县推出“暖心医保”行动",
        "2023-10-24",
        (
            "江华瑶族自治县医疗保障局推出“暖心医保”行动，为困难群众代办报销。",
            "该行动依据《江华县医保便民服务办法》开展，今年已发放补助1200万元。",
            "县医保局与江华县人民医院合作，水口镇村民岑小满当天就拿到了报销款。",
            "县医保局局长覃远山介绍，下一步计划推进“村医代办”工程。",
        ),
    ),
    Article(
        "a2",
        "yongzhou.txt",
        "永州市医保工作综述",
        "2023-11",
        (
            "永州市医疗保障局下发《永州市门诊慢特病管理意见》。",
            "江华县医保局的“暖心医保”行动今年已发放补助1300万元，惠及困难群众。",
            "双牌县医疗保障局推出“银龄守护”行动，江华县人民医院参加该行动。",
            "永州发布《永州市乡村医生培养方案》。",
        ),
    ),
    Article(
        "a3",
        "shuangpai.txt",
        "双牌县启动“银龄守护”行动",
        "2024-01-05",
        ("双牌县医疗保障局启动“银龄守护”行动，这是“健康永州”行动的一部分。", "行动将在泷泊镇开展，计划服务老年人2万人次。"),
    ),
)

A1, A2, A3 = ("article:a1", "article:a2", "article:a3")
FACTS = (
    Fact(("agency:jh-yb", "lg:runs", "programme:nuanxin"), "a1", 0, "done"),
    Fact(("programme:nuanxin", "lg:targets", "targetgroup:people-in-difficulty"), "a1", 0),
    Fact(("programme:nuanxin", "lg:basedOn", "policy:bianmin"), "a1", 1),
    Fact(("indicator:i1", "sosa:hasSimpleResult", "12000000.0"), "a1", 1, "done"),
    Fact(("agency:jh-yb", "lg:cooperatesWith", "organisation:hospital"), "a1", 2, mask="岑小满"),
    Fact(("place:shuikou", "lg:within", "division:431129"), "a1", 2, confidence="0.6", mask="岑小满"),
    Fact(("agency:jh-yb", "lg:runs", "programme:cunyi"), "a1", 3, "planned", confidence="0.55"),
    Fact(("agency:yz-yb", "lg:issues", "policy:manbing"), "a2", 0),
    Fact(("agency:jh-yb", "lg:runs", "programme:nuanxin"), "a2", 1, "done"),
    Fact(("indicator:i2", "sosa:hasSimpleResult", "13000000.0"), "a2", 1, "done"),
    Fact(("agency:sp-yb", "lg:runs", "programme:yinling"), "a2", 2, "done"),
    Fact(("organisation:hospital", "lg:takesPartIn", "programme:yinling"), "a2", 2),
    Fact(("agency:yz-gov", "lg:issues", "policy:cunyi-fangan"), "a2", 3, inferred=True),
    Fact(("agency:sp-yb", "lg:runs", "programme:yinling"), "a3", 0, "underway"),
    Fact(("programme:yinling", "lg:partOf", "programme:jiankang"), "a3", 0),
    Fact(("programme:yinling", "lg:locatedIn", "place:longbo"), "a3", 1, "planned"),
    Fact(("place:longbo", "lg:within", "division:431123"), "a3", 1),
    Fact(("indicator:i3", "sosa:hasSimpleResult", "20000.0"), "a3", 1, "planned"),
)
THINGS = """
division:430000 a lg:AdministrativeDivision, lg:Place, cv:AdminUnit, dct:Location ; rdfs:label "湖南省"@zh ; skos:altLabel "湖南"@zh ;
  skos:notation "430000" ; lg:level 1 .
division:431100 a lg:AdministrativeDivision, lg:Place, cv:AdminUnit, dct:Location ; rdfs:label "永州市"@zh ; skos:altLabel "永州"@zh ;
  skos:notation "431100" ;
  lg:level 2 ; dct:isPartOf division:430000 .
division:431123 a lg:AdministrativeDivision, lg:Place, cv:AdminUnit, dct:Location ; rdfs:label "双牌县"@zh ; skos:notation "431123" ;
  lg:level 3 ; dct:isPartOf division:431100 .
division:431129 a lg:AdministrativeDivision, lg:Place, cv:AdminUnit, dct:Location ; rdfs:label "江华瑶族自治县"@zh ;
  skos:altLabel "江华县"@zh ; skos:notation "431129" ;
  lg:level 3 ; dct:isPartOf division:431100 .
place:shuikou a lg:Place, dct:Location ; rdfs:label "水口镇"@zh .
place:longbo a lg:Place, dct:Location ; rdfs:label "泷泊镇"@zh .
agency:jh-yb a lg:Agency, cv:PublicOrganisation, org:Organization ; rdfs:label "江华瑶族自治县医疗保障局"@zh ; skos:altLabel "县医保局"@zh ;
  lg:function function:medical-insurance ; lg:jurisdiction division:431129 .
agency:sp-yb a lg:Agency, cv:PublicOrganisation, org:Organization ; rdfs:label "双牌县医疗保障局"@zh ;
  lg:function function:medical-insurance ; lg:jurisdiction division:431123 .
agency:yz-yb a lg:Agency, cv:PublicOrganisation, org:Organization ; rdfs:label "永州市医疗保障局"@zh ;
  lg:function function:medical-insurance ; lg:jurisdiction division:431100 .
agency:yz-gov a lg:Agency, cv:PublicOrganisation, org:Organization ; rdfs:label "永州市人民政府"@zh ; lg:inferred true ;
  lg:function function:government ; lg:jurisdiction division:431100 .
organisation:hospital a lg:Organisation, org:Organization ; rdfs:label "江华县人民医院"@zh .
programme:nuanxin a lg:Programme, prov:Activity ; rdfs:label "暖心医保"@zh ; lg:programmeKind programmekind:campaign ;
  lg:started "2023-10"^^xsd:gYearMonth .
programme:cunyi a lg:Programme, prov:Activity ; rdfs:label "村医代办"@zh ; lg:programmeKind programmekind:project .
programme:yinling a lg:Programme, prov:Activity ; rdfs:label "银龄守护"@zh ; lg:programmeKind programmekind:campaign .
programme:jiankang a lg:Programme, prov:Activity ; rdfs:label "健康永州"@zh ; lg:programmeKind programmekind:campaign .
policy:bianmin a lg:Policy, foaf:Document ; rdfs:label "江华县医保便民服务办法"@zh ; dct:title "江华县医保便民服务办法"@zh ;
  lg:policyKind policykind:measures .
policy:manbing a lg:Policy, foaf:Document ; rdfs:label "永州市门诊慢特病管理意见"@zh ; dct:title "永州市门诊慢特病管理意见"@zh ;
  lg:policyKind policykind:opinions .
policy:cunyi-fangan a lg:Policy, foaf:Document ; rdfs:label "永州市乡村医生培养方案"@zh ; dct:title "永州市乡村医生培养方案"@zh ;
  lg:policyKind policykind:scheme .
indicator:i1 a lg:Indicator, sosa:Observation ; rdfs:label "1200万元"@zh ; sosa:hasSimpleResult 12000000.0 ; schema:unitText "元" ;
  lg:what "发放补助"@zh ;
  sosa:hasFeatureOfInterest programme:nuanxin ; sosa:phenomenonTime "2023"^^xsd:gYear ; lg:status status:done .
indicator:i2 a lg:Indicator, sosa:Observation ; rdfs:label "1300万元"@zh ; sosa:hasSimpleResult 13000000.0 ; schema:unitText "元" ;
  lg:what "发放补助"@zh ;
  sosa:hasFeatureOfInterest programme:nuanxin ; sosa:phenomenonTime "2023"^^xsd:gYear ; lg:status status:done .
indicator:i3 a lg:Indicator, sosa:Observation ; rdfs:label "2万人次"@zh ; sosa:hasSimpleResult 20000.0 ; schema:unitText "人次" ;
  lg:what "服务老年人"@zh ;
  sosa:hasFeatureOfInterest programme:yinling ; lg:status status:planned .
official:qin a lg:Official, foaf:Person ; foaf:name "覃远山" ; org:holds post:juzhang .
post:juzhang a lg:Post, org:Post ; rdfs:label "县医保局局长"@zh ; org:postIn agency:jh-yb .
article:a1 schema:mentions agency:jh-yb, programme:nuanxin, programme:cunyi, policy:bianmin, organisation:hospital, place:shuikou,
  division:431129, indicator:i1 .
article:a2 schema:mentions agency:yz-yb, agency:jh-yb, agency:sp-yb, programme:nuanxin, programme:yinling, policy:manbing, policy:cunyi-fangan,
  organisation:hospital, division:431100, indicator:i2 .
article:a3 schema:mentions agency:sp-yb, programme:yinling, programme:jiankang, place:longbo, indicator:i3 .
"""
SUMMARY = """
programme:nuanxin lg:articleCount 2 .
programme:yinling lg:articleCount 1 .
indicator:i1 lg:contradicts indicator:i2 .
indicator:i2 lg:contradicts indicator:i1 .
article:a3 lg:reprintOf article:a2 .
"""


def write_sample(folder: Path) -> tuple[Path, Path]:
    """Write the output folder and the sources under `folder`; returns (OUT, sources)."""
    out, sources = folder / "out", folder / "sources"
    out.mkdir(parents=True)
    for article in ARTICLES:
        path = sources / article.source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(article.text.encode())
    header = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    plain = "".join(f"{' '.join(fact.triple)} .\n" for fact in FACTS if fact.asserted)
    (out / "graph.ttl").write_text(header + THINGS + plain + _articles(), encoding="utf-8")
    (out / "evidence.ttl").write_text(header + _evidence(), encoding="utf-8")
    (out / "summary.ttl").write_text(header + SUMMARY + _claim_counts(), encoding="utf-8")
    return out, sources


def read_text(path: Path, row: str | None) -> str:
    """The reader that the tests hand to verify: plain UTF-8, no rows."""
    assert row is None
    return path.read_text(encoding="utf-8")


def _date(value: str) -> str:
    kind = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(value)]
    return f'"{value}"^^xsd:{kind}'


def _articles() -> str:
    return "".join(
        f'article:{a.key} a lg:Article, schema:NewsArticle ; schema:headline "{a.title}"@zh ; lg:source "{a.source}" ;\n'
        f'  schema:datePublished {_date(a.published)} ; schema:publisher "湘南观察" ; schema:url <https://example.org/{a.key}> .\n'
        for a in ARTICLES
    )


def _evidence() -> str:
    parts = ['build:b1 a lg:Build, prov:Activity ; lg:version "localgov-kg 0.1.0" ; prov:used article:a1, article:a2, article:a3 .\n']
    by_key = {article.key: article for article in ARTICLES}
    spans: dict[str, str] = {}
    parts.extend(f'article:{a.key} lg:digest "sha256:{sha256(a.text.encode()).hexdigest()}" .\n' for a in ARTICLES)
    for number, fact in enumerate(FACTS, 1):
        span = f"span:{fact.article}-{fact.sentence}"
        spans[span] = _span(span, by_key[fact.article], fact)
        subject, predicate, target = fact.triple
        extra = f" ; lg:status status:{fact.status}" if fact.status else ""
        extra += " ; lg:inferred true" if fact.inferred else ""
        parts.append(
            f"claim:c{number} a lg:Claim ; rdf:subject {subject} ; rdf:predicate {predicate} ; rdf:object {target} ;\n"
            f'  prov:wasDerivedFrom {span} ; lg:rule "test.cue" ; lg:confidence {fact.confidence}{extra} .\n'
        )
    return "".join(parts + [spans[span] for span in sorted(spans)])


def _claim_counts() -> str:
    """On the first claim of each fact how many claims and how many independent articles say it; a3 is a copy of a2."""
    said: dict[tuple[str, str, str], dict[str, str]] = {}
    for number, fact in enumerate(FACTS, 1):
        said.setdefault(fact.triple, {})[f"claim:c{number}"] = {"a3": "a2"}.get(fact.article, fact.article)
    return "".join(f"{min(claims)} lg:claimCount {len(claims)} ; lg:articleCount {len(set(claims.values()))} .\n" for claims in said.values())


def _span(span: str, article: Article, fact: Fact) -> str:
    sentence = article.body[fact.sentence]
    start = article.text.index(sentence)
    text = f"{span} a oa:SpecificResource ; oa:hasSource article:{article.key} ; oa:hasSelector {span}-s"
    if fact.mask:
        text += f' ; lg:quote "{sentence.replace(fact.mask, fact.mask[0] + "×" * (len(fact.mask) - 1))}"@zh .\n'
    else:
        text += f' .\n{span}-s a oa:TextQuoteSelector ; oa:exact "{sentence}"@zh .\n'
    return text + f"{span}-s a oa:TextPositionSelector ; oa:start {start} ; oa:end {start + len(sentence)} .\n"
