"use strict";

const at = (id) => document.getElementById(id);
const make = (tag, className = "", text = "") => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.textContent = text;
  return element;
};
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const plural = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

// What was clicked; it outlives a reload of this tab.
const store = `recto ${location.pathname}`;
let choices = {};
try {
  choices = JSON.parse(sessionStorage.getItem(store)) ?? {};
} catch {
  // Without storage a reload begins anew.
}

let revision = 0;
let view = null;
let menu = "";
// The options of the last state that could be read.
let holds = null;

function choose(key, value) {
  if (value === null) delete choices[key];
  else choices[key] = value;
  remember();
  refresh();
}

function remember() {
  try {
    sessionStorage.setItem(store, JSON.stringify(choices));
  } catch {
    // As above.
  }
}

// ---- asking

let busy = false;
let again = false;

/** Asks for the view and shows it. Whatever is clicked meanwhile is asked for once, afterwards. */
async function refresh() {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  try {
    do {
      again = false;
      const answer = await fetch("view", { method: "POST", body: JSON.stringify(choices), cache: "no-store" });
      if (answer.status === 400 && Object.keys(choices).length > 0) {
        // A layout that was chosen is no longer there.
        choices = {};
        remember();
        again = true;
      } else if (answer.ok) {
        await show(await answer.json());
        connected(true);
      } else {
        throw new Error(`${answer.status}`);
      }
    } while (again);
  } catch {
    connected(false);
  } finally {
    busy = false;
  }
}

/**
 * Waits for changes and tells the other tabs. One tab does it for all: a browser has only six connections to a server,
 * and a waiting one is taken.
 */
async function follow() {
  for (;;) {
    const start = performance.now();
    const before = revision;
    try {
      const answer = await fetch(`changes?after=${revision}`, { cache: "no-store" });
      if (!answer.ok) throw new Error(`${answer.status}`);
      const now = (await answer.json()).revision;
      tabs.postMessage(now);
      await heard(now);
    } catch {
      tabs.postMessage(null);
      await heard(null);
    }
    // Nothing new, and at once: there are many who wait, or nobody is there.
    if (revision === before && performance.now() - start < 1000) await sleep(1000);
  }
}

/** Takes up the state of the file; `null` when recto does not answer. */
async function heard(now) {
  if (now === null) connected(false);
  else if (now !== revision || lost()) await refresh();
}

const tabs = new BroadcastChannel(store);
tabs.addEventListener("message", ({ data }) => heard(data));

const lost = () => !at("lost").hidden;

function connected(well) {
  at("lost").hidden = well;
  at("lost").textContent = well ? "" : "recto does not answer. This page goes on when it does; if you stopped it, start it again and open the new address.";
  document.body.classList.toggle("stale", !well || (view?.stale ?? false));
}

// ---- showing

async function show(next) {
  await pages(next.pages);
  view = next;
  revision = next.revision;
  document.body.classList.toggle("stale", next.stale);
  const name = next.file.split(/[\\/]/).pop();
  const errors = next.problems.filter((problem) => problem.severity === "error").length;
  document.title = `${errors ? `${plural(errors, "error")} – ` : ""}${name} – recto`;
  at("file").textContent = name;
  at("file").title = next.file;
  at("told").textContent = next.stale ? (next.pages.length ? "the last pages without errors" : "no pages yet") : `${plural(next.pages.length, "page")}, ${next.milliseconds} ms`;
  problems(next.problems, errors);
  controls(next);
  kept(next.keep, errors);
}

/** Puts new drawings in the place of the old ones, once all are there: nothing flickers, nothing moves. */
async function pages(list) {
  const shown = [...at("pages").children];
  const drawings = await Promise.all(list.map((page, index) => {
    const old = shown[index]?.querySelector("img");
    return old?.dataset.name === page.name ? old : drawing(page);
  }));
  list.forEach((page, index) => {
    const figure = shown[index] ?? at("pages").appendChild(frame());
    const sheet = figure.firstChild;
    // A point is 4/3 of a pixel: the pages have their true size.
    sheet.style.width = `${(page.width * 4) / 3}px`;
    sheet.style.aspectRatio = `${page.width} / ${page.height}`;
    if (sheet.firstChild !== drawings[index]) sheet.replaceChildren(drawings[index]);
    drawings[index].alt = `Page ${index + 1} of ${list.length}`;
    figure.lastChild.textContent = list.length > 1 ? `${index + 1} / ${list.length}` : "";
  });
  shown.slice(list.length).forEach((figure) => figure.remove());
}

function frame() {
  const figure = make("figure");
  figure.append(make("div", "sheet"), make("figcaption"));
  return figure;
}

async function drawing(page) {
  const image = new Image();
  image.dataset.name = page.name;
  image.src = `page/${page.name}.svg`;
  // One that cannot be decoded yet is shown when it can.
  await image.decode().catch(() => {});
  return image;
}

/** Text with `code` in backticks. */
function words(text) {
  return text.split("`").map((part, index) => (index % 2 ? make("code", "", part) : document.createTextNode(part)));
}

function problems(list, errors) {
  const box = at("problems");
  box.hidden = list.length === 0;
  box.classList.toggle("errors", errors > 0);
  if (errors > 0) box.open = true;
  const warnings = list.length - errors;
  at("counted").textContent = [errors && plural(errors, "error"), warnings && plural(warnings, "warning")].filter(Boolean).join(", ");
  at("list").replaceChildren(...list.map(problem));
}

