// The timeline: a strip of the whole span, an axis, and lanes that zoom and pan.

const picture = {
  by: "company",
  all: false,
  from: 0,
  to: 1,
  first: 0,
  last: 1,
  gutter: 0,
  width: 0,
  lanes: [],
  marks: [],
  current: null,
  hovered: null,
  parts: {},
  drawn: [0, 0],
  isMoving: false,
};
const BEYOND = 400; // pixels above and below the window in which lanes are drawn
const STRIP = 40;
const AXIS = 38;

/** Draw the lanes that have been scrolled to. */
function scrolled() {
  const top = at("page-lanes").getBoundingClientRect().top;
  const [from, to] = [-top, window.innerHeight - top];
  const height = picture.parts.height || 0;
  if (Math.max(0, from) < picture.drawn[0] || Math.min(height, to) > picture.drawn[1]) wantPicture();
}

/** The span of what is known of all dates; open ends reach no further. */
function spanOfAll() {
  const days = events.flatMap((event) => [event.lo, event.hi]).filter((day) => day !== undefined);
  if (!days.length) return false;
  let first = Infinity;
  let last = -Infinity;
  for (const day of days) [first, last] = [Math.min(first, day), Math.max(last, day + 1)];
  const air = Math.max(1, (last - first) * 0.02);
  picture.first = Math.max(FIRST_DAY, first - air);
  picture.last = Math.min(LAST_DAY, last + air);
  return true;
}

/** Begin with the shortest stretch that most events lie in, if the whole is much longer. */
function firstLook() {
  const middles = events
    .filter((event) => event.lo !== undefined && event.hi !== undefined)
    .map((event) => (event.lo + event.hi + 1) / 2)
    .sort((a, b) => a - b);
  const whole = picture.last - picture.first;
  const most = Math.ceil(middles.length * 0.65);
  let [from, days] = [0, Infinity];
  for (let nth = 0; nth + most < middles.length; nth++)
    if (middles[nth + most] - middles[nth] < days)
      [from, days] = [middles[nth], middles[nth + most] - middles[nth]];
  if (days > whole * 0.35 || events.length < 12) return lookAt(picture.first, picture.last);
  lookAt(from - days * 0.2, from + days * 1.3);
}

function lookAt(from, to) {
  const whole = picture.last - picture.first;
  let days = Math.max(2, Math.min(whole, to - from));
  let start = from + (to - from - days) / 2;
  start = Math.max(picture.first, Math.min(picture.last - days, start));
  picture.from = start;
  picture.to = start + days;
  picture.isMoving = true;
  clearTimeout(settling);
  settling = setTimeout(() => {
    picture.isMoving = false;
    wantPicture();
  }, 350);
  wantPicture();
}
let settling = 0;

function zoom(factor, x = (picture.gutter + picture.width) / 2) {
  const day = dayAt(x);
  const days = Math.max(2, Math.min(picture.last - picture.first, (picture.to - picture.from) / factor));
  const part = (day - picture.from) / (picture.to - picture.from);
  lookAt(day - part * days, day + (1 - part) * days);
}

const perDay = () => (picture.width - picture.gutter) / (picture.to - picture.from);
const xOf = (day) => picture.gutter + (day - picture.from) * perDay();
const dayAt = (x) => picture.from + (x - picture.gutter) / perDay();

let pictureWanted = false;
function wantPicture() {
  if (pictureWanted) return;
  pictureWanted = true;
  requestAnimationFrame(() => {
    pictureWanted = false;
    drawPicture();
  });
}

function arrangeLanes() {
  const { lanes, left } = lanesBy(picture.by, picture.all);
  picture.lanes = lanes;
  const more = at("page-more");
  more.hidden = !left;
  more.replaceChildren(...both(`Show ${left} more lanes`, `再显示 ${left} 行`));
}

function widen(width) {
  picture.width = Math.max(260, Math.round(width));
  picture.gutter = picture.width < 620 ? 0 : Math.min(160, picture.width * 0.17);
}

/** Draw it; of the lanes only those near the window. */
function drawPicture() {
  const top = at("page-lanes").getBoundingClientRect().top;
  picture.drawn = [-top - BEYOND, window.innerHeight - top + BEYOND];
  const [anchor, was] = laneAtTop(-top);
  drawAxis();
  drawLanes(picture.lanes);
  if (anchor && anchor.y !== was) window.scrollBy({ top: anchor.y - was, behavior: "instant" });
  drawStrip();
  drawOver();
}

/** Draw it for paper: as many lanes as a page holds, and how many are left. */
function drawForPaper() {
  picture.drawn = [0, Infinity];
  picture.isMoving = false;
  widen(1000);
  drawAxis();
  let height = 0;
  const fitting = picture.lanes.findIndex((lane) => (height += place(lane)) > 880);
  const lanes = fitting < 0 ? picture.lanes : picture.lanes.slice(0, Math.max(1, fitting));
  drawLanes(lanes, picture.lanes.length - lanes.length);
}

