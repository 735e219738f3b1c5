// Charts of readings: one a metric. Only figures of one provider about one subject are joined.

const PLOT = { height: 236, right: 14, top: 26, bottom: 40 };

/** A number as short as it goes: 130M or 1.3亿. */
function short(value) {
  const size = Math.abs(value);
  const scales = zh()
    ? [
        [1e12, "万亿"],
        [1e8, "亿"],
        [1e4, "万"],
      ]
    : [
        [1e12, "T"],
        [1e9, "B"],
        [1e6, "M"],
        [1e4, "K", 1e3],
      ];
  const sign = value < 0 ? "−" : "";
  for (const [least, word, by = least] of scales)
    if (size >= least) return sign + Number((size / by).toPrecision(4)).toLocaleString("en") + word;
  return sign + Number(size.toPrecision(4)).toLocaleString("en");
}

/** Where values stand: from zero, unless they span so much that only a logarithm shows them. */
function valueScale(values, height) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const positive = values.filter((value) => value > 0);
  if (low > 0 && high / Math.min(...positive) > 60) {
    const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high) + 1e-9)];
    const step = Math.max(1, Math.ceil((last - first) / 5));
    const ticks = [];
    for (let power = first; power <= last; power += step) ticks.push(10 ** power);
    return { log: true, ticks, y: (value) => height * (1 - (Math.log10(value) - first) / (last - first)) };
  }
  const [from, to] = [Math.min(0, low), Math.max(0, high) || (low < 0 ? 0 : 1)];
  const rough = (to - from) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough * 0.999);
  const start = Math.floor(from / step + 1e-9) * step;
  const count = Math.ceil((to - start) / step - 1e-9);
  const ticks = Array.from({ length: count + 1 }, (_, nth) => Number((start + nth * step).toPrecision(12)));
  const end = ticks.at(-1);
  return { log: false, ticks, y: (value) => height * (1 - (value - start) / (end - start)) };
}

/** The outline of a provider's mark: circle, square, diamond, triangle up and down. */
function shapeAt(shape, x, y, r) {
  switch (shape) {
    case 1:
      return `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}z`;
    case 2:
      return `M${x} ${y - r * 1.35}l${r * 1.35} ${r * 1.35}l${-r * 1.35} ${r * 1.35}l${-r * 1.35} ${-r * 1.35}z`;
    case 3:
      return `M${x} ${y - r * 1.2}l${r * 1.2} ${r * 2.1}h${-r * 2.4}z`;
    case 4:
      return `M${x} ${y + r * 1.2}l${r * 1.2} ${-r * 2.1}h${-r * 2.4}z`;
    default:
      return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
  }
}

const seen = new WeakSet();
const whenSeen = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) seen.add(entry.target);
      else seen.delete(entry.target);
      if (entry.isIntersecting && entry.target.stale) drawChart(entry.target);
    }
  },
  { rootMargin: "300px" },
);

const charts = data.charts.map((chart, nth) => {
  const figure = at(`figures-${nth}`);
  figure.chart = chart;
  figure.stale = true;
  figure.querySelector(".plot").hidden = false;
  return figure;
});

function wantCharts(all = false) {
  for (const figure of charts) {
    figure.stale = true;
    figure.hidden = !figure.chart.series.some((series) => series.points.some((point) => shown[point.e]));
    if (!figure.hidden && (all || seen.has(figure))) drawChart(figure);
  }
}

