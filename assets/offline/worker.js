/* Keeps visited pages readable when the network is gone. Before this text the build puts `site`: its name among
   the stores of this host, the start of its addresses, the version of its own files, those that every page needs,
   and the page for what is not kept.

   A page comes from the network, and from the store only where the network is silent; files of the site itself,
   whose addresses change with their content, come from the store first. */

const FILES = `${site.name}files ${site.version}`;
const PAGES = `${site.name}pages`;
const KEPT = 150;
const PATIENCE = 5000;

const isOurs = (url) => url.startsWith(location.origin + site.start);
const isFile = (url) => url.startsWith(`${location.origin}${site.start}assets/`) && !/\.(avif|jpe?g|png|webp)$/.test(url);
const bare = (url) => url.split(/[?#]/)[0];

const install = async () => {
  const files = await caches.open(FILES);
  await files.addAll([...site.files, new Request(site.offline, { cache: "reload" })]);
  await skipWaiting();
};

const activate = async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith(site.name) && name !== FILES && name !== PAGES) await caches.delete(name);
  }
  await clients.claim();
};

/* A page kept from an earlier version asks for files that are gone: those of today stand in for them. */
const ofToday = async (files, url) => {
  const plain = (address) => address.replace(/\.[0-9a-f]{10}(?=[./])/, "");
  const found = (await files.keys()).find((request) => plain(request.url) === plain(url));
  return found && files.match(found);
};

const file = async (request) => {
  const files = await caches.open(FILES);
  const kept = await files.match(request);
  if (kept) return kept;
  try {
    const answer = await fetch(request);
    if (answer.ok) await files.put(request, answer.clone());
    return answer;
  } catch (error) {
    const other = await ofToday(files, request.url);
    if (other) return other;
    throw error;
  }
};

const keep = async (url, answer) => {
  const pages = await caches.open(PAGES);
  const isGone = answer.status === 404 || answer.status === 410;
  const isKept = answer.ok && /^(text\/html|image\/)/.test(answer.headers.get("content-type"));
  if (isGone || isKept) await pages.delete(url);
  if (isKept) await pages.put(url, answer);
  for (const old of (await pages.keys()).slice(0, -KEPT)) await pages.delete(old);
};

const page = async (event) => {
  const url = bare(event.request.url);
  const online = fetch(event.request);
  event.waitUntil(online.then((answer) => keep(url, answer.clone())).catch(() => {}));
  const kept = await (await caches.open(PAGES)).match(url);
  if (kept) {
    const waited = new Promise((resolve) => { setTimeout(resolve, PATIENCE, kept); });
    return Promise.race([online.catch(() => kept), waited]);
  }
  if (event.request.mode !== "navigate") return online;
  return online.catch(async () => (await caches.open(FILES)).match(site.offline));
};

/* What the page that called this worker had fetched before: its own address and those of its files. */
const visited = (urls) => Promise.all(urls.filter(isOurs).map(async (url) => {
  if (isFile(url)) await file(new Request(url));
  else await keep(bare(url), await fetch(url));
}));

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("message", (event) => event.waitUntil(visited(event.data)));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !isOurs(request.url)) return;
  if (isFile(request.url)) event.respondWith(file(request));
  else if (request.mode === "navigate" || request.destination === "image") event.respondWith(page(event));
});