/** The lane at the upper edge of the window, which stays there if those above it shrink. */
function laneAtTop(y) {
  const lane = y > 0 ? picture.lanes.find((one) => one.y + one.height > y) : undefined;
  return [lane, lane?.y];
}

function canvas(id, height) {
  const svg = draw("svg", {
    width: picture.width,
    height,
    viewBox: `0 0 ${picture.width} ${height}`,
    "aria-hidden": "true",
  });
  at(id).replaceChildren(svg);
  return svg;
}

function drawAxis() {
  const svg = canvas("page-axis", AXIS);
  const { lower, upper } = (picture.ticks = ticks(picture.from, picture.to, perDay(), zh() ? 40 : 34));
  const row = (found, y, name, size) => {
    let taken = picture.gutter - 6;
    found.forEach((tick, nth) => {
      const next = found[nth + 1];
      const x = Math.max(picture.gutter, xOf(tick.day));
      const width = measure(tick.text, 12, size);
      if (x < taken + 6 || x + width > (next ? Math.min(xOf(next.day) - 6, picture.width) : picture.width))
        return;
      svg.append(draw("text", { x: x + 3, y, class: name }, tick.text));
      taken = x + width;
    });
  };
  if (upper.length) row(upper, 14, "tick-over", 600);
  row(lower, 31, "tick", 400);
}

/** Place the events of a lane; returns its height. While the days move, no lane shrinks. */
function place(lane) {
  lane.marks = placed(lane, xOf, picture.gutter, picture.width, picture.first, picture.last);
  const rows = lane.marks.reduce((most, item) => Math.max(most, item.row + 1), 1);
  lane.shownRows = picture.isMoving ? Math.max(lane.shownRows || 1, rows) : rows;
  return (lane.height = lane.shownRows * ROW + 10 + (picture.gutter ? 0 : 17));
}

function drawLanes(lanes, left = 0) {
  const { gutter, width } = picture;
  const head = gutter ? 0 : 17;
  let y = data.eras.length ? 18 : 0;
  for (const lane of lanes) {
    lane.y = y;
    y += place(lane);
  }
  const height = Math.max(60, y + (left ? 22 : 0));
  const svg = canvas("page-lanes", height);
  svg.append(fades());
  const clip = draw("clipPath", { id: "page-clip" });
  clip.append(draw("rect", { x: gutter, y: 0, width: width - gutter, height }));
  svg.append(clip);
  const ground = draw("g", { "clip-path": "url(#page-clip)" });
  drawGround(ground, height);
  svg.append(ground);
  const marks = draw("g", { "clip-path": "url(#page-clip)" });
  const words = draw("g", { "clip-path": "url(#page-clip)" });
  picture.marks = [];
  for (const lane of lanes) {
    const isDrawn = lane.y + lane.height > picture.drawn[0] && lane.y < picture.drawn[1];
    const paths = new Map();
    if (isDrawn) {
      svg.append(draw("path", { d: `M0 ${lane.y + 0.5}H${width}`, class: "lane-line" }));
      drawLaneName(svg, lane, head);
    }
    for (const item of lane.marks) {
      item.y = lane.y + head + 5 + item.row * ROW + ROW / 2;
      item.lane = lane;
      item.from = item.label ? Math.min(item.x0, item.start) : item.x0;
      item.end = item.label ? Math.max(item.x1, item.start + measure(item.label)) : item.x1;
      picture.marks.push(item);
      if (!isDrawn) continue;
      if (item.wide) drawBar(marks, item);
      else addDot(paths, item);
    }
    if (isDrawn) for (const item of lane.marks) drawWords(words, item);
    for (const [name, d] of paths) marks.append(draw("path", { d, class: name }));
  }
  svg.append(marks, words);
  if (left)
    svg.append(
      draw(
        "text",
        { x: 0, y: height - 7, class: "lane-size" },
        say(`and ${left} more lanes`, `另有 ${left} 行`),
      ),
    );
  picture.parts = { svg, height };
}

function drawLaneName(svg, lane, head) {
  const name = pick(lane.name);
  const kind = lane.depth ? "lane-name lane-child" : "lane-name";
  const size = counted(lane.items.length);
  const x = lane.depth * 12;
  const room = (picture.gutter || picture.width) - x - 16 - measure(size);
  const text = cut(name, room, 12, lane.depth ? 400 : 600);
  const y = lane.y + (head ? 14 : 21);
  svg.append(draw("text", { x, y, class: kind }, text));
  svg.append(
    draw("text", { x: x + measure(text, 12, lane.depth ? 400 : 600) + 7, y, class: "lane-size" }, size),
  );
}

