/** One field of a stale form: what somebody else has stored meanwhile, and what was sent now. */
export type Difference = { label: string; stored: string; yours: string };
