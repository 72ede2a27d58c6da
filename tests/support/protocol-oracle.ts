import type { CheckInFact, RecoveryFacts } from "@/lib/triage/facts";

// A second reading of the protocol, made to be compared with lib/triage: no order of work is
// saved, every picture is taken in full and looked at alone, and nothing of the engine is used.

type Found = { code: string; level: number; sign: string | null; judged: Told[] };
type Told = { sign: string; at: number; told: number; rank: number; more: boolean };

const LEVELS = ["expected", "awaiting", "watch", "complication", "urgent", "emergency"];
const EXPECTED = 0;
const AWAITING = 1;
const WATCH = 2;
const COMPLICATION = 3;
const URGENT = 4;
const EMERGENCY = 5;
const HOURS = 3_600_000;
const SCALE = ["redness", "swelling", "heat", "itching", "tightness", "peeling"];
const YES_NO = ["pus", "bumps"];
const ASKED_BY: Record<string, "X1" | "X2" | "X3" | "X4" | "X5"> = {
  breathing: "X1",
  eye: "X2",
  chills: "X3",
  temperatureC: "X3",
  spreading: "X4",
  blisters: "X5",
};

/** Level and reason codes by the slow second reading; for usable instants only. */
export function oracle(facts: RecoveryFacts, now: Date): { level: string; reasons: string[] } {
  const end = facts.treatmentEndedAt.getTime();
  const on = facts.protocol.extensions;
  const limits = facts.protocol.thresholds;
  const checkIns = facts.checkIns.filter(
    (c) =>
      +c.recordedAt <= +now && +c.observedAt <= +c.recordedAt + limits.clockSkewMinutes * 60_000,
  );
  const reviews = facts.reviews.filter((review) => +review.at <= +now);
  const clearedBy = (code: string, told: number[]) =>
    reviews.some(
      (review) =>
        review.clears.some((cleared) => cleared === code) && told.every((t) => t <= +review.at),
    );

  const asked = [
    ...SCALE,
    "pain",
    ...YES_NO,
    ...Object.keys(ASKED_BY).filter((question) => on[ASKED_BY[question] ?? "X1"]),
  ];
  const rankOf = (sign: string, value: unknown): number | null => {
    const scale = SCALE.includes(sign) ? [0, 1, 2, 3] : ["no", "unsure", "yes"];
    if (sign !== "pain" && sign !== "temperatureC") {
      const rank = scale.findIndex((step) => step === value);
      return rank < 0 ? null : rank;
    }
    if (typeof value !== "number" || !Number.isFinite(value)) return null;
    return sign === "pain" && (value < 0 || value > 10) ? null : value;
  };
  const answersOf = (c: CheckInFact): Told[] =>
    asked.flatMap((sign) => {
      const rank = rankOf(sign, new Map<string, unknown>(Object.entries(c.answers)).get(sign));
      const more = c.answers.swellingTrend === "more";
      return rank === null ? [] : [{ sign, at: +c.observedAt, told: +c.recordedAt, rank, more }];
    });
  const valid = checkIns.filter((c) => +c.observedAt >= end && answersOf(c).length > 0);

  const windowIn = (observed: number, recorded: number, sign: string) => {
    const all = valid
      .filter((c) => +c.observedAt <= observed && +c.recordedAt <= recorded)
      .flatMap(answersOf)
      .filter((answer) => answer.sign === sign);
    if (all.length === 0) return null;
    const t = Math.max(...all.map((a) => a.at));
    const window = all.filter((a) => a.at >= t - limits.mergeHours * HOURS);
    const before = all.filter((a) => a.at < t - limits.mergeHours * HOURS);
    const lastBefore = Math.max(...before.map((a) => a.at));
    const prevs = before.filter((a) => a.at === lastBefore);
    const v = Math.max(...window.map((a) => a.rank));
    const h = (Math.max(...window.filter((a) => a.rank === v).map((a) => a.at)) - end) / HOURS;
    const prev = prevs.length > 0 ? Math.max(...prevs.map((a) => a.rank)) : null;
    return { t, window, prevs, v, h, prev };
  };

  const normal = (sign: string, v: number): [number, number] => {
    const longer = on.X10 ? facts.longerWindow : null;
    const covered = sign === "redness" || sign === "heat" || (sign === "swelling" && v === 1);
    if (longer && covered && Number.isFinite(longer.normalHours + longer.firstDaysHours)) {
      return [longer.normalHours, longer.firstDaysHours];
    }
    return [limits.normalHours, limits.firstDaysHours];
  };

  const signReasons = (observed: number, recorded: number, sign: string): Found[] => {
    const seen = windowIn(observed, recorded, sign);
    if (seen === null) return [];
    const { t, window, prevs, v, h, prev } = seen;
    const abnormal = window.filter((a) =>
      sign === "pain" ? a.rank >= 4 : sign === "temperatureC" ? a.rank >= 38 : a.rank >= 1,
    );
    const found: Found[] = [];
    const raise = (holds: boolean, code: string, level: number, judged = abnormal) => {
      if (holds) found.push({ code, level, sign, judged });
    };
    const S = sign.toUpperCase();
    const [first, second] = normal(sign, v);
    if (["redness", "swelling", "heat"].includes(sign)) {
      raise(v >= 1 && first < h && h <= second, `${S}_PAST_48H`, WATCH);
      raise(v >= 1 && h > second, `${S}_PROLONGED`, COMPLICATION);
    }
    if (sign === "redness" || sign === "heat") {
      const level = h > second ? COMPLICATION : WATCH;
      raise(v >= 1 && prev === 0 && h > first, `${S}_RETURNED`, level, [...abnormal, ...prevs]);
    }
    if (sign === "swelling") {
      raise(v === 2 && h <= 48, "SWELLING_MORE_THAN_SLIGHT", WATCH);
      raise(v === 3, "SWELLING_SEVERE", URGENT);
      const risen =
        (prev !== null && v > prev) ||
        window.some((a) => window.some((b) => b.at < a.at && b.rank < a.rank)) ||
        window.some((a) => a.at === t && a.more);
      const enough = v >= 2 || (v >= 1 && h > 48);
      raise(risen && enough, "SWELLING_INCREASED", URGENT, [...window, ...prevs]);
    }
    if (sign === "pain") {
      const falling = prev !== null && v < prev;
      const significant = v >= 7 || (v >= 4 && h > 48) || (v >= 4 && 24 < h && h <= 48 && !falling);
      raise(significant, "PAIN_SIGNIFICANT", URGENT, [...abnormal, ...prevs]);
      raise(v >= 4 && !significant, "PAIN_MODERATE", WATCH, [...abnormal, ...prevs]);
    }
    if (YES_NO.includes(sign)) {
      raise(v === 2, S, URGENT);
      raise(v === 1, `${S}_UNSURE`, URGENT);
    }
    if (sign === "itching") {
      raise(v === 3, "ITCH_EXCESSIVE", URGENT);
      raise(v === 2 && h > 48, "ITCH_MODERATE_PAST_48H", WATCH);
    }
    if (sign === "tightness" || sign === "peeling") {
      raise(v === 3, `${S}_MORE_THAN_SOME`, WATCH);
      raise((v === 1 || v === 2) && h > 336, `${S}_PAST_14D`, WATCH);
    }
    raise(sign === "breathing" && v >= 1, "X_BREATHING", EMERGENCY);
    raise(sign === "eye" && v >= 1, "X_EYE", EMERGENCY);
    raise(sign === "spreading" && v >= 1, "X_SPREADING", URGENT);
    raise(sign === "blisters" && v >= 1, "X_BLISTERS", URGENT);
    raise(sign === "chills" && v >= 1, "X_FEVER", URGENT);
    raise(sign === "temperatureC" && v >= 38, "X_FEVER", URGENT);
    return found;
  };

  // All signs at one picture; fever's two questions give one reason judged from both.
  const picture = (observed: number, recorded: number, reviewed: boolean): Found[] => {
    const all = asked.flatMap((sign) => signReasons(observed, recorded, sign));
    const fever = all.filter((r) => r.code === "X_FEVER").flatMap((r) => r.judged);
    const whole = all
      .filter((r, place) => all.findIndex((other) => other.code === r.code) === place)
      .map((r) => (r.code === "X_FEVER" ? { ...r, judged: fever } : r));
    const left = reviewed
      ? whole.filter(
          (r) =>
            !clearedBy(
              r.code,
              r.judged.map((a) => a.told),
            ),
        )
      : whole;
    return left.filter((r) => left.every((o) => o.sign !== r.sign || o.level <= r.level));
  };

  const kept: Found[] = [];
  const newestAt = Math.max(...valid.map((c) => +c.observedAt));
  const newest = valid.length > 0 ? picture(newestAt, +now, true) : [];
  for (const recorded of new Set(valid.map((c) => +c.recordedAt))) {
    const then = valid.filter((c) => +c.recordedAt <= recorded);
    for (const observed of new Set(then.map((c) => +c.observedAt))) {
      kept.push(...picture(observed, recorded, true).filter((r) => r.level >= 3));
    }
  }
  kept.push(...newest);

  const raiseData = (code: string, level: number) =>
    kept.push({ code, level, sign: null, judged: [] });

  const contradicting = asked.flatMap((sign) => {
    const window = windowIn(newestAt, +now, sign)?.window ?? [];
    const ranks = window.map((a) => a.rank);
    const spread = Math.max(...ranks) - Math.min(...ranks);
    const against =
      sign === "temperatureC"
        ? false
        : sign === "pain"
          ? spread >= 3
          : SCALE.includes(sign)
            ? spread >= 2
            : Math.min(...ranks) === 0 && Math.max(...ranks) > 0;
    return against ? window : [];
  });
  if (
    contradicting.length > 0 &&
    !clearedBy(
      "CONTRADICTORY_REPORTS",
      contradicting.map((a) => a.told),
    )
  ) {
    raiseData("CONTRADICTORY_REPORTS", WATCH);
  }

  const early = checkIns.filter(
    (c) => +c.observedAt < end && !clearedBy("DATA_BEFORE_TREATMENT", [+c.recordedAt]),
  );
  if (early.length > 0) {
    const alarming = early
      .flatMap(answersOf)
      .some((a) => ["breathing", "eye"].includes(a.sign) && a.rank > 0);
    raiseData("DATA_BEFORE_TREATMENT", alarming ? URGENT : WATCH);
  }

  const strangers = valid.filter(
    (c) => +c.observedAt === newestAt && c.source === "staff_phone" && c.identityVerified !== true,
  );
  if (
    strangers.length > 0 &&
    !clearedBy(
      "IDENTITY_UNVERIFIED",
      strangers.map((c) => +c.recordedAt),
    )
  ) {
    raiseData("IDENTITY_UNVERIFIED", WATCH);
  }

  if (+now > end + limits.silenceHours * HOURS) {
    if (valid.length === 0) raiseData("NO_REPORT_48H", AWAITING);
    else {
      const doubtful = ["redness", "swelling", "heat"].some((sign) => {
        const seen = windowIn(newestAt, +now, sign);
        if (seen === null || seen.h < 24) return true;
        return seen.v >= 1 && (seen.h <= 48 || !newest.some((r) => r.sign === sign));
      });
      if (doubtful) raiseData("NOT_CONFIRMED_RESOLVED", AWAITING);
    }
  }

  const closings = facts.closedAt.map(Number).filter((at) => at <= +now);
  if (closings.length > 0) {
    const closed = Math.max(...closings);
    const reopening = valid.filter(
      (c) =>
        +c.recordedAt > closed &&
        picture(+c.observedAt, +c.recordedAt, false).some((r) =>
          r.judged.some((a) => a.told > closed),
        ),
    );
    if (reopening.length === 0) return { level: "expected", reasons: [] };
    if (
      !clearedBy(
        "REOPENED_AFTER_CLOSE",
        reopening.map((c) => +c.recordedAt),
      )
    ) {
      raiseData("REOPENED_AFTER_CLOSE", WATCH);
    }
  }

  const level = Math.max(EXPECTED, ...kept.map((r) => r.level));
  const bumped =
    on.X9 && level === WATCH && facts.risks.length > 0 && kept.some((r) => r.sign !== null);
  if (bumped) raiseData("X_RISK_BUMP", COMPLICATION);
  return {
    level: LEVELS[bumped ? 3 : level] ?? "expected",
    reasons: [...new Set(kept.map((r) => r.code))].toSorted(),
  };
}
