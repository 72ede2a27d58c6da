import { outcomeLabel } from "@/lib/calls/outcomes";
import { LEVEL_WORDS } from "@/lib/triage/level-words";
import { LEVELS } from "@/lib/triage/protocol";
import { stepPart } from "./curve-steps";
import { definitionOf } from "./definitions";
import { sortedIds } from "./ratio";
import {
  CASCADE_STEPS,
  DIMENSIONS,
  EXCLUSIONS,
  FLAG_CATEGORIES,
  FLAG_LEVELS,
  type Group,
  type Ids,
  type KaplanMeier,
  type MetricId,
  type PendingRatio,
  type Ratio,
  type Report,
  type Span,
} from "./report";
import {
  CATEGORY_WORDS,
  CLOSING_LABELS,
  durationWords,
  EXCLUSION_WORDS,
  hourOfDay,
  STEP_WORDS,
  type Unit,
  valueWords,
  WEEKDAY_WORDS,
  type Weekday,
  weekWords,
} from "./words";

/** The exact list behind a number of a report. `part` is its place in the metric. */
export type ReportList = {
  metric: MetricId;
  part: readonly string[];
  /** What those in it have in common, after the metric's title. */
  words: string;
  unit: Unit;
  ids: Ids;
  /** How long each was watched, where the number is a time. */
  spans: readonly Span[] | null;
};

type Listed = Omit<ReportList, "metric" | "spans"> & { spans?: readonly Span[] };

/** The list at a place of a report; null when there is no such number in it. */
export function findList(
  report: Report,
  metric: string,
  part: readonly string[],
): ReportList | null {
  if (!isMetric(report, metric)) return null;
  return (
    [...listsOf(report, metric), ...stepListsOf(report, metric)].find(
      (each) => each.part.length === part.length && each.part.every((name, i) => name === part[i]),
    ) ?? null
  );
}

function isMetric(report: Report, metric: string): metric is MetricId {
  return Object.hasOwn(report, metric);
}

/** Every list of a metric, from the ids that its numbers were counted from. */
export function listsOf(report: Report, metric: MetricId): readonly ReportList[] {
  return listed(report, metric).map((each) => ({ metric, spans: null, ...each }));
}

/** The lists that the steps of a metric's curves open: whoever had the event by then. Too many for a file. */
export function stepListsOf(report: Report, metric: MetricId): readonly ReportList[] {
  return listedSteps(report, metric).map((each) => ({ metric, spans: null, ...each }));
}

function listedSteps(report: Report, metric: MetricId): readonly Listed[] {
  if (metric === "redness_resolution") {
    return stepLists([], report.redness_resolution, "recovery", "gone");
  }
  for (const level of FLAG_LEVELS) {
    if (metric !== `time_to_contact_${level}`) continue;
    const { attempt, reached } = report[`time_to_contact_${level}`];
    return [
      ...stepLists(["attempt"], attempt, "raise", "called"),
      ...stepLists(["reached"], reached, "raise", "reached"),
    ];
  }
  return [];
}

function listed(report: Report, metric: MetricId): readonly Listed[] {
  for (const level of FLAG_LEVELS) {
    if (metric === `time_to_contact_${level}`) return waits(report, level);
    if (metric === `within_limit_${level}`) return limits(report, level);
  }
  for (const dimension of DIMENSIONS) {
    if (metric === `by_${dimension}`) {
      return Object.entries(report[`by_${dimension}`]).flatMap(([value, group]) =>
        groupLists(value, valueWords(dimension, value), group),
      );
    }
  }
  return OTHERS[metric as keyof typeof OTHERS]?.(report) ?? [];
}

