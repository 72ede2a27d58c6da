import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { describedBy, Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";

export type ImportMappingProps = {
  /** Reads one select per field, named `column.<field>`; empty means not in this file. */
  action: (form: FormData) => Promise<void>;
  importId: string;
  fields: readonly {
    field: string;
    label: string;
    column: string | null;
    required: boolean;
    /** "Guessed", "As last time" */
    origin: string | null;
    error?: string;
  }[];
  /** The file's columns with a value of each, so that people see what they choose. */
  columns: readonly { heading: string; sample: string }[];
  unused: readonly string[];
  /** Asked only if nothing in the file proves the order of day and month. Named `dateOrder`. */
  dateOrder: { sample: string; value?: string; error?: string } | null;
  /** Words of the status column that nobody decided about yet. Named `status.<word>`. */
  statuses: readonly { word: string; count: number; decision?: string }[];
};

const STATUS_CHOICES = [
  { value: "done", label: "Took place" },
  { value: "cancelled", label: "Cancelled" },
  { value: "no_show", label: "No-show" },
  { value: "upcoming", label: "Still to come" },
] as const;

/** Which column means what, and what only a person can decide about a file. */
export function ImportMapping(props: ImportMappingProps) {
  const { fields, columns, unused, dateOrder, statuses } = props;
  return (
    <Card heading="Columns" headingId="import-columns">
      <form action={props.action} className="grid gap-5">
        <input type="hidden" name="importId" value={props.importId} />
        <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
          {fields.map(({ field, label, column, required, origin, error }) => {
            const id = `column.${field}`;
            return (
              <Field
                key={field}
                id={id}
                label={
                  <>
                    {label} {origin ? <Badge>{origin}</Badge> : null}
                  </>
                }
                optional={!required}
                error={error}
              >
                <Select
                  id={id}
                  name={id}
                  defaultValue={column ?? ""}
                  {...describedBy(id, false, error)}
                >
                  <option value="">Not in this file</option>
                  {columns.map(({ heading, sample }) => (
                    <option key={heading} value={heading}>
                      {sample === "" ? heading : `${heading} (${sample})`}
                    </option>
                  ))}
                </Select>
              </Field>
            );
          })}
        </div>
        {dateOrder ? (
          <Segmented
            id="dateOrder"
            name="dateOrder"
            legend={`How is “${dateOrder.sample}” meant?`}
            hint="Nothing in the file tells day from month, so it isn’t guessed."
            columns={2}
            segments={[
              { value: "mdy", label: "Month first" },
              { value: "dmy", label: "Day first" },
            ]}
            value={dateOrder.value}
            error={dateOrder.error}
          />
        ) : null}
        {statuses.map(({ word, count, decision }) => (
          <Segmented
            key={word}
            id={`status.${word}`}
            name={`status.${word}`}
            legend={`“${word}”, ${count} rows, means`}
            columns={4}
            segments={STATUS_CHOICES}
            value={decision}
          />
        ))}
        {unused.length > 0 ? (
          <p className="text-12 text-muted">Not used: {unused.join(", ")}</p>
        ) : null}
        <div className="flex justify-end">
          <Button type="submit">Read the file again</Button>
        </div>
      </form>
    </Card>
  );
}
