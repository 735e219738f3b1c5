// Where things stand: lanes of a field, and in each the events placed in rows without collisions.

const ROW = 22;
const MARK = 5.5; // radius of a dot
const NARROW = 9; // what is narrower than this is drawn as a dot,
const NARROW_DAY = 40; // and a single day up to this
const LONGEST_LABEL = 280;
const FIRST_LANES = 16;
const MOST_ROWS = 75; // of all lanes together

/** The lanes of what is shown, the fullest first; a child stands below its parent. */
function lanesBy(field, all) {
  const table = data.tables[field];
  const lanes = table.map((row, value) => ({ value, name: row.name, items: [], depth: 0, children: [] }));
  const rest = {
    value: -1,
    name: [`No ${field} named`, `未注明${FACET_NAMES[field][1]}`],
    items: [],
    depth: 0,
  };
  events.forEach((event, nth) => {
    if (!shown[nth] || (event.lo === undefined && event.hi === undefined)) return;
    if (!event[field]) rest.items.push(nth);
    else for (const value of event[field]) lanes[value].items.push(nth);
  });
  const tops = [];
  for (const lane of lanes) {
    const parent = table[lane.value].parent;
    (parent === undefined ? tops : lanes[parent].children).push(lane);
  }
  const total = (lane) =>
    (lane.total ??= lane.items.length + lane.children.reduce((sum, child) => sum + total(child), 0));
  const found = [];
  const take = (lane, depth) => {
    if (!total(lane)) return;
    lane.depth = depth;
    found.push(lane);
    for (const child of lane.children.sort((a, b) => total(b) - total(a))) take(child, depth + 1);
  };
  for (const lane of tops.sort((a, b) => total(b) - total(a) || a.value - b.value)) take(lane, 0);
  if (rest.items.length) found.push(rest);
  const kept = all ? found : found.slice(0, FIRST_LANES);
  const rows = (lane) => lane.items.length ** 0.6;
  const scale = Math.min(1, MOST_ROWS / kept.reduce((sum, lane) => sum + rows(lane), 0));
  for (const lane of kept)
    lane.rows = lane.items.length < 2 ? 1 : Math.max(2, Math.min(12, Math.ceil(rows(lane) * scale)));
  return { lanes: kept, left: found.length - kept.length };
}

/** The days an event is drawn over: an open end reaches as far as the timeline does. */
function reachOf(event, first, last) {
  const lo = event.lo ?? Math.min(first, event.hi);
  const hi = (event.hi ?? Math.max(last, event.lo)) + 1;
  return [lo, hi];
}

const labels = new Map();
function labelOf(nth, room) {
  const key = `${root.dataset.lang} ${nth} ${room}`;
  let label = labels.get(key);
  if (!label) {
    const text = cut(pick(events[nth].title), room);
    labels.set(key, (label = { text, width: measure(text) }));
  }
  return label;
}

/**
 * Place a lane's events: each {x0, x1, wide, row, events, label, start}.
 *
 * The rows take what finds room with its label. What finds none goes without one into the last
 * row, where marks that would touch become a crowd; so nothing stands away from its days.
 */
function placed(lane, x, left, right, first, last) {
  const room = Math.min(LONGEST_LABEL, (right - left) * 0.7);
  const labelled = Math.max(1, lane.rows - 1);
  const ends = new Array(labelled).fill(-Infinity);
  const done = [];
  const crowds = [];
  for (const item of inSight(lane, x, left, right, first, last)) {
    const label = labelOf(item.events[0], room);
    const isOpen = events[item.events[0]].ends?.[0] === "<" && item.x0 > left - 9;
    let start = item.wide ? Math.max(item.x0, left) + (isOpen ? 12 : 6) : item.x1 + 4;
    let from = Math.max(item.x0, left - MARK);
    if (start + label.width > right) {
      // There is room only to the left of the mark.
      const inside = item.wide && item.x1 - item.x0 > label.width + 12;
      start = (inside ? Math.min(item.x1, right) : item.x0) - 5 - label.width;
      from = Math.min(from, start);
    }
    const end = Math.max(Math.min(item.x1, right + 4), start + label.width) + 10;
    const row = start >= left ? ends.findIndex((taken) => taken <= from) : -1;
    if (row >= 0) {
      ends[row] = end;
      done.push({ ...item, row, label: label.text, start });
      continue;
    }
    const near = crowds.findLast((other) => touches(other, item));
    if (near) {
      near.events.push(...item.events);
      if (!near.wide) near.end = item.x1;
    } else crowds.push({ ...item, label: "", start, end: item.x1 });
  }
  const row = done.reduce((most, item) => Math.max(most, item.row + 1), 0);
  for (const { end, ...item } of crowds) {
    // A crowd stands in the middle of its marks.
    const middle = (item.x0 + end) / 2;
    done.push(item.wide ? { ...item, row } : { ...item, row, x0: middle - MARK, x1: middle + MARK });
  }
  return done;
}

/** Whether an event is of the same crowd: bars over the same days, marks that would touch. */
function touches(other, item) {
  if (other.wide !== item.wide) return false;
  if (item.wide) return Math.abs(other.x0 - item.x0) < 3 && Math.abs(other.x1 - item.x1) < 3;
  return item.x0 - other.end < 3 && item.x1 - other.x0 < 40;
}

function inSight(lane, x, left, right, first, last) {
  const items = [];
  for (const nth of lane.items) {
    const [lo, hi] = reachOf(events[nth], first, last);
    const [x0, x1] = [x(lo), x(hi)];
    const middle = (x0 + x1) / 2;
    if (x1 - x0 >= (hi - lo === 1 ? NARROW_DAY : NARROW)) {
      if (x1 > left + 1 && x0 < right - 1) items.push({ x0, x1, wide: true, events: [nth] });
    } else if (middle >= left - MARK && middle <= right + MARK)
      items.push({ x0: middle - MARK, x1: middle + MARK, wide: false, events: [nth] });
  }
  return items.sort((a, b) => a.x0 - b.x0 || b.x1 - a.x1);
}
