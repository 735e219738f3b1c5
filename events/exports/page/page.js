// The page put together: switches, search, what a change redraws, and the first look.

const findLine = at("page-find");
const bar = document.querySelector(".bar");

function words() {
  root.lang = zh() ? "zh-Hans" : "en";
  findLine.placeholder = say("Search events", "搜索事件");
  pictureBox.setAttribute("aria-label", say("Timeline picture", "时间线图"));
  pictureBox.setAttribute("aria-roledescription", say("timeline", "时间线"));
  drawLegend();
}

function drawLegend() {
  const entry = (name, ...shapes) => {
    const svg = draw("svg", { viewBox: "0 0 26 14", class: "hue-7" });
    svg.append(...shapes);
    return make("span", {}, svg, name);
  };
  const box = (name) => draw("rect", { x: 1, y: 1, width: 24, height: 12, class: name });
  const circle = (name) => draw("circle", { cx: 13, cy: 7, r: 4.75, class: name });
  at("page-legend").replaceChildren(
    entry(say("on that day", "当天"), circle("dot")),
    entry(say("about then", "大约此时"), circle("ring")),
    entry(say("some time in these days", "在此期间某时"), box("window")),
    entry(
      say("all that time", "持续期间"),
      box("span"),
      draw("rect", { x: 1, y: 10, width: 24, height: 3, class: "span-line" }),
    ),
    entry(
      say("planned or forecast", "计划或预测"),
      draw("rect", { x: 1.5, y: 1.5, width: 23, height: 11, class: "ahead" }),
    ),
    entry(
      say("several", "多个事件"),
      circle("crowd"),
      draw("text", { x: 13, y: 10.5, class: "crowd-size" }, "3"),
    ),
    ...(data.day === null
      ? []
      : [entry(say("this page was made", "网页生成日"), draw("path", { d: "M13 0v14", class: "day" }))]),
  );
}

function tellCount({ count, filtered }) {
  const all = events.length;
  at("page-count").textContent = filtered
    ? say(`${counted(count)} of ${counted(all)}`, `${counted(all)} 个中的 ${counted(count)} 个`)
    : say(all === 1 ? "1 event" : `${counted(all)} events`, `${counted(all)} 个事件`);
  at("page-clear").hidden = !filtered;
  at("page-none").hidden = count > 0;
  state = { count, filtered };
}
let state = { count: events.length, filtered: false };

function listShown() {
  list.forEach((item, nth) => {
    if (item.hidden === shown[nth]) item.hidden = !shown[nth];
  });
  for (const month of months) {
    const empty = !month.querySelector(".event:not([hidden])");
    if (month.hidden !== empty) month.hidden = empty;
  }
  rows.forEach((row, nth) => (row.hidden = !shown[rowEvents[nth]]));
}

onChange.push(tellCount);
onChange.push(() => {
  closeCard(false);
  picture.hovered = null;
  arrangeLanes();
  wantPicture();
});
onChange.push(() => wantCharts());
let listWanted = 0;
onChange.push(() => {
  // The list is long: it follows once the pictures have.
  cancelAnimationFrame(listWanted);
  listWanted = requestAnimationFrame(() => (listWanted = requestAnimationFrame(listShown)));
});

function redraw() {
  words();
  tellCount(state);
  arrangeLanes();
  wantPicture();
  wantCharts();
}

for (const input of document.querySelectorAll("[name=page-lang]"))
  input.addEventListener("change", () => {
    root.dataset.lang = input.value;
    redraw();
  });
for (const input of document.querySelectorAll("[name=page-theme]"))
  input.addEventListener("change", () => (root.dataset.theme = input.value));
for (const input of document.querySelectorAll("[name=page-by]"))
  input.addEventListener("change", () => {
    picture.by = input.value;
    picture.all = false;
    picture.current = null;
    closeCard(false);
    arrangeLanes();
    wantPicture();
  });

findLine.addEventListener("input", () => {
  wanted = findLine.value;
  select();
});
findLine.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && findLine.value) {
    event.preventDefault();
    findLine.value = wanted = "";
    select();
  }
});
at("page-clear").addEventListener("click", () => {
  clearChoice();
  findLine.focus();
});
at("page-in").addEventListener("click", () => zoomHere(1.8));
at("page-out").addEventListener("click", () => zoomHere(1 / 1.8));
at("page-fit").addEventListener("click", () => lookAt(picture.first, picture.last));
at("page-more").addEventListener("click", () => {
  picture.all = true;
  arrangeLanes();
  wantPicture();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(event.target.nodeName)) {
    event.preventDefault();
    findLine.focus();
    findLine.select();
  } else onKey(event);
});

/** An event that a link leads to is shown even where the filter hides it. */
function follow() {
  const nth = events.findIndex((event) => `#${event.id}` === decodeURI(location.hash));
  for (const item of document.querySelectorAll(".event.at")) item.classList.remove("at");
  if (nth < 0) return;
  if (!shown[nth]) {
    clearChoice();
    listShown();
  }
  list[nth].classList.add("at");
  list[nth].scrollIntoView({ block: "center" });
}
window.addEventListener("hashchange", follow);

if (window.matchMedia("(max-width: 67.99rem)").matches) at("page-filters").open = false;
const own = ["company", "product", "kind"].filter((field) => data.tables[field].length > 0);
at("page-by").hidden = own.length < 2;
picture.by = data.tables[data.by].length ? data.by : (own[0] ?? "company");
for (const input of document.querySelectorAll("[name=page-by]")) {
  input.closest("label").hidden = !own.includes(input.value);
  input.checked = input.value === picture.by;
}
buildFacets();
pointing();
if (spanOfAll()) {
  widen(pictureBox.clientWidth);
  arrangeLanes();
  firstLook();
  let width = 0;
  new ResizeObserver(([entry]) => {
    const now = Math.round(entry.contentRect.width);
    if (now === width) return;
    width = now;
    widen(now);
    wantPicture();
    wantCharts();
  }).observe(pictureBox);
} else at("page-timeline").hidden = true;
new ResizeObserver(() => root.style.setProperty("--bar", `${bar.offsetHeight}px`)).observe(bar);
// The tables are open where there is no script to draw what they hold.
for (const table of document.querySelectorAll(".chart details")) table.open = false;
for (const table of document.querySelectorAll(".others details"))
  table.open = table.querySelectorAll("tr").length < 16;
at("page-figures").hidden = !rows.length;
at("page-sources").hidden = !document.querySelector(".sources li");
words();
tellCount(state);
for (const figure of charts) whenSeen.observe(figure);
window.addEventListener("beforeprint", () => {
  wantCharts(true);
  drawForPaper();
});
window.addEventListener("afterprint", () => {
  widen(pictureBox.clientWidth);
  redraw();
});
window.addEventListener("scroll", scrolled, { passive: true });
if (location.hash) follow();
window.requestIdleCallback?.(haystack);
root.dataset.ready = "true";
