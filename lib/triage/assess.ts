export type Reason = { code: string };
export type CheckedNormal = { sentence: string };
export type SignTrend = { sign: string };
