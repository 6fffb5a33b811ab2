// Keys for rows, and drawing over the histogram. Every page works without.

const rows = () => [...document.querySelectorAll("[data-row], .card, .events li")];

function linkOf(row) {
  const found = [".permalink", ".title a", "th a", "td.said a", ".phrase", "a"].map((kind) => row.querySelector(kind));
  return found.find((link) => link !== null) ?? row;
}

function step(by) {
  const all = rows();
  if (all.length === 0) return;
  const at = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[Math.min(all.length - 1, Math.max(0, at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by))];
  const target = linkOf(next);
  target.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest", behavior: "auto" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.closest?.("input, textarea, select");
  if (typing) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "/") document.querySelector(".seek input")?.focus();
  else if (event.key === "?") location.assign("/help#keys");
  else return;
  event.preventDefault();
});

// Drawing over bars narrows to their days. A press on one bar stays the link that it is.
for (const chart of document.querySelectorAll("[data-brush]")) {
  const bars = [...chart.querySelectorAll("[data-from]")];
  let from = -1;
  let to = -1;
  const at = (event) => {
    const box = chart.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    return Math.min(bars.length - 1, Math.max(0, Math.floor(share * bars.length)));
  };
  const mark = () => {
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    bars.forEach((bar, i) => bar.classList.toggle("brushed", from >= 0 && from !== to && i >= low && i <= high));
  };
  chart.addEventListener("dragstart", (event) => event.preventDefault());
  chart.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    from = to = at(event);
  });
  chart.addEventListener("pointermove", (event) => {
    if (from < 0) return;
    to = at(event);
    mark();
  });
  const end = (event) => {
    if (from < 0) return;
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    const drawn = from !== to;
    from = to = -1;
    if (!drawn || event.type === "pointercancel") return mark();
    const address = new URL(location.href);
    address.searchParams.set("since", bars[low].dataset.from);
    address.searchParams.set("until", bars[high].dataset.to);
    address.searchParams.delete("cursor");
    chart.addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true });
    location.assign(address);
  };
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", end);
}
