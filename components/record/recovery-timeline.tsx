import { type Axis, axisTo, spaced } from "@/components/record/recovery-axis";
import {
  EVENT_WORDS,
  type RecoveryEvent,
  type RecoveryTimelineProps,
} from "@/components/record/recovery-series";
import { RecoveryTable } from "@/components/record/recovery-table";
import { Card } from "@/components/ui/card";
import type { SignSeries } from "@/lib/recovery/timeline";

/** Check-ins by sign over hours, the limits drawn; what people did below; the same as a table. */
export function RecoveryTimeline(props: RecoveryTimelineProps) {
  const { endedAtLabel, hours, limits, series, events, dayMarks } = props;
  const axis = axisTo(hours.maxHour);
  return (
    <Card
      heading="Recovery"
      headingId="recovery"
      aside={<span className="text-12 text-muted">{endedAtLabel}</span>}
    >
      <Legend limits={limits} axis={axis} />
      <div className="mt-3 grid grid-cols-1 sm:grid-cols-[6.5rem_minmax(0,1fr)]">
        <HourAxis axis={axis} limits={limits} />
        {series.map((each) => (
          <SignRow key={each.sign} series={each} axis={axis} limits={limits} dayMarks={dayMarks} />
        ))}
        {KINDS.map((kind) => {
          const own = events.filter((event) => event.kind === kind);
          return own.length > 0 ? (
            <EventRow
              key={kind}
              kind={kind}
              events={own}
              axis={axis}
              limits={limits}
              dayMarks={dayMarks}
            />
          ) : null;
        })}
        <DayAxis axis={axis} dayMarks={dayMarks} />
      </div>
      <RecoveryTable series={series} events={events} />
    </Card>
  );
}

function Legend({ limits, axis }: { limits: readonly number[]; axis: Axis }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-muted">
      <li className="flex items-center gap-1.5">
        <svg width="20" height="12" aria-hidden="true">
          <rect width="20" height="12" rx="2" className="fill-selected stroke-hairline" />
        </svg>
        expected
      </li>
      <li className="flex items-center gap-1.5">
        <Bead abnormal={false} /> inside it
      </li>
      <li className="flex items-center gap-1.5">
        <Bead abnormal /> outside it
      </li>
      <li className="flex items-center gap-1.5">
        <svg width="10" height="12" aria-hidden="true">
          <line x1="5" x2="5" y1="0" y2="12" className="stroke-control" strokeDasharray="3 2" />
        </svg>
        limits {limits.map((limit) => `${limit} h`).join(" and ")}
      </li>
      {axis.compressed ? <li>after 72 h the hours stand closer together</li> : null}
    </ul>
  );
}

function Bead({ abnormal }: { abnormal: boolean }) {
  return (
    <svg width="14" height="14" aria-hidden="true">
      <circle cx="7" cy="7" r="6" className={beadLook(abnormal)} />
    </svg>
  );
}

function beadLook(abnormal: boolean): string {
  return abnormal ? "fill-ink stroke-ink" : "fill-surface stroke-control";
}

function HourAxis({ axis, limits }: { axis: Axis; limits: readonly number[] }) {
  const marks = [0, 24, ...limits, ...(axis.compressed ? [168, 336] : [96, 120])]
    .filter((hour) => hour <= axis.maxHour)
    .map((hour) => ({ hour, x: axis.x(hour) }));
  return (
    <>
      <span className="max-sm:hidden" />
      <svg width="100%" height="18" aria-hidden="true" className="overflow-visible">
        {spaced(marks, 9).map(({ hour, x }) => (
          <text
            key={hour}
            x={`${x}%`}
            y="12"
            textAnchor="middle"
            className={
              limits.includes(hour) ? "fill-ink text-12 font-semibold" : "fill-muted text-12"
            }
          >
            {hour} h
          </text>
        ))}
      </svg>
    </>
  );
}

const PLOT = 48;
const INSET = 13;