const OTHERS = {
  cascade: ({ cascade }: Report) => [
    ...cascade.steps.map(({ step, ids }) => list([step], lower(STEP_WORDS[step]), "recovery", ids)),
    ...cascade.steps.map(({ step, patients }) =>
      list(["patients", step], `patients ${lower(STEP_WORDS[step])}`, "patient", patients),
    ),
    ...CASCADE_STEPS.slice(1).map((step, i) =>
      list(
        ["lost", step],
        `${lower(STEP_WORDS[CASCADE_STEPS[i]!])}, but not ${lower(STEP_WORDS[step])}`,
        "recovery",
        without(cascade.steps[i]!.ids, cascade.steps[i + 1]!.ids),
      ),
    ),
    list(["pending"], "pending", "recovery", cascade.pending),
  ],
  contactable: ({ contactable }: Report) => [
    ...shares(contactable, "recovery", ["contactable", "not contactable", "with a check due"]),
    ...EXCLUSIONS.map((reason) =>
      list(
        ["excluded", reason],
        lower(EXCLUSION_WORDS[reason]),
        "recovery",
        contactable.excluded[reason],
      ),
    ),
  ],
  response_checks: ({ response_checks: checks }: Report) => [
    ...pendingShares(checks, "check", ["answered", "not answered", "due and over"]),
    list(["late"], "answered too late", "check", checks.late),
  ],
  response_72h: ({ response_72h: ratio }: Report) =>
    pendingShares(ratio, "recovery", ["answered", "not answered", "treated, 72 h over"]),
  attempted_patients: ({ attempted_patients: ratio }: Report) =>
    pendingShares(ratio, "patient", ["called", "not called", "treated"]),
  reached_patients: ({ reached_patients: ratio }: Report) =>
    pendingShares(ratio, "patient", ["reached", "not reached", "treated"]),
  calls_made: ({ calls_made: made }: Report) => [
    list(["all"], "all", "call", made.ids),
    list(["not-dialled"], "not dialled", "call", made.notDialled),
    list(["inbound"], "incoming and walk-ins", "call", made.inbound),
    ...entries(made.byOutcome).map(([outcome, ids]) =>
      list(["outcome", outcome], lower(outcomeLabel(outcome)), "call", ids),
    ),
    ...entries(made.byHour).map(([hour, ids]) =>
      list(["hour", hour], `from ${hourOfDay(Number(hour))}`, "call", ids),
    ),
    ...entries(made.byWeekdayHour).map(([time, ids]) =>
      list(["time", time], weekdayHourWords(time), "call", ids),
    ),
  ],
  p_chart: (report: Report) =>
    FLAG_LEVELS.flatMap((level) =>
      report.p_chart[level].weeks.flatMap(({ week }) => {
        const raised = report.weekly_flags[week]?.[level] ?? [];
        const { num, den } = report[`within_limit_${level}`].attempt;
        const words = `${LEVEL_WORDS[level]}, ${lower(weekWords(week))}`;
        return [
          list([level, week, "num"], `${words}, in time`, "raise", within(raised, num)),
          list([level, week, "den"], `${words}, limit over`, "raise", within(raised, den)),
        ];
      }),
    ),
  weekly_flags: (report: Report) =>
    entries(report.weekly_flags).flatMap(([week, levels]) =>
      FLAG_LEVELS.map((level) =>
        list(
          [week, level],
          `${LEVEL_WORDS[level]}, ${lower(weekWords(week))}`,
          "raise",
          levels[level],
        ),
      ),
    ),
  attempts_to_reach: ({ attempts_to_reach: attempts }: Report) => [
    ...entries(attempts.byAttempts).map(([count, ids]) =>
      list(["after", count], attemptWords(count), "recovery", ids),
    ),
    list(["inbound"], "reached because they called or came in", "recovery", attempts.inbound),
    list(["never"], "never reached", "recovery", attempts.never),
    list(["pending"], "not reached yet", "recovery", attempts.pending),
  ],
  never_reached: ({ never_reached: never }: Report) => [
    ...pendingShares(never, "recovery", ["called, and never spoken to", "reached", "called"]),
    list(
      ["flagged-not-called"],
      "flagged, and never called",
      "recovery",
      never.flaggedNotAttempted,
    ),
  ],
  flag_rate: ({ flag_rate: flags }: Report) => [
    ...pendingShares(flags, "recovery", ["at watch or worse", "never above awaiting", "treated"]),
    ...LEVELS.map((level) =>
      list(
        ["level", level],
        `${LEVEL_WORDS[level]} at worst`,
        "recovery",
        flags.byWorstLevel[level],
      ),
    ),
    ...FLAG_CATEGORIES.map((category) =>
      list(
        ["category", category],
        lower(CATEGORY_WORDS[category]),
        "recovery",
        flags.byCategory[category],
      ),
    ),
  ],
  complication_treated: ({ complication_treated: ratio }: Report) =>
    pendingShares(ratio, "recovery", ["with one", "without one", "treated"]),
  complication_known: ({ complication_known: ratio }: Report) =>
    pendingShares(ratio, "recovery", ["with one", "without one", "known"]),
  unknown_outcome: ({ unknown_outcome: ratio }: Report) =>
    pendingShares(ratio, "recovery", ["unknown", "known", "treated"]),
  redness_resolution: ({ redness_resolution: redness }: Report) => [
    ...curveLists([], redness, "recovery", ["gone", "not answered as gone", "with an answer"]),
    list(["no-answer"], "no answer about redness", "recovery", redness.noAnswer),
  ],
  resolution: ({ resolution }: Report) => [
    ...pendingShares(resolution, "recovery", ["closed as healed", "not healed yet", "treated"]),
    ...entries(resolution.byOutcome).map(([outcome, ids]) =>
      list(["outcome", outcome], lower(CLOSING_LABELS[outcome]), "recovery", ids),
    ),
    list(
      ["system"],
      "closed by the desk itself, or without an outcome",
      "recovery",
      resolution.system,
    ),
    list(["open"], "still open", "recovery", resolution.open),
    list(["reopened"], "opened again at least once", "recovery", resolution.reopened),
  ],
  missed_checks: ({ missed_checks: ratio }: Report) =>
    pendingShares(ratio, "check", ["missed", "answered or reached", "due and over"]),
  work: ({ work }: Report) => {
    const days = entries(work).map(([key, done]) => ({ by: workKey(key)[0], key, done }));
    const people = [...new Set(days.map(({ by }) => by))];
    return [
      ...people.flatMap((by) =>
        WORK_KINDS.map(({ kind, words, unit }) =>
          list(
            [by, kind],
            words,
            unit,
            sortedIds(days.filter((each) => each.by === by).flatMap(({ done }) => done[kind])),
          ),
        ),
      ),
      ...days.flatMap(({ by, key, done }) =>
        WORK_KINDS.map(({ kind, words, unit }) =>
          list([by, workKey(key)[1], kind], `${words} on ${workKey(key)[1]}`, unit, done[kind]),
        ),
      ),
    ];
  },
  messages: ({ messages }: Report) => [
    ...(["automatic", "human"] as const).flatMap((kind) => {
      const { sent, delivered, failed, pending, patients } = messages[kind];
      const who = kind === "automatic" ? "automatic" : "sent by a person";
      return [
        list([kind, "sent"], `${who}, sent`, "message", sent),
        list([kind, "delivered"], `${who}, delivered`, "message", delivered.num),
        list([kind, "failed"], `${who}, failed`, "message", failed.num),
        list([kind, "finished"], `${who}, delivered or failed`, "message", delivered.den),
        list([kind, "pending"], `${who}, pending`, "message", pending),
        list([kind, "patients"], `${who}, one arrived`, "patient", patients.num),
        list([kind, "patients-sent"], `${who}, one sent`, "patient", patients.den),
      ];
    }),
    list(["stop", "events"], "STOP", "stop", messages.stop.events),
    list(["stop", "patients"], "STOP holds for", "patient", messages.stop.patients),
  ],
} as const;

