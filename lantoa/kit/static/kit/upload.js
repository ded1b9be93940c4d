// Large files are sent before their form, in pieces, and go on where they stopped: after a pause, a lost connection, a reload.
// Without this file the same input sends the file with the form.

const VERSION = "1.0.0";
const WAITS = [1, 2, 4, 8, 15]; // seconds before each new attempt
const KEPT_DAYS = 7;
const MEGABYTE = 1024 * 1024;
const runs = new WeakMap(); // the field's element → what is being sent there
const alive = new Set();

class Halt extends Error {} // goes on when the person says so
class Refusal extends Error {} // this file will never be taken in

const megabytes = (size) => (Math.floor((size * 10) / MEGABYTE) / 10).toLocaleString("vi-VN");
const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
const part = (root, name) => root.querySelector(`[data-upload-${name}]`);

// --- which upload belongs to which file, kept on this machine only ---

const keyOf = (file) => `upload ${file.size} ${file.lastModified} ${file.name}`;

function recall(file) {
  try {
    const { url, at } = JSON.parse(localStorage.getItem(keyOf(file)) ?? "{}");
    return Date.now() - at < KEPT_DAYS * 86_400_000 ? url : "";
  } catch {
    return "";
  }
}

function remember(file, url) {
  try {
    if (url) localStorage.setItem(keyOf(file), JSON.stringify({ url, at: Date.now() }));
    else localStorage.removeItem(keyOf(file));
  } catch {
    // Without storage an upload goes on as long as the page is open.
  }
}

// --- speaking with the server ---

function token(root) {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  return cookie ? cookie[1] : root.closest("form").querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

async function ask(run, method, url, headers = {}, body = undefined) {
  const response = await fetch(url, {
    method,
    body,
    redirect: "manual",
    signal: run.stop.signal,
    headers: { "Tus-Resumable": VERSION, "X-CSRFToken": token(run.root), ...headers },
  });
  if (response.type === "opaqueredirect" || response.status === 403) {
    throw new Halt("Phiên làm việc đã hết. Hãy đăng nhập lại ở một thẻ khác rồi bấm Tiếp tục.");
  }
  if ([413, 415, 422].includes(response.status)) throw new Refusal(await response.text());
  if (![404, 409].includes(response.status) && !response.ok) throw new TypeError(`status ${response.status}`);
  return response;
}

function encoded(name) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(name)));
}

async function findPlace(run) {
  const known = run.url || recall(run.file);
  const found = known ? await ask(run, "HEAD", known) : null;
  if (found?.ok && Number(found.headers.get("Upload-Length")) === run.file.size) {
    run.url = known;
    return Number(found.headers.get("Upload-Offset"));
  }
  const made = await ask(run, "POST", run.root.dataset.uploadUrl, {
    "Upload-Length": String(run.file.size),
    "Upload-Metadata": `filename ${encoded(run.file.name)}`,
  });
  if (!made.ok) throw new TypeError(`status ${made.status}`);
  run.url = made.headers.get("Location");
  remember(run.file, run.url);
  return 0;
}

async function pieceAt(run) {
  const end = Math.min(run.sent + Number(run.root.dataset.uploadPiece), run.file.size);
  try {
    return await run.file.slice(run.sent, end).arrayBuffer();
  } catch {
    throw new Refusal("Không đọc được tệp trên máy: tệp đã bị sửa, chuyển chỗ hoặc xóa. Hãy chọn lại tệp.");
  }
}

async function sendRest(run) {
  run.sent = await findPlace(run);
  run.hidden.value = run.url.split("/").filter(Boolean).pop();
  showProgress(run);
  while (run.sent < run.file.size) {
    const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(run.sent) };
    const response = await ask(run, "PATCH", run.url, headers, await pieceAt(run));
    if (response.status === 404) throw new TypeError("forgotten by the server");
    run.sent = Number(response.headers.get("Upload-Offset"));
    run.failures = 0;
    showProgress(run);
  }
}

async function go(run) {
  // Its own: after a pause and another go, the loop that still waits for its turn must see that it was stopped.
  const stop = new AbortController();
  run.stop = stop;
  show(run, { isRunning: true });
  for (;;) {
    try {
      await sendRest(run);
      return finish(run);
    } catch (error) {
      if (stop.signal.aborted) return undefined;
      if (error instanceof Refusal) return refuse(run, error.message);
      if (error instanceof Halt) return halt(run, error.message);
      run.failures += 1;
      if (run.failures > WAITS.length) {
        return halt(run, `Mất kết nối. Đã gửi ${come(run)}; phần đã gửi được giữ lại. Hãy bấm Tiếp tục khi có mạng.`);
      }
      say(run, `Mất kết nối, đang thử lại. Đã gửi ${come(run)}.`);
      await pause(WAITS[run.failures - 1]);
      if (stop.signal.aborted) return undefined;
    }
  }
}

// --- what the person sees ---

