// Days and the labels of an axis. A day is counted from 1970; day d lasts from d to d + 1.

const DAY = 86400000;
const FIRST_DAY = -719162;
const LAST_DAY = 2932896;
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

function dayOf(year, month, day = 1) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return Math.round(date.getTime() / DAY);
}

function partsOf(day) {
  const date = new Date(Math.floor(day) * DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
}

const everyDay = Array.from({ length: 31 }, (_, nth) => nth + 1);
const STEPS = [
  { days: 1, dates: everyDay },
  { days: 4, dates: [1, 6, 11, 16, 21, 26] },
  { days: 8, dates: [1, 11, 21] },
  { days: 13, dates: [1, 16] },
  { days: 28, months: 1 },
  { days: 90, months: 3 },
  { days: 181, months: 6 },
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].map((years) => ({ days: 365 * years, years })),
];

/** The labels from one day to another: a lower row, and above it the month or year it is in. */
function ticks(from, to, perDay, room = 34) {
  const step = STEPS.find((one) => one.days * perDay >= (one.years ? room + 8 : room)) || STEPS.at(-1);
  const lower = [];
  const upper = [];
  const first = partsOf(Math.max(FIRST_DAY, from));
  const end = Math.min(LAST_DAY, to);
  const stepping = (months, into, label) => {
    const start = months >= 12 ? [first.year - (first.year % (months / 12)), 0] : [first.year, 0];
    for (let nth = 0, day; nth < 4000; nth++) {
      day = dayOf(start[0], start[1] + nth * months);
      if (day > end) break;
      if (dayOf(start[0], start[1] + (nth + 1) * months) > from && day >= FIRST_DAY)
        into.push({ day, text: label(partsOf(day)) });
    }
  };
  if (step.dates) {
    for (let month = 0; month < 4000; month++) {
      const start = dayOf(first.year, first.month + month);
      if (start > end) break;
      const days = dayOf(first.year, first.month + month + 1) - start;
      for (const date of step.dates)
        if (date <= days && start + date > from && start + date - 1 <= end)
          lower.push({ day: start + date - 1, text: say(`${date}`, `${date}日`) });
    }
    stepping(1, upper, ({ year, month }) => say(`${MONTHS[month]} ${year}`, `${year}年${month + 1}月`));
  } else if (step.months) {
    stepping(step.months, lower, ({ month }) => say(MONTHS[month], `${month + 1}月`));
    stepping(12, upper, ({ year }) => say(`${year}`, `${year}年`));
  } else {
    stepping(12 * step.years, lower, ({ year }) => say(`${year}`, `${year}年`));
  }
  return { lower: lower.filter((tick) => tick.day >= from), upper };
}

/** How wide a text is, in pixels. */
const measure = (() => {
  const pen = document.createElement("canvas").getContext("2d");
  const family = getComputedStyle(document.body).fontFamily;
  const known = new Map();
  let font = "";
  return (text, size = 12, weight = 400) => {
    const key = `${weight} ${size} ${text}`;
    let width = known.get(key);
    if (width !== undefined) return width;
    const here = `${weight} ${size}px ${family}`;
    if (here !== font) pen.font = font = here;
    known.set(key, (width = pen.measureText(text).width));
    return width;
  };
})();

/** The text cut to a width, with an ellipsis where something is cut. */
function cut(text, width, size = 12, weight = 400) {
  if (measure(text, size, weight) <= width) return text;
  const signs = [...text];
  let low = 0;
  let high = signs.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (measure(signs.slice(0, middle).join("") + "…", size, weight) <= width) low = middle;
    else high = middle - 1;
  }
  return low ? signs.slice(0, low).join("").trimEnd() + "…" : "";
}