function SignRow({
  series,
  axis,
  limits,
  dayMarks,
}: {
  series: SignSeries;
  axis: Axis;
} & Pick<RecoveryTimelineProps, "limits" | "dayMarks">) {
  const { sign, label, points, max } = series;
  const marks = max === 2;
  const height = marks ? 32 : PLOT;
  const y = (value: number) =>
    marks ? height / 2 : height - INSET - (Math.min(value, max) / max) * (height - 2 * INSET);
  const said = points.map((point) => `${point.label} at ${Math.floor(point.hour)} h`);
  const band = series.band;
  return (
    <>
      <div className="flex items-center font-medium max-sm:pt-2 max-sm:text-12 sm:border-t">
        {label}
      </div>
      <svg
        width="100%"
        height={height}
        role="img"
        aria-labelledby={`chart-${sign}-title chart-${sign}-desc`}
        className="block overflow-visible border-t"
      >
        <title id={`chart-${sign}-title`}>{label}</title>
        <desc id={`chart-${sign}-desc`}>
          {said.length === 0 ? "Never answered" : said.join("; ")}
        </desc>
        {band ? (
          <rect
            x={`${axis.x(0)}%`}
            width={`${axis.x(band.toHour) - axis.x(0)}%`}
            y={marks || band.max >= max ? 1 : y(band.max) - INSET + 1}
            height={marks || band.max >= max ? height - 1 : height - y(band.max) + INSET - 1}
            className="fill-selected"
          />
        ) : null}
        <Grid axis={axis} limits={limits} dayMarks={dayMarks} height={height} />
        {points.slice(1).map((point, index) => {
          const before = points[index]!;
          return (
            <line
              key={`${point.checkInId}-line`}
              x1={`${axis.x(before.hour)}%`}
              y1={y(before.value)}
              x2={`${axis.x(point.hour)}%`}
              y2={y(point.value)}
              className="stroke-control"
              strokeWidth="1.5"
            />
          );
        })}
        {points.map((point) => (
          <g key={point.checkInId}>
            <title>{`${label}: ${point.label}, ${Math.floor(point.hour)} h, ${point.source}`}</title>
            <circle
              cx={`${axis.x(point.hour)}%`}
              cy={y(point.value)}
              r="9"
              strokeWidth="1.5"
              className={beadLook(point.abnormal)}
            />
            <text
              x={`${axis.x(point.hour)}%`}
              y={y(point.value) + 4}
              textAnchor="middle"
              className={
                point.abnormal
                  ? "fill-surface text-12 font-bold tabular-nums"
                  : "fill-ink text-12 font-medium tabular-nums"
              }
            >
              {marks ? MARKS[point.value] : point.value}
            </text>
          </g>
        ))}
        {points.length === 0 ? (
          <text x="4%" y={height / 2 + 4} className="fill-muted text-12">
            never answered
          </text>
        ) : null}
      </svg>
    </>
  );
}

const MARKS: Readonly<Record<number, string>> = { 0: "–", 1: "?", 2: "!" };

function Grid({
  axis,
  limits,
  dayMarks,
  height,
}: { axis: Axis; height: number } & Pick<RecoveryTimelineProps, "limits" | "dayMarks">) {
  return (
    <g aria-hidden="true">
      {dayMarks.map(({ hour }) => (
        <line
          key={`day-${hour}`}
          x1={`${axis.x(hour)}%`}
          x2={`${axis.x(hour)}%`}
          y1="0"
          y2={height}
          className="stroke-hairline"
        />
      ))}
      {limits.map((hour) => (
        <line
          key={`limit-${hour}`}
          x1={`${axis.x(hour)}%`}
          x2={`${axis.x(hour)}%`}
          y1="0"
          y2={height}
          className="stroke-control"
          strokeWidth="1.5"
          strokeDasharray="4 3"
        />
      ))}
    </g>
  );
}

const KINDS = Object.keys(EVENT_WORDS) as RecoveryEvent["kind"][];

/** A mark of its own shape for each kind: a triangle for calls, a square for reviews, a disc for questions. */
const MARK_PATHS = {
  call: "M-8 5h16L0-9z",
  review: "M-6-6h12v12h-12z",
  question: "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0z",
} as const;

function EventRow({
  kind,
  events,
  axis,
  limits,
  dayMarks,
}: { kind: RecoveryEvent["kind"]; axis: Axis } & Pick<
  RecoveryTimelineProps,
  "events" | "limits" | "dayMarks"
>) {
  const label = EVENT_WORDS[kind];
  return (
    <>
      <div className="flex items-center font-medium max-sm:pt-2 max-sm:text-12 sm:border-t">
        {label}
      </div>
      <svg
        width="100%"
        height="32"
        role="img"
        aria-labelledby={`chart-${kind}-title chart-${kind}-desc`}
        className="block overflow-visible border-t"
      >
        <title id={`chart-${kind}-title`}>{label}</title>
        <desc id={`chart-${kind}-desc`}>
          {events.map((event) => `${event.label} at ${Math.floor(event.hour)} h`).join("; ")}
        </desc>
        <Grid axis={axis} limits={limits} dayMarks={dayMarks} height={32} />
        {events.map((event) => (
          <g key={event.id}>
            <title>{`${event.label}, ${Math.floor(event.hour)} h`}</title>
            <svg x={`${axis.x(event.hour)}%`} y="16" className="overflow-visible">
              <path
                d={MARK_PATHS[kind]}
                className="fill-primary stroke-surface"
                strokeWidth="1.5"
              />
            </svg>
          </g>
        ))}
      </svg>
    </>
  );
}

function DayAxis({ axis, dayMarks }: { axis: Axis; dayMarks: RecoveryTimelineProps["dayMarks"] }) {
  const marks = dayMarks.map((mark) => ({ ...mark, x: axis.x(mark.hour) }));
  const narrow = new Set(spaced(marks, 17).map(({ hour }) => hour));
  return (
    <>
      <span className="text-12 text-muted max-sm:hidden sm:border-t sm:pt-1">Clinic days</span>
      <svg width="100%" height="20" aria-hidden="true" className="block overflow-visible border-t">
        {spaced(marks, 7).map(({ hour, label, x }) => (
          <text
            key={hour}
            x={`${x}%`}
            y="15"
            className={narrow.has(hour) ? "fill-muted text-12" : "fill-muted text-12 max-sm:hidden"}
          >
            {label}
          </text>
        ))}
      </svg>
    </>
  );
}
