// What makes the pages better, never what makes them work: every page is complete without this file.

const root = document.documentElement;
const closest = (event, selector) => (event.target instanceof Element ? event.target.closest(selector) : null);

// --- theme: system, light or dark; kept on this machine only ---

function showTheme() {
  const chosen = root.dataset.theme ?? "";
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === chosen));
  }
}

function chooseTheme(theme) {
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  try {
    if (theme) localStorage.setItem("theme", theme);
    else localStorage.removeItem("theme");
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  showTheme();
}

// --- tabs: on a narrow screen the one in use is not scrolled out of view ---

function showCurrentTab() {
  for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
    const row = tab.closest("ul");
    row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
  }
}

// --- menus: one open at a time, closed by Escape or a click elsewhere ---

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!except || !menu.contains(except)) menu.open = false;
  }
}

// Not on a touch screen, where the keyboard would cover the list.
function focusFilter(within) {
  if (matchMedia("(hover: hover)").matches) within.querySelector("[data-options-filter]")?.focus();
}

document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!menu.matches?.("details[data-menu]") || !menu.open) return;
  const panel = menu.querySelector(".menu-panel");
  if (panel.getBoundingClientRect().left < 0) panel.dataset.side = "start";
  focusFilter(menu);
}, true);

// --- search, dialogs, copying, printing ---

function focusSearch() {
  const input = document.querySelector("[data-search-key]");
  if (input && input.offsetParent) {
    input.focus();
    input.select();
    return true;
  }
  const link = document.querySelector(".top-search-link");
  if (link) location.assign(link.href);
  return Boolean(link);
}

let silence;

function announce(words) {
  const live = document.getElementById("live");
  if (!live) return;
  live.textContent = words;
  clearTimeout(silence);
  silence = setTimeout(() => live.replaceChildren(), 8000);
}

async function copyAddress(button) {
  const address = new URL(button.dataset.copy || location.href, location.href).href;
  try {
    await navigator.clipboard.writeText(address);
    announce("Đã chép đường dẫn.");
  } catch {
    window.prompt("Đường dẫn của trang:", address);
  }
}

document.addEventListener("click", (event) => {
  closeMenus(event.target);
  const theme = closest(event, "[data-theme-choice]");
  if (theme) chooseTheme(theme.dataset.themeChoice);
  closest(event, "[data-dismiss]")?.closest("[data-toast]")?.remove();
  const opener = closest(event, "[data-opens]");
  const window_ = opener && document.getElementById(opener.dataset.opens);
  if (window_?.showModal) {
    event.preventDefault();
    window_.showModal();
  }
  const toggle = closest(event, "[data-tree-toggle]");
  if (toggle) {
    const isOpen = toggle.closest(".tree-node").toggleAttribute("data-open");
    toggle.setAttribute("aria-expanded", String(isOpen));
  }
  if (closest(event, "[data-closes]")) closest(event, "dialog")?.close();
  if (event.target instanceof HTMLDialogElement) event.target.close(); // the veil
  if (closest(event, "[data-print]")) window.print();
  const copy = closest(event, "[data-copy]");
  if (copy) copyAddress(copy);
});

const isTyping = (element) => element instanceof Element && element.matches("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  const wantsSearch = (event.key === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !isTyping(event.target));
  if (wantsSearch && !event.altKey && focusSearch()) event.preventDefault();
  if (event.key !== "Escape") return;
  const menu = closest(event, "details[data-menu][open]");
  closeMenus();
  menu?.querySelector("summary")?.focus();
  const chip = document.querySelector(".chip:is(:hover, :focus-within)");
  if (chip) chip.dataset.dismissed = "";
});

// --- number chip: lift the explanation above whatever would cut it ---

function placeAbout(chip) {
  const about = chip.querySelector(".chip-about");
  if (!about) return;
  about.dataset.placed = "";
  const at = chip.getBoundingClientRect();
  const { width, height } = about.getBoundingClientRect();
  const fitsBelow = at.bottom + height + 8 < innerHeight;
  about.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
  about.style.top = `${fitsBelow ? at.bottom : Math.max(8, at.top - height)}px`;
}

for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const chip = closest(event, "[data-chip]");
    if (chip) placeAbout(chip);
  });
}

for (const kind of ["pointerout", "focusout"]) {
  document.addEventListener(kind, (event) => {
    const chip = closest(event, "[data-chip]");
    if (chip && !chip.contains(event.relatedTarget)) delete chip.dataset.dismissed;
  });
}

addEventListener("scroll", () => {
  const chip = document.querySelector("[data-chip]:is(:hover, :focus-within)");
  if (chip) placeAbout(chip);
}, { passive: true });

// --- tables that are drawn as cards keep their roles for screen readers ---

const ROLES = { table: "table", thead: "rowgroup", tbody: "rowgroup", tfoot: "rowgroup", tr: "row", td: "cell" };

function keepTableRoles(within) {
  for (const table of within.querySelectorAll("[data-table] > table")) {
    table.setAttribute("role", "table");
    for (const [tag, role] of Object.entries(ROLES)) {
      for (const part of table.querySelectorAll(tag)) part.setAttribute("role", role);
    }
    for (const head of table.querySelectorAll("th")) {
      head.setAttribute("role", head.scope === "row" ? "rowheader" : "columnheader");
    }
  }
}

// --- after htmx changed a part of the page: keep the focus, move it where the answer asks for it ---

let focused = "";
document.addEventListener("htmx:beforeSwap", () => {
  focused = document.activeElement?.id ?? "";
});

document.addEventListener("htmx:afterSettle", (event) => {
  showTheme();
  keepTableRoles(event.target.parentElement ?? document);
  const menu = event.target.closest?.("details[data-menu][open]");
  if (menu) focusFilter(menu);
  const wanted = event.target.querySelector?.("[data-focus]");
  if (wanted) wanted.focus();
  else if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
});

document.addEventListener("htmx:sendError", () => {
  announce("Mất kết nối. Những gì đã nhập vẫn còn trên trang; hãy thử lại khi có mạng.");
});

document.addEventListener("htmx:responseError", () => {
  announce("Máy chủ chưa làm được việc này. Những gì đã nhập vẫn còn trên trang; hãy thử lại sau ít phút.");
});

showTheme();
showCurrentTab();
keepTableRoles(document);
document.querySelector("main [data-focus]")?.focus();
