/* What to ask the index for, so that a Ukrainian word in any of its forms finds the others. The index
   finds words by their beginnings: a word is cut to its stem, and asked for once more with each sound
   that may stand in the stem of another form (школа: школ, шкіл; допомога: допомог, допомоз). */

/* The leftmost match is the longest ending; three letters stay. */
const ENDING = /(?<=.{3})(?:н?ьо[їю]|ь?ого|ь?ому|[оеє][юї]|[иіїоеє]й|[иіїоеєая]м|[иіїая](?:х|ми)|[оеє]ві|[іїе]в|[аяоеєиіїуюьй])$/;
/* Beginnings of half the words there are. */
const TOO_COMMON = /^(?:..?|від|під)$/;

/* [what a stem ends in, what it ends in elsewhere]: before an ending that begins with a vowel, and without one. */
const OPEN = [
  [/ц$/, "к"], [/з$/, "г"], [/с$/, "х"], [/к$/, "ц"], [/г$/, "з"], [/х$/, "с"],
  [/(?<![аеиіоуюяєїь])к$/, "ок"], [/(?<![аеиіоуюяєїь])ц$/, "ец"], [/(?<![аеиіоуюяєїь])н$/, "ен"],
  [/[ое](?=[^аеиіоуюяєї]{1,2}$)/, "і"],
];
const CLOSED = [
  [/[оеє]к$/, "к"], [/[еє]ц$/, "ц"], [/[ое]н$/, "н"],
  [/і(?=[^аеиіоуюяєї]{1,2}$)/, "о"], [/і(?=[^аеиіоуюяєї]{1,2}$)/, "е"],
];

/* As the index sees letters: no case, no marks (й is и, ї is і), no apostrophes; ґ is asked for as г. */
export const fold = (text) =>
  text.toLowerCase().normalize("NFD").replace(/[\p{M}'’ʼ`]/gu, "").replaceAll("ґ", "г");

const ukrainian = (word) => {
  const [ending = ""] = word.match(ENDING) || [];
  const stem = word.slice(0, word.length - ending.length).replace(/(.)\1$/, "$1");
  const changes = /^ь?$/.test(ending) ? CLOSED : OPEN;
  return [stem, ...changes.map(([from, to]) => stem.replace(from, to)).filter((other) => !TOO_COMMON.test(other))];
};

/* The stems to ask for, most likely first. English is stemmed by the index itself. */
export const stems = (word, language) => {
  const bare = word.toLowerCase().replace(/['’ʼ`]/g, "");
  const found = language === "uk" && /[а-яґєії]/.test(bare) ? ukrainian(bare) : [bare];
  return [...new Set(found.map(fold))];
};
