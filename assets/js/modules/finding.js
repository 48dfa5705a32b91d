/* Narrows and sorts the list of practices in place. The element holds links with data-facet and
   data-value, which become checkboxes, and names in its data the index, the list and how many cards
   stand on a page of it. What is chosen lives in the address; the index is loaded when it is first
   needed, and the cards that do not stand here are taken from the pages of the list. */

const ORDER = "order";

/* Always asked anew: an index and a page of two different days would not fit together. */
const load = async (address) => {
  const answer = await fetch(address, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer;
};

const byFacet = (links) => {
  const groups = new Map();
  for (const link of links) groups.set(link.dataset.facet, [...(groups.get(link.dataset.facet) || []), link]);
  return groups;
};

const isPlain = (event) => !(event.metaKey || event.ctrlKey || event.shiftKey);

/* «Регіон: Донецька» */
const nameOf = (link) => `${link.closest("details").firstElementChild.textContent}: ${link.textContent}`;

const slugOf = (card) => card.querySelector("h3 a").getAttribute("href").split("/").at(-2);

export const start = (element) => {
  const { index: indexAddress, list, size } = element.dataset;
  const part = (name) => element.querySelector(`[data-${name}]`);
  const [count, chips, items, empty, ways, failed, more, order, onward] =
    ["count", "chips", "items", "empty", "ways", "failed", "more", "order", "onward"].map(part);
  const pages = element.querySelector(".pages");
  const links = [...element.querySelectorAll("[data-facet]")];
  const forms = JSON.parse(count.dataset.count);
  const plural = new Intl.PluralRules(document.documentElement.lang);
  const inWords = (n) => `${n}\u00a0${forms[plural.select(n)] || forms.other}`;

  let index, loading, chosen, shown, turn = 0;
  const cards = new Map();
  const fetched = new Map();

  const keep = (all) => { for (const card of all) cards.set(slugOf(card), card); };
  keep(items.children);

  const cardsOf = (page) => {
    if (!fetched.has(page)) {
      const got = load(page === 1 ? list : `${list}page/${page}/`)
        .then((answer) => answer.text())
        .then((html) => keep(new DOMParser().parseFromString(html, "text/html").querySelectorAll("[data-items] > *")));
      fetched.set(page, got);
      got.catch(() => fetched.delete(page));
    }
    return fetched.get(page);
  };

  /* What is chosen, as an address tells it: names and values that are not ours are passed over. */
  const read = (search) => {
    const given = new URLSearchParams(search);
    const known = links.filter(({ dataset: { facet, value } }) => given.getAll(facet).includes(value));
    const sorted = [...order.options].some((option) => option.value === given.get(ORDER)) ? given.get(ORDER) : "";
    return { links: new Set(known), order: sorted };
  };

  const address = ({ links: set, order: sorted }) => {
    const query = new URLSearchParams(links.filter((link) => set.has(link)).map(({ dataset }) => [dataset.facet, dataset.value]));
    if (sorted) query.set(ORDER, sorted);
    return query.size ? `${list}?${query}` : list;
  };

  const without = (...gone) => ({ ...chosen, links: new Set([...chosen.links].filter((link) => !gone.includes(link))) });

  const ready = () => {
    loading ??= load(indexAddress).then((answer) => answer.json()).then((data) => { index = data; });
    loading.catch(() => { loading = undefined; });
    return loading;
  };

  /* One of the values of each facet, all facets together; a facet may be left out of it. */
  const holding = (set, but) => {
    let places = [...index.slugs.keys()];
    for (const [facet, group] of byFacet(set)) {
      if (facet === but) continue;
      const any = new Set(group.flatMap(({ dataset }) => index.facets[facet][dataset.value] || []));
      places = places.filter((place) => any.has(place));
    }
    return places;
  };

  const leads = (link, target) => {
    link.href = address(target);
    link.addEventListener("click", (event) => {
      if (!isPlain(event)) return;
      event.preventDefault();
      count.focus();
      go(target);
    });
    return link;
  };

  const linked = (text, target) => leads(Object.assign(document.createElement("a"), { textContent: text }), target);

  const showFacets = () => {
    for (const [facet, values] of byFacet(links)) {
      const others = new Set(holding(chosen.links, facet));
      for (const value of values) {
        const places = index.facets[facet][value.dataset.value] || [];
        const number = places.filter((place) => others.has(place)).length;
        value.nextElementSibling.textContent = number;
        value.parentElement.classList.toggle("none", !number);
      }
    }
  };

  const showChips = () => {
    const made = [...chosen.links].map((one) => {
      const chip = linked(nameOf(one), without(one));
      chip.className = "chip";
      chip.setAttribute("aria-label", `${chips.dataset.chips}: ${nameOf(one)}`);
      return chip;
    });
    chips.replaceChildren(...made, chips.lastElementChild);
    chips.hidden = !made.length;
  };

  /* Where nothing is found: how many there would be without each facet, and the way back to all. */
  const showEmpty = (none) => {
    empty.hidden = !none;
    if (!none) return;
    const made = [...byFacet(chosen.links)].flatMap(([facet, gone]) => {
      const left = holding(chosen.links, facet).length;
      const words = ways.dataset.ways.replace("{name}", gone.map(nameOf).join(", "));
      const way = document.createElement("li");
      way.append(linked(`${words}: ${inWords(left)}`, without(...gone)));
      return left ? [way] : [];
    });
    ways.replaceChildren(...made, ways.lastElementChild);
  };

  const showCards = async (places) => {
    const own = ++turn;
    const put = () => items.replaceChildren(...places.map((place) => cards.get(index.slugs[place])).filter(Boolean));
    const missing = new Set(places.filter((place) => !cards.has(index.slugs[place])).map((place) => 1 + Math.floor(place / size)));
    put();
    failed.hidden = true;
    items.setAttribute("aria-busy", missing.size > 0);
    try {
      await Promise.all([...missing].map(cardsOf));
      if (own === turn) put();
    } catch {
      if (own === turn) failed.hidden = false;
    }
    if (own === turn) items.removeAttribute("aria-busy");
  };

  const show = async () => {
    for (const one of links) one.setAttribute("aria-checked", chosen.links.has(one));
    order.value = chosen.order;
    showChips();
    await ready();
    const kept = new Set(holding(chosen.links));
    const found = (chosen.order ? index.orders[chosen.order] : [...index.slugs.keys()]).filter((place) => kept.has(place));
    const plain = !chosen.links.size && !chosen.order;

    showFacets();
    count.textContent = inWords(found.length);
    onward.hidden = !chosen.links.size;
    onward.querySelector("span").textContent = count.textContent;
    showEmpty(!found.length);
    if (pages) pages.hidden = !plain;
    more.hidden = plain || found.length <= shown;
    await showCards(found.slice(0, shown));
  };

  const begin = (state) => {
    chosen = state;
    shown = Number(size);
    return show().catch(() => { failed.hidden = false; });
  };

  /* Elsewhere than on the first page, the list that is narrowed is there. */
  const go = (state) => {
    if (location.pathname !== list) return location.assign(address(state));
    history.pushState(null, "", address(state));
    return begin(state);
  };

  for (const one of links) {
    one.setAttribute("role", "checkbox");
    one.setAttribute("aria-checked", "false");
    one.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      one.click();
    });
    one.addEventListener("click", (event) => {
      if (!isPlain(event)) return;
      event.preventDefault();
      go(chosen.links.has(one) ? without(one) : { ...chosen, links: new Set(chosen.links).add(one) });
    });
  }
  for (const reset of [chips, ways]) leads(reset.querySelector("a"), { links: new Set(), order: "" });
  order.parentElement.hidden = false;
  order.addEventListener("change", () => go({ ...chosen, order: order.value }));
  more.addEventListener("click", async () => {
    const first = shown;
    shown += Number(size);
    await show();
    items.children[first]?.querySelector("a").focus();
  });
  addEventListener("popstate", () => begin(read(location.search)));

  chosen = read(location.search);
  if (matchMedia("(min-width: 60em)").matches) for (const one of chosen.links) one.closest("details").open = true;
  if (chosen.links.size || chosen.order) begin(chosen);
};
