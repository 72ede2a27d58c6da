import { deskTime } from "./desk-time";
import { sendLately } from "./messages";
import { type Morning, startMorning } from "./morning";
import { tellFlagged } from "./morning-flagged";
import { tellQuiet } from "./morning-quiet";
import { tellThePast } from "./past";
import { inventPeople } from "./people";
import { type Step, startPlot } from "./plot";
import { seededRandom } from "./random";

const SEED = 20_260_314;

/**
 * The whole demonstration as seen at `now`: six months that are over and the list of this morning.
 * Steps are in order of time and none lies after `now`. The same `now` gives the same plan.
 */
export function planDemonstration(now: Date): { steps: Step[]; mornings: Morning[] } {
  const random = seededRandom(SEED);
  const plot = startPlot(deskTime(now, random), random);
  const people = inventPeople(random);
  const known = tellThePast(plot, people);
  const { scene, mornings } = startMorning(plot, people, known);
  tellFlagged(scene);
  tellQuiet(scene);
  sendLately(plot);
  for (const [place, { person }] of mornings.entries()) {
    if (place % 3 !== 0) continue;
    plot.add({ kind: "assign", at: now, person, to: place % 2 === 0 ? "ana" : "priya" });
  }
  return { steps: plot.steps(), mornings };
}