const WORK_KINDS = [
  { kind: "attempts", words: "calls", unit: "call" },
  { kind: "reached", words: "reached", unit: "call" },
  { kind: "reviews", words: "reviews", unit: "review" },
] as const;

function waits(report: Report, level: (typeof FLAG_LEVELS)[number]): readonly Listed[] {
  const { attempt, reached } = report[`time_to_contact_${level}`];
  return [
    ...curveLists(["attempt"], attempt, "raise", ["called", "not called", "raised"]),
    ...curveLists(["reached"], reached, "raise", ["reached", "not reached", "raised"]),
  ];
}

function limits(report: Report, level: (typeof FLAG_LEVELS)[number]): readonly Listed[] {
  const share = report[`within_limit_${level}`];
  return (["attempt", "reached"] as const).flatMap((what) => {
    const verb = what === "attempt" ? "called" : "reached";
    return [
      ...pendingShares(
        share[what],
        "raise",
        [`${verb} in time`, `not ${verb} in time`, "limit over"],
        [what],
      ),
      list([what, "withdrawn"], "withdrawn by an answer", "raise", share[what].withdrawn),
    ];
  });
}

/** The ratios of a group that stand on the page. */
export const GROUP_RATIOS = [
  "flagged",
  "complicationTreated",
  "complicationKnown",
  "unknown",
] as const;

