// English, French, Spanish, German, Italian, Portuguese and Dutch, without accents; the first
// letters as far as a language shortens them. Lists are apart where names of two months collide.
const MONTHS: readonly (readonly string[])[] = [
  [
    "january",
    "jan",
    "janvier",
    "janv",
    "enero",
    "ene",
    "januar",
    "janner",
    "gennaio",
    "gen",
    "janeiro",
    "januari",
  ],
  [
    "february",
    "feb",
    "fevrier",
    "fevr",
    "fev",
    "febrero",
    "februar",
    "febbraio",
    "fevereiro",
    "februari",
  ],
  ["march", "mar", "mars", "marzo", "marz", "mrz", "marco", "maart", "mrt"],
  ["april", "apr", "avril", "avr", "abril", "abr", "aprile"],
  ["may", "mai", "mayo", "maggio", "mag", "maio", "mei"],
  ["june", "jun", "juin", "junio", "juni", "giugno", "giu", "junho"],
  ["july", "jul", "juillet", "juil", "julio", "juli", "luglio", "lug", "julho"],
  ["august", "aug", "aout", "agosto", "ago", "augustus"],
  ["september", "sep", "sept", "septembre", "septiembre", "settembre", "set", "setembro"],
  ["october", "oct", "octobre", "octubre", "oktober", "okt", "ottobre", "ott", "outubro", "out"],
  ["november", "nov", "novembre", "noviembre", "novembro"],
  ["december", "dec", "decembre", "diciembre", "dic", "dezember", "dez", "dicembre", "dezembro"],
];

const BY_NAME: ReadonlyMap<string, number> = new Map(
  MONTHS.flatMap((names, index) => names.map((name): [string, number] => [name, index + 1])),
);

/** The month (1 to 12) that a word without accents names in one of the known languages, or null. */
export function monthNamed(word: string): number | null {
  return BY_NAME.get(word) ?? null;
}
