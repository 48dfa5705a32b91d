/* Keeps the state of a call true after the day of the build. The element names in its data that state, the
   moments of opening and closing, and the last day in the call's time zone; its parts name in data-during the
   states in which they are shown. A clock that is behind the build changes nothing. */

const ORDER = ["announced", "open", "closing", "closed"];
const DAY = 864e5;
const MINUTE = 6e4;

export const start = (element) => {
  const { built, opens, closes, zone, last, soon, forms, today } = element.dataset;
  const plural = new Intl.PluralRules(document.documentElement.lang);
  const words = JSON.parse(forms);
  const refine = () => {
    const now = Date.now();
    const days = Math.round((Date.parse(last) - Date.parse(new Date(now).toLocaleDateString("sv", { timeZone: zone }))) / DAY);
    const state = now >= Date.parse(closes) ? 3 : now < Date.parse(opens) ? 0 : days > soon ? 1 : 2;
    if (state < ORDER.indexOf(built)) return;
    for (const part of element.querySelectorAll("[data-during]")) part.hidden = !part.dataset.during.includes(ORDER[state]);
    const left = days > 0 ? words[plural.select(days)].replace("{n}", days) : today;
    for (const part of element.querySelectorAll("[data-left]")) part.textContent = left;
  };
  refine();
  setInterval(refine, MINUTE);
};