function drawGround(svg, height) {
  for (const tick of picture.ticks.lower) {
    const over = picture.ticks.upper.some((one) => one.day === tick.day);
    svg.append(
      draw("path", { d: `M${xOf(tick.day).toFixed(1)} 0V${height}`, class: over ? "grid-over" : "grid" }),
    );
  }
  for (const era of data.eras) {
    const [lo, hi] = reachOf(era, picture.first, picture.last);
    const [x0, x1] = [Math.max(picture.gutter, xOf(lo)), Math.min(picture.width, xOf(hi))];
    if (x1 <= x0) continue;
    const after = data.eras
      .map((one) => xOf(reachOf(one, picture.first, picture.last)[0]))
      .filter((x) => x > x0 + 1);
    const room = Math.min(picture.width, ...after) - x0 - 10;
    svg.append(draw("rect", { x: x0, y: 0, width: x1 - x0, height, class: "era" }));
    svg.append(draw("text", { x: x0 + 4, y: 13, class: "era-name" }, cut(pick(era.name), room)));
  }
  if (data.day !== null && data.day < picture.last) {
    const x = xOf(data.day + 0.5);
    svg.append(draw("path", { d: `M${x.toFixed(1)} 0V${height}`, class: "day" }));
  }
}

/** What lies over the lanes: the event pointed at, and the one the keyboard is on. */
function drawOver() {
  const { svg } = picture.parts;
  if (!svg) return;
  picture.parts.over?.remove();
  const over = (picture.parts.over = draw("g", { "clip-path": "url(#page-clip)" }));
  for (const [item, name] of [
    [picture.hovered, "hovered"],
    [markOf(picture.current), "over"],
  ])
    if (item)
      over.append(
        draw("rect", {
          x: Math.max(item.from, picture.gutter) - 3,
          y: item.y - 12,
          rx: 5,
          height: 24,
          width: Math.max(
            10,
            Math.min(item.end, picture.width + 10) - Math.max(item.from, picture.gutter) + 7,
          ),
          class: name,
        }),
      );
  svg.append(over);
}

const markOf = (current) =>
  current &&
  picture.marks.find((item) => item.lane.value === current.lane && item.events.includes(current.nth));

/** The whole span: how many events each stretch may hold, each spread over its days. */
function drawStrip() {
  const { width, gutter, first, last } = picture;
  const svg = canvas("page-strip", STRIP);
  const scale = (width - gutter) / (last - first);
  const x = (day) => gutter + (day - first) * scale;
  svg.append(draw("path", { d: stripArea(Math.round((width - gutter) / 4), x), class: "strip-area" }));
  const [a, b] = [x(picture.from), x(picture.to)];
  svg.append(
    draw("rect", { x: gutter, y: 0, width: Math.max(0, a - gutter), height: STRIP, class: "strip-out" }),
  );
  svg.append(draw("rect", { x: b, y: 0, width: Math.max(0, width - b), height: STRIP, class: "strip-out" }));
  svg.append(
    draw("rect", {
      x: a + 0.5,
      y: 1.5,
      width: Math.max(3, b - a - 1),
      height: STRIP - 3,
      rx: 4,
      class: "strip-in",
    }),
  );
  for (const edge of [a, b])
    svg.append(
      draw("rect", { x: edge - 2, y: STRIP / 2 - 8, width: 4, height: 16, rx: 2, class: "strip-grip" }),
    );
  if (gutter)
    svg.append(draw("text", { x: 0, y: 25, class: "lane-size" }, cut(say("All dates", "全部时段"), gutter)));
}

let stripKnown = {};
function stripArea(parts, x) {
  if (stripKnown.shown === shown && stripKnown.width === picture.width) return stripKnown.d;
  const { first, last } = picture;
  const sums = new Float64Array(parts);
  const each = (last - first) / parts;
  events.forEach((event, nth) => {
    if (!shown[nth] || (event.lo === undefined && event.hi === undefined)) return;
    const lo = event.lo ?? event.hi;
    const hi = (event.hi ?? event.lo) + 1;
    const [from, to] = [
      Math.max(0, Math.floor((lo - first) / each)),
      Math.min(parts - 1, Math.floor((hi - 0.001 - first) / each)),
    ];
    for (let part = from; part <= to; part++) sums[part] += 1 / (to - from + 1);
  });
  const most = Math.max(1, ...sums);
  let d = "";
  sums.forEach((sum, part) => {
    if (sum)
      d += `M${x(first + part * each).toFixed(1)} ${STRIP - 2}v${(-Math.sqrt(sum / most) * (STRIP - 8)).toFixed(1)}h3v${(Math.sqrt(sum / most) * (STRIP - 8)).toFixed(1)}z`;
  });
  stripKnown = { shown, width: picture.width, d };
  return d;
}
