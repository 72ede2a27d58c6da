import { ChartFigure } from "@/components/reports/chart-figure";
import { LazyCallTimesChart } from "@/components/reports/charts/lazy-charts";
import { NumberLink } from "@/components/reports/number-link";
import { RowHead } from "@/components/reports/row-head";
import type { ShownReport } from "@/components/reports/shown-report";
import { Table, Td, Th } from "@/components/ui/table";
import { callTimesCaption } from "@/lib/reports/captions";
import { hourOfDay, WEEKDAY_WORDS, WEEKDAYS } from "@/lib/reports/words";

/** When calls began, by weekday and hour of the clinic. */
export function CallTimesFigure({ shown: { report, to } }: { shown: ShownReport }) {
  const { byWeekdayHour } = report.calls_made;
  const title = "When calls were made";
  const caption = callTimesCaption(report.calls_made);
  const times = WEEKDAYS.flatMap((name, weekday) =>
    Array.from({ length: 24 }, (_, hour) => {
      const key = `${name}-${String(hour).padStart(2, "0")}`;
      const n = byWeekdayHour[key]?.length ?? 0;
      const says = `${WEEKDAY_WORDS[name]} from ${hourOfDay(hour)}: ${n}`;
      return { weekday, hour, n, says, href: to("calls_made", "time", key) };
    }).filter(({ n }) => n > 0),
  );
  const hours = [...new Set(times.map(({ hour }) => hour))].toSorted((a, b) => a - b);
  return (
    <ChartFigure
      id="call-times"
      title={title}
      caption={caption}
      definition={null}
      chart={
        times.length === 0 ? null : (
          <LazyCallTimesChart title={title} desc={caption} times={times} />
        )
      }
      table={
        <Table label={`${title}, as a table`}>
          <thead>
            <tr>
              <Th>From</Th>
              {WEEKDAYS.map((weekday) => (
                <Th key={weekday}>{WEEKDAY_WORDS[weekday]}</Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {hours.map((hour) => (
              <tr key={hour}>
                <RowHead>{hourOfDay(hour)}</RowHead>
                {WEEKDAYS.map((name, weekday) => {
                  const time = times.find((each) => each.weekday === weekday && each.hour === hour);
                  return (
                    <Td key={name}>
                      {time === undefined ? (
                        <span className="text-muted">0</span>
                      ) : (
                        <NumberLink
                          href={time.href}
                          n={time.n}
                          says={`calls, ${WEEKDAY_WORDS[name]} from ${hourOfDay(hour)}`}
                        />
                      )}
                    </Td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </Table>
      }
    />
  );
}
