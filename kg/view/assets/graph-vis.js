// Renderer for graphs up to about 1,500 nodes: vis-network on a 2D canvas. `graph-sigma.js` answers to the same calls.
"use strict";
(function (KG) {
  const OPTIONS = {
    physics: { enabled: false },
    layout: { improvedLayout: false },
    interaction: { hover: true, keyboard: false, selectConnectedEdges: false, tooltipDelay: 1e6, hideEdgesOnDrag: false, multiselect: false },
    nodes: { shape: "dot", borderWidth: 1.5, borderWidthSelected: 1.5, chosen: false, labelHighlightBold: false },
    edges: { smooth: false, chosen: false, hoverWidth: 0, selectionWidth: 0, arrowStrikethrough: false, arrows: { to: { enabled: true, scaleFactor: 0.42 } } },
  };

  const quiet = (link) => link.facts.every((fact) => fact.p === "within" || fact.p === "jurisdiction");

  KG.visRenderer = function (container, store, on, limit = Infinity) {
    const drawn = new Set(store.order.slice(0, limit));
    const at = store.nodes.map((node) => ({ x: node.x, y: node.y }));
    const nodes = new vis.DataSet([...drawn].map((id) => ({ id, x: at[id].x, y: at[id].y, size: store.nodes[id].size })));
    const links = store.links.filter((link) => drawn.has(link.from) && drawn.has(link.to) && link.from !== link.to);
    const edges = new vis.DataSet(links.map((link) => ({ id: link.id, from: link.from, to: link.to, width: 1 + Math.min(3, Math.log2(1 + KG.sayings(link)) * 0.7), arrows: link.both ? { to: { enabled: false } } : undefined })));
    const network = new vis.Network(container, { nodes, edges }, OPTIONS);
    let scene = null;
    let swell = 1; // dots shrink more slowly than the distances between them, or an overview would be dust

    function resize() {
      const wanted = Math.min(6, Math.max(1, network.getScale() ** (container.clientWidth < 600 ? -0.4 : -0.55)));
      if (Math.abs(wanted / swell - 1) < 0.1) return;
      swell = wanted;
      nodes.update([...drawn].map((id) => ({ id, size: store.nodes[id].size * swell })));
    }
    let waiting = 0;
    network.on("zoom", () => {
      clearTimeout(waiting);
      waiting = setTimeout(resize, 60);
    });
    network.on("animationFinished", resize);

    network.on("click", (event) => {
      if (event.nodes.length) on.node(event.nodes[0]);
      else if (event.edges.length) on.link(event.edges[0]);
      else on.nothing();
    });
    network.on("doubleClick", (event) => event.nodes.length && on.open(event.nodes[0]));
    network.on("hoverNode", (event) => on.hover(event.node));
    network.on("blurNode", () => on.hover(null));
    network.on("hoverEdge", () => (container.style.cursor = "pointer"));
    network.on("blurEdge", () => (container.style.cursor = ""));
    network.on("dragging", (event) => {
      for (const id of event.nodes) at[id] = network.getPosition(id);
    });
    network.on("afterDrawing", () => on.render());

    function paint(node) {
      const strong = !scene.strong || scene.strong.has(node.id);
      const colour = scene.colourOf(node);
      return {
        background: node.inf ? KG.theme.paper : strong ? colour : KG.alpha(colour, 0.16),
        border: strong ? (node.inf ? colour : KG.theme.paper) : node.inf ? KG.alpha(colour, 0.16) : KG.theme.paper,
      };
    }
    function stroke(link) {
      const strong = scene.strongLinks && scene.strongLinks.has(link);
      const opacity = strong ? 0.95 : scene.strong ? 0.1 : quiet(link) ? 0.32 : 0.6;
      return { color: strong ? KG.theme.soft : KG.theme.edge, opacity, inherit: false };
    }
    // Each update costs the library a walk over the item: only what looks different from before is sent.
    const [nodesNow, linksNow] = [new Map(), new Map()];
    function changed(items, now) {
      return items.filter((item) => {
        const look = JSON.stringify(item);
        if (now.get(item.id) === look) return false;
        now.set(item.id, look);
        return true;
      });
    }
    return {
      name: "vis",
      drawn,
      layers: () => [container.querySelector(".vis-network canvas")],
      // Where things are on screen in this frame: the camera is asked once, then each id costs two multiplications.
      projection() {
        const scale = network.getScale();
        const centre = network.getViewPosition();
        const [left, top] = [container.clientWidth / 2 - centre.x * scale, container.clientHeight / 2 - centre.y * scale];
        return (id) => (drawn.has(id) ? { x: at[id].x * scale + left, y: at[id].y * scale + top, r: store.nodes[id].size * swell * scale } : null);
      },
      project() {
        const [scale, centre] = [network.getScale(), network.getViewPosition()];
        return (x, y) => [(x - centre.x) * scale + container.clientWidth / 2, (y - centre.y) * scale + container.clientHeight / 2];
      },
      screen(id) {
        return this.projection()(id);
      },
      apply(next) {
        scene = next;
        nodes.update(changed([...drawn].map((id) => ({ id, hidden: !scene.nodes.has(id), color: paint(store.nodes[id]) })), nodesNow));
        edges.update(changed(links.map((link) => ({ id: link.id, hidden: !scene.links.has(link), color: stroke(link) })), linksNow));
      },
      place(positions) {
        for (const id of drawn) if (positions[id]) at[id] = { x: positions[id][0], y: positions[id][1] };
        nodes.update([...drawn].map((id) => ({ id, x: at[id].x, y: at[id].y })));
      },
      fit(ids, animate) {
        network.fit({ nodes: [...ids].filter((id) => drawn.has(id)), maxZoomLevel: 1.35, animation: animate && KG.motion ? { duration: 350 } : false });
        resize();
      },
      centre(id) {
        if (drawn.has(id)) network.moveTo({ position: at[id], scale: Math.max(0.9, network.getScale()), animation: KG.motion ? { duration: 350 } : false });
        resize();
      },
      zoom(factor) {
        network.moveTo({ scale: Math.min(5, Math.max(0.03, network.getScale() * factor)) });
        resize();
      },
      pan(dx, dy) {
        const { x, y } = network.getViewPosition();
        network.moveTo({ position: { x: x + dx / network.getScale(), y: y + dy / network.getScale() } });
      },
      redraw: () => network.redraw(),
    };
  };
})(window.KG);
