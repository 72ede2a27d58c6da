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

/** Hours that a provider may choose for exercise. */
const EXERCISE_HOURS = [24, 48, 72] as const;

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

/** A change of one restriction for one patient; of several for one id the highest version holds. */
export type RestrictionOverride = {
  id: RestrictionId;
  untilHours: number;
  author: string;
  reason: string;
  version: number;
};

/** How a restriction stands: open with an end, open with none in sight, or ended. */
export type RestrictionState = {
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
  override: RestrictionOverride | null;
};

/**
 * Every restriction as it stands at an elapsed hour, in order. An override without a usable hour,
 * or with an hour that may not be chosen for exercise, is passed over. An hour that is no number
 * leaves everything open.
 */
export function restrictionsAt(
  hour: number,
  overrides: readonly RestrictionOverride[] = [],
): RestrictionState[] {
  return RESTRICTIONS.map((restriction) => {
    const override = newestOverride(restriction.id, overrides);
    const ends: RestrictionEnd =
      override === null ? restriction.ends : { kind: "hour", hour: override.untilHours };
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
        ? (restriction.afterwards ?? `${title}: the time that was set has passed.`)
        : openWords(restriction, ends, hour),
      override,
    };
  });
}

/**
 * The strictest of each restriction for a patient with several treatments: one that is open beats
 * one that has ended, and a later or unset end beats an earlier one.
 */
export function strictestRestrictions(
  lists: readonly (readonly RestrictionState[])[],
): RestrictionState[] {
  return RESTRICTION_IDS.flatMap((id) => {
    const same = lists.flatMap((list) => list.filter((state) => state.id === id));
    const [strictest] = same.toSorted((a, b) => strictness(b) - strictness(a));
    return strictest === undefined ? [] : [strictest];
  });
}

function newestOverride(
  id: RestrictionId,
  overrides: readonly RestrictionOverride[],
): RestrictionOverride | null {
  const [newest] = overrides
    .filter((override) => override.id === id && isUsable(override))
    .toSorted((a, b) => b.version - a.version);
  return newest ?? null;
}

function isUsable({ id, untilHours }: RestrictionOverride): boolean {
  if (id === "exercise") return EXERCISE_HOURS.some((hours) => hours === untilHours);
  return Number.isFinite(untilHours) && untilHours >= 0;
}

function hoursLeft(hour: number, untilHours: number): number {
  const left = untilHours - hour;
  return Number.isNaN(left) ? untilHours : Math.max(0, left);
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
