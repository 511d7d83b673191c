// What was given goes to /explain; what comes back is shown as text, or in sandboxed frames.

const LIMIT = 16 * 1024 * 1024;
const at = (id) => document.getElementById(id);
const tabs = [...document.querySelectorAll('[role="tab"]')];
let asking = null;
let shown = null;

// ------------------------------------------------------------------------------- asking

async function ask(options) {
  asking?.abort();
  const mine = (asking = new AbortController());
  const started = performance.now();
  say("Reading …");
  const patience = setTimeout(() => say("Still reading: explaining a large page takes a while …"), 5000);
  document.body.classList.add("busy");
  try {
    const answer = await fetch("/explain", { method: "POST", signal: mine.signal, ...options });
    const broken = { error: `The server answered ${answer.status}.` };
    const values = await answer.json().catch(() => broken);
    if (!answer.ok) throw new Error(values.error);
    show(values);
    say(`Read in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  } catch (error) {
    if (mine.signal.aborted) return;
    fail(error instanceof TypeError ? "The server does not answer. Is it still running?" : error.message);
  } finally {
    clearTimeout(patience);
    if (asking === mine) document.body.classList.remove("busy");
  }
}

function askText() {
  const html = at("html").value;
  const url = at("url").value.trim();
  if (!html.trim() && !url) {
    fail("Give an address, or paste the HTML of a page.");
    at("url").focus();
    return;
  }
  const values = { ...(html.trim() && { html }), ...(url && { url }) };
  ask({ headers: { "Content-Type": "application/json" }, body: JSON.stringify(values) });
}

function askFile(file) {
  if (file.size > LIMIT) {
    fail(`${file.name} is larger than ${LIMIT / 2 ** 20} MiB.`);
    return;
  }
  const body = new FormData();
  body.append("file", file);
  const url = at("url").value.trim();
  if (url) body.append("url", url);
  ask({ body });
}

function say(text) {
  at("status").textContent = text;
  at("error").hidden = true;
}

function fail(text) {
  at("status").textContent = "";
  at("error").textContent = text;
  at("error").hidden = false;
}

// ------------------------------------------------------------------------------- showing

function show(values) {
  const article = values.article;
  shown = {
    article: { text: values.html, type: "text/html", name: "article.html" },
    markdown: { text: values.markdown, type: "text/markdown", name: "article.md" },
    json: { text: JSON.stringify(article, null, 2), type: "application/json", name: "article.json" },
    explain: { text: values.explain, type: "text/html", name: "explain.html" },
  };
  at("headline").textContent = article.headline ?? "No headline";
  at("headline").lang = article.language ?? "";
  at("facts").replaceChildren(...facts(values).map(item));
  at("markdown").textContent = shown.markdown.text;
  at("json").textContent = shown.json.text;
  frame("article", values.frames.article);
  frame("explain", values.frames.explain);
  at("result").hidden = false;
  at("result").scrollIntoView({ block: "start" });
  at("result").focus({ preventScroll: true });
}

// A document of its own address: in srcdoc, "#place" would mean a place in this page.
function frame(id, html) {
  URL.revokeObjectURL(at(id).src);
  at(id).src = URL.createObjectURL(new Blob([html], { type: "text/html;charset=utf-8" }));
}

function facts({ article, blocks }) {
  const sure = `${Math.round(article.confidence * 100)} %`;
  return [
    `${article.is_article ? "An article" : "Not an article"}, confidence ${sure}`,
    article.authors.map((author) => author.name).join(", "),
    article.published && time(article.published),
    counted(words(article.text), "word"),
    counted(blocks, "block"),
  ].filter(Boolean);
}

// As the page says it, in its own zone.
function time(iso) {
  const [, day, hour, zone] = iso.match(/^(.{10})T(.{5})[^+-]*(.*)$/);
  return [day, hour, zone === "+00:00" ? "UTC" : zone].join(" ").trim();
}

function words(text) {
  return text.split(/\s+/).filter(Boolean).length;
}

function counted(number, noun) {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

function item(text) {
  const element = document.createElement("li");
  element.textContent = text;
  return element;
}

// ------------------------------------------------------------------------------- tabs

function choose(tab) {
  for (const one of tabs) {
    const chosen = one === tab;
    one.setAttribute("aria-selected", chosen);
    one.tabIndex = chosen ? 0 : -1;
    at(one.getAttribute("aria-controls")).hidden = !chosen;
  }
}

function move(event) {
  const here = tabs.indexOf(event.currentTarget);
  const there = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 }[event.key];
  if (there === undefined) return;
  event.preventDefault();
  const tab = tabs.at(there % tabs.length);
  choose(tab);
  tab.focus();
}

for (const tab of tabs) {
  tab.addEventListener("click", () => choose(tab));
  tab.addEventListener("keydown", move);
}

// ------------------------------------------------------------------------------- tools

function current() {
  const chosen = tabs.find((tab) => tab.getAttribute("aria-selected") === "true");
  return shown[chosen.id.slice("tab-".length)];
}

function save({ text, type, name }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

at("copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(current().text);
    say("Copied.");
  } catch {
    fail("The browser does not let this page copy.");
  }
});
at("save").addEventListener("click", () => save(current()));
at("save-report").addEventListener("click", () => save(shown.explain));

// ------------------------------------------------------------------------------- input

at("form").addEventListener("submit", (event) => {
  event.preventDefault();
  askText();
});
at("form").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) askText();
});
at("file").addEventListener("change", (event) => {
  const [file] = event.target.files;
  event.target.value = ""; // so that the same file can be chosen again
  if (file) askFile(file);
});
at("sample").addEventListener("click", async () => {
  at("html").value = await (await fetch("/static/sample.html")).text();
  at("url").value = "https://harbour.example/2024/03/ferry-returns";
  askText();
});

const carriesFile = (event) => event.dataTransfer?.types.includes("Files");
addEventListener("dragover", (event) => {
  if (!carriesFile(event)) return;
  event.preventDefault();
  document.body.classList.add("dropping");
});
addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) document.body.classList.remove("dropping");
});
addEventListener("drop", (event) => {
  if (!carriesFile(event)) return;
  event.preventDefault();
  document.body.classList.remove("dropping");
  const [file] = event.dataTransfer.files;
  if (file) askFile(file);
});
