import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";

export type ImportServicesProps = {
  /** Reads the ticked names from `service`; every shown name comes along in `shown`. */
  action: (form: FormData) => Promise<void>;
  services: readonly { key: string; name: string; count: number; treatment: boolean }[];
  /** Names beyond those shown; they keep what their words suggest. */
  more: number;
};

/** Every distinct service of the file: is it microneedling? Confirmed once, kept for next time. */
export function ImportServices({ action, services, more }: ImportServicesProps) {
  return (
    <form action={action} className="grid gap-4">
      <p className="text-muted">
        Ticked services are microneedling treatments. Consultations, products and packages are not.
      </p>
      <div className="grid sm:grid-cols-2 sm:gap-x-8">
        {services.map(({ key, name, count, treatment }) => (
          <div key={key} className="flex items-start justify-between gap-2 border-b py-0.5">
            <input type="hidden" name="shown" value={key} />
            <Checkbox name="service" value={key} defaultChecked={treatment}>
              <span className="[overflow-wrap:anywhere]">{name}</span>
            </Checkbox>
            <span className="py-1 text-muted tabular-nums">
              {count} {count === 1 ? "row" : "rows"}
            </span>
          </div>
        ))}
      </div>
      {more > 0 ? (
        <p className="text-muted">
          {more} more names are rare and not listed. If most of these are no services, the column is
          the wrong one.
        </p>
      ) : null}
      <div className="flex justify-end">
        <Button type="submit">Confirm services</Button>
      </div>
    </form>
  );
}
