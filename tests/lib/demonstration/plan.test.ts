import { describe, expect, it } from "vitest";
import { planDemonstration } from "@/lib/demonstration/plan";
import type { Step } from "@/lib/demonstration/plot";
import type { DemoTreatment } from "@/lib/demonstration/treatment-kinds";
import { assess } from "@/lib/triage/assess";
import type { Assessment } from "@/lib/triage/assessment";
import type { CheckInFact, ReviewFact } from "@/lib/triage/facts";
import { compareLevels, DEFAULT_PROTOCOL, LEVELS, NOT_CLEARABLE } from "@/lib/triage/protocol";
import { GROUPS } from "@/lib/worklist/groups";

/**
 * A working morning, midnight, a Sunday night, both changes of the clocks, holidays, a leap day, two at
 * which somebody comes again before the last session would have been closed, and one at which a weekend
 * delays a review.
 */
const NOWS = [
  "2026-11-24T14:30:00Z",
  "2026-11-25T05:00:30Z",
  "2026-11-23T04:30:00Z",
  "2026-03-08T14:30:00Z",
  "2026-11-01T06:30:00Z",
  "2026-12-27T15:00:00Z",
  "2027-01-02T15:00:00Z",
  "2028-02-29T20:00:00Z",
  "2026-11-27T16:24:00Z",
  "2026-11-28T23:14:00Z",
  "2027-02-13T04:03:20Z",
].map((text) => new Date(text));

describe.each(NOWS)("the demonstration as seen at %s", (now) => {
  const { steps, mornings } = planDemonstration(now);

  it("comes out the same for the same instant", () => {
    expect(planDemonstration(now)).toEqual({ steps, mornings });
  });

  it("tells nothing that is still to come, and in order", () => {
    const instants = steps.map(({ at }) => at.getTime());
    expect(Math.max(...instants)).toBeLessThanOrEqual(now.getTime());
    expect(instants).toEqual(instants.toSorted((a, b) => a - b));
  });

  it("gives a number to one person only, apart from two households and somebody kept twice", () => {
    const people = new Set(steps.flatMap((step) => ("person" in step ? [step.person] : [])));
    const numbers = [...people].flatMap(({ phones }) => phones.map(({ value }) => value));
    const twice = [...people].filter(({ name }) => name.endsWith(" Teasdale"));
    expect(twice.map(({ phones }) => phones.length)).toHaveLength(2);
    expect(numbers.length - new Set(numbers).size).toBe(2 + twice[0]!.phones.length);
    expect(new Set([...people].map(({ name }) => name)).size).toBe(people.size);
    expect(numbers.every((number) => /^\+1\d{3}55501\d\d$/.test(number))).toBe(true);
  });

  it("puts everybody at the level that their group asks for", () => {
    const levels = new Set<string>(LEVELS);
    const told = mornings.map(({ person, group }) => {
      const level = levelNow(steps, person.key, now);
      if (levels.has(group)) return { group, fits: level === group, level };
      const quiet = group === "call_back" ? ["expected"] : ["expected", "awaiting"];
      return { group, fits: group === "review_by_hand" || quiet.includes(level), level };
    });
    expect(told.filter(({ fits }) => !fits)).toEqual([]);
    expect(new Set(told.map(({ group }) => group)).size).toBe(GROUPS.length);
  });

  it("shows a provider only what still stands", () => {
    const reviews = steps.filter((step) => step.kind === "review");
    const nothing = reviews.filter(({ person, treatment, at }) => {
      const { reasons } = judge(steps, person.key, treatment, new Date(at.getTime() - 1));
      return reasons.every(({ code }) => NOT_CLEARABLE.has(code));
    });
    expect(nothing).toEqual([]);
    expect(reviews.length).toBeGreaterThan(10);
  });

  it("closes nothing that the next session in the same area has ended", () => {
    const treated = steps.filter((step) => step.kind === "treat");
    const ended = steps.filter(
      (step) =>
        step.kind === "close" &&
        treated.some(
          ({ person, treatment, at }) =>
            person.key === step.person.key &&
            treatment.area === step.treatment.area &&
            treatment.endedAt > step.treatment.endedAt &&
            at <= step.at,
        ),
    );
    expect(ended).toEqual([]);
  });

  it("closes nothing too early or against a serious reason", () => {
    const closings = steps.filter((step) => step.kind === "close");
    const refused = closings.filter(({ person, treatment, at }) => {
      const tooEarly = at.getTime() < treatment.endedAt.getTime() + 336 * 3_600_000;
      const { level } = judge(steps, person.key, treatment, new Date(at.getTime() - 1));
      return tooEarly || compareLevels(level, "complication") >= 0;
    });
    expect(refused).toEqual([]);
    expect(closings.length).toBeGreaterThan(180);
  });
});

/** The worst level of what was opened and not closed by the story itself. */
function levelNow(steps: Step[], person: number, now: Date) {
  return steps
    .filter((step) => step.kind === "treat" && step.person.key === person)
    .map((step) => (step as Extract<Step, { kind: "treat" }>).treatment)
    .filter(({ endedAt }) => now.getTime() - endedAt.getTime() < 19 * 24 * 3_600_000)
    .map((treatment) => judge(steps, person, treatment, now).level)
    .toSorted(compareLevels)
    .at(-1)!;
}

/** Judges one treatment by what the steps up to an instant say of it. */
function judge(steps: Step[], person: number, treatment: DemoTreatment, at: Date): Assessment {
  const checkIns: CheckInFact[] = [];
  const reviews: ReviewFact[] = [];
  const closedAt: Date[] = [];
  const assessAt = (instant: Date) =>
    assess(
      {
        treatmentEndedAt: treatment.endedAt,
        checkIns,
        reviews,
        closedAt,
        risks: [],
        protocol: DEFAULT_PROTOCOL,
        longerWindow: null,
      },
      instant,
    );
  for (const step of steps) {
    if (step.at > at || !("person" in step) || step.person.key !== person) continue;
    const isOfIt = "treatment" in step && (step.treatment === treatment || step.treatment === null);
    if (step.kind === "report" && isOfIt && step.observedAt >= treatment.endedAt) {
      const { at: recordedAt, observedAt, answers } = step;
      checkIns.push({
        id: `${checkIns.length}`,
        recordedAt,
        observedAt,
        answers,
        source: "patient",
      });
    }
    if (step.kind === "call" && step.reached && step.at >= treatment.endedAt) {
      const { answers, identityChecked: identityVerified } = step.reached;
      checkIns.push({
        id: `${checkIns.length}`,
        recordedAt: step.at,
        observedAt: step.at,
        answers,
        identityVerified,
        source: step.direction === "walk_in" ? "staff_clinic" : "staff_phone",
      });
    }
    if (step.kind === "review" && isOfIt) {
      const codes = assessAt(step.at).reasons.map(({ code }) => code);
      const clears = codes.filter((code) => !NOT_CLEARABLE.has(code));
      expect(clears).not.toEqual([]);
      reviews.push({ at: step.at, clears });
    }
    if (step.kind === "close" && isOfIt) closedAt.push(step.at);
  }
  return assessAt(at);
}
