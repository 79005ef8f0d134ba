// Small helpers to build the page: text only ever enters as text, so nothing in the data can become markup.
"use strict";
(function (KG) {
  KG.byId = (id) => document.getElementById(id);

  // el("button.link", {type: "button", onclick: f}, child, "text", …)
  KG.el = function (spec, attributes, ...children) {
    const [tag, ...classes] = spec.split(".");
    const element = document.createElement(tag);
    if (classes.length) element.className = classes.join(" ");
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (typeof value === "function") element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value === true ? "" : String(value));
    }
    if (tag === "button" && !element.hasAttribute("type")) element.type = "button";
    element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  };

  // Only web addresses become links: anything else (javascript:, data:, file:) stays text.
  KG.safeUrl = function (address) {
    if (typeof address !== "string" || !/^https?:\/\//i.test(address)) return null;
    try {
      const url = new URL(address);
      return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
    } catch {
      return null;
    }
  };

  KG.anchor = function (address, text) {
    const href = KG.safeUrl(address);
    return href ? KG.el("a", { href, target: "_blank", rel: "noopener noreferrer" }, text) : KG.el("span", null, text);
  };

  KG.colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

  KG.dot = function (kind, shape) {
    const mark = KG.el(`span.dot${shape ? `.${shape}` : ""}`, { "aria-hidden": "true" });
    mark.style.setProperty("--c", `var(--${kind})`);
    return mark;
  };

  // "#rrggbb" with an opacity, for canvases.
  KG.alpha = (hex, opacity) => hex + Math.round(255 * opacity).toString(16).padStart(2, "0");

  KG.translate = function () {
    document.documentElement.lang = KG.lang === "zh" ? "zh-Hans" : "en";
    for (const element of document.querySelectorAll("[data-t]")) element.textContent = KG.t(element.dataset.t);
    for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", KG.t(element.dataset.label));
  };
})(window.KG);
