import { z } from "zod";

const sent = z.object({ patientId: z.uuid(), opened: z.boolean().default(false) });

/** What the call panel says of its claim; null when it is nothing of the kind. */
export function claimSent(body: unknown): z.infer<typeof sent> | null {
  return sent.safeParse(body).data ?? null;
}
