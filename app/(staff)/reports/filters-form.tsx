import Link from "next/link";
import { Button, ButtonLink } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { ReportChoices } from "@/db/queries/report-choices";
import { LANGUAGE_WORDS, LANGUAGES } from "@/lib/patients/languages";
import {
  type DatesError,
  daysOf,
  daysWords,
  lastDay,
  nextDays,
  PERIODS,
  previousDays,
  type ReportFilters,
  reportQuery,
  SCOPE_PARTS,
} from "@/lib/reports/filters";

const DATE_ERRORS: Readonly<Record<DatesError, string>> = {
  one_missing: "Enter both dates",
  turned_round: "The last day lies before the first",
  too_long: "Ask for ten years at most",
};

const LABELS = {
  site: "Site",
  practitioner: "Practitioner",
  device: "Device",
  area: "Area",
} as const;

/** Which period and which treatments: links and a plain form, so that the address is the report. */
export function FiltersForm({
  filters,
  datesError,
  choices,
  now,
  zone,
}: {
  filters: ReportFilters;
  datesError: DatesError | null;
  choices: ReportChoices;
  now: Date;
  zone: string;
}) {
  const earlier = previousDays(filters);
  const later = nextDays(filters);
  const started = later.from <= daysOf("this-month", now, zone).to;
  const limited = SCOPE_PARTS.some((part) => filters[part] !== null);
  return (
    <div className="grid grid-cols-1 gap-3 rounded-card border bg-surface p-4 print:hidden">
      <nav aria-label="Period" className="flex flex-wrap items-center gap-1">
        {PERIODS.map(({ period, label }) => {
          const days = daysOf(period, now, zone);
          const chosen = days.from === filters.from && days.to === filters.to;
          return (
            <ButtonLink
              key={period}
              href={pathOf({ ...filters, ...days, period })}
              size="small"
              variant={chosen ? "secondary" : "quiet"}
              aria-current={chosen ? "true" : undefined}
            >
              {label}
            </ButtonLink>
          );
        })}
        <span className="mx-1 h-5 border-l max-sm:hidden" aria-hidden="true" />
        <ButtonLink
          href={pathOf({ ...filters, ...earlier, period: null })}
          size="small"
          variant="quiet"
        >
          ‹ <span className="sm:hidden">Earlier</span>
          <span className="max-sm:hidden">{daysWords(earlier)}</span>
        </ButtonLink>
        {started ? (
          <ButtonLink
            href={pathOf({ ...filters, ...later, period: null })}
            size="small"
            variant="quiet"
          >
            <span className="sm:hidden">Later</span>
            <span className="max-sm:hidden">{daysWords(later)}</span> ›
          </ButtonLink>
        ) : null}
      </nav>
      <form
        action="/reports"
        // A form that is drawn anew keeps what was typed; another report begins with its own.
        key={reportQuery(filters)}
        className="grid grid-cols-[repeat(auto-fit,minmax(min(8.5rem,100%),1fr))] items-end gap-3"
      >
        <input type="hidden" name="by" value={filters.by} />
        {filters.level === null ? null : <input type="hidden" name="level" value={filters.level} />}
        <Field
          id="from"
          label="First day"
          error={datesError === null ? undefined : DATE_ERRORS[datesError]}
        >
          <Input
            id="from"
            name="from"
            type="date"
            defaultValue={filters.from}
            {...describedBy("from", false, datesError === null ? undefined : "wrong")}
          />
        </Field>
        <Field id="to" label="Last day">
          <Input id="to" name="to" type="date" defaultValue={lastDay(filters)} />
        </Field>
        {(Object.keys(LABELS) as (keyof typeof LABELS)[]).map((part) => (
          <Choice key={part} part={part} values={choices[part]} chosen={filters[part]} />
        ))}
        <Field id="language" label="Language">
          <Select id="language" name="language" defaultValue={filters.language ?? ""}>
            <option value="">All</option>
            {LANGUAGES.map((language) => (
              <option key={language} value={language}>
                {LANGUAGE_WORDS[language]}
              </option>
            ))}
          </Select>
        </Field>
        <div className="col-span-full flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button type="submit" variant="primary">
            Show
          </Button>
          <Checkbox name="compare" value="1" defaultChecked={filters.compare}>
            Compare with {daysWords(earlier)}
          </Checkbox>
          {limited ? (
            <Link prefetch={false} href={pathOf(withoutLimits(filters))} className="link py-2">
              Clear filters
            </Link>
          ) : null}
        </div>
      </form>
    </div>
  );
}

/** A choice that has nothing to choose from isn't offered, unless the address names something. */
function Choice({
  part,
  values,
  chosen,
}: {
  part: keyof typeof LABELS;
  values: readonly string[];
  chosen: string | null;
}) {
  if (values.length === 0 && chosen === null) return null;
  const offered = chosen === null || values.includes(chosen) ? values : [chosen, ...values];
  return (
    <Field id={part} label={LABELS[part]}>
      <Select id={part} name={part} defaultValue={chosen ?? ""}>
        <option value="">All</option>
        {offered.map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** The same period without limits. */
export function withoutLimits(filters: ReportFilters): ReportFilters {
  return { ...filters, site: null, practitioner: null, device: null, area: null, language: null };
}

/** "Device rf-z · Spanish"; empty for everybody. */
export function limitWords(filters: ReportFilters): string {
  const named = (Object.keys(LABELS) as (keyof typeof LABELS)[]).flatMap((part) =>
    filters[part] === null ? [] : [`${LABELS[part]} ${filters[part]}`],
  );
  if (filters.language !== null) named.push(`Language ${LANGUAGE_WORDS[filters.language]}`);
  return named.join(" · ");
}

/** The address of a report. */
export function pathOf(filters: ReportFilters): string {
  const query = reportQuery(filters);
  return query === "" ? "/reports" : `/reports?${query}`;
}
