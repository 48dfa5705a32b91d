/* Starts the modules a page asks for with data-module="name name". Every page is whole without
   them; one that fails stops no other. */

const modules = {
  actions: () => import("./modules/actions.js"),
  offline: () => import("./modules/offline.js"),
  saved: () => import("./modules/saved.js"),
  call: () => import("./modules/call.js"),
  disclosure: () => import("./modules/disclosure.js"),
  finding: () => import("./modules/finding.js"),
  search: () => import("./modules/search.js"),
};

const start = async (element, name) => {
  try {
    (await modules[name]()).start(element);
  } catch (error) {
    console.error(name, error);
  }
};

document.documentElement.classList.add("js");
for (const element of document.querySelectorAll("[data-module]")) {
  for (const name of element.dataset.module.split(" ")) start(element, name);
}
