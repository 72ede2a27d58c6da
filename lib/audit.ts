/** Everything the audit can say that somebody did or saw. Closed: a new verb is added here first. */
export const AUDIT_ACTIONS = [
  "session.open",
  "session.refuse",
  "session.close",
  "access.deny",
  "patient.search",
  "patient.view",
  "call.claim",
  "call.log",
  "check_in.record",
  "reason.clear",
  "recovery.close",
  "recovery.turn",
  "import.upload",
  "import.read",
  "import.view",
  "import.download",
  "import.decide",
  "import.start",
  "import.commit",
  "import.fail",
  "import.discard",
  "audit.view",
  "clinic.open",
  "staff.add",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** One entry. `details` holds codes, ids and counts; never an answer, a note or a name. */
export type AuditEntry = {
  action: AuditAction;
  patientId?: string | null;
  subjectId?: string | null;
  details?: Record<string, string | number | boolean | null | readonly string[]>;
};
