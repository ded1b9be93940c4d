// The list of initiatives: choosing rows, what each act would do with them, and the keys. Without this file the boxes and the
// buttons of the form do the same.

const list = document.querySelector("[data-list]");

const boxes = () => [...list.querySelectorAll("input[name=chon]")];
const isTyping = (element) => element instanceof Element && element.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
const spoken = (number) => number.toLocaleString("vi-VN");

function refusalsOf(box) {
  return Object.fromEntries(box.dataset.refusals.split("|").filter(Boolean).map((pair) => pair.split("=", 2)));
}

// How many of the chosen an act fits, and why it would leave the others out, the commonest reason first.
function judge(act, chosen) {
  const reasons = new Map();
  for (const box of chosen) {
    const reason = refusalsOf(box)[act];
    if (reason) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const left = [...reasons].sort((one, other) => other[1] - one[1]);
  return { fits: chosen.length - left.reduce((sum, [, count]) => sum + count, 0), left };
}

function showAct(button, chosen, isAll) {
  const { fits, left } = judge(button.dataset.act, chosen);
  button.querySelector("[data-fits]").textContent = isAll ? "" : spoken(fits);
  if (fits || isAll) button.removeAttribute("aria-disabled");
  else button.setAttribute("aria-disabled", "true");
  if (!left.length || isAll) return "";
  const without = left.map(([reason, count]) => `${spoken(count)} ${reason}`).join(", ");
  return `${spoken(fits)} ${button.dataset.fitting}, ${without}`;
}

function showChosen() {
  const chosen = boxes().filter((box) => box.checked);
  for (const box of boxes()) box.closest("tr").toggleAttribute("data-chosen", box.checked);
  list.toggleAttribute("data-chosen", chosen.length > 0);
  const all = list.querySelector("input[name=tat-ca]");
  if (!chosen.length && all) all.checked = false;
  const page = list.querySelector("[data-choose-page]");
  page.checked = chosen.length > 0 && chosen.length === boxes().length;
  page.indeterminate = chosen.length > 0 && !page.checked;
  const isAll = Boolean(all?.checked);
  const notes = [...list.querySelectorAll("[data-act]")].map((button) => showAct(button, chosen, isAll));
  list.querySelector("[data-chosen-words]").textContent = isAll ? "Mọi dòng khớp bộ lọc" : `${spoken(chosen.length)} đã chọn`;
  list.querySelector("[data-chosen-note]").textContent = isAll ? "bước sau cho xem trước" : notes.filter(Boolean).join("; ");
}

// --- rows by key ---

const rowOf = (element) => (element instanceof Element ? element.closest(".list-row") : null);

function moveTo(step) {
  const rows = [...list.querySelectorAll(".list-row")];
  const here = rows.indexOf(rowOf(document.activeElement));
  const next = rows[here < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, here + step))];
  next.querySelector(".list-link").focus();
  next.scrollIntoView({ block: "nearest" });
}

function pickRow() {
  const box = rowOf(document.activeElement)?.querySelector("input[name=chon]");
  if (box) box.click();
}

function showKeys() {
  document.getElementById("list-keys").showModal();
}

const KEYS = { j: () => moveTo(1), k: () => moveTo(-1), x: pickRow, "?": showKeys };

function pressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && event.target.matches?.("input[name=chon]")) {
    event.preventDefault();
    rowOf(event.target).querySelector(".list-link").click();
  } else if (event.key === "Escape" && list.hasAttribute("data-chosen")) {
    list.reset();
  } else if (KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  }
}

let lastBox = null;

// Shift takes all rows between this one and the one before.
function chooseRange(event) {
  const box = event.target;
  if (!box.matches("input[name=chon]")) return;
  const all = boxes();
  if (event.shiftKey && lastBox) {
    const [from, to] = [all.indexOf(lastBox), all.indexOf(box)].sort((one, other) => one - other);
    for (const between of all.slice(from, to + 1)) between.checked = box.checked;
  }
  lastBox = box;
  showChosen();
}

if (list) {
  list.addEventListener("click", chooseRange);
  list.addEventListener("change", (event) => {
    if (event.target.matches("[data-choose-page]")) for (const box of boxes()) box.checked = event.target.checked;
    showChosen();
  });
  list.addEventListener("reset", () => setTimeout(showChosen));
  list.addEventListener("submit", (event) => {
    if (event.submitter?.getAttribute("aria-disabled") === "true") event.preventDefault();
  });
  document.addEventListener("keydown", pressed);
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-choose]") && !event.target.checked) list.reset();
  });
  addEventListener("pageshow", showChosen);
  showChosen();
}

// --- the panel of further filters closes as a menu does ---

const more = document.querySelector(".list-more");

document.addEventListener("click", (event) => {
  if (more?.open && !more.contains(event.target)) more.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !more?.open) return;
  more.open = false;
  more.querySelector("summary").focus();
});
