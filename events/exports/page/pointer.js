// The timeline under pointer and keys: pan, zoom, the strip's window, the card of an event.

const pictureBox = at("page-picture");
const pointers = new Map();
let drag = null;

function spot(event) {
  const box = pictureBox.getBoundingClientRect();
  return event.clientX - box.left;
}

/** The mark at a place of the lanes: dots are drawn over bars, and later ones over earlier. */
function markAt(x, y) {
  let best = null;
  for (const item of picture.marks) {
    const isHit =
      y >= item.y - ROW / 2 &&
      y < item.y + ROW / 2 &&
      x >= item.from - 3 &&
      x <= Math.max(item.end, item.x0 + 12) + 3;
    if (isHit && (!best || !item.wide || best.wide)) best = item;
  }
  return best;
}

function underPointer(event) {
  const svg = event.target.closest("#page-lanes svg");
  if (!svg) return null;
  const box = svg.getBoundingClientRect();
  return markAt(event.clientX - box.left, event.clientY - box.top);
}

function pointing() {
  pictureBox.addEventListener("pointerdown", (event) => {
    if (event.button || event.target.closest("#page-card")) return;
    closeCard(false);
    const strip = event.target.closest("#page-strip");
    if (!strip && !event.target.closest("#page-lanes, #page-axis")) return;
    pointers.set(event.pointerId, spot(event));
    if (pointers.size === 2) {
      const [a, b] = [...pointers.values()];
      drag = { pinch: Math.max(8, Math.abs(a - b)), from: picture.from, to: picture.to, middle: (a + b) / 2 };
      return;
    }
    drag = {
      x: spot(event),
      from: picture.from,
      to: picture.to,
      moved: false,
      strip: strip ? stripPart(spot(event)) : "",
    };
    if (drag.strip === "jump") {
      const day = stripDay(drag.x);
      const half = (picture.to - picture.from) / 2;
      lookAt(day - half, day + half);
      drag = { ...drag, from: day - half, to: day + half, strip: "window" };
    }
  });
  window.addEventListener("pointermove", (event) => {
    if (!pointers.has(event.pointerId)) return hover(event);
    pointers.set(event.pointerId, spot(event));
    if (!drag) return;
    if (drag.pinch) return pinch();
    const away = spot(event) - drag.x;
    if (Math.abs(away) > 3) {
      if (!drag.moved) pictureBox.setPointerCapture?.(event.pointerId);
      drag.moved = true;
      pictureBox.classList.add("dragged");
    }
    if (drag.moved) move(away);
  });
  const up = (event) => {
    if (!pointers.delete(event.pointerId)) return;
    const was = drag;
    if (!pointers.size) drag = null;
    pictureBox.classList.remove("dragged");
    if (event.type === "pointerup" && was && !was.moved && !was.pinch && !was.strip) {
      const item = underPointer(event);
      if (item) openMark(item);
    }
  };
  window.addEventListener("pointerup", up);
  window.addEventListener("pointercancel", up);
  pictureBox.addEventListener("pointerleave", () => point(null));
  pictureBox.addEventListener("dblclick", (event) => {
    if (event.target.closest("#page-lanes, #page-axis") && !underPointer(event)) zoom(2, spot(event));
  });
  pictureBox.addEventListener(
    "wheel",
    (event) => {
      if (event.target.closest("#page-card")) return;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        zoom(Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) * 0.01), spot(event));
      } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey) {
        event.preventDefault();
        const days = (event.deltaX || event.deltaY) / perDay();
        lookAt(picture.from + days, picture.to + days);
      }
    },
    { passive: false },
  );
}

function pinch() {
  if (pointers.size < 2) return;
  const [a, b] = [...pointers.values()];
  const scale = (picture.width - picture.gutter) / (drag.to - drag.from);
  const day = drag.from + (drag.middle - picture.gutter) / scale;
  const days = ((drag.to - drag.from) * drag.pinch) / Math.max(8, Math.abs(a - b));
  const part = ((a + b) / 2 - picture.gutter) / (picture.width - picture.gutter);
  lookAt(day - part * days, day + (1 - part) * days);
}

const stripScale = () => (picture.width - picture.gutter) / (picture.last - picture.first);
const stripDay = (x) => picture.first + (x - picture.gutter) / stripScale();

