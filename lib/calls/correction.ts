import type { Outcome, Speaker } from "./outcomes";

/** What of a logged call can be corrected; answers are corrected as check-ins. */
export type CallWords = {
  outcome: Outcome;
  spokeWith: Speaker | null;
  identityChecked: boolean | null;
  contactPointId: string | null;
  readBack: boolean | null;
  note: string | null;
};
