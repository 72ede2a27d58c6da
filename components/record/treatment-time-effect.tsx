import { type Triage, TriageBadge } from "@/components/triage-badge";

/** How a recovery and its patient's line stand. */
export type TimeStanding = {
  /** "Fri 20 Nov 2026, 2:00 PM" */
  endedAt: string;
  level: Triage;
  levelWord?: string;
  /** "Day 2 · 47 h" */
  dayAndHour: string;
  /** "Call, ask every sign, due Wed 25 Nov 2026, 9:00 AM"; null for nobody on the list. */
  next: string | null;
  /** "Awaiting after Sun 22 Nov …"; null when time alone changes nothing. */
  changes: string | null;
};

export type TimeEffect = {
  /** The instant that was tried, in ISO 8601. */
  endedAt: string;
  now: TimeStanding;
  after: TimeStanding;
  /** Sentences of reasons. */
  come: readonly string[];
  go: readonly string[];
  /** Check-ins that would lie before the treatment, and those that no longer would. */
  leftOut: readonly string[];
  backIn: readonly string[];
};

/** What a correction of the time would change: now and after, side by side. Nothing is stored yet. */
export function TreatmentTimeEffect({ effect }: { effect: TimeEffect }) {
  const { now, after } = effect;
  const unchanged = effect.come.length === 0 && effect.go.length === 0;
  return (
    <section aria-labelledby="effect" className="grid gap-3 rounded-control border bg-sunken p-3">
      <h2 id="effect" className="font-semibold">
        What would change
      </h2>
      <div className="grid gap-3 sm:grid-cols-2">
        <Standing title="Now" standing={now} />
        <Standing title="After the correction" standing={after} />
      </div>
      {unchanged ? <p>No reason comes or goes.</p> : null}
      <Sentences title="Reasons that would come" sentences={effect.come} />
      <Sentences title="Reasons that would go" sentences={effect.go} />
      <Sentences
        title="Check-ins that would lie before the treatment: kept, and left out of the rules"
        sentences={effect.leftOut}
      />
      <Sentences title="Check-ins that would count again" sentences={effect.backIn} />
      <p className="text-12 text-muted">Nothing is stored yet. Every check-in is kept.</p>
    </section>
  );
}

function Standing({ title, standing }: { title: string; standing: TimeStanding }) {
  return (
    <div className="grid content-start gap-1">
      <h3 className="text-12 font-medium text-muted">{title}</h3>
      <p>
        <TriageBadge level={standing.level} word={standing.levelWord} />
      </p>
      <p className="font-semibold tabular-nums">{standing.dayAndHour}</p>
      <p className="tabular-nums">Ended {standing.endedAt}</p>
      <p className="tabular-nums">{standing.next ?? "Not followed up"}</p>
      {standing.changes ? <p className="tabular-nums text-muted">{standing.changes}</p> : null}
    </div>
  );
}

function Sentences({ title, sentences }: { title: string; sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <div>
      <h3 className="text-12 font-medium text-muted">{title}</h3>
      <ul className="list-disc pl-5">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}