function drawChart(figure) {
  figure.stale = false;
  const { chart } = figure;
  const plot = figure.querySelector(".plot");
  const width = Math.max(240, plot.clientWidth || 420);
  const found = chart.series
    .map((series) => ({ ...series, points: series.points.filter((point) => shown[point.e]) }))
    .filter((series) => series.points.length);
  const points = found.flatMap((series) => series.points.map((point) => ({ ...point, series })));
  const inner = { height: PLOT.height - PLOT.top - PLOT.bottom };
  const scale = valueScale(
    points.flatMap((point) => [point.low, point.high]),
    inner.height,
  );
  const names = scale.ticks.map(
    (value) => `${value < 0 ? "−" : ""}${pick(chart.before)}${short(Math.abs(value))}${pick(chart.after)}`,
  );
  PLOT.left = Math.min(width / 4, Math.max(24, ...names.map((name) => measure(name, 11.5))) + 8);
  inner.width = width - PLOT.left - PLOT.right;
  const y = (value) => PLOT.top + scale.y(value);
  const days = points.flatMap(({ e }) => [events[e].lo ?? events[e].hi, (events[e].hi ?? events[e].lo) + 1]);
  let [from, to] = [Math.min(...days), Math.max(...days)];
  const air = Math.max(3, (to - from) * 0.05);
  [from, to] = [from - air, to + air];
  const x = (day) => PLOT.left + ((day - from) / (to - from)) * inner.width;
  const svg = draw("svg", {
    viewBox: `0 0 ${width} ${PLOT.height}`,
    height: PLOT.height,
    "aria-hidden": "true",
  });
  drawScales(svg, { scale, names, y, x, from, to, inner, width });
  for (const point of points) {
    const { lo, hi } = events[point.e];
    const one = lo ?? hi;
    point.x = x(lo === undefined || hi === undefined ? one + 0.5 : (lo + hi + 1) / 2);
    point.from = x(lo ?? hi);
    point.to = x((hi ?? lo) + 1);
    [point.top, point.foot] = [y(point.high), y(point.low)];
    point.y = (point.top + point.foot) / 2;
  }
  const taken = points.flatMap(spaceOf);
  for (const series of found)
    if (series.join)
      taken.push(
        ...drawLine(
          svg,
          points.filter((point) => point.series === series && !point.unsure),
        ),
      );
  for (const point of points) drawPoint(svg, point);
  drawValues(svg, points, taken, width);
  plot.replaceChildren(svg, seriesLegend(found));
}

function drawScales(svg, { scale, names, y, x, from, to, inner, width }) {
  scale.ticks.forEach((value, nth) => {
    const level = y(value).toFixed(1);
    svg.append(
      draw("path", {
        d: `M${PLOT.left} ${level}H${width - PLOT.right}`,
        class: value === 0 ? "axis" : "grid",
      }),
    );
    svg.append(
      draw(
        "text",
        { x: PLOT.left - 6, y: Number(level) + 4, "text-anchor": "end", class: "tick" },
        cut(names[nth], PLOT.left - 6, 11.5),
      ),
    );
  });
  if (scale.log)
    svg.append(draw("text", { x: PLOT.left, y: 9, class: "scale-name" }, say("logarithmic", "对数刻度")));
  const { lower, upper } = ticks(from, to, inner.width / (to - from), 44);
  const foot = PLOT.top + inner.height;
  for (const [found, level, name] of [
    [lower, foot + 15, "tick"],
    [upper, foot + 31, "tick-over"],
  ]) {
    let taken = -Infinity;
    for (const tick of found) {
      const at = Math.max(PLOT.left, x(tick.day));
      const room = measure(tick.text, 11.5, 600);
      if (at < taken + 8 || at + room > width) continue;
      svg.append(draw("text", { x: at, y: level, class: name }, tick.text));
      taken = at + room;
      if (name === "tick" && tick.day >= from)
        svg.append(draw("path", { d: `M${at.toFixed(1)} ${foot}v4`, class: "axis" }));
    }
  }
}

/** Join the points; returns the boxes along the line that no value may stand in. */
function drawLine(svg, points) {
  if (points.length < 2) return [];
  const d = points
    .map((point, nth) => `${nth ? "L" : "M"}${point.x.toFixed(1)} ${point.y.toFixed(1)}`)
    .join("");
  svg.append(draw("path", { d, class: `series hue-${points[0].series.hue}` }));
  return points.slice(1).flatMap((to, nth) => {
    const from = points[nth];
    const parts = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 10));
    return Array.from({ length: parts }, (_, part) => {
      const [x, y] = [from.x + ((to.x - from.x) * part) / parts, from.y + ((to.y - from.y) * part) / parts];
      return [x - 2, y - 2, x + 2, y + 2];
    });
  });
}

