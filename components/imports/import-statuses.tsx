import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";

export type ImportStatusesProps = {
  /** Reads `status.<key>` for each word. */
  action: (form: FormData) => Promise<void>;
  statuses: readonly { key: string; word: string; count: number; decision?: string }[];
};

const CHOICES = [
  { value: "done", label: "Took place" },
  { value: "cancelled", label: "Cancelled" },
  { value: "no-show", label: "No-show" },
  { value: "upcoming", label: "Still to come" },
] as const;

/** Words of the status column that the desk doesn't know. Until they are answered, their rows stay out. */
export function ImportStatuses({ action, statuses }: ImportStatusesProps) {
  return (
    <form action={action} className="grid gap-4">
      {statuses.map(({ key, word, count, decision }) => (
        <Segmented
          key={key}
          id={`status.${key}`}
          name={`status.${key}`}
          legend={`“${word}” (${count} ${count === 1 ? "row" : "rows"}) means`}
          columns={4}
          segments={CHOICES}
          value={decision}
        />
      ))}
      <div className="flex justify-end">
        <Button type="submit">Keep these meanings</Button>
      </div>
    </form>
  );
}