function groupLists(value: string, name: string, group: Group): readonly Listed[] {
  const said = {
    flagged: ["flagged", "treated"],
    complicationTreated: ["with a complication", "treated"],
    complicationKnown: ["with a complication", "known"],
    unknown: ["unknown outcome", "treated"],
  } as const;
  return GROUP_RATIOS.flatMap((ratio) => [
    list([value, ratio, "num"], `${name}, ${said[ratio][0]}`, "recovery", group[ratio].num),
    list([value, ratio, "den"], `${name}, ${said[ratio][1]}`, "recovery", group[ratio].den),
  ]);
}

function curveLists(
  place: readonly string[],
  { rows }: KaplanMeier,
  unit: Unit,
  [event, waiting, all]: readonly [string, string, string],
): readonly Listed[] {
  const happened = rows.filter((row) => row.event);
  const censored = rows.filter((row) => !row.event);
  return [
    spanList([...place, "all"], all, unit, rows),
    spanList([...place, "events"], event, unit, happened),
    spanList([...place, "waiting"], waiting, unit, censored),
  ];
}

function stepLists(
  place: readonly string[],
  { rows, curve }: KaplanMeier,
  unit: Unit,
  event: string,
): readonly Listed[] {
  const happened = rows.filter((row) => row.event);
  return curve.map(({ t }) => {
    const by = happened.filter((row) => row.t <= t);
    return spanList([...place, stepPart(t)], `${event} within ${durationWords(t)}`, unit, by);
  });
}

function spanList(
  part: readonly string[],
  words: string,
  unit: Unit,
  spans: readonly Span[],
): Listed {
  const ids = spans.map(({ id }) => id);
  return { ...list(part, words, unit, ids), spans };
}

type Sides = readonly [num: string, rest: string, den: string];

function pendingShares(
  ratio: PendingRatio,
  unit: Unit,
  sides: Sides,
  place: readonly string[] = [],
): Listed[] {
  return [
    ...shares(ratio, unit, sides, place),
    list([...place, "pending"], "pending", unit, ratio.pending),
  ];
}

function shares(
  { num, den }: Ratio,
  unit: Unit,
  [isNum, isRest, isDen]: Sides,
  place: readonly string[] = [],
): Listed[] {
  return [
    list([...place, "num"], isNum, unit, num),
    list([...place, "rest"], isRest, unit, without(den, num)),
    list([...place, "den"], isDen, unit, den),
  ];
}

function list(part: readonly string[], words: string, unit: Unit, ids: Ids): Listed {
  return { part, words, unit, ids };
}

function without(all: Ids, taken: Ids): Ids {
  const gone = new Set(taken);
  return all.filter((id) => !gone.has(id));
}

function within(all: Ids, kept: Ids): Ids {
  const known = new Set(kept);
  return all.filter((id) => known.has(id));
}

/** "mon-09" as "Mon from 9 AM". */
export function weekdayHourWords(key: string): string {
  const [weekday, hour] = key.split("-") as [Weekday, string];
  return `${WEEKDAY_WORDS[weekday]} from ${hourOfDay(Number(hour))}`;
}

function attemptWords(count: string): string {
  return count === "1" ? "reached at the first attempt" : `reached after ${count} attempts`;
}

/** Who and on which day, of a key of `work`. */
export function workKey(key: string): [by: string, day: string] {
  const at = key.lastIndexOf("|");
  return [key.slice(0, at), key.slice(at + 1)];
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function entries<Key extends string, Value>(
  record: Readonly<Record<Key, Value>>,
): readonly [Key, Value][] {
  return Object.entries(record) as [Key, Value][];
}

/** The address of a list under the reports page, without its filters. */
export function listPath(metric: string, part: readonly string[]): string {
  return ["/reports/lists", ...[metric, ...part].map(encodeURIComponent)].join("/");
}

/** What a list is called: its metric, and what those in it have in common. */
export function listTitle({ metric, words }: Pick<ReportList, "metric" | "words">): string {
  return `${metricTitle(metric)}: ${words}`;
}

/** The title of a metric, with its level where it has one. */
export function metricTitle(metric: MetricId): string {
  const level = FLAG_LEVELS.find((each) => metric.endsWith(`_${each}`));
  const title = definitionOf(metric)?.title ?? "";
  return level === undefined ? title : `${title}, ${LEVEL_WORDS[level].toLowerCase()}`;
}
