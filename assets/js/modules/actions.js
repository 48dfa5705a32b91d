/* Print, copy and save: hidden buttons with data-do="print", "copy" or "save" inside the element, shown once
   they work: on a slow connection this file comes long after the page. What is copied
   or saved is the text of the element named in data-from, else the address of the page. After copying
   the button says data-done; a file is saved under the name in data-file. */

const SHOWN = 2500;

const text = (button) => {
  const source = button.dataset.from && document.getElementById(button.dataset.from);
  return source ? source.textContent.trim() : location.href;
};

const copy = async (button) => {
  await navigator.clipboard.writeText(text(button));
  const label = button.textContent;
  if (label === button.dataset.done) return;
  button.textContent = button.dataset.done;
  setTimeout(() => { button.textContent = label; }, SHOWN);
};

const save = (button) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`${text(button)}\n`], { type: "text/plain" }));
  link.download = button.dataset.file;
  link.click();
  URL.revokeObjectURL(link.href);
};

const actions = { print: () => print(), copy, save };

export const start = (element) => {
  for (const button of element.querySelectorAll("[data-do]")) {
    button.hidden = button.dataset.do === "copy" && !navigator.clipboard;
    button.addEventListener("click", () => actions[button.dataset.do](button));
  }
};
