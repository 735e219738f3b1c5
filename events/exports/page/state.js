"use strict";
// What the page knows, and which of its events are shown. Text becomes nodes by textContent only.

const data = JSON.parse(document.getElementById("page-data").textContent);
const events = data.events;
const root = document.documentElement;
const at = (id) => document.getElementById(id);

const zh = () => root.dataset.lang === "zh";
/** The word for the chosen language. */
const say = (en, chinese) => (zh() ? chinese : en);
/** A text of the data in the chosen language: one string, or English and Chinese. */
const pick = (text) => (Array.isArray(text) ? text[zh() ? 1 : 0] : text || "");
const counted = (number) => number.toLocaleString("en");

/** An element with attributes and children; strings become text. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "class") element.className = value;
    else if (value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** A node of a drawing, with its text if it has any. */
function draw(name, attributes = {}, text) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key in attributes) node.setAttribute(key, attributes[key]);
  if (text !== undefined) node.textContent = text;
  return node;
}

/** A word in both languages, as the rest of the page has it. */
function both(en, chinese) {
  return [
    make("span", { class: "e", lang: "en" }, en),
    make("span", { class: "z", lang: "zh-Hans" }, chinese),
  ];
}

function bothOf(text) {
  return Array.isArray(text) ? both(...text) : [text || ""];
}

/** Text as it is compared: width, compatibility forms and letter case made one. */
function fold(text) {
  return text.normalize("NFKC").toUpperCase().toLowerCase().replaceAll("ς", "σ");
}

const FACETS = ["company", "product", "kind", "status", "source", "tag"];
const list = [...document.querySelectorAll("#page-events .event")];
const months = [...document.querySelectorAll("#page-events .month")];
const rows = [...document.querySelectorAll("#page-figures tr[data-e]")];
const rowEvents = rows.map((row) => Number(row.dataset.e));

// A company stands for those above it too.
for (const event of events) {
  event.facets = {};
  for (const field of FACETS) {
    const values = new Set(event[field]);
    if (field === "company")
      for (const value of values) {
        const above = data.tables.company[value].parent;
        if (above !== undefined) values.add(above);
      }
    event.facets[field] = values;
  }
}

let hay = null;
/** What is searched in each event: all its words in both languages, and other names for them. */
function haystack() {
  if (hay) return hay;
  const words = {};
  for (const field of FACETS)
    words[field] = data.tables[field].map((row) =>
      fold([row.name].flat().join("\n") + "\n" + (row.words || "")),
    );
  hay = events.map((event, nth) => {
    const parts = [];
    for (const part of list[nth].querySelectorAll("h4, .summary, .note, .readings, .when"))
      parts.push(part.textContent);
    const text = [fold(parts.join("\n").replace(/\s+/g, " "))];
    for (const field of ["company", "product", "kind", "tag"])
      for (const value of event.facets[field]) text.push(words[field][value]);
    return text.join("\n");
  });
  return hay;
}

const chosen = Object.fromEntries(FACETS.map((field) => [field, new Set()]));
let wanted = "";
let shown = events.map(() => true);
const onChange = [];

/** The words and "phrases" asked for, folded. */
function terms(text) {
  const found = fold(text).matchAll(/["“”「]([^"“”」]+)["“”」]?|(\S+)/g);
  return [...found].map((match) => (match[1] || match[2]).trim().replace(/\s+/g, " ")).filter(Boolean);
}

const overlap = (some, others) => {
  for (const one of some) if (others.has(one)) return true;
  return false;
};

/** Decide anew what is shown; the counts of each facet are of what the others let through. */
function select() {
  const asked = terms(wanted);
  const text = asked.length ? haystack() : null;
  const counts = Object.fromEntries(FACETS.map((field) => [field, data.tables[field].map(() => 0)]));
  const active = FACETS.filter((field) => chosen[field].size);
  let count = 0;
  shown = events.map((event, nth) => {
    if (text && !asked.every((word) => text[nth].includes(word))) return false;
    const missed = active.filter((field) => !overlap(chosen[field], event.facets[field]));
    for (const field of FACETS)
      if (!missed.length || (missed.length === 1 && missed[0] === field))
        for (const value of event.facets[field]) counts[field][value]++;
    if (missed.length) return false;
    count++;
    return true;
  });
  for (const tell of onChange) tell({ count, counts, filtered: asked.length > 0 || active.length > 0 });
}

/** Events that share a place have its nth hue; beyond seven all are grey. */
const hueOf = (() => {
  const sizes = data.tables.kind.map(() => 0);
  for (const event of events) for (const value of event.kind || []) sizes[value]++;
  const ranked = sizes.map((_, value) => value).sort((a, b) => sizes[b] - sizes[a] || a - b);
  const hues = sizes.map((_, value) => Math.min(7, ranked.indexOf(value)));
  return (event) => (event.kind ? hues[event.kind[0]] : 7);
})();
