"use strict";
// Hides what a search or a filter leaves out. Without it the page has everything, and folds.
(() => {
  const find = (selector, root = document) => [...root.querySelectorAll(selector)];
  const search = document.getElementById("search");
  if (!search) return;
  const kind = document.getElementById("kind");
  const status = document.getElementById("status");
  const empty = document.getElementById("empty");
  const levels = find("#levels input");
  document.documentElement.classList.add("scripted");

  // Texts are read once: a search then touches the page only where something appears or goes.
  const groups = find(".group").map((node) => {
    const name = node.querySelector("h2").textContent.toLowerCase();
    const elements = find(".element", node).map((node) => ({
      node,
      facts: find(".fact", node).map((node) => ({
        node,
        level: node.dataset.level,
        kind: node.dataset.kind,
        text: name + "\n" + node.textContent.toLowerCase(),
      })),
    }));
    return { node, elements };
  });
  const total = groups.reduce((sum, g) => sum + g.elements.reduce((n, e) => n + e.facts.length, 0), 0);
  const few = 30;
  let unfolded = [];

  const show = (node, shown) => {
    if (node.hidden === shown) node.hidden = !shown;
  };

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const on = new Set(levels.filter((box) => box.checked).map((box) => box.value));
    const matches = (fact) =>
      on.has(fact.level) &&
      (!kind.value || fact.kind === kind.value) &&
      words.every((word) => fact.text.includes(word));
    let count = 0;
    const shown = [];
    for (const group of groups) {
      const matched = group.elements.map((element) => element.facts.map(matches));
      const inGroup = matched.flat().filter(Boolean).length;
      show(group.node, inGroup > 0);
      if (!inGroup) continue; // what is in a hidden type is seen to when the type appears again
      shown.push(group.node);
      count += inGroup;
      group.elements.forEach((element, at) => {
        show(element.node, matched[at].includes(true));
        element.facts.forEach((fact, index) => show(fact.node, matched[at][index]));
      });
    }
    // what a search unfolded is folded again when the search is over
    for (const node of unfolded) node.open = false;
    unfolded = words.length && shown.length <= few ? shown.filter((node) => !node.open) : [];
    for (const node of unfolded) node.open = true;
    show(empty, count === 0);
    const of = count === total ? "" : ` of ${total.toLocaleString("en")}`;
    const plural = total === 1 ? "" : "s";
    status.textContent = `${count.toLocaleString("en")}${of} change${plural}`;
  }

  function reset() {
    search.value = "";
    kind.value = "";
    for (const box of levels) box.checked = true;
    filter();
  }

  function reveal() {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (target.hidden || target.closest("[hidden]")) reset();
    const group = target.closest(".group");
    if (group) group.open = true;
    target.scrollIntoView({ block: "center" });
  }

  search.addEventListener("input", filter);
  kind.addEventListener("change", filter);
  for (const box of levels) box.addEventListener("change", filter);
  document.getElementById("filter").addEventListener("reset", (event) => {
    event.preventDefault();
    reset();
  });
  document.getElementById("filter").addEventListener("submit", (event) => event.preventDefault());
  const fold = (open) => () => {
    unfolded = [];
    for (const { node } of groups) if (!node.hidden) node.open = open;
  };
  document.getElementById("unfold").addEventListener("click", fold(true));
  document.getElementById("fold").addEventListener("click", fold(false));
  document.addEventListener("keydown", (event) => {
    const typing = /^(input|select|textarea)$/i.test(event.target.tagName) && event.target.type !== "checkbox";
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "Escape" && event.target === search) {
      search.value = "";
      filter();
    }
  });

  // Paper cannot be unfolded.
  let printed = [];
  addEventListener("beforeprint", () => {
    printed = groups.map(({ node }) => node).filter((node) => !node.hidden && !node.open);
    for (const node of printed) node.open = true;
  });
  addEventListener("afterprint", () => {
    for (const node of printed) node.open = false;
    printed = [];
  });
  addEventListener("hashchange", reveal);
  // a browser that goes back restores what was typed
  filter();
  reveal();
})();