function stripPart(x) {
  const [a, b] = [picture.from, picture.to].map(
    (day) => picture.gutter + (day - picture.first) * stripScale(),
  );
  if (Math.abs(x - a) < 8) return "start";
  if (Math.abs(x - b) < 8) return "end";
  return x > a && x < b ? "window" : "jump";
}

function move(away) {
  const { from, to, strip } = drag;
  if (!strip) {
    const days = (-away * (to - from)) / (picture.width - picture.gutter);
    lookAt(from + days, to + days);
    return;
  }
  const days = away / stripScale();
  if (strip === "start") lookAt(Math.min(from + days, to - 2), to);
  else if (strip === "end") lookAt(from, Math.max(to + days, from + 2));
  else lookAt(from + days, to + days);
}

function hover(event) {
  if (event.pointerType === "touch" || !pictureBox.contains(event.target)) return;
  point(underPointer(event), event);
}

function point(item, event) {
  const tip = at("page-tip");
  if (item !== picture.hovered) {
    picture.hovered = item;
    drawOver();
    pictureBox.classList.toggle("pointing", !!item);
  }
  tip.hidden = !item || !at("page-card").hidden;
  if (tip.hidden) return;
  const few = item.events.slice(0, 6).map((nth) => `${pick(events[nth].when)} · ${pick(events[nth].title)}`);
  if (item.events.length === 1) {
    const one = events[item.events[0]];
    tip.replaceChildren(make("b", {}, pick(one.when)), pick(one.title));
  } else {
    const left = item.events.length - few.length;
    if (left) few.push(say(`and ${left} more`, `另有 ${left} 个`));
    tip.replaceChildren(
      make("b", {}, say(`${item.events.length} events`, `${item.events.length} 个事件`)),
      ...few.map((line) => make("div", {}, line)),
    );
  }
  const box = pictureBox.getBoundingClientRect();
  const x = Math.max(0, Math.min(event.clientX - box.left + 12, box.width - tip.offsetWidth));
  const above = event.clientY + tip.offsetHeight + 30 > window.innerHeight;
  tip.style.left = `${x}px`;
  tip.style.top = `${event.clientY - box.top + (above ? -tip.offsetHeight - 10 : 18)}px`;
}

/** Open one event; of several go nearer until they come apart, or list them. */
function openMark(item) {
  if (item.events.length === 1) return openCard(item, item.events[0]);
  const reach = item.events.map((nth) => reachOf(events[nth], picture.first, picture.last));
  const lo = Math.min(...reach.map(([start]) => start));
  const hi = Math.max(...reach.map(([, end]) => end));
  const starts = new Set(reach.map(([start, end]) => (start + end) / 2));
  if (starts.size > 1 && !item.wide && hi - lo < (picture.to - picture.from) / 3) {
    const air = Math.max(2, (hi - lo) * 0.6);
    lookAt(lo - air, hi + air);
    return undefined;
  }
  return openCard(item, null);
}

function openCard(item, nth) {
  const card = at("page-card");
  const shut = make(
    "button",
    { type: "button", class: "shut" },
    "×",
    make("span", { class: "unseen" }, say("Close", "关闭")),
  );
  shut.addEventListener("click", () => closeCard(true));
  if (nth === null) {
    const found = item.events.map((one) => {
      const open = make(
        "button",
        { type: "button" },
        make("span", {}, pick(events[one].when)),
        pick(events[one].title),
      );
      open.addEventListener("click", () => openCard(item, one));
      return make("li", {}, open);
    });
    const heading = say(`${found.length} events`, `${found.length} 个事件`);
    card.replaceChildren(shut, make("h4", {}, heading), make("ol", {}, ...found));
    card.setAttribute("aria-label", heading);
  } else {
    picture.current = { lane: item.lane.value, nth };
    const copy = list[nth].cloneNode(true);
    const body = make("div", { class: "event" }, ...copy.childNodes);
    const there = make(
      "a",
      { class: "there", href: `#${events[nth].id}` },
      say("In the list", "在列表中查看"),
    );
    there.addEventListener("click", () => closeCard(false));
    card.replaceChildren(shut, body, there);
    card.setAttribute("aria-label", pick(events[nth].title));
  }
  at("page-tip").hidden = true;
  card.hidden = false;
  const lanes = at("page-lanes").offsetTop;
  const x = Math.max(item.x0, picture.gutter);
  card.style.left = `${Math.max(0, Math.min(x, picture.width - card.offsetWidth))}px`;
  card.style.top = `${lanes + item.y + 16}px`;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  drawOver();
}

