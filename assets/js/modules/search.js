/* Search. The element holds the form, [data-status] for screen readers, [data-results] with a group for
   practices and one for other pages, [data-nothing], [data-failed] and a row as template. What is asked
   stands in the address. The engine and its index (data-index) are loaded with the first question; they
   know beginnings of words, so each word is asked for by its stems. */

import { fold, stems } from "./stem.js";

const AT_ONCE = 10;
const PAUSE = 300;
const EXCERPT = 32;
const LEAD_IN = 6;
const WORD = /([\p{L}\p{N}\p{M}'’ʼ`]+)/gu;

const language = document.documentElement.lang;
const english = language === "en";

/* The engine over all parts of the index of this language. */
const open = async ({ index, root: baseUrl }) => {
  const parts = await (await fetch(`${index}index.json`, { cache: "no-cache" })).json();
  const [engine, ...calls] = parts.filter(({ path }) => path.startsWith(`${language}/`));
  const options = ({ digest: metaCacheTag }) => ({ baseUrl, metaCacheTag });
  const { createInstance } = await import(`${index}pagefind.js`);
  const made = createInstance({ ...options(engine), basePath: `${index}${engine.path}/`, noWorker: true });
  await Promise.all(calls.map((part) => made.mergeIndex(`${index}${part.path}/`, { language: part.tag, ...options(part) })));
  return made;
};

const part = ({ id }) => id.split("_")[0];
const words = (text) => text.match(WORD) || [];
const begins = (text, stem) => words(fold(text)).some((word) => word.startsWith(stem));
/* English stems are the engine's own: what it matched begins like the word, but for a few letters. */
const beginning = (stem) => (english ? stem.slice(0, Math.max(3, stem.length - 3)) : stem);

/* What has a word that begins with the stem. Where nothing does, the engine takes a shorter one: all that
   a part of the index answers is then wrong, and the first of its answers tells. */
const holding = async (engine, stem) => {
  const told = {};
  const { results } = await engine.search(stem);
  for (const result of results) {
    if (part(result) in told) continue;
    const { content, meta } = await result.data();
    told[part(result)] = begins([content, ...Object.values(meta)].join(" "), beginning(stem));
  }
  return results.filter((result) => told[part(result)]);
};

/* The results that hold most of the words, best first. */
const find = async (engine, asked) => {
  const found = {};
  for (const place in asked) {
    for (const stem of asked[place]) {
      for (const result of await holding(engine, stem)) {
        const { scores } = (found[result.id] ??= { result, scores: {} });
        scores[place] = Math.max(scores[place] || 0, result.score);
      }
    }
  }
  const worth = ({ scores }) => Object.values(scores).reduce((sum, score) => sum + score, 0);
  const held = ({ scores }) => Object.keys(scores).length;
  const all = Object.values(found).sort((one, other) => held(other) - held(one) || worth(other) - worth(one));
  return all.filter((one) => held(one) === held(all[0])).map(({ result }) => result);
};

/* Text as nodes, with what was asked for marked. */
const marked = (text, wanted) =>
  text.split(WORD).map((piece) => {
    if (!wanted.some((stem) => begins(piece, stem))) return piece;
    const mark = document.createElement("mark");
    mark.textContent = piece;
    return mark;
  });

/* The part of a text that holds the most of what was asked for, or its beginning. What follows ␟ is not shown. */
const excerpt = (content, wanted) => {
  const all = content.split(" ␟")[0].split(/\s+/);
  const hits = all.map((word) => wanted.find((stem) => begins(word, stem)));
  const rich = (at) => hits[at] && new Set(hits.slice(at, at + EXCERPT - LEAD_IN)).size;
  const best = hits.reduce((best, _, at) => (rich(at) > (rich(best) || 0) ? at : best), 0);
  const start = best < EXCERPT - LEAD_IN ? 0 : best - LEAD_IN;
  const end = start + EXCERPT;
  return `${start ? "… " : ""}${all.slice(start, end).join(" ")}${all[end] ? " …" : ""}`;
};

const row = (template, { url, content, meta: { title, ...about } }, wanted) => {
  const made = template.content.cloneNode(true);
  const put = (selector, text) => made.querySelector(selector).append(...marked(text, wanted));
  made.querySelector("a").href = url;
  put("a", title);
  put("p", excerpt(content, wanted));
  for (const text of Object.values(about)) {
    made.querySelector(".meta").append(document.createElement("span"));
    put(".meta > :last-child", text);
  }
  return made;
};

export const start = (element) => {
  const [form, input, template, heading, status, results, nothing, failed] =
    ["form", "input", "template", "h2", "[data-status]", "[data-results]", "[data-nothing]", "[data-failed]"]
      .map((selector) => element.querySelector(selector));
  const plural = new Intl.PluralRules(language);
  const forms = JSON.parse(element.dataset.found);
  let engine, turn, timer;

  const fill = async (group, found, wanted) => {
    const list = group.querySelector("ul");
    const button = group.querySelector("button");
    const more = async () => {
      const shown = list.children.length;
      button.hidden = shown + AT_ONCE >= found.length;
      const data = await Promise.all(found.slice(shown, shown + AT_ONCE).map((result) => result.data()));
      list.append(...data.map((item) => row(template, item, wanted)));
      return list.children[shown];
    };
    list.replaceChildren();
    group.hidden = !found.length;
    button.onclick = async () => (await more()).querySelector("a").focus();
    await more();
  };

  const show = async (query) => {
    const mine = turn = {};
    const asked = words(query).map((word) => stems(word, language));
    status.textContent = "";
    results.hidden = true;
    failed.hidden = true;
    if (!asked.length) return;
    status.textContent = status.dataset.searching;
    const found = await find(await (engine ??= open(element.dataset)), asked);
    if (mine !== turn) return;
    const wanted = asked.flat().map(beginning);
    await Promise.all([...element.querySelectorAll("[data-group]")].map((group) =>
      fill(group, found.filter((result) => part(result).includes("-") === (group.dataset.group === "pages")), wanted)));
    const { length } = found;
    heading.textContent = `${length}\u00a0${(forms[plural.select(length)]).replace("{query}", query)}`;
    nothing.hidden = length > 0;
    results.hidden = false;
    status.textContent = (length ? heading : nothing).textContent;
  };

  const address = () => `?${new URLSearchParams({ q: input.value.trim() })}`;
  const run = () => show(input.value.trim()).catch((error) => {
    console.error(error);
    engine = undefined;
    failed.hidden = false;
    status.textContent = failed.textContent;
  });
  const read = () => {
    input.value = new URLSearchParams(location.search).get("q") || "";
    run();
  };

  form.onsubmit = (event) => {
    event.preventDefault();
    clearTimeout(timer);
    if (address() !== location.search) history.pushState(null, "", address());
    run();
  };
  input.oninput = () => {
    clearTimeout(timer);
    timer = setTimeout(() => { history.replaceState(null, "", address()); run(); }, PAUSE);
  };
  addEventListener("popstate", read);
  read();
};
