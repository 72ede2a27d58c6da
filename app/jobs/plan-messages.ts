import { messageChannels } from "@/app/message-channels";
import { planMessages } from "@/db/mutations/messages";
import { writeMorningMails } from "@/db/mutations/staff-mails";
import { listClinicsForRounds } from "@/db/queries/clinic-rounds";
import { logError } from "@/lib/log";

/** Plans, in every clinic, what has become due to be written. One clinic's failure stops no other. */
export async function planAllMessages(now: Date): Promise<void> {
  const channels = messageChannels();
  for (const clinicId of await listClinicsForRounds()) {
    const actor = { kind: "job", clinicId, job: "plan messages" } as const;
    try {
      await planMessages(actor, { channels }, now);
      await writeMorningMails(actor, now);
    } catch (error) {
      logError("Messages of a clinic could not be planned; the next round tries again.", error, {
        clinicId,
      });
    }
  }
}