/** The boxes that a point takes: its mark, its arrow or bar, the stroke of its days. */
function spaceOf(point) {
  const { x, y } = point;
  const boxes = [[x - 7, y - 7, x + 7, y + 7]];
  if (point.way) boxes.push([x - 6, Math.min(y, y - point.way * 20), x + 6, Math.max(y, y - point.way * 20)]);
  if (point.low !== point.high) boxes.push([x - 7, point.top, x + 7, point.foot]);
  if (point.to - point.from > 9) boxes.push([point.from, y - 2.5, point.to, y + 2.5]);
  return boxes;
}

function drawPoint(svg, point) {
  const group = draw("g", { class: `hue-${point.series.hue}` });
  const [px, py] = [Number(point.x.toFixed(1)), Number(point.y.toFixed(1))];
  if (point.to - point.from > 9)
    group.append(
      draw("path", {
        d: `M${(point.from + 2).toFixed(1)} ${py}H${(point.to - 2).toFixed(1)}`,
        class: "doubt",
      }),
    );
  if (point.low !== point.high) {
    const { top, foot } = point;
    group.append(
      draw("rect", { x: px - 3, y: top, width: 6, height: Math.max(1, foot - top), class: "whisker" }),
    );
    group.append(draw("path", { d: `M${px - 6} ${top}h12M${px - 6} ${foot}h12`, class: "stem" }));
  } else {
    if (point.way) {
      const up = -point.way;
      group.append(
        draw("path", {
          d: `M${px} ${py}v${up * 19}m-4.5 ${-up * 5}l4.5 ${up * 5}l4.5 ${-up * 5}`,
          class: "stem",
        }),
      );
    }
    const name = point.unsure
      ? "ring-ahead"
      : point.about || /[~]/.test(events[point.e].ends || "")
        ? "ring"
        : "dot";
    group.append(draw("path", { d: shapeAt(point.series.shape, px, py, 4.2), class: name }));
  }
  const spotted = draw("circle", { cx: px, cy: py, r: 11, class: "spot" });
  spotted.append(
    draw(
      "title",
      {},
      [pick(point.series.of), pick(point.text), pick(point.series.by), pick(events[point.e].when)]
        .filter(Boolean)
        .join(" · "),
    ),
  );
  spotted.addEventListener("click", () => (location.hash = events[point.e].id));
  group.append(spotted);
  svg.append(group);
}

/** The values beside their marks, as many as find room without touching anything. */
function drawValues(svg, points, taken, width) {
  const free = (box) =>
    box[0] >= PLOT.left &&
    box[2] <= width &&
    box[1] >= 0 &&
    box[3] <= PLOT.height - PLOT.bottom &&
    taken.every((one) => one[2] <= box[0] || one[0] >= box[2] || one[3] <= box[1] || one[1] >= box[3]);
  for (const point of points) {
    const text = pick(point.text);
    const room = measure(text, 11.5, 600);
    if (room > 130) continue;
    const places = [
      [point.x + 9, point.y - 6],
      [point.x - 9 - room, point.y - 6],
      [point.x + 8, point.y - 19],
      [point.x - 8 - room, point.y - 19],
      [point.x - room / 2, point.y - 22],
      [point.x + 8, point.y + 5],
      [point.x - 8 - room, point.y + 5],
      [point.x - room / 2, point.y + 9],
    ];
    for (const [left, top] of places) {
      const box = [left, top, left + room, top + 13];
      if (!free(box)) continue;
      taken.push(box);
      svg.append(draw("text", { x: left, y: top + 10.5, class: "value" }, text));
      break;
    }
  }
}

function seriesLegend(found) {
  const most = 10;
  const ranked = found.toSorted((a, b) => a.hue - b.hue);
  const entries = ranked.slice(0, found.length > most ? most - 1 : most).map((series) => {
    const mark = draw("svg", { viewBox: "0 0 12 12", class: `hue-${series.hue}` });
    mark.append(draw("path", { d: shapeAt(series.shape, 6, 6, 4), class: "dot" }));
    const words = [pick(series.of) || say("not said of what", "未注明对象"), pick(series.by)]
      .filter(Boolean)
      .join(" · ");
    return make("span", {}, mark, words);
  });
  const left = found.length - entries.length;
  if (left) entries.push(make("span", {}, say(`and ${left} more, in the table`, `另有 ${left} 项，见表格`)));
  return make("div", { class: "legend" }, ...entries);
}
