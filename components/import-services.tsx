import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";

export type ImportServicesProps = {
  /** Reads the ticked names from `service`; every shown name comes along in `shown`. */
  action: (form: FormData) => Promise<void>;
  importId: string;
  services: readonly { key: string; name: string; count: number; treatment: boolean }[];
};

/** Every distinct service of the file: is it microneedling? Confirmed once, kept for next time. */
export function ImportServices({ action, importId, services }: ImportServicesProps) {
  const ticked = services.filter(({ treatment }) => treatment).length;
  return (
    <Card
      heading="Which services are microneedling?"
      headingId="import-services"
      aside={
        <span className="text-muted tabular-nums">
          {ticked} of {services.length} proposed
        </span>
      }
    >
      <form action={action} className="grid gap-4">
        <input type="hidden" name="importId" value={importId} />
        <div className="grid sm:grid-cols-2 sm:gap-x-6">
          {services.map(({ key, name, count, treatment }) => (
            <div key={key} className="flex items-start justify-between gap-2 border-b py-0.5">
              <input type="hidden" name="shown" value={key} />
              <Checkbox name="service" value={key} defaultChecked={treatment}>
                <span className="[overflow-wrap:anywhere]">{name}</span>
              </Checkbox>
              <span className="py-1 text-muted tabular-nums">{count}</span>
            </div>
          ))}
        </div>
        <div className="flex justify-end">
          <Button type="submit">Confirm services</Button>
        </div>
      </form>
    </Card>
  );
}
