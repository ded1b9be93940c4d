// What helps while typing: letters left, accent-free filters, files dropped, a warning before unsaved words are lost.

// --- accent-free filter of an option list ---

function searchKey(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function filterOptions(input) {
  const list = input.closest("[data-options]");
  const wanted = searchKey(input.value).split(" ");
  let visible = 0;
  for (const option of list.querySelectorAll("[data-option]")) {
    const words = searchKey(option.textContent).split(" ");
    option.hidden = !wanted.every((start) => words.some((word) => word.startsWith(start)));
    if (!option.hidden) visible += 1;
  }
  list.querySelector("[data-options-none]").hidden = visible > 0;
}

// --- letters left ---

function countLetters(counter) {
  const input = document.getElementById(counter.dataset.counter);
  if (!input) return;
  const left = Number(counter.dataset.longest) - input.value.length;
  counter.textContent = left >= 0 ? `Còn ${left.toLocaleString("vi-VN")} ký tự` : `Thừa ${(-left).toLocaleString("vi-VN")} ký tự`;
  const longest = Number(counter.dataset.longest);
  counter.toggleAttribute("data-short", left < longest / 20);
  counter.hidden = left > longest / 5; // far from the end it only fills the page
}

function countAll(within) {
  for (const counter of within.querySelectorAll("[data-counter]")) countLetters(counter);
}

document.addEventListener("input", (event) => {
  const input = event.target;
  if (!(input instanceof Element)) return;
  if (input.matches("[data-options-filter]")) filterOptions(input);
  if (input.id) {
    const counter = document.querySelector(`[data-counter="${CSS.escape(input.id)}"]`);
    if (counter) countLetters(counter);
  }
  const form = input.closest("form[data-guard]");
  if (form) form.dataset.changed = "";
});

// --- unsaved words ---

document.addEventListener("submit", (event) => {
  delete event.target.dataset.changed;
});

addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-guard][data-changed]")) event.preventDefault();
});

// --- a file dropped on its field ---

function dropZone(event) {
  return event.target instanceof Element ? event.target.closest("[data-file-drop]") : null;
}

document.addEventListener("dragover", (event) => {
  const zone = dropZone(event);
  if (!zone) return;
  event.preventDefault();
  zone.dataset.over = "";
});

document.addEventListener("dragleave", (event) => {
  const zone = dropZone(event);
  if (zone && !zone.contains(event.relatedTarget)) delete zone.dataset.over;
});

document.addEventListener("drop", (event) => {
  const zone = dropZone(event);
  if (!zone) return;
  event.preventDefault();
  delete zone.dataset.over;
  const input = zone.querySelector("input[type=file]");
  if (!input || !event.dataTransfer.files.length) return;
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

document.addEventListener("htmx:afterSettle", (event) => countAll(event.target.parentElement ?? document));
countAll(document);
