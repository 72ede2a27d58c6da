/** What can be advised on a call; the codes are kept with it. */
export const ADVICE = [
  { value: "aftercare", label: "Aftercare gone through again" },
  { value: "restrictions", label: "What to avoid still" },
  { value: "see_provider", label: "See a healthcare provider right away" },
  { value: "seen_today", label: "Come in today" },
  { value: "emergency", label: "Call the emergency number" },
  { value: "when_to_ring", label: "When to ring us" },
] as const;
export type Advice = (typeof ADVICE)[number]["value"];
export const ADVICE_CODES = ADVICE.map((each) => each.value) as [Advice, ...Advice[]];