function problem(one) {
  const item = make("li", one.severity);
  const head = make("div", "head");
  head.append(make("span", "severity", one.severity));
  const where = one.line ? `${one.line}:${one.column}` : one.argument;
  if (where) head.append(make("span", "where", where));
  const message = make("p", "message");
  message.append(...words(one.message));
  item.append(head, message);
  // `here` says nothing where the line is not shown.
  const label = one.label === "here" ? null : one.label;
  for (const text of [label, ...one.help.map((help) => `help: ${help}`)].filter(Boolean)) {
    const more = make("p", "more");
    more.append(...words(text));
    item.append(more);
  }
  return item;
}

// ---- choosing

function radio(name, value, label, className) {
  const box = make("label", className);
  const input = make("input");
  Object.assign(input, { type: "radio", name, value });
  if (label) input.setAttribute("aria-label", label);
  box.title = label;
  box.append(input);
  return box;
}

/** Draws the choices anew when there are others, and marks what holds. */
function controls(next) {
  const offered = JSON.stringify([next.layouts, next.papers, next.accents]);
  if (offered !== menu) {
    menu = offered;
    offer(next);
  }
  holds = next.shown ?? next.own ?? holds;
  mark("layout", choices.layout ?? holds?.layout);
  mark("paper", choices.paper ?? holds?.paper);
  mark("count", `${choices.pages ?? ""}`);
  const accent = choices.accent ?? "";
  const named = mark("accent", accent);
  const any = at("any");
  any.parentElement.classList.toggle("on", accent !== "" && !named);
  if (document.activeElement !== any) any.value = next.accents.find((one) => one.name === accent)?.about ?? (accent || holds?.accent || "#000000");
  at("colour").textContent = accent || (next.accents.find((one) => one.about === holds?.accent)?.name ?? holds?.accent ?? "");
  fit(next);
}

function mark(group, value) {
  let found = false;
  for (const input of at(group).querySelectorAll("input[type=radio]")) {
    input.checked = input.value === value;
    found ||= input.checked;
  }
  return found;
}

function fit(next) {
  const note = at("fit");
  const wanted = choices.pages;
  note.classList.toggle("missed", Boolean(next.fit && !next.fit.reached));
  if (!next.fit || !wanted) note.textContent = "";
  else if (next.fit.reached) note.textContent = `Airiest with at most ${plural(wanted, "page")}: density ${next.fit.density / 100}.`;
  else note.textContent = `${plural(wanted, "page")} cannot be reached: ${plural(next.pages.length, "page")} even at density 1.`;
}

function offer({ layouts, papers, accents }) {
  const rows = layouts.map(({ name, about }) => {
    const row = radio("layout", name, "", "");
    row.append(make("span", "name", name), make("span", "about", about));
    return row;
  });
  at("layout").querySelector(".rows").replaceChildren(...rows);
  const segment = (name, value, text) => {
    const box = radio(name, value, "", "");
    box.append(make("span", "", text));
    return box;
  };
  const paper = { a4: "A4", "us-letter": "US Letter" };
  at("paper").querySelector(".segments").replaceChildren(...papers.map((name) => segment("paper", name, paper[name] ?? name)));
  const counts = [["", "auto"], ["1", "1"], ["2", "2"], ["3", "3"]];
  at("count").querySelector(".segments").replaceChildren(...counts.map(([value, text]) => segment("count", value, text)));
  at("accent").querySelector(".swatches").replaceChildren(...swatches(accents));
}

function swatches(accents) {
  const own = radio("accent", "", "as the file or the layout has it", "");
  own.append(make("span", "dot own"));
  const dots = accents.map(({ name, about }) => {
    const box = radio("accent", name, name, "");
    const dot = make("span", "dot");
    dot.style.background = about;
    box.append(dot);
    return box;
  });
  const other = make("label");
  const input = make("input");
  Object.assign(input, { type: "color", id: "any" });
  input.setAttribute("aria-label", "another colour");
  other.title = "another colour";
  other.append(make("span", "dot any"), input);
  input.addEventListener("input", (event) => {
    event.stopPropagation();
    choose("accent", input.value);
  });
  return [own, ...dots, other];
}

at("form").addEventListener("input", ({ target }) => {
  if (target.name === "count") choose("pages", target.value ? Number(target.value) : null);
  else if (target.name === "accent") choose("accent", target.value || null);
  else if (target.name) choose(target.name, target.value);
});
at("form").addEventListener("submit", (event) => event.preventDefault());

// ---- keeping

function kept({ text, advice }, errors) {
  const clicked = Object.keys(choices).length > 0;
  at("text").hidden = text === "";
  at("text").textContent = text;
  if (text) at("advice").replaceChildren(...words(advice));
  else if (clicked && errors) at("advice").textContent = "The file has errors. What to write into it appears here when they are mended.";
  else at("advice").textContent = clicked ? "The file says all of this already." : "Try something above: what to write into the file appears here.";
  document.querySelector(".buttons").hidden = !clicked;
  at("copy").hidden = text === "";
  at("copy").textContent = "Copy";
}

at("copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(at("text").textContent);
    at("copy").textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(at("text"));
    at("copy").textContent = "Selected";
  }
});

at("reset").addEventListener("click", () => {
  choices = {};
  remember();
  refresh();
});

at("toggle").addEventListener("click", () => {
  const open = document.body.classList.toggle("open");
  at("toggle").setAttribute("aria-expanded", `${open}`);
  at("toggle").textContent = open ? "Close" : "Options";
});

refresh().then(() => (navigator.locks ? navigator.locks.request(store, follow) : follow()));
