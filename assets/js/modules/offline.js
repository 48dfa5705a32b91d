/* Starts the worker named in data-worker and tells it what this page, the first to call it, has fetched already. */

export const start = async (element) => {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  const isFirst = !serviceWorker.controller;
  await serviceWorker.register(element.dataset.worker);
  const { active } = await serviceWorker.ready;
  const fetched = performance.getEntriesByType("resource").map((entry) => entry.name);
  if (isFirst) active.postMessage([location.href, ...fetched]);
};
