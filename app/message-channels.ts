import type { Channel } from "@/lib/messaging/adapter";

/** What this process can send messages by. */
export function messageChannels(): readonly Channel[] {
  return [];
}
