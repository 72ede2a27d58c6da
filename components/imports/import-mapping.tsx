import { Button } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";

export type ImportMappingProps = {
  /** Reads one select per field, named `column.<field>`; empty means not in this file. */
  action: (form: FormData) => Promise<void>;
  fields: readonly { field: string; label: string; column: string | null; error?: string }[];
  /** The file's columns with a value of each, so that people see what they choose. */
  columns: readonly { heading: string; sample: string }[];
  unused: readonly string[];
  /** Asked only if nothing in the file proves the order of day and month. Named `dateOrder`. */
  dateOrder: { sample: string; value?: string; error?: string } | null;
};

/** Which column means what, and what only a person can decide about a file. */
export function ImportMapping({ action, dateOrder, ...columns }: ImportMappingProps) {
  return (
    <form action={action} className="grid gap-5">
      {dateOrder ? (
        <Segmented
          id="dateOrder"
          name="dateOrder"
          legend={
            dateOrder.sample === ""
              ? "How are dates written?"
              : `How is “${dateOrder.sample}” meant?`
          }
          hint="Nothing in the file tells day from month, so it isn’t guessed."
          columns={2}
          segments={[
            { value: "MDY", label: "Month first" },
            { value: "DMY", label: "Day first" },
          ]}
          value={dateOrder.value}
          error={dateOrder.error}
        />
      ) : null}
      {dateOrder ? (
        <details>
          <summary className="link w-fit">Columns</summary>
          <div className="mt-4">
            <Columns {...columns} />
          </div>
        </details>
      ) : (
        <Columns {...columns} />
      )}
      <div className="flex justify-end">
        <Button type="submit">Read the file again</Button>
      </div>
    </form>
  );
}

function Columns({ fields, columns, unused }: Omit<ImportMappingProps, "action" | "dateOrder">) {
  return (
    <div className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {fields.map(({ field, label, column, error }) => {
          const id = `column.${field}`;
          return (
            <Field key={field} id={id} label={label} error={error}>
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
      {unused.length > 0 ? (
        <p className="text-12 text-muted [overflow-wrap:anywhere]">Not used: {unused.join(", ")}</p>
      ) : null}
    </div>
  );
}
