import { maySetTo } from "./restriction-hours";

/** What a patient is asked to avoid or to do, in the order in which it is shown. */
export const RESTRICTION_IDS = [
  "makeup",
  "exercise",
  "sun",
  "sunscreen",
  "swimming",
  "cooling",
  "moisturizer",
  "products",
  "personal",
] as const;
export type RestrictionId = (typeof RESTRICTION_IDS)[number];

/** How a restriction ends: at an hour, when the clinic says so, or not by itself. */
export type RestrictionEnd =
  | { kind: "hour"; hour: number }
  | { kind: "clinic says" }
  | { kind: "none" };

export type Restriction = {
  id: RestrictionId;
  kind: "avoid" | "advice";
  title: string;
  /** Hours after the end of treatment, from the aftercare guide; editable per patient. */
  ends: RestrictionEnd;
  /** An earlier hour at which the words soften, as from "avoid" to "still avoid". */
  softensAt?: number;
  whileOpen: string;
  softened?: string;
  afterwards: string | null;
  /** Instead of `afterwards` once an end has passed that was set for the patient. */
  afterwardsSet?: string;
};

/**
 * The guide's restrictions and advice ("Immediate Post-Procedure Care", "Recommended Products",
 * "Activities to Avoid") as data. Hours count from the end of treatment, inclusive.
 */
const RESTRICTIONS: readonly Restriction[] = [
  {
    id: "makeup",
    kind: "avoid",
    title: "Makeup",
    ends: { kind: "hour", hour: 24 },
    whileOpen: "No makeup yet.",
    afterwards: "The earliest time for makeup has passed, unless you were told otherwise.",
  },
  {
    id: "exercise",
    kind: "avoid",
    title: "Hard exercise and heavy sweating",
    ends: { kind: "hour", hour: 48 },
    softensAt: 24,
    whileOpen: "Avoid hard exercise and anything that makes you sweat heavily.",
    softened: "Still avoid hard exercise and heavy sweating.",
    afterwards: "The time without hard exercise has passed, unless you were told otherwise.",
  },
  {
    id: "sun",
    kind: "avoid",
    title: "Sun",
    ends: { kind: "hour", hour: 168 },
    whileOpen: "Stay out of the sun.",
    afterwards: "The first week is over. Keep using sunscreen outside.",
    afterwardsSet: "The time that your clinic set has passed. Keep using sunscreen outside.",
  },
  {
    id: "sunscreen",
    kind: "advice",
    title: "Sunscreen",
    ends: { kind: "none" },
    whileOpen: "Outside, wear a broad-spectrum sunscreen of SPF 30 or more.",
    afterwards: null,
  },
  {
    id: "swimming",
    kind: "avoid",
    title: "Pools, hot tubs and natural water",
    ends: { kind: "clinic says" },
    whileOpen: "No pools, hot tubs, lakes or sea.",
    afterwards: "The time that your clinic set for staying out of the water has passed.",
  },
  {
    id: "cooling",
    kind: "advice",
    title: "Cool cloth",
    ends: { kind: "none" },
    whileOpen:
      "For mild discomfort, lay on a cool, damp, clean cloth. For pus or strong pain, contact your clinic instead.",
    afterwards: null,
  },
  {
    id: "moisturizer",
    kind: "advice",
    title: "Moisturizer",
    ends: { kind: "none" },
    whileOpen: "Use a gentle moisturizer without fragrance every day.",
    afterwards: null,
  },
  {
    id: "products",
    kind: "advice",
    title: "Products",
    ends: { kind: "none" },
    whileOpen:
      "Hyaluronic acid, a peptide serum, and a gentle cleanser without alcohol or perfume suit healing skin.",
    afterwards: null,
  },
  {
    id: "personal",
    kind: "advice",
    title: "Your own advice",
    ends: { kind: "none" },
    whileOpen: "Advice from your aesthetician or dermatologist comes before this list.",
    afterwards: null,
  },
];

/**
 * A change of one restriction for one recovery; of several for one id the highest version holds.
 * `untilHours` counts from the end of treatment; null takes back what was set before.
 */
