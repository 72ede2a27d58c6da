import { messageSettings } from "@/lib/env";
import type { Channel } from "@/lib/messaging/adapter";
import { channelsOf } from "@/lib/messaging/adapters";

/** What this desk can send messages by. */
export function messageChannels(): readonly Channel[] {
  return channelsOf(messageSettings());
}
