import { ChartFigure } from "@/components/reports/chart-figure";
import { LazyWeeklyFlagsChart } from "@/components/reports/charts/lazy-charts";
import { NumberLink } from "@/components/reports/number-link";
import { RowHead } from "@/components/reports/row-head";
import type { ShownReport } from "@/components/reports/shown-report";
import { TriageShape } from "@/components/triage-badge";
import { Table, Td, Th } from "@/components/ui/table";
import { weeklyFlagsCaption } from "@/lib/reports/captions";
import { DEFINITIONS } from "@/lib/reports/definitions";
import { FLAG_LEVELS, type FlagLevel } from "@/lib/reports/report";
import { weekWords } from "@/lib/reports/words";
import { LEVEL_WORDS } from "@/lib/triage/level-words";

export function WeeklyFlagsFigure({ shown: { report, to } }: { shown: ShownReport }) {
  const weeks = Object.entries(report.weekly_flags).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const title = DEFINITIONS.weekly_flags.title;
  const caption = weeklyFlagsCaption(report.weekly_flags);
  return (
    <ChartFigure
      id="weekly-flags"
      title={title}
      caption={caption}
      definition={DEFINITIONS.weekly_flags}
      chart={
        weeks.length === 0 ? null : (
          <LazyWeeklyFlagsChart
            title={title}
            desc={caption}
            weeks={weeks.map(([week, levels]) => ({
              week,
              label: weekWords(week),
              counts: byLevel((level) => levels[level].length),
              hrefs: byLevel((level) => to("weekly_flags", week, level)),
            }))}
          />
        )
      }
      legend={
        <ul className="flex flex-wrap gap-x-4 gap-y-1 pb-1 text-12 text-muted">
          {FLAG_LEVELS.toReversed().map((level) => (
            <li key={level} className="flex items-center gap-1.5">
              <TriageShape level={level} />
              <b className="font-semibold text-ink">{LEVEL_WORDS[level].charAt(0)}</b>
              {LEVEL_WORDS[level]}
            </li>
          ))}
        </ul>
      }
      table={
        <Table label={`${title}, as a table`}>
          <thead>
            <tr>
              <Th>Week</Th>
              {FLAG_LEVELS.toReversed().map((level) => (
                <Th key={level}>{LEVEL_WORDS[level]}</Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map(([week, levels]) => (
              <tr key={week}>
                <RowHead>{week}</RowHead>
                {FLAG_LEVELS.toReversed().map((level) => (
                  <Td key={level}>
                    <NumberLink
                      href={to("weekly_flags", week, level)}
                      n={levels[level].length}
                      says={`${LEVEL_WORDS[level]}, ${week}`}
                    />
                  </Td>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      }
    />
  );
}

function byLevel<Value>(of: (level: FlagLevel) => Value): Record<FlagLevel, Value> {
  return Object.fromEntries(FLAG_LEVELS.map((level) => [level, of(level)])) as Record<
    FlagLevel,
    Value
  >;
}
