import { foldText, plainText } from "./clean-text";

/** A service for comparing and for saved decisions: lower case, single spaces, one kind of dash. */
export function serviceKey(name: string): string {
  return foldText(name).replace(/[‐‑–—]/g, "-");
}

/**
 * Whether a service name looks like a microneedling treatment; staff confirm once per name.
 * Names of the method decide by themselves, names of devices unless a product is meant; visits that
 * only talk about it, and things that are sold, are not treatments.
 */
export function proposeService(name: string): boolean {
  const text = plainText(name).replace(/[‐‑–—]/g, "-");
  const method = METHOD.test(text);
  if (!method && !DEVICES.some((device) => device.pattern.test(text))) return false;
  if (NOT_A_VISIT.test(text) || PRODUCT_ONLY.test(text)) return false;
  if (BUNDLE.test(text) && !NUMBERED_VISIT.test(text)) return false;
  return method || COMBINED.test(text) || !PRODUCT.test(text);
}

/** Device, radiofrequency (null when the name doesn't tell) and body area that a service name holds. */
export function describeService(name: string): {
  device: string | null;
  rf: boolean | null;
  area: string | null;
} {
  const text = plainText(name);
  const device = DEVICES.find((known) => known.pattern.test(text)) ?? null;
  const saysRf = /\brf\b|radio ?-?(?:frequen|frecuen|freque)/.test(text);
  const areas = AREAS.filter((area) => area.pattern.test(text)).map((area) => area.name);
  const narrowed = areas.includes("Lower face") ? areas.filter((area) => area !== "Face") : areas;
  return {
    device: device?.name ?? null,
    rf: saysRf || (device?.rf ?? null),
    area: narrowed.length > 0 ? narrowed.join(" & ") : null,
  };
}

/** Minutes a visit usually takes: what the name says ("… 60 min"), else what is usual in the clinic. */
export function usualLengthMinutes(name: string, usual: number): number {
  const said = /\b(\d{2,3}) ?min/.exec(plainText(name));
  const minutes = Number(said?.[1] ?? usual);
  return minutes >= 10 && minutes <= 240 ? minutes : usual;
}

/** The likely end of a visit whose export tells none; to be shown as an estimate. */
export function estimateEnd(startAt: Date, minutes: number): Date {
  return new Date(startAt.getTime() + minutes * 60_000);
}

const METHOD =
  /\bmi[ck]ro[ -]?(?:needl|nadel|agul|aguj|aiguill|igl|ago)|collagen induction|induction (?:de |du )?collagen|induccion (?:de )?colageno|inducao (?:de )?colageno|\bcit\b|\b(?:medical|rf|radio ?frequency|fractional|derma)[ -]needling/;

const NOT_A_VISIT =
  /consult|\bkits?\b|gift|voucher|membership|deposit|prepa(?:id|y)|after ?-?care|follow[- ]?up|patch test|training|workshop|retail|refund|\bfees?\b|at[- ]home|home (?:use|care)|\bpost[- ](?:micro|skinpen|dermapen|morpheus|vivace|treatment|procedure|care)|nano[- ]?needl|carte[- ]cadeau|bon[- ]cadeau|gutschein|tarjeta|beratung|valoracion|consulenza|avaliacao|\bbilan\b|\bsuivi\b/;

const PRODUCT_ONLY = /^(?:add[- ]?on ?[:-] ?)?(?:numb|anesthe|topical)/;

const BUNDLE =
  /\bpackages?\b|\bpack\b|\bbundles?\b|\bseries of\b|\bcourse of\b|\bforfaits?\b|\bpaquetes?\b|\bpakete?\b|\bpacotes?\b|\bpacchett[oi]\b/;

// "session 2 of 3" is one visit out of a package, not its sale.
const NUMBERED_VISIT =
  /\b(?:session|visit|treatment|seance|sesion|sitzung|sessao|seduta) ?#?\d|\b\d+ ?(?:of|de|von|di) ?\d+\b/;

const PRODUCT =
  /\b(?:serum|cream|creme|balm|mask|spf|sunscreen|cartridges?|needles?|gel|ampoules?|cleanser|lotion|spray|facial (?:bar|kit)|masque|pflege)\b|exceed (?:your|expect)/;

// A cream that comes with a device treatment doesn't make it a sale.
const COMBINED = /\+|&|\b(?:with|and|plus)\b/;

const DEVICES: readonly { name: string; rf: boolean; pattern: RegExp }[] = [
  { name: "SkinPen", rf: false, pattern: /\bskin ?-?pen\b/ },
  { name: "Vivace", rf: true, pattern: /\bvivace\b/ },
  { name: "Dermapen", rf: false, pattern: /\bderma ?-?pen\b/ },
  { name: "Exceed", rf: false, pattern: /\bexceed\b/ },
  { name: "Morpheus8", rf: true, pattern: /\bmorpheus ?-?8?\b/ },
  { name: "Sylfirm X", rf: true, pattern: /\bsylfirm\b/ },
  { name: "Potenza", rf: true, pattern: /\bpotenza\b/ },
  { name: "Secret RF", rf: true, pattern: /\bsecret rf\b/ },
  { name: "Genius RF", rf: true, pattern: /\bgenius rf\b/ },
  { name: "Rejuvapen", rf: false, pattern: /\brejuva ?pen\b/ },
  { name: "MicroPen", rf: false, pattern: /\bmicro ?pen\b/ },
];

const AREAS: readonly { name: string; pattern: RegExp }[] = [
  { name: "Lower face", pattern: /\blower face\b/ },
  { name: "Face", pattern: /\b(?:face|facial|visage|rostro|cara|gesicht|viso|gezicht)\b/ },
  { name: "Neck", pattern: /\b(?:neck|cou|cuello|hals|collo|pescoco)\b/ },
  { name: "Décolleté", pattern: /\b(?:decollete|decolletage|chest|escote|dekollete)\b/ },
  { name: "Under eyes", pattern: /\b(?:under[- ]?eyes?|eyes?|periorbital)\b/ },
  { name: "Scalp", pattern: /\b(?:scalp|hair|cuir chevelu)\b/ },
  { name: "Hands", pattern: /\b(?:hands?|mains)\b/ },
  { name: "Abdomen", pattern: /\b(?:abdomen|stomach|tummy|belly)\b/ },
  { name: "Arms", pattern: /\barms?\b/ },
  { name: "Thighs", pattern: /\b(?:thighs?|legs?)\b/ },
  { name: "Body", pattern: /\bbody\b/ },
];
