/* On wide screens the groups marked data-open start open. */

export const start = (element) => {
  if (!matchMedia("(min-width: 60em)").matches) return;
  for (const group of element.querySelectorAll("details[data-open]")) group.open = true;
};
