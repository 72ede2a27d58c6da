import type { Advice } from "@/lib/calls/advice";
import type { CallEntry } from "@/lib/calls/call-entry";
import type { Outcome } from "@/lib/calls/outcomes";
import type { AskedTemplate } from "@/lib/messaging/templates";
import type { StopKind } from "@/lib/messaging/words";
import type { ClosingOutcome } from "@/lib/recovery/closing";
import type { Answers } from "@/lib/triage/protocol";
import type { DemoStaff } from "./clinic";
import { type DeskTime, HOUR, MINUTE } from "./desk-time";
import type { DemoPerson } from "./people";
import type { Random } from "./random";
import { type DemoTreatment, inventTreatment } from "./treatment-kinds";

/** What was said in a reached call; the provider to tell is the clinic's one. */
type Spoken = Omit<
  NonNullable<CallEntry["reached"]>,
  "provider" | "noProviderReached" | "advice"
> & {
  advice: Advice[];
  toldProvider: boolean;
};

/** One thing that happens in the demonstration. `at` is when the desk writes it down. */
export type Step = { at: Date } & (
  | { kind: "treat"; person: DemoPerson; treatment: DemoTreatment }
  | {
      kind: "report";
      person: DemoPerson;
      /** Null: no area was named. */
      treatment: DemoTreatment | null;
      observedAt: Date;
      answers: Answers;
      note: string | null;
      /** Null: the patient did it alone. */
      by: DemoStaff | null;
    }
  | { kind: "claim"; person: DemoPerson; by: DemoStaff }
  | {
      kind: "call";
      person: DemoPerson;
      by: DemoStaff;
      direction: CallEntry["direction"];
      outcome: Outcome;
      phone: number | null;
      reached: Spoken | null;
      promisedAt: Date | null;
      nextContact: CallEntry["nextContact"];
      note: string | null;
    }
  | { kind: "review"; person: DemoPerson; treatment: DemoTreatment; note: string }
  | {
      kind: "close";
      person: DemoPerson;
      treatment: DemoTreatment;
      outcome: Exclude<ClosingOutcome, "superseded" | "history">;
      note: string | null;
    }
  /** A rule fails over what is known: the patient must be reviewed by hand. */
  | { kind: "fail"; person: DemoPerson; treatment: DemoTreatment }
  | { kind: "assign"; person: DemoPerson; to: DemoStaff }
  | { kind: "snooze"; person: DemoPerson; by: DemoStaff; until: Date; reason: string }
  /** A question to the clinic's provider, answered when there is an answer. */
  | {
      kind: "ask";
      person: DemoPerson;
      treatment: DemoTreatment;
      by: DemoStaff;
      summary: string;
      answer: string | null;
    }
  /** Somebody asks for a message to them. */
  | { kind: "write"; person: DemoPerson; by: DemoStaff; template: AskedTemplate }
  /** From here on the provider refuses messages to their number. */
  | { kind: "refuse"; person: DemoPerson }
  /** They write a text; `asks`: what the desk does about it by itself. */
  | { kind: "text"; person: DemoPerson; body: string; asks: StopKind | null }
  /** The desk's own round, which writes down what time alone has changed. */
  | { kind: "turn" }
  /** The desk's own round of messages. */
  | { kind: "send" }
);
type StepOf<Kind extends Step["kind"]> = Extract<Step, { kind: Kind }>;

export type CallGiven = Partial<Omit<StepOf<"call">, "kind" | "at" | "person">>;

/** Collects what happens to whom. Every method adds steps; `steps` gives them in order of time. */
export type Plot = {
  time: DeskTime;
  random: Random;
  treat(person: DemoPerson, endedAt: Date, given?: Partial<DemoTreatment>): DemoTreatment;
  report(
    person: DemoPerson,
    at: Date,
    answers: Answers,
    given?: Partial<Pick<StepOf<"report">, "treatment" | "observedAt" | "note" | "by">>,
  ): void;
  /** A call begun at `startedAt`; outbound ones are claimed first. */
  call(person: DemoPerson, startedAt: Date, given: CallGiven): void;
  review(person: DemoPerson, treatment: DemoTreatment, at: Date, note: string): void;
  close(
    person: DemoPerson,
    treatment: DemoTreatment,
    at: Date,
    outcome: StepOf<"close">["outcome"],
    note?: string,
  ): void;
  add(step: Step): void;
  steps(): Step[];
};

