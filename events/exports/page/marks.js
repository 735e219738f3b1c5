// The marks of events: dots for days, bars over all the days it may mean, crowds with their number.

/** Gradients in every hue: "a" grows from nothing on the left, "b" fades to the right. */
function fades() {
  const defs = draw("defs");
  for (let hue = 0; hue < 8; hue++)
    for (const [name, opacity] of [
      ["a", [0, 1]],
      ["b", [1, 0]],
    ]) {
      const fade = draw("linearGradient", { id: `page-fade-${name}${hue}`, class: `hue-${hue}` });
      opacity.forEach((much, nth) =>
        fade.append(draw("stop", { offset: nth, "stop-color": "currentColor", "stop-opacity": much })),
      );
      defs.append(fade);
    }
  return defs;
}

const isAhead = (event) => event.state === "planned" || event.state === "forecast";

function addDot(paths, item) {
  const event = events[item.events[0]];
  const x = (item.x0 + item.x1) / 2;
  const many = item.events.length > 1;
  const r = many ? MARK + (item.events.length > 9 ? 4 : 2) : MARK - 0.75;
  const ends = event.ends || "";
  const style = many ? "crowd" : isAhead(event) ? "ring-ahead" : /[~<?]/.test(ends) ? "ring" : "dot";
  const name = `${style} hue-${many && new Set(item.events.map((nth) => hueOf(events[nth]))).size > 1 ? 7 : hueOf(event)}`;
  const d = `M${(x - r).toFixed(1)} ${item.y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
  paths.set(name, (paths.get(name) || "") + d);
}

/** A bar over all the days it may mean. What lasted has a line below; what is a limit fades. */
function drawBar(svg, item) {
  const event = events[item.events[0]];
  const hue = hueOf(event);
  const [top, height] = [item.y - 9, 18];
  const ends = event.ends || "||";
  const clipped = [Math.max(item.x0, picture.gutter - 30), Math.min(item.x1, picture.width + 30)];
  const soft = (end, x, clip) => (x !== clip ? 0 : ({ "|": 0, ":": 8, "~": 14, "<": 60, "?": 40 }[end] ?? 0));
  const room = clipped[1] - clipped[0];
  const fade = [soft(ends[0], item.x0, clipped[0]), soft(ends[1], item.x1, clipped[1])].map((much) =>
    Math.min(much, room / 2),
  );
  const [x0, x1] = [clipped[0] + fade[0], clipped[1] - fade[1]];
  const group = draw("g", { class: `hue-${hue}` });
  const piece = (x, width, y, tall, name, fill) => {
    if (width <= 0) return;
    const box = { x: x.toFixed(1), y, width: width.toFixed(1), height: tall, class: name };
    group.append(draw("rect", fill ? { ...box, fill: `url(#page-fade-${fill}${hue})` } : box));
  };
  const layer = (y, tall, name) => {
    piece(x0, x1 - x0, y, tall, name);
    piece(clipped[0], fade[0], y, tall, `${name}-fade`, "a");
    piece(x1, fade[1], y, tall, `${name}-fade`, "b");
  };
  layer(top, height, event.lasts || !event.ends ? "span" : "window");
  if (event.lasts) layer(top + height - 3, 3, "span-line");
  for (const side of [0, 1]) {
    const x = side ? item.x1 : item.x0;
    if (ends[side] === "|" && event.lasts && x === clipped[side])
      group.append(draw("path", { d: `M${x + (side ? -1 : 1)} ${top + height}v-8`, class: "edge" }));
    if (ends[side] === "<" && x === clipped[side]) {
      const tip = side ? Math.min(x, picture.width) - 2 : Math.max(x, picture.gutter) + 2;
      const back = side ? -4 : 4;
      group.append(draw("path", { d: `M${tip + back} ${item.y - 4}l${-back} 4l${back} 4`, class: "open" }));
    }
  }
  if (isAhead(event))
    group.append(
      draw("rect", {
        x: clipped[0] + 0.5,
        y: top + 0.5,
        width: room - 1,
        height: height - 1,
        class: "ahead",
      }),
    );
  svg.append(group);
}

function drawWords(svg, item) {
  const event = events[item.events[0]];
  const many = item.events.length;
  if (many > 1 && !item.wide) {
    svg.append(
      draw(
        "text",
        { x: (item.x0 + item.x1) / 2, y: item.y + 4, class: "crowd-size" },
        many > 99 ? "99+" : `${many}`,
      ),
    );
  } else if (item.label) {
    const name =
      event.state === "withdrawn"
        ? "label-gone"
        : isAhead(event) || event.state === "disputed"
          ? "label-soft"
          : "label";
    svg.append(draw("text", { x: item.start.toFixed(1), y: item.y + 4, class: name }, item.label));
  } else if (many > 1) {
    const x = Math.max(item.x0, picture.gutter) + 4;
    const isFree = !item.lane.marks.some(
      (one) => !one.wide && one.row === item.row && Math.abs(one.x0 - x) < 22,
    );
    if (item.x1 - x > 16 && isFree)
      svg.append(draw("text", { x, y: item.y + 4, class: "lane-size" }, `${many}`));
  }
}
