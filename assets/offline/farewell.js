/* Reading offline is switched off: what an earlier worker kept goes, and then the worker itself. */

const leave = async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith(site.name)) await caches.delete(name);
  }
  await registration.unregister();
};

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(leave()));