function closeCard(focus) {
  const card = at("page-card");
  if (card.hidden) return;
  card.hidden = true;
  if (focus) pictureBox.focus({ preventScroll: true });
}

// Keys

function onKey(event) {
  if (event.key === "Escape" && !at("page-card").hidden) return closeCard(true);
  if (event.target !== pictureBox || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const page = (picture.to - picture.from) * 0.5;
  const actions = {
    ArrowRight: () => (event.shiftKey ? lookAt(picture.from + page, picture.to + page) : step(1, 0)),
    ArrowLeft: () => (event.shiftKey ? lookAt(picture.from - page, picture.to - page) : step(-1, 0)),
    ArrowDown: () => step(0, 1),
    ArrowUp: () => step(0, -1),
    Home: () => step(-Infinity, 0),
    End: () => step(Infinity, 0),
    "+": () => zoomHere(1.6),
    "=": () => zoomHere(1.6),
    "-": () => zoomHere(1 / 1.6),
    0: () => lookAt(picture.first, picture.last),
    Enter: openCurrent,
    " ": openCurrent,
  };
  if (!actions[event.key]) return undefined;
  event.preventDefault();
  return actions[event.key]();
}

function zoomHere(factor) {
  const item = markOf(picture.current);
  zoom(factor, item ? Math.max(item.x0, picture.gutter) : undefined);
}

function openCurrent() {
  const item = markOf(picture.current);
  if (item) openCard(item, picture.current.nth);
  else step(1, 0);
}

const middleOf = (nth) => {
  const [lo, hi] = reachOf(events[nth], picture.first, picture.last);
  return (lo + hi) / 2;
};

/** Go to an event beside the current one, in its lane or in the lane above or below. */
function step(along, across) {
  const { lanes } = picture;
  if (!lanes.length) return;
  closeCard(false);
  let row = lanes.findIndex(
    (lane) => lane.value === picture.current?.lane && lane.items.includes(picture.current.nth),
  );
  let items = row < 0 ? [] : lanes[row].items.toSorted((a, b) => middleOf(a) - middleOf(b));
  let place = row < 0 ? -1 : items.indexOf(picture.current.nth);
  if (row < 0) {
    row = lanes.findIndex((lane) => lane.items.length);
    items = lanes[row].items.toSorted((a, b) => middleOf(a) - middleOf(b));
    place = Math.max(
      0,
      items.findIndex((nth) => middleOf(nth) >= picture.from),
    );
  } else if (across) {
    const middle = middleOf(picture.current.nth);
    for (let next = row + across; lanes[next]; next += across)
      if (lanes[next].items.length) {
        row = next;
        items = lanes[row].items.toSorted((a, b) => middleOf(a) - middleOf(b));
        place = items.reduce(
          (best, nth, here) =>
            Math.abs(middleOf(nth) - middle) < Math.abs(middleOf(items[best]) - middle) ? here : best,
          0,
        );
        break;
      }
  } else {
    place = Math.max(0, Math.min(items.length - 1, place + along));
  }
  const nth = items[place];
  picture.current = { lane: lanes[row].value, nth };
  const [lo, hi] = reachOf(events[nth], picture.first, picture.last);
  if (hi < picture.from || lo > picture.to) {
    const half = (picture.to - picture.from) / 2;
    lookAt(middleOf(nth) - half, middleOf(nth) + half);
  }
  wantPicture();
  const one = events[nth];
  at("page-said").textContent = `${pick(lanes[row].name)}: ${pick(one.when)}, ${pick(one.title)}`;
  requestAnimationFrame(() => {
    const item = markOf(picture.current);
    if (!item) return;
    const y = pictureBox.getBoundingClientRect().top + at("page-lanes").offsetTop + item.y;
    if (y < 140 || y > window.innerHeight - 40) window.scrollBy({ top: y - window.innerHeight / 2 });
  });
}
