// What lies behind the things on the map: a grid of degrees and the names of regions. There is no outline, so nothing claims to be a border.
"use strict";
(function (KG) {
  KG.ground = function (container, store, renderer) {
    const canvas = KG.el("canvas.ground", { "aria-hidden": "true" });
    container.prepend(canvas);
    const pen = canvas.getContext("2d");
    let blank = true;

    function fit() {
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      const [width, height] = [container.clientWidth, container.clientHeight];
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      return [width, height];
    }
    function line(x1, y1, x2, y2) {
      pen.beginPath();
      pen.moveTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5);
      pen.lineTo(Math.round(x2) + 0.5, Math.round(y2) + 0.5);
      pen.stroke();
    }
    function draw(shown) {
      if (!shown && blank) return;
      const [width, height] = fit();
      blank = !shown;
      if (!shown) return;
      const { x = [], y = [], names = [] } = store.chart;
      const project = renderer.project();
      const family = getComputedStyle(document.body).fontFamily;
      pen.strokeStyle = KG.alpha(KG.theme.edge, 0.22);
      pen.fillStyle = KG.theme.soft;
      pen.font = `11px ${family}`;
      pen.textBaseline = "middle";
      pen.textAlign = "center";
      for (const [name, value] of x) {
        const at = project(value, 0)[0];
        line(at, 0, at, height);
        pen.fillText(name, at, height - 10);
      }
      pen.textAlign = "left";
      for (const [name, value] of y) {
        const at = project(0, value)[1];
        line(0, at, width, at);
        pen.fillText(name, 6, at - 8);
      }
      pen.textAlign = "center";
      pen.fillStyle = KG.alpha(KG.theme.soft, 0.75);
      for (const [name, gx, gy, level] of names) {
        pen.font = `${level === 1 ? 22 : 14}px ${family}`;
        pen.fillText([...name].join("\u2009"), ...project(gx, gy));
      }
    }
    return { canvas, draw };
  };
})(window.KG);
