/* Facets that narrow the list in place. The element holds everything: links with data-facet and
   data-value, rows (.item) with data-<facet>="value value", [data-count] whose data-count is the
   word in each plural form as JSON, [data-chips] whose data-chips is the words before a chip's
   name, [data-empty], and perhaps an input [data-filter]. What is chosen lives in the address.
   Only for a list that stands whole on its page: a page of many would tell half the truth. */

const QUERY = "q";

const holds = (row, facet, value) => (row.dataset[facet] || "").split(" ").includes(value);
const mentions = (row, words) => row.textContent.toLowerCase().includes(words.toLowerCase());
const matches = (row, chosen) =>
  [...chosen].every(([facet, value]) => (facet === QUERY ? mentions(row, value) : holds(row, facet, value)));

const chip = (link, words) => {
  const made = document.createElement("a");
  made.className = "chip";
  made.href = "?";
  Object.assign(made.dataset, { facet: link.dataset.facet, value: link.dataset.value });
  made.textContent = `${link.textContent} \u00d7`;
  made.setAttribute("aria-label", `${words}: ${link.textContent}`);
  return made;
};

/* The part of the address that is ours: an unknown parameter must not empty the list. */
const choices = (facets) => {
  const known = [...new URLSearchParams(location.search)].filter(([name]) => name === QUERY || facets.has(name));
  return new URLSearchParams(known);
};

export const start = (element) => {
  const one = (selector) => element.querySelector(selector);
  const rows = [...element.querySelectorAll(".item")];
  const links = [...element.querySelectorAll("[data-facet]")];
  const [count, chips, empty, input] = ["count", "chips", "empty", "filter"].map((name) => one(`[data-${name}]`));
  const words = JSON.parse(count.dataset.count);
  const plural = new Intl.PluralRules(document.documentElement.lang);
  const chosen = choices(new Set(links.map((link) => link.dataset.facet)));
  const isChosen = (link) => chosen.get(link.dataset.facet) === link.dataset.value;

  const show = () => {
    for (const row of rows) row.hidden = !matches(row, chosen);
    const found = rows.filter((row) => !row.hidden).length;
    count.textContent = `${found} ${words[plural.select(found)] || words.other}`;
    empty.hidden = found > 0;
    for (const link of links) {
      if (isChosen(link)) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    chips.replaceChildren(...links.filter(isChosen).map((link) => chip(link, chips.dataset.chips)));
    history.replaceState(null, "", chosen.size ? `?${chosen}` : location.pathname);
  };

  const toggle = ({ facet, value }) => {
    if (chosen.get(facet) === value) chosen.delete(facet);
    else chosen.set(facet, value);
  };

  element.addEventListener("click", (event) => {
    const link = event.target.closest("[data-facet]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    toggle(link.dataset);
    show();
  });
  if (input) {
    input.value = chosen.get(QUERY) || "";
    input.addEventListener("input", () => {
      if (input.value) chosen.set(QUERY, input.value);
      else chosen.delete(QUERY);
      show();
    });
    input.form.addEventListener("submit", (event) => event.preventDefault());
  }
  if (chosen.size) show();
};
