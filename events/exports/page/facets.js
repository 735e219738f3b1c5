// Chips: the values of each facet with how many events have them; those chosen filter.

const FACET_NAMES = {
  company: ["Company", "公司"],
  product: ["Product", "产品"],
  kind: ["Kind", "类型"],
  status: ["Status", "状态"],
  source: ["Source", "来源"],
  tag: ["Tag", "标签"],
};
const FIRST_CHIPS = { company: 10, product: 8, kind: 18, status: 6, source: 6, tag: 6 };
const chips = {};

function buildFacets() {
  const place = at("page-facets");
  for (const field of FACETS) {
    const table = data.tables[field];
    if (table.length < 2) continue;
    const sizes = table.map(() => 0);
    for (const event of events) for (const value of event.facets[field]) sizes[value]++;
    const order = table.map((_, value) => value).sort((a, b) => sizes[b] - sizes[a] || a - b);
    const group = make("div", { class: "chips" });
    chips[field] = [];
    order.forEach((value, rank) => {
      const input = make("input", { type: "checkbox", autocomplete: "off" });
      const count = make("i", {}, String(sizes[value]));
      const face = make("span", {}, make("b", {}, ...bothOf(table[value].name)), count);
      if (field === "kind") face.prepend(hueMark(value));
      const chip = make("label", { class: "chip" }, input, face);
      chip.hidden = rank >= FIRST_CHIPS[field];
      input.addEventListener("change", () => {
        if (input.checked) chosen[field].add(value);
        else chosen[field].delete(value);
        select();
      });
      chips[field][value] = { chip, input, count };
      group.append(chip);
    });
    const rest = order.length - FIRST_CHIPS[field];
    if (rest > 0) {
      const more = make(
        "button",
        { type: "button", class: "more" },
        ...both(`${rest} more`, `另外 ${rest} 个`),
      );
      more.addEventListener("click", () => {
        const first = order.find((value) => chips[field][value].chip.hidden);
        for (const { chip } of chips[field]) chip.hidden = false;
        more.remove();
        if (first !== undefined) chips[field][first].input.focus();
      });
      group.append(more);
    }
    place.append(
      make("fieldset", { class: "facet" }, make("legend", {}, ...both(...FACET_NAMES[field])), group),
    );
  }
}

function hueMark(kind) {
  const hue = hueOf({ kind: [kind] });
  const mark = draw("svg", { viewBox: "0 0 10 10", class: `hue-${hue}`, "aria-hidden": "true" });
  mark.append(draw("circle", { cx: 5, cy: 5, r: 4.5, class: "dot" }));
  return mark;
}

onChange.push(({ counts }) => {
  for (const field in chips)
    chips[field].forEach(({ chip, count }, value) => {
      const number = counts[field][value];
      count.textContent = counted(number);
      chip.classList.toggle("none", !number);
    });
});

function clearChoice() {
  wanted = at("page-find").value = "";
  for (const field in chips) {
    chosen[field].clear();
    for (const { input } of chips[field]) input.checked = false;
  }
  select();
}
