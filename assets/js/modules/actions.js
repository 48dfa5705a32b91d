/* Print and copy: buttons with data-do="print" or data-do="copy" inside the element. A copy button
   takes the text of the element named in data-from, else the address of the page; data-done is
   what it says afterwards. */

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

export const start = (element) => {
  for (const button of element.querySelectorAll("[data-do]")) {
    if (button.dataset.do === "print") button.addEventListener("click", () => print());
    else if (navigator.clipboard) button.addEventListener("click", () => copy(button));
    else button.hidden = true;
  }
};
