/* Search. The element holds the form, [data-status] for screen readers, [data-results] with a
   [data-group] for practices and one for other pages, [data-nothing], [data-failed] and a row as
   template. What is asked stands in the address. The engine and its index (data-index) are loaded
   with the first question; they know beginnings of words, so each word is asked for by its stems. */

import { fold, stems } from "./stem.js";

const AT_ONCE = 10;
const PAUSE = 300;
const EXCERPT = 32;
const LEAD_IN = 6;
const UNSEEN = "␟";
const WORD = /[\p{L}\p{N}\p{M}'’ʼ`]+/gu;
const ABOUT = ["kind", "place", "region", "theme", "years"];

const language = document.documentElement.lang;

/* The engine over all parts of the index of this language. */
const open = async ({ index, root }) => {
  const listed = await fetch(`${index}index.json`, { cache: "no-cache" });
  if (!listed.ok) throw new Error(listed.status);
  const [first, ...others] = (await listed.json()).filter((part) => part.path.startsWith(`${language}/`));
  const options = (part) => ({ baseUrl: root, metaCacheTag: part.digest, excerptLength: 0 });
  const { createInstance } = await import(`${index}pagefind.js`);
  const engine = createInstance({ ...options(first), basePath: `${index}${first.path}/`, noWorker: true });
  await Promise.all(others.map((part) => engine.mergeIndex(`${index}${part.path}/`, { language: part.tag, ...options(part) })));
  return engine;
};

const part = (result) => result.id.slice(0, result.id.lastIndexOf("_"));
const begins = (text, stem) => (fold(text).match(WORD) || []).some((word) => word.startsWith(stem));
/* English stems are the engine's own: what it matched begins like the word, but for a few letters. */
const beginning = (stem) => (language === "en" ? stem.slice(0, Math.max(3, stem.length - 3)) : stem);

/* What has a word that begins with the stem. Where nothing does, the engine takes a shorter one: all that
   a part of the index answers is then wrong, and the first of its answers tells. */
const holding = async (engine, stem) => {
  const { results } = await engine.search(stem);
  const told = new Map();
  for (const result of results) {
    if (!told.has(part(result))) {
      const { content, meta } = await result.data();
      told.set(part(result), begins(`${content} ${Object.values(meta).join(" ")}`, beginning(stem)));
    }
  }
  return results.filter((result) => told.get(part(result)));
};

/* Pages by how many of the words they hold, then by how well: [result, …] of those that hold most. */
const find = async (engine, words) => {
  const found = new Map();
  for (const word of words) {
    const best = new Map();
    for (const stem of word) {
      for (const result of await holding(engine, stem)) {
        if (!(best.get(result.id)?.score >= result.score)) best.set(result.id, result);
      }
    }
    for (const [id, result] of best) {
      const { held = 0, score = 0 } = found.get(id) || {};
      found.set(id, { result, held: held + 1, score: score + result.score });
    }
  }
  const most = Math.max(0, ...[...found.values()].map(({ held }) => held));
  return [...found.values()]
    .filter(({ held }) => held === most)
    .sort((one, other) => other.score - one.score)
    .map(({ result }) => result);
};

/* Text as nodes, with what was asked for marked. */
const marked = (text, wanted) => {
  const nodes = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!wanted.some((stem) => fold(word).startsWith(stem))) continue;
    const mark = document.createElement("mark");
    mark.textContent = word;
    nodes.push(text.slice(end, index), mark);
    end = index + word.length;
  }
  return [...nodes, text.slice(end)];
};

/* The part of a text that holds the most different words that were asked for, and they near its start. */
const excerpt = (text, wanted) => {
  const words = text.split(/\s+/);
  const hits = words.map((word) => wanted.findIndex((stem) => begins(word, stem)));
  const rich = (at) => new Set(hits.slice(at, at + EXCERPT - LEAD_IN).filter((hit) => hit >= 0)).size;
  let best = 0;
  hits.forEach((hit, at) => { if (hit >= 0 && (hits[best] < 0 || rich(at) > rich(best))) best = at; });
  const start = best < EXCERPT - LEAD_IN ? 0 : best - LEAD_IN;
  const shown = words.slice(start, start + EXCERPT).join(" ");
  return `${start ? "… " : ""}${shown}${start + EXCERPT < words.length ? " …" : ""}`;
};

const row = (template, { url, content, meta }, wanted) => {
  const made = template.content.cloneNode(true);
  const [link, text, about] = ["a", "p", ".meta"].map((selector) => made.querySelector(selector));
  link.href = url;
  link.append(...marked(meta.title, wanted));
  text.append(...marked(excerpt(content.split(UNSEEN)[0].trim(), wanted), wanted));
  for (const key of ABOUT) {
    if (!meta[key]) continue;
    const span = document.createElement("span");
    span.append(...marked(meta[key], wanted));
    about.append(span);
  }
  return made;
};

export const start = (element) => {
  const one = (selector) => element.querySelector(selector);
  const [form, input, template, heading] = ["form", "input", "template", "h2"].map(one);
  const [status, results, nothing, failed] = ["status", "results", "nothing", "failed"].map((name) => one(`[data-${name}]`));
  const groups = [...element.querySelectorAll("[data-group]")];
  const words = JSON.parse(element.dataset.found);
  const plural = new Intl.PluralRules(language);
  let engine;
  let turn = 0;
  let timer;

  const fill = (group, found, wanted) => {
    const [list, button] = [group.querySelector("ul"), group.querySelector("button")];
    list.replaceChildren();
    group.hidden = !found.length;
    const more = async (focus) => {
      const shown = list.children.length;
      button.parentElement.hidden = shown + AT_ONCE >= found.length;
      const data = await Promise.all(found.slice(shown, shown + AT_ONCE).map((result) => result.data()));
      list.append(...data.map((item) => row(template, item, wanted)));
      if (focus) list.children[shown].querySelector("a").focus();
    };
    button.onclick = () => more(true);
    return more(false);
  };

  const show = async (query) => {
    const mine = ++turn;
    const asked = (query.match(WORD) || []).map((word) => stems(word, language));
    const long = asked.filter((word) => word[0].length > 1);
    results.hidden = true;
    if (!asked.length) { status.textContent = ""; return; }
    status.textContent = status.dataset.searching;
    const found = await find(await (engine ??= open(element.dataset)), long.length ? long : asked);
    if (mine !== turn) return;
    const wanted = asked.flat().map(beginning);
    const other = (result) => part(result).includes("-");
    await Promise.all([
      fill(groups[0], found.filter((result) => !other(result)), wanted),
      fill(groups[1], found.filter(other), wanted),
    ]);
    const counted = `${found.length}\u00a0${(words[plural.select(found.length)] || words.other).replace("{query}", query)}`;
    nothing.hidden = found.length > 0;
    heading.parentElement.hidden = !found.length;
    heading.textContent = counted;
    results.hidden = false;
    status.textContent = found.length ? counted : nothing.textContent;
  };

  const run = () => show(input.value.trim()).catch((error) => {
    console.error("search", error);
    engine = undefined;
    failed.hidden = false;
    status.textContent = failed.textContent;
  });
  const address = () => `${location.pathname}${input.value.trim() ? `?q=${encodeURIComponent(input.value.trim())}` : ""}`;
  const read = () => {
    input.value = new URLSearchParams(location.search).get("q") || "";
    run();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    if (address() !== location.pathname + location.search) history.pushState(null, "", address());
    run();
  });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { history.replaceState(null, "", address()); run(); }, PAUSE);
  });
  addEventListener("popstate", read);
  read();
};
