import { CHANNELS, type Channel, type MessageAdapter } from "./adapter";
import { consoleAdapter } from "./console-adapter";
import type { MessageSettings } from "./settings";
import { smsAdapter } from "./sms-adapter";
import { smtpAdapter } from "./smtp-adapter";

/** The way out of each channel; null where staff send by hand. */
export type MessageAdapters = Readonly<Record<Channel, MessageAdapter | null>>;

/**
 * The adapters that the settings ask for. `statusCallback` is where an SMS provider reports what
 * became of a message, by the ledger's id; null for nowhere. Whoever takes them closes them.
 */
export function messageAdapters(
  { smtp, sms, console }: MessageSettings,
  statusCallback: (id: string) => string | null,
): MessageAdapters {
  if (console) return { sms: consoleAdapter("sms"), email: consoleAdapter("email") };
  return {
    sms: sms && smsAdapter(sms, { statusCallback }),
    email: smtp && smtpAdapter(smtp),
  };
}

/** What a desk with these settings can send by. */
export function channelsOf({ smtp, sms, console }: MessageSettings): Channel[] {
  return CHANNELS.filter((channel) => console || (channel === "sms" ? sms : smtp) !== null);
}
