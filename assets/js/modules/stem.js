/* What to ask the index for, so that a Ukrainian word in any of its forms finds the others. The index
   finds words by their beginnings: a word is cut to its stem, and asked for once more with each sound
   that may stand in the stem of another form (школа: школ, шкіл; допомога: допомог, допомоз). */

const ENDINGS = (
  "ньої ньою ього ьому ого ому ої ою ій ий им їм ім их іх їх ими іми їми " +
  "ами ями ові еві єві ою ею єю ам ям ах ях ом ем єм ів їв ей ів " +
  "ння нню нням нням ннями ннях " +
  "а я у ю і ї и о е є ь й"
).split(" ").sort((one, other) => other.length - one.length);
const LEAST = 3;
const TOO_COMMON = ["від", "під"]; // beginnings of half the words there are

/* As the index sees letters: no case, no marks (й is и, ї is і), no apostrophes; ґ is asked for as г. */
export const fold = (text) =>
  text.toLowerCase().normalize("NFD").replace(/[\p{M}'’ʼ`]/gu, "").replaceAll("ґ", "г");

const cut = (word) => {
  const ending = ENDINGS.find((end) => word.endsWith(end) && word.length - end.length >= LEAST) || "";
  return [word.slice(0, word.length - ending.length), ending];
};

/* Pairs of (what the stem ends in, what it ends in elsewhere). */
const OPEN = [
  [/ц$/, "к"], [/з$/, "г"], [/с$/, "х"], [/к$/, "ц"], [/г$/, "з"], [/х$/, "с"],
  [/([^аеиіоуюяєїь])ь?к$/, "$1ок"], [/([^аеиіоуюяєїь])ц$/, "$1ец"], [/([^аеиіоуюяєїь])н$/, "$1ен"],
  [/[ое](?=[^аеиіоуюяєї]{1,2}$)/, "і"],
];
const CLOSED = [
  [/[оеє]к$/, "к"], [/[еє]ц$/, "ц"], [/[ое]н$/, "н"],
  [/і(?=[^аеиіоуюяєї]{1,2}$)/, "о"], [/і(?=[^аеиіоуюяєї]{1,2}$)/, "е"],
];

const ukrainian = (word) => {
  const [whole, ending] = cut(word.replace(/['’ʼ`]/g, ""));
  const stem = whole.replace(/([^аеиіоуюяєї])\1$/, "$1");
  const changes = ending === "" || ending === "ь" ? CLOSED : OPEN;
  const others = changes.map(([from, to]) => stem.replace(from, to));
  return [stem, ...others.filter((other) => other.length >= LEAST && !TOO_COMMON.includes(other))];
};

/* The stems to ask for, most likely first. English is stemmed by the index itself. */
export const stems = (word, language) => {
  const lower = word.toLowerCase();
  const found = language === "uk" && /\p{Script=Cyrillic}/u.test(lower) ? ukrainian(lower) : [lower];
  return [...new Set(found.map(fold))];
};
