import { Upload } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { describedBy, Field } from "@/components/ui/field";
import { CONTROL } from "@/components/ui/input";

/** Chooses a file and sends it. A plain form to a route, so that a long file is read as it arrives. */
export function ImportUpload({ action, error }: { action: string; error?: string }) {
  return (
    <Card heading="Bring in a file" headingId="upload">
      <form
        action={action}
        method="post"
        encType="multipart/form-data"
        className="grid max-w-xl justify-items-start gap-3"
      >
        <div className="w-full min-w-0">
          <Field
            id="file"
            label="CSV file"
            hint="The appointments that your booking system exports, up to 50 MB."
            error={error}
          >
            <input
              id="file"
              name="file"
              type="file"
              required
              accept=".csv,.tsv,.txt,text/csv"
              className={`${CONTROL} h-11 py-1.5 file:mr-3 file:h-7 file:rounded-control file:border file:border-control file:bg-sunken file:px-2 file:text-14 file:text-ink`}
              {...describedBy("file", true, error)}
            />
          </Field>
        </div>
        <Button type="submit" variant="primary">
          <Upload size={16} strokeWidth={1.75} aria-hidden="true" />
          Upload and check
        </Button>
      </form>
    </Card>
  );
}
