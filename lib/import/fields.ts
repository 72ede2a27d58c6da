/**
 * What a column of a booking export can mean here, in the order a person maps them. `label` is for
 * people. A start is `start`, or `date` with `time`; a name is `patientName`, or first and last.
 */
export const FIELDS = [
  { field: "start", label: "Start (date and time)" },
  { field: "date", label: "Date" },
  { field: "time", label: "Time of day" },
  { field: "end", label: "End" },
  { field: "duration", label: "Duration" },
  { field: "patientName", label: "Patient name" },
  { field: "firstName", label: "First name" },
  { field: "lastName", label: "Last name" },
  { field: "phone", label: "Phone" },
  { field: "email", label: "E-mail" },
  { field: "birthOn", label: "Date of birth" },
  { field: "patientId", label: "Patient number" },
  { field: "service", label: "Service" },
  { field: "practitioner", label: "Practitioner" },
  { field: "location", label: "Location" },
  { field: "status", label: "Status" },
  { field: "cancelledFlag", label: "Cancelled (yes or no)" },
  { field: "noShowFlag", label: "No-show (yes or no)" },
  { field: "itemType", label: "Kind of sale line" },
  { field: "sourceId", label: "Appointment number" },
] as const;

export type Field = (typeof FIELDS)[number]["field"];

/** Which column of the file (its heading) each field is read from. */
export type Mapping = Partial<Record<Field, string>>;

/** What no import can do without; each is met in one of several ways. */
const REQUIRED = ["start", "patientName", "service"] as const;
export type Required = (typeof REQUIRED)[number];

export const REQUIRED_LABELS: Record<Required, string> = {
  start: "start (date and time)",
  patientName: "patient name",
  service: "service",
};

/** Which of the required things a mapping does not give. */
export function missingFrom(mapping: Mapping): Required[] {
  const missing: Required[] = [];
  if (!mapping.start && !mapping.date) missing.push("start");
  if (!mapping.patientName && !(mapping.firstName && mapping.lastName)) missing.push("patientName");
  if (!mapping.service) missing.push("service");
  return missing;
}
