/** Who sent a message: the desk by itself, or a person. */
export const MESSAGE_KINDS = ["automatic", "human"] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** What a provider says of a message; the last two are final unless something later says otherwise. */
export const MESSAGE_STATUSES = ["queued", "failed", "delivered"] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

/** What a number or address can ask for. */
export const STOP_KINDS = ["STOP", "START"] as const;
export type StopKind = (typeof STOP_KINDS)[number];