export type RestrictionOverride = {
  id: RestrictionId;
  untilHours: number | null;
  version: number;
};

/** How a restriction stands: open with an end, open with none in sight, or ended. */
export type RestrictionState<Override extends RestrictionOverride = RestrictionOverride> = {
  id: RestrictionId;
  kind: Restriction["kind"];
  title: string;
  state: "open" | "ended";
  /** Whether the hour has passed at which its words soften. */
  softened: boolean;
  /** Hour at which it ends, inclusive; null when no hour is set. */
  untilHours: number | null;
  /** Hours that are left, unrounded; null when no hour is set, 0 once ended. */
  hoursLeft: number | null;
  words: string;
  /** The override that holds; null when the guide's own end does. */
  override: Override | null;
};

/**
 * Every restriction as it stands at an elapsed hour, in order. An override with an hour that may not be
 * set is passed over. An hour that is no number leaves everything open.
 */
export function restrictionsAt<Override extends RestrictionOverride>(
  hour: number,
  overrides: readonly Override[] = [],
): RestrictionState<Override>[] {
  return RESTRICTIONS.map((restriction) => {
    const override = newestOverride(restriction.id, overrides);
    const set = override?.untilHours ?? null;
    const ends: RestrictionEnd = set === null ? restriction.ends : { kind: "hour", hour: set };
    const untilHours = ends.kind === "hour" ? ends.hour : null;
    const isEnded = untilHours !== null && hour > untilHours;
    const { id, kind, title } = restriction;
    return {
      id,
      kind,
      title,
      state: isEnded ? "ended" : "open",
      softened: isSoftened(restriction, hour),
      untilHours,
      hoursLeft: untilHours === null ? null : hoursLeft(hour, untilHours),
      words: isEnded
        ? endedWords(restriction, override !== null)
        : openWords(restriction, ends, hour),
      override,
    };
  });
}

/**
 * The strictest of each restriction for a patient with several treatments: one that is open beats
 * one that has ended, and a later or unset end beats an earlier one.
 */
export function strictestRestrictions<Override extends RestrictionOverride>(
  lists: readonly (readonly RestrictionState<Override>[])[],
): RestrictionState<Override>[] {
  return RESTRICTION_IDS.flatMap((id) => {
    const same = lists.flatMap((list) => list.filter((state) => state.id === id));
    const [strictest] = same.toSorted((a, b) => strictness(b) - strictness(a));
    return strictest === undefined ? [] : [strictest];
  });
}

/** The newest that can be; null when that one takes back what was set. */
function newestOverride<Override extends RestrictionOverride>(
  id: RestrictionId,
  overrides: readonly Override[],
): Override | null {
  const [newest] = overrides
    .filter((each) => each.id === id)
    .filter(({ untilHours }) => untilHours === null || maySetTo(id, untilHours))
    .toSorted((a, b) => b.version - a.version);
  return newest === undefined || newest.untilHours === null ? null : newest;
}

function hoursLeft(hour: number, untilHours: number): number {
  const left = untilHours - hour;
  return Number.isNaN(left) ? untilHours : Math.max(0, left);
}

function endedWords({ title, afterwards, afterwardsSet }: Restriction, isSet: boolean): string {
  const words = isSet ? (afterwardsSet ?? afterwards) : afterwards;
  return words ?? `${title}: the time that was set has passed.`;
}

function openWords(restriction: Restriction, ends: RestrictionEnd, hour: number): string {
  const softened = isSoftened(restriction, hour) ? restriction.softened : undefined;
  const words = softened ?? restriction.whileOpen;
  if (ends.kind === "clinic says") return `${words} Until your clinic says so.`;
  return words;
}

function isSoftened({ softensAt }: Restriction, hour: number): boolean {
  return softensAt !== undefined && hour > softensAt;
}

function strictness({ state, hoursLeft: left }: RestrictionState): number {
  if (state === "ended") return -1;
  return left ?? Number.POSITIVE_INFINITY;
}
