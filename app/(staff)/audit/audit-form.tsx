import Link from "next/link";
import type { ReactNode } from "react";
import type { AuditFilters } from "@/lib/audit-filters";

type Props = {
  filters: AuditFilters;
  people: readonly { staffId: string; name: string }[];
  actions: Readonly<Record<string, string>>;
};

/** The filters of the audit: a plain GET form, so that the URL is the view. */
export function AuditForm({ filters, people, actions }: Props) {
  return (
    <form action="/audit" className="flex flex-wrap items-end gap-3 py-2">
      {filters.patientId === null ? null : (
        <input type="hidden" name="patient" value={filters.patientId} />
      )}
      <Labelled id="who" label="Who">
        <select id="who" name="who" defaultValue={filters.staffId ?? ""} className={CONTROL}>
          <option value="">Everybody</option>
          {people.map(({ staffId, name }) => (
            <option key={staffId} value={staffId}>
              {name}
            </option>
          ))}
        </select>
      </Labelled>
      <Labelled id="what" label="What">
        <select id="what" name="what" defaultValue={filters.action ?? ""} className={CONTROL}>
          <option value="">Everything</option>
          {Object.entries(actions).map(([action, words]) => (
            <option key={action} value={action}>
              {words}
            </option>
          ))}
        </select>
      </Labelled>
      <Labelled id="from" label="From">
        <input
          id="from"
          name="from"
          type="date"
          defaultValue={filters.from ?? ""}
          className={CONTROL}
        />
      </Labelled>
      <Labelled id="to" label="To">
        <input id="to" name="to" type="date" defaultValue={filters.to ?? ""} className={CONTROL} />
      </Labelled>
      <button
        type="submit"
        className="min-h-9 rounded-control bg-primary px-3 text-14 font-semibold text-on-primary max-sm:min-h-11"
      >
        Show
      </button>
      <Link href="/audit" className="min-h-9 py-2 text-14 underline max-sm:min-h-11">
        Clear filters
      </Link>
    </form>
  );
}

const CONTROL =
  "min-h-9 rounded-control border border-control bg-surface px-2 text-14 max-sm:min-h-11";

function Labelled({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-12 font-medium">
        {label}
      </label>
      {children}
    </div>
  );
}
