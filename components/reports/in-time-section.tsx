import { ContactFigure } from "@/components/reports/contact-figure";
import { ControlFigure } from "@/components/reports/control-figure";
import { DefinitionFold } from "@/components/reports/definition-fold";
import { LevelLinks } from "@/components/reports/level-links";
import { NumberLink } from "@/components/reports/number-link";
import { Charts, ReportSection } from "@/components/reports/report-section";
import type { ShownReport } from "@/components/reports/shown-report";
import { TriageBadge } from "@/components/triage-badge";
import { Table, Td, Th } from "@/components/ui/table";
import { DEFINITIONS } from "@/lib/reports/definitions";
import {
  FLAG_LEVELS,
  type FlagLevel,
  type KaplanMeier,
  type LimitShare,
  type Report,
} from "@/lib/reports/report";
import { durationWords, LIMIT_WORDS, percent, percentRange } from "@/lib/reports/words";
import { LEVEL_WORDS } from "@/lib/triage/level-words";

/** From the flag to a person's voice, by level: in time or not, and how long it took. */
export function InTimeSection({
  shown,
  level,
  levelHref,
}: {
  shown: ShownReport;
  level: FlagLevel;
  levelHref: (level: FlagLevel) => string;
}) {
  const { report, before, to } = shown;
  return (
    <ReportSection
      id="in-time"
      title="Called in time"
      lead="From the moment a recovery was flagged to the first call, and to the first that reached the patient. Who wasn’t called counts as not in time."
    >
      <div className="rounded-card border bg-surface">
        <Table label="Called in time, by level">
          <thead>
            <tr>
              <Th>Level and limit</Th>
              <Th>Called in time</Th>
              <Th>Reached in time</Th>
              <Th>Half called within</Th>
              <Th>Nine in ten within</Th>
              <Th>Not counted</Th>
              {before === null ? null : <Th>{before.label}: called in time</Th>}
            </tr>
          </thead>
          <tbody>
            {FLAG_LEVELS.toReversed().map((each) => (
              <LevelRow key={each} level={each} report={report} before={before} to={to} />
            ))}
          </tbody>
        </Table>
        <div className="px-4 py-3 print:hidden">
          <DefinitionFold definition={DEFINITIONS.within_limit} />
        </div>
      </div>
      <LevelLinks level={level} levelHref={levelHref} />
      <Charts>
        <ContactFigure shown={shown} level={level} />
        <ControlFigure shown={shown} level={level} />
      </Charts>
    </ReportSection>
  );
}

function LevelRow({
  level,
  report,
  before,
  to,
}: { level: FlagLevel; report: Report } & Pick<ShownReport, "before" | "to">) {
  const { attempt, reached } = report[`within_limit_${level}`];
  const waits = report[`time_to_contact_${level}`].attempt;
  const metric = `within_limit_${level}` as const;
  return (
    <tr>
      <Th scope="row" className="font-normal">
        <TriageBadge level={level} />
        <span className="mt-0.5 block whitespace-nowrap">{LIMIT_WORDS[level]}</span>
      </Th>
      <Td>
        <ShareCell
          share={attempt}
          href={(part) => to(metric, "attempt", part)}
          says={`${LEVEL_WORDS[level]}, called in time`}
        />
      </Td>
      <Td>
        <ShareCell
          share={reached}
          href={(part) => to(metric, "reached", part)}
          says={`${LEVEL_WORDS[level]}, reached in time`}
        />
      </Td>
      <Td>{medianWords(waits)}</Td>
      <Td>{waits.p90 === null ? <None curve={waits} /> : durationWords(waits.p90)}</Td>
      <Td className="text-12 whitespace-nowrap text-muted">
        {attempt.pending.length + attempt.withdrawn.length === 0 ? "none" : null}
        {(["pending", "withdrawn"] as const).map((part) =>
          attempt[part].length === 0 ? null : (
            <span key={part} className="block">
              <NumberLink
                href={to(metric, "attempt", part)}
                n={attempt[part].length}
                says={LEVEL_WORDS[level]}
              >
                {attempt[part].length} {part}
              </NumberLink>
            </span>
          ),
        )}
      </Td>
      {before === null ? null : (
        <Td className="text-12 text-muted">
          <Plain share={before.report[metric].attempt} />
        </Td>
      )}
    </tr>
  );
}

function ShareCell({
  share,
  href,
  says,
}: {
  share: LimitShare;
  href: (part: string) => string;
  says: string;
}) {
  return (
    <>
      <span className="flex items-baseline gap-1 whitespace-nowrap">
        <NumberLink href={href("num")} n={share.n} says={says} className="font-semibold" />
        <span className="text-muted">of</span>
        <NumberLink href={href("den")} n={share.N} says={`the whole of ${says}`} />
        {share.rate === null ? null : <b className="pl-1 font-semibold">{percent(share.rate)}</b>}
      </span>
      <span className="block text-12 whitespace-nowrap text-muted">
        {share.ci === null
          ? share.N === 0
            ? "none"
            : "too few for a percentage"
          : percentRange(share.ci)}
      </span>
    </>
  );
}

function Plain({ share: { n, N, rate, ci } }: { share: LimitShare }) {
  return (
    <span className="whitespace-nowrap">
      {n} of {N}
      {rate === null || ci === null ? "" : `, ${percent(rate)} (${percentRange(ci)})`}
    </span>
  );
}

function medianWords(curve: KaplanMeier) {
  if (curve.median === null) return <None curve={curve} />;
  const [lower, upper] = curve.medianCi ?? [null, null];
  return (
    <>
      <b className="font-semibold whitespace-nowrap">{durationWords(curve.median)}</b>
      {lower === null ? null : (
        <span className="block text-12 whitespace-nowrap text-muted">
          {durationWords(lower)} {upper === null ? "or more" : `to ${durationWords(upper)}`}
        </span>
      )}
    </>
  );
}

function None({ curve }: { curve: KaplanMeier }) {
  return (
    <span className="text-12 text-muted">
      {curve.curve.length === 0 && curve.N < 10 ? "too few" : "not by now"}
    </span>
  );
}