/** The desk's round comes by this long, in milliseconds, after time has changed something. */
const ROUND_AFTER = 30_000;

export function startPlot(time: DeskTime, random: Random): Plot {
  const steps: Step[] = [];
  let treatments = 0;
  const add = (step: Step) => {
    steps.push(step);
  };
  const turn = (at: Date) => {
    const round = new Date(at.getTime() + ROUND_AFTER);
    if (round <= time.now) add({ kind: "turn", at: round });
  };
  return {
    time,
    random,
    add,
    treat(person, endedAt, given) {
      const treatment = inventTreatment(treatments++, endedAt, random, given);
      const minutes = treatment.endedAtSource === "day_only" ? 19 * 60 : random.whole(10, 35);
      const at = new Date(endedAt.getTime() + minutes * MINUTE);
      add({ kind: "treat", at, person, treatment });
      turn(new Date(endedAt.getTime() + 48 * HOUR));
      return treatment;
    },
    report(person, at, answers, given) {
      const plain = { treatment: null, observedAt: at, note: null, by: null };
      add({ kind: "report", at, person, answers, ...plain, ...given });
    },
    call(person, startedAt, given) {
      const minutes =
        (given.outcome ?? "reached") === "reached" ? random.between(3, 8) : random.between(0.6, 2);
      const done = startedAt.getTime() + minutes * MINUTE;
      const at = new Date(Math.min(done, time.now.getTime()));
      const call = {
        kind: "call",
        at,
        person,
        by: random.pick(["ana", "priya"]),
        direction: "outbound",
        outcome: "reached",
        phone: given.direction === "walk_in" || person.phones.length === 0 ? null : 0,
        reached: null,
        promisedAt: null,
        nextContact: null,
        note: null,
        ...given,
        ...voicemailOf(person, given),
      } satisfies Step;
      if (call.direction === "outbound") {
        add({ kind: "claim", at: startedAt, person, by: call.by });
      }
      add(call);
      if (call.promisedAt) turn(call.promisedAt);
    },
    review: (person, treatment, at, note) => add({ kind: "review", at, person, treatment, note }),
    close: (person, treatment, at, outcome, note) =>
      add({ kind: "close", at, person, treatment, outcome, note: note ?? null }),
    steps: () =>
      steps
        .filter((step) => step.kind !== "close" || !endedByNextSession(step, steps))
        .toSorted((a, b) => a.at.getTime() - b.at.getTime()),
  };
}

/** A new session in the same area may end a recovery before somebody would have closed it. */
function endedByNextSession(close: StepOf<"close">, steps: readonly Step[]): boolean {
  const { person, treatment, at } = close;
  return steps.some(
    (step) =>
      step.kind === "treat" &&
      step.person.key === person.key &&
      step.treatment.area === treatment.area &&
      step.treatment.endedAt > treatment.endedAt &&
      step.at <= at,
  );
}

/** A voicemail goes to a number that takes one; where none does, nobody answered. */
function voicemailOf({ phones }: DemoPerson, { outcome }: CallGiven): CallGiven {
  if (outcome !== "left_voicemail") return {};
  const phone = phones.findIndex(({ voicemailAllowed }) => voicemailAllowed !== false);
  return phone < 0 ? { outcome: "no_answer" } : { phone };
}

/** What a reached call holds, with these answers. */
export function spoken(answers: Answers, given: Partial<Spoken> = {}): Spoken {
  return {
    spokeWith: "patient",
    identityChecked: true,
    answers,
    advice: [],
    readBack: true,
    toldProvider: false,
    ...given,
  };
}
