/** Why numbers or names leave the desk. A closed list: a reason in one's own words could hold a name. */
export const EXPORT_REASONS = [
  { reason: "clinic_review", label: "Review within the clinic" },
  { reason: "owner_report", label: "Report for the owner" },
  { reason: "follow_up", label: "To follow up with these people" },
  { reason: "quality_audit", label: "Quality audit" },
  { reason: "authority", label: "Asked for by an authority or insurer" },
  { reason: "patient_request", label: "Asked for by the patient" },
] as const;
export type ExportReason = (typeof EXPORT_REASONS)[number]["reason"];
export const EXPORT_REASON_CODES = EXPORT_REASONS.map(({ reason }) => reason) as [
  ExportReason,
  ...ExportReason[],
];
