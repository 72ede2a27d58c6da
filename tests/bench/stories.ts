import { nextAction } from "@/lib/follow-up/next-action";
import { asStored } from "@/lib/stored-json";
import { assess } from "@/lib/triage/assess";
import type { Answers } from "@/lib/triage/protocol";
import { groupOf, groupRank } from "@/lib/worklist/groups";
import {
  ALL_CLEAR,
  checkIn,
  ENDED,
  hoursAfter,
  recoveryFacts,
} from "@/tests/support/recovery-facts";

/** A recovery as it stands at an hour after treatment, judged by the protocol itself. */
export type Story = ReturnType<typeof tell>;

const PINK: Answers = { redness: 1, swelling: 1, heat: 1, pain: 1, pus: "no", itching: 1 };
const GONE = ALL_CLEAR;

/** How many of a hundred open recoveries, at which hour, and the four check-ins before it. */
const TOLD: [share: number, hour: number, checkIns: [hour: number, answers: Answers][]][] = [
  [
    1,
    30,
    [
      [3, PINK],
      [10, PINK],
      [24, PINK],
      [29, { ...PINK, breathing: "unsure", itching: 2 }],
    ],
  ],
  [
    4,
    60,
    [
      [6, PINK],
      [24, PINK],
      [48, { ...PINK, pain: 3 }],
      [58, { redness: 2, swelling: 1, heat: 2, pain: 5, pus: "yes" }],
    ],
  ],
  [
    3,
    40,
    [
      [6, PINK],
      [12, PINK],
      [24, { ...PINK, itching: 2 }],
      [38, { redness: 2, itching: 3, bumps: "yes" }],
    ],
  ],
  [
    6,
    92,
    [
      [6, PINK],
      [24, PINK],
      [50, { redness: 2, swelling: 1 }],
      [84, { ...PINK, redness: 1 }],
    ],
  ],
  [
    4,
    118,
    [
      [6, PINK],
      [24, PINK],
      [49.5, GONE],
      [110, { ...GONE, redness: 2, heat: 1 }],
    ],
  ],
  [
    8,
    60,
    [
      [6, PINK],
      [24, PINK],
      [48.5, PINK],
      [56, { ...GONE, redness: 1 }],
    ],
  ],
  [
    5,
    30,
    [
      [6, { ...PINK, swelling: 2 }],
      [12, { ...PINK, swelling: 2 }],
      [20, { ...PINK, swelling: 2 }],
      [28, { ...PINK, swelling: 2 }],
    ],
  ],
  [
    5,
    34,
    [
      [4, { ...PINK, pain: 6 }],
      [12, { ...PINK, pain: 6 }],
      [26, { ...PINK, pain: 5 }],
      [32, { ...PINK, pain: 4 }],
    ],
  ],
  [
    19,
    60,
    [
      [2, PINK],
      [6, PINK],
      [12, PINK],
      [20, PINK],
    ],
  ],
  [
    25,
    36,
    [
      [4, PINK],
      [10, PINK],
      [22, PINK],
      [34, { ...GONE, redness: 1 }],
    ],
  ],
  [
    20,
    100,
    [
      [6, PINK],
      [24, { ...GONE, redness: 1 }],
      [48, GONE],
      [72, GONE],
    ],
  ],
];

/** Every story with what its row says, ready for a jsonb parameter. */
export function stories(clinic: Parameters<typeof nextAction>[4]): Story[] {
  return TOLD.map(([share, hour, checkIns]) => tell(share, hour, checkIns, clinic));
}

function tell(
  share: number,
  hour: number,
  told: (typeof TOLD)[number][2],
  clinic: Parameters<typeof nextAction>[4],
) {
  const now = hoursAfter(hour);
  const checkIns = told.map(([at, answers]) => checkIn(at, answers));
  const { level, reasons, normal, trends, thresholds } = assess(recoveryFacts({ checkIns }), now);
  const group = groupOf({ level, dataProblems: [], promisedAt: null }, now);
  return {
    share,
    hour,
    level,
    group,
    rank: groupRank(group),
    action: nextAction(level, now, ENDED, now, clinic).action,
    answers: told.map(([at, answers]) => ({ at, answers })),
    ...asStored({ reasons, normal, trends, thresholds }),
  };
}
