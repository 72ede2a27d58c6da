import { logInfo } from "@/lib/log";
import type { Channel, MessageAdapter } from "./adapter";

/**
 * For trying out and development: notes that a message left, and lets the desk run from plan to
 * record without a provider. The note has the id and the channel only, for a log keeps no number,
 * no link and no words; what a message says is seen in the patient's record.
 */
export function consoleAdapter(channel: Channel): MessageAdapter {
  return {
    name: "console",
    channel,
    async send({ id }) {
      logInfo("A message left for the console.", { messageId: id, channel });
      return { kind: "accepted", providerId: `console-${id}` };
    },
    async find({ id }) {
      return { taken: true, providerId: `console-${id}`, status: null };
    },
    close: () => {},
  };
}
