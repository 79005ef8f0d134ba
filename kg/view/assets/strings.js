// Words of the interface, Chinese and English. Words of the graph itself come from the data and are never translated here.
"use strict";
window.KG = window.KG || {};
(function (KG) {
  const WORDS = {
    skip: ["跳到搜索", "Skip to search"], tools: ["工具", "Tools"], views: ["视图", "Views"], graph: ["网络", "Network"], map: ["地图", "Map"],
    table: ["表格", "Table"], save: ["导出", "Export"], filters: ["筛选", "Filters"], canvas: ["知识图谱画布：方向键移动，加减号缩放，Esc 取消选择", "Graph canvas: arrow keys move, plus and minus zoom, Escape clears"],
    zooming: ["缩放", "Zoom"], zoomIn: ["放大", "Zoom in"], zoomOut: ["缩小", "Zoom out"], fit: ["适应窗口", "Fit to window"], reading: ["阅读", "Reading"],
    find: ["搜索名称、别名、代码或拼音首字母", "Search names, codes or pinyin initials"], nothing: ["没有找到", "Nothing found"], hits: ["个结果", " results"],
    types: ["类型", "Types"], relations: ["关系", "Relations"], place: ["地区", "Area"], anywhere: ["全部地区", "All areas"], status: ["状态", "Status"],
    date: ["报道日期", "Date of article"], confidence: ["可信度不低于", "Confidence at least"], colour: ["着色", "Colour by"], byKind: ["类型", "Type"],
    byCommunity: ["群落", "Community"], reset: ["重置", "Reset"], close: ["关闭", "Close"], theme: ["切换深浅色", "Light or dark"],
    nodes: ["事物", "things"], facts: ["关系", "facts"], figures: ["数据", "figures"], articles: ["文章", "articles"], of: ["共", "of"],
    official: ["正式名称", "Official name"], aliases: ["又称", "Also called"], code: ["代码", "Code"], wikidata: ["维基数据", "Wikidata"], iri: ["标识", "IRI"],
    inferred: ["推断", "inferred"], evidence: ["原文证据", "Evidence"], sentences: ["句", ""], noEvidence: ["此条由编码或层级得出，无原句。", "Follows from codes or the hierarchy; no sentence."],
    original: ["查看原文", "Original"], figure: ["数值", "Value"], what: ["内容", "What"], when: ["日期", "Date"], more: ["显示其余", "Show the other"],
    hops: ["只看邻域", "Neighbourhood"], all: ["全部", "All"], hop: ["步", " hop"], pathFrom: ["以此为路径起点", "Path from here"], pathTo: ["到此处的最短路径", "Shortest path to here"],
    pathPick: ["请选择路径终点", "Choose the end of the path"], noPath: ["两者之间没有通路", "No path between the two"], path: ["最短路径", "Shortest path"], cancel: ["取消", "Cancel"],
    start: ["从这里读起", "Start here"], groups: ["主题群落", "Communities"], latest: ["最新文章", "Latest articles"], members: ["项", " things"],
    intro: ["点选圆点看档案，点选连线看原文；每条关系都附有出处。", "Choose a dot to read about it, a line to read what says so. Every fact has its source."],
    subject: ["主体", "Subject"], relation: ["关系", "Relation"], object: ["客体", "Object"], source: ["出处", "Source"], name: ["名称", "Name"], type: ["类型", "Type"],
    links: ["关系数", "Facts"], about: ["所属", "About"], unit: ["单位", "Unit"], rows: ["行", " rows"], noWebgl: ["浏览器没有 WebGL，只画出联系最多的部分。", "No WebGL here: only the best-connected part is drawn."],
    noMap: ["所选内容没有坐标", "Nothing here has coordinates"], png: ["图片 PNG", "Picture, PNG"], svg: ["矢量图 SVG", "Drawing, SVG"], csv: ["表格 CSV", "Table, CSV"],
    ttl: ["图谱 Turtle", "Graph, Turtle"], link: ["复制本页链接", "Copy link to this view"], print: ["打印", "Print"], copied: ["链接已复制", "Link copied"],
    masked: ["筛选已隐藏此项", "Hidden by the filters"], empty: ["筛选后没有内容", "The filters leave nothing"], untitled: ["无题", "Untitled"],
    context: ["背景地名与孤立事物", "Background places, lone things"], contextHint: ["未画出：只有层级的地名与没有关系的事物", "Not drawn: places that only nest, things without relations"], show: ["显示", "Show"],
    sure: ["可信度", "confidence"],
    mentions: ["提到它的文章", "Articles that mention it"], chars: ["字符", "characters"],
  };
  const KINDS = {
    Agency: ["机构", "Agency"], Place: ["地方", "Place"], Programme: ["项目举措", "Programme"], Policy: ["政策文件", "Policy"],
    Organisation: ["其他组织", "Organisation"], TargetGroup: ["服务对象", "Target group"],
  };
  const GLYPHS = { Agency: ["机", "A"], Place: ["地", "P"], Programme: ["项", "I"], Policy: ["策", "L"], Organisation: ["企", "O"], TargetGroup: ["群", "G"] };
  // [forward zh, forward en, backward zh, backward en]
  const PREDICATES = {
    runs: ["推行", "runs", "推行者", "run by"], issues: ["发布", "issues", "发布者", "issued by"], takesPartIn: ["参与", "takes part in", "参与者", "joined by"],
    cooperatesWith: ["合作", "cooperates with", "合作", "cooperates with"], within: ["属于", "within", "下辖", "contains"],
    jurisdiction: ["管辖", "acts for", "所属机构", "served by"], locatedIn: ["位于", "located in", "此地有", "site of"],
    basedOn: ["依据", "based on", "支撑", "basis of"], partOf: ["隶属", "part of", "包含", "includes"], targets: ["面向", "is for", "享有", "served by"],
  };
  const STATUSES = { planned: ["计划", "planned"], underway: ["进行中", "under way"], done: ["已完成", "done"], unknown: ["未注明", "not stated"] };

  KG.lang = "zh";
  const at = () => (KG.lang === "zh" ? 0 : 1);
  KG.KINDS = Object.keys(KINDS);
  KG.STATUSES = Object.keys(STATUSES);
  KG.t = (key) => WORDS[key][at()];
  KG.kind = (kind) => (KINDS[kind] || [kind, kind])[at()];
  KG.glyph = (kind) => (GLYPHS[kind] || ["", ""])[at()];
  KG.status = (status) => (STATUSES[status] || [status, status])[at()];
  KG.predicate = (name, backward) => (PREDICATES[name] || [name, name, name, name])[at() + (backward ? 2 : 0)];
  KG.count = (number) => number.toLocaleString(KG.lang === "zh" ? "zh-CN" : "en-GB");
})(window.KG);