const come = (run) => `${megabytes(run.sent)} trên ${megabytes(run.file.size)} MB`;

function say(run, words, isSpoken = true) {
  part(run.root, "words").textContent = words;
  if (isSpoken) part(run.root, "status").textContent = words;
}

function showProgress(run) {
  const share = Math.floor((run.sent * 100) / run.file.size);
  part(run.root, "bar").value = share;
  const quarter = Math.floor(share / 25);
  say(run, `Đã gửi ${come(run)} (${share}%).`, quarter !== run.quarter);
  run.quarter = quarter;
}

function show(run, { isRunning = false, isDone = false } = {}) {
  run.isRunning = isRunning;
  part(run.root, "run").hidden = false;
  part(run.root, "pause").hidden = !isRunning;
  part(run.root, "go").hidden = isRunning || isDone;
  run.root.toggleAttribute("data-unfinished", !isDone);
}

function halt(run, words) {
  show(run);
  say(run, words);
}

function finish(run) {
  show(run, { isDone: true });
  say(run, `Đã gửi xong ${megabytes(run.file.size)} MB.`);
  alive.delete(run);
  if (run.submitter !== undefined) run.root.closest("form").requestSubmit(run.submitter);
}

function refuse(run, words) {
  remember(run.file, "");
  leave(run);
  run.input.value = "";
  const refused = part(run.root, "refused");
  refused.hidden = false;
  part(run.root, "reason").textContent = words;
}

// --- one field: the file goes by itself, the form takes its number along ---

function begin(root, input, file) {
  const hidden = document.createElement("input");
  hidden.type = "hidden";
  hidden.name = `${input.name}-da-gui`;
  root.append(hidden);
  const run = { root, input, file, hidden, url: "", sent: 0, failures: 0, quarter: -1, name: input.name, isRequired: input.required };
  input.removeAttribute("name");
  input.required = false;
  const kept = part(root, "kept");
  if (kept) {
    kept.hidden = true;
    for (const field of kept.querySelectorAll("input")) field.disabled = true;
  }
  part(root, "name").textContent = file.name;
  part(root, "bar").value = 0;
  runs.set(root, run);
  alive.add(run);
  go(run);
}

function leave(run) {
  run.stop.abort();
  run.hidden.remove();
  run.input.name = run.name;
  run.input.required = run.isRequired;
  const kept = part(run.root, "kept");
  if (kept) {
    kept.hidden = false;
    for (const field of kept.querySelectorAll("input")) field.disabled = false;
  }
  part(run.root, "run").hidden = true;
  run.root.removeAttribute("data-unfinished");
  runs.delete(run.root);
  alive.delete(run);
}

async function drop(run) {
  const { url, root, file } = run;
  remember(file, "");
  leave(run);
  run.input.value = "";
  part(root, "status").textContent = "Đã bỏ tệp.";
  run.input.focus();
  run.stop = new AbortController();
  // The server forgets it by itself after some days; telling it at once only saves room.
  if (url) await ask(run, "DELETE", url).catch(() => undefined);
}

document.addEventListener("change", (event) => {
  const root = event.target instanceof Element ? event.target.closest("[data-upload]") : null;
  if (!root || event.target.type !== "file") return;
  const run = runs.get(root);
  if (run) leave(run);
  part(root, "refused").hidden = true;
  const file = event.target.files[0];
  if (file && file.size > Number(root.dataset.uploadFrom)) begin(root, event.target, file);
});

document.addEventListener("click", (event) => {
  const root = event.target instanceof Element ? event.target.closest("[data-upload]") : null;
  const run = root && runs.get(root);
  if (!run) return;
  if (event.target.closest("[data-upload-pause]")) {
    run.stop.abort();
    halt(run, `Đang tạm dừng. Đã gửi ${come(run)}.`);
    part(root, "go").focus();
  } else if (event.target.closest("[data-upload-go]")) {
    run.failures = 0;
    go(run);
    part(root, "pause").focus();
  } else if (event.target.closest("[data-upload-drop]")) {
    drop(run);
  }
});

addEventListener("online", () => {
  for (const run of alive) {
    if (!run.isRunning && run.failures > WAITS.length) {
      run.failures = 0;
      go(run);
    }
  }
});

// --- the form waits for its files ---

document.addEventListener("submit", (event) => {
  const root = event.target.querySelector("[data-upload][data-unfinished]");
  const run = root && runs.get(root);
  if (!run) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  run.submitter = event.submitter ?? null;
  if (run.isRunning) say(run, "Biểu mẫu sẽ được gửi đi ngay khi tệp gửi xong.");
  else {
    say(run, `Tệp mới gửi được ${come(run)}; hãy bấm Tiếp tục, biểu mẫu sẽ được gửi đi khi tệp gửi xong.`);
    part(root, "go").focus();
  }
}, true);

addEventListener("beforeunload", (event) => {
  if ([...alive].some((run) => run.isRunning)) event.preventDefault();
});
