import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { describedBy, Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { EXPORT_REASONS } from "@/lib/reports/export-reasons";

/** Takes numbers or a list away as a file: why is asked first, and both are noted in the audit. */
export function ExportForm({
  hidden,
  heading,
  names,
  error,
}: {
  /** What is exported, as hidden fields. */
  hidden: Readonly<Record<string, string>>;
  heading: string;
  /** Whether the file holds names of patients. */
  names: boolean;
  error: boolean;
}) {
  const wrong = error ? "Choose why" : undefined;
  return (
    <div id="export" className="scroll-mt-4 print:hidden">
      <Card heading={heading} headingId="export-heading">
        <form
          method="post"
          action="/reports/export"
          className="grid grid-cols-1 gap-3 sm:max-w-prose"
        >
          {Object.entries(hidden).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {names ? (
            <Alert tone="warning" live={false}>
              The file holds names and health information. Keep it where only those who need it can
              read it, and delete it afterwards.
            </Alert>
          ) : (
            <p className="text-muted">
              Every number of this report with its definition, as CSV. The file names nobody.
            </p>
          )}
          <Field id="reason" label="Why do you need the file?" error={wrong}>
            <Select
              id="reason"
              name="reason"
              required
              defaultValue=""
              {...describedBy("reason", false, wrong)}
            >
              <option value="" disabled>
                Choose a reason
              </option>
              {EXPORT_REASONS.map(({ reason, label }) => (
                <option key={reason} value={reason}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
          <div className="flex flex-wrap items-center gap-3">
            <Button type="submit" variant="primary">
              Export CSV
            </Button>
            <span className="text-12 text-muted">
              Who exported what, when and why stands in the audit.
            </span>
          </div>
        </form>
      </Card>
    </div>
  );
}
