import { kaplanMeier } from "./kaplan-meier";
import type { FlagLevel, TimeToContact } from "./report";
import type { Study } from "./study";
import { type Awaited, waitOf } from "./waits";

/** How long flags of a level wait until somebody calls, and until the patient is reached. */
export function timeToContact({ raises, now }: Study, level: FlagLevel): TimeToContact {
  const raised = raises.filter((raise) => raise.level === level);
  const curve = (awaited: Awaited) =>
    kaplanMeier(
      raised.map((raise) => {
        const { answered, until } = waitOf(raise, awaited, now);
        return { id: raise.id, t: (until - raise.at) / 1000, event: answered };
      }),
    );
  return { attempt: curve("attempt"), reached: curve("reached") };
}
