"use strict";
// Everything that comes from the graph is put in by textContent: no text of a source can become markup.
const text = document.getElementById("query");
const chosen = document.getElementById("named");
const result = document.getElementById("result");
const state = document.getElementById("state");
const questions = JSON.parse(document.getElementById("questions").textContent);

for (const question of questions) {
  const option = document.createElement("option");
  option.value = question.name;
  option.textContent = `${question.zh} ${question.en}`;
  chosen.append(option);
}

function cell(tag, value) {
  const node = document.createElement(tag);
  if (value && value.type === "uri") {
    const link = document.createElement("a");
    link.href = "/resource?iri=" + encodeURIComponent(value.value);
    link.textContent = value.value;
    node.append(link);
  } else {
    node.textContent = value ? value.value : "";
  }
  return node;
}

function show(answer) {
  const table = document.createElement("table");
  const names = answer.head.vars || ["answer"];
  const rows = answer.results ? answer.results.bindings : [{ answer: { type: "literal", value: String(answer.boolean) } }];
  const head = table.createTHead().insertRow();
  for (const name of names) head.append(cell("th", { type: "literal", value: name }));
  const body = table.createTBody();
  for (const row of rows.slice(0, 1000)) {
    const line = body.insertRow();
    for (const name of names) line.append(cell("td", row[name]));
  }
  result.replaceChildren(table);
  state.textContent = rows.length > 1000 ? `${rows.length} rows, the first 1000 are shown` : `${rows.length} rows`;
}

function fail(message) {
  const node = document.createElement("p");
  node.className = "error";
  node.textContent = message;
  result.replaceChildren(node);
  state.textContent = "";
}

async function run() {
  state.textContent = "…";
  try {
    const response = await fetch("/sparql", {
      method: "POST",
      headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, text/turtle;q=0.5" },
      body: text.value,
    });
    if (!response.ok) return fail(await response.text());
    if (response.headers.get("Content-Type").startsWith("text/turtle")) {
      const node = document.createElement("pre");
      node.textContent = await response.text();
      result.replaceChildren(node);
      state.textContent = "";
      return undefined;
    }
    return show(await response.json());
  } catch (error) {
    return fail(String(error));
  }
}

chosen.addEventListener("change", () => {
  const question = questions.find((entry) => entry.name === chosen.value);
  if (question) { text.value = question.text; run(); }
});
document.getElementById("run").addEventListener("click", run);
text.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run(); });
