/* A list of the pages that are kept for reading offline: each by its title, in the element. data-kept is how the
   name of their store ends. */

const titled = async (pages, request) => {
  const kept = new DOMParser().parseFromString(await (await pages.match(request)).text(), "text/html");
  const link = Object.assign(document.createElement("a"), { href: request.url, textContent: kept.title });
  link.lang = kept.documentElement.lang;
  const item = document.createElement("li");
  item.append(link);
  return item;
};

export const start = async (element) => {
  const pages = await caches.open(element.dataset.kept);
  const requests = (await pages.keys()).filter((request) => request.url.endsWith("/"));
  const items = await Promise.all(requests.reverse().map((request) => titled(pages, request)));
  element.querySelector("ul").append(...items);
  element.hidden = !items.length;
};
