// Renderer for large graphs: sigma.js (WebGL). Answers to the same calls as `graph-vis.js`.
"use strict";
(function (KG) {
  KG.hasWebgl = function () {
    try {
      return Boolean(document.createElement("canvas").getContext("webgl2"));
    } catch {
      return false;
    }
  };

  KG.sigmaRenderer = function (container, store, on) {
    const { Graph, Sigma, EdgeLineProgram } = KGSigma;
    const graph = new Graph({ type: "undirected", multi: true, allowSelfLoops: true });
    const shrink = Math.min(0.62, Math.max(0.14, 30 / Math.sqrt(store.nodes.length))); // dots keep their size in pixels: the more, the smaller
    for (const node of store.nodes) graph.addNode(node.id, { x: node.x, y: -node.y, size: node.size * shrink });
    for (const link of store.links) graph.addEdgeWithKey(link.id, link.from, link.to, { size: 0.8 });
    const drawn = new Set(store.nodes.map((node) => node.id));
    let scene = null;
    let missing = new Set();

    const sigma = new Sigma(graph, container, {
      renderLabels: false,
      renderEdgeLabels: false,
      defaultEdgeType: "line",
      edgeProgramClasses: { line: EdgeLineProgram },
      enableEdgeEvents: false,
      zIndex: true,
      stagePadding: 24,
      minCameraRatio: 0.002,
      maxCameraRatio: 3,
      allowInvalidContainer: true,
      nodeReducer: (id, data) => paint(Number(id), data),
      edgeReducer: (id, data) => stroke(Number(id), data),
    });

    function paint(id, data) {
      if (!scene) return data;
      const colour = scene.colourOf(store.nodes[id]);
      const strong = !scene.strong || scene.strong.has(id);
      return { ...data, hidden: !scene.nodes.has(id) || missing.has(id), color: strong ? colour : KG.mix(colour, KG.theme.paper, 0.14), zIndex: strong ? 1 : 0 };
    }
    function stroke(id, data) {
      if (!scene) return data;
      const link = store.links[id];
      const strong = scene.strongLinks && scene.strongLinks.has(link);
      const share = strong ? 1 : scene.strong ? 0.07 : store.links.length > 20000 ? 0.14 : 0.3;
      return { ...data, hidden: !scene.links.has(link), size: strong ? 1.6 : 0.8, color: KG.mix(KG.theme.edge, KG.theme.paper, share), zIndex: strong ? 1 : 0 };
    }

    const camera = sigma.getCamera();
    const spots = store.nodes.map((node) => [node.x, -node.y]);
    sigma.on("clickNode", ({ node }) => on.node(Number(node)));
    sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      on.open(Number(node));
    });
    sigma.on("enterNode", ({ node }) => on.hover(Number(node)));
    sigma.on("leaveNode", () => on.hover(null));
    sigma.on("clickStage", ({ event }) => {
      const link = nearest(event.x, event.y);
      if (link) on.link(link.id);
      else on.nothing();
    });
    sigma.on("afterRender", () => on.render());

    // The visible link within six pixels of a point: asked on a click only, so no second drawing for picking is needed.
    function nearest(x, y) {
      let best = null;
      let least = 6;
      const point = api.projection();
      for (const link of scene ? scene.links : []) {
        if (scene.strongLinks && !scene.strongLinks.has(link)) continue;
        const [a, b] = [point(link.from), point(link.to)];
        const [dx, dy] = [b.x - a.x, b.y - a.y];
        const t = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
        const distance = Math.hypot(a.x + t * dx - x, a.y + t * dy - y);
        if (distance < least) [best, least] = [link, distance];
      }
      return best;
    }

    const api = {
      name: "sigma",
      drawn,
      sigma,
      layers: () => ["edges", "nodes"].map((name) => sigma.getCanvases()[name]).filter(Boolean),
      projection() {
        const [o, x, y] = [[0, 0], [1000, 0], [0, 1000]].map(([a, b]) => sigma.graphToViewport({ x: a, y: b }));
        const [xx, xy, yx, yy] = [(x.x - o.x) / 1000, (x.y - o.y) / 1000, (y.x - o.x) / 1000, (y.y - o.y) / 1000];
        const grow = sigma.scaleSize(1000) / 1000;
        return (id) => {
          if (missing.has(id)) return null;
          const [a, b] = spots[id];
          return { x: o.x + a * xx + b * yx, y: o.y + a * xy + b * yy, r: store.nodes[id].size * shrink * grow };
        };
      },
      project() {
        return (x, y) => Object.values(sigma.graphToViewport({ x, y: -y })).slice(0, 2);
      },
      screen(id) {
        return this.projection()(id);
      },
      apply(next) {
        scene = next;
        sigma.refresh();
      },
      place(positions) {
        missing = new Set(store.nodes.map((node) => node.id).filter((id) => !positions[id]));
        positions.forEach((position, id) => position && (spots[id] = [position[0], -position[1]]));
        graph.updateEachNodeAttributes((id, data) => (positions[id] ? { ...data, x: positions[id][0], y: -positions[id][1] } : data));
      },
      fit(ids, animate) {
        const all = [...ids].filter((id) => !missing.has(id));
        if (!all.length || all.length === store.nodes.length) return void (animate && KG.motion ? camera.animatedReset() : camera.setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }));
        const spots = all.map((id) => sigma.getNodeDisplayData(id));
        const [xs, ys] = [spots.map((spot) => spot.x), spots.map((spot) => spot.y)];
        const [west, east, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
        camera.setState({ x: (west + east) / 2, y: (low + high) / 2, ratio: Math.min(1, Math.max(0.03, 1.3 * Math.max(east - west, high - low))) });
        return undefined;
      },
      centre(id) {
        const { x, y } = sigma.getNodeDisplayData(id);
        const goal = { x, y, ratio: Math.min(camera.ratio, Math.max(0.05, 12 / Math.sqrt(store.nodes.length) / 2)) };
        if (KG.motion) camera.animate(goal, { duration: 350 });
        else camera.setState(goal);
      },
      zoom: (factor) => camera.setState({ ratio: camera.ratio / factor }),
      pan: (dx, dy) => camera.setState({ x: camera.x + (dx / container.clientWidth) * camera.ratio, y: camera.y - (dy / container.clientHeight) * camera.ratio }),
      redraw: () => sigma.refresh(),
    };
    return api;
  };

  // Blend of two "#rrggbb" colours: WebGL lines without see-through are cheaper and do not pile up to black.
  const cache = new Map();
  KG.mix = function (over, under, share) {
    const key = `${over}${under}${share}`;
    if (!cache.has(key)) {
      const parts = (hex) => [1, 3, 5].map((start) => parseInt(hex.slice(start, start + 2), 16));
      const [a, b] = [parts(over), parts(under)];
      cache.set(key, `#${a.map((value, index) => Math.round(value * share + b[index] * (1 - share)).toString(16).padStart(2, "0")).join("")}`);
    }
    return cache.get(key);
  };
})(window.KG);
