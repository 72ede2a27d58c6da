import type { Language } from "@/lib/patients/languages";
import type { Reaches } from "@/lib/patients/reaches";
import type { Random } from "./random";

/** An invented person. Numbers are from the range that is kept for fiction. */
export type DemoPerson = {
  key: number;
  name: string;
  birthOn: string;
  language: Language;
  risks: string[];
  consentToContact: boolean;
  phones: { value: string; owner?: string; reaches?: Reaches; voicemailAllowed?: boolean }[];
  emails: string[];
};

const ENGLISH = {
  first: [
    "Abigail",
    "Bronwyn",
    "Carys",
    "Dana",
    "Elodie",
    "Farah",
    "Greta",
    "Hannah",
    "Imani",
    "Joanna",
    "Keiko",
    "Lorna",
    "Mei",
    "Nadia",
    "Odette",
    "Petra",
    "Quinn",
    "Rosalind",
    "Sabine",
    "Tamsin",
    "Uma",
    "Vera",
    "Wren",
    "Yasmin",
    "Zora",
    "Aaron",
    "Callum",
    "Desmond",
    "Felix",
    "Graham",
  ],
  last: [
    "Ashdown",
    "Bellweather",
    "Castellan",
    "Drummond",
    "Eastlake",
    "Fairbrook",
    "Gallowhill",
    "Hargrave",
    "Iyengar",
    "Jessop",
    "Kowalczyk",
    "Lindqvist",
    "Marchetti",
    "Nakagawa",
    "Okonjo",
    "Pemberton",
    "Quillfeather",
    "Rosenthal",
    "Strand",
    "Thackeray",
    "Umarov",
    "Vandermeer",
    "Whitlock",
    "Yamane",
    "Zielinski",
    "Achterberg",
    "Brightwater",
    "Coldwell",
    "Dunmore",
    "Ellery",
    "Fenwick",
    "Granville",
    "Holloway",
    "Inglewood",
    "Kettering",
    "Longacre",
    "Mansour",
  ],
} as const;
const SPANISH = {
  first: [
    "Alma",
    "Beatriz",
    "Carmen",
    "Dolores",
    "Estela",
    "Florencia",
    "Graciela",
    "Inés",
    "Julieta",
    "Lucía",
    "Maribel",
    "Noemí",
    "Paloma",
    "Rocío",
    "Soledad",
    "Tomás",
    "Ximena",
  ],
  last: [
    "Alcántara",
    "Benavides",
    "Cisneros",
    "Domínguez",
    "Echeverría",
    "Fuentes",
    "Galindo",
    "Ibáñez",
    "Luján",
    "Montoya",
    "Núñez",
    "Peralta",
    "Quintana",
    "Robledo",
    "Saavedra",
    "Tejeda",
    "Urrutia",
    "Villaseñor",
    "Zamora",
  ],
} as const;

/** An endless supply of different people, in the same order each time. */
export type People = { next(language?: DemoPerson["language"]): DemoPerson };

const AREA_CODES = ["212", "917", "718", "646", "347", "929"] as const;
const RISKS = [
  "isotretinoin",
  "cold sores",
  "diabetes",
  "keloid",
  "metal allergy",
  "immune problem",
] as const;

export function inventPeople(random: Random): People {
  const names = { en: fullNames(ENGLISH, random), es: fullNames(SPANISH, random) };
  let people = 0;
  let numbers = 0;
  const number = () => {
    const code = AREA_CODES[numbers % AREA_CODES.length];
    // 0100 is the clinic's own.
    const line = 101 + Math.floor(numbers++ / AREA_CODES.length);
    return `+1${code}555${String(line).padStart(4, "0")}`;
  };
  return {
    next(language = random.chance(0.14) ? "es" : "en") {
      const key = people++;
      const name = names[language].pop()!;
      const phones: DemoPerson["phones"] = [
        { value: number(), voicemailAllowed: random.chance(0.75) },
      ];
      if (random.chance(0.25)) {
        const owner = random.pick(["work", "partner", "home"]);
        const reaches = owner === "partner" ? "emergency" : "patient";
        phones.push({ value: number(), owner, reaches, voicemailAllowed: random.chance(0.3) });
      }
      const address = name
        .normalize("NFKD")
        .replace(/[^A-Za-z ]/g, "")
        .toLowerCase()
        .replaceAll(" ", ".");
      return {
        key,
        name,
        birthOn: `${random.whole(1957, 2005)}-${twoDigits(random.whole(1, 12))}-${twoDigits(random.whole(1, 28))}`,
        language,
        risks: random.chance(0.16) ? [random.pick(RISKS)] : [],
        consentToContact: true,
        phones,
        emails: random.chance(0.8) ? [`${address}@example.com`] : [],
      };
    },
  };
}

function fullNames(
  parts: { first: readonly string[]; last: readonly string[] },
  random: Random,
): string[] {
  return random.shuffled(
    parts.first.flatMap((first) => parts.last.map((last) => `${first} ${last}`)),
  );
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
