import type { Role } from "@/lib/actor";
import type { ClinicHours } from "@/lib/follow-up/opening-hours";

/** For the invented people of the demonstration only; whoever starts it is shown it. */
export const DEMO_PASSWORD = "afterglow-demo";

/** Who works in the invented clinic. The key is how its stories name them. */
export const DEMO_STAFF = [
  { key: "ana", name: "Ana Beltrán", email: "ana.beltran@example.com", role: "aesthetician" },
  { key: "priya", name: "Priya Nair", email: "priya.nair@example.com", role: "aesthetician" },
  { key: "helen", name: "Dr. Helen Marsh", email: "helen.marsh@example.com", role: "provider" },
  { key: "jonah", name: "Jonah Weiss", email: "jonah.weiss@example.com", role: "manager" },
  { key: "ruth", name: "Ruth Adeyemi", email: "ruth.adeyemi@example.com", role: "admin" },
] as const satisfies readonly { key: string; name: string; email: string; role: Role }[];
export type DemoStaff = (typeof DEMO_STAFF)[number]["key"];

/** The invented clinic, as its row holds it. Open each day, so that a story never waits for one. */
export const DEMO_CLINIC = {
  name: "Harborline Skin Studio",
  timeZone: "America/New_York",
  country: "US",
  phone: "(212) 555-0100",
  outOfHours: "Leave a message and the provider on call rings back within the hour.",
  openingHours: {
    mon: [["09:00", "19:00"]],
    tue: [["09:00", "19:00"]],
    wed: [["09:00", "19:00"]],
    thu: [["09:00", "20:00"]],
    fri: [["09:00", "19:00"]],
    sat: [["09:00", "17:00"]],
    sun: [["10:00", "15:00"]],
  },
  usualTreatmentMinutes: 60,
} as const;

export const DEMO_SITES = ["Harbor Street", "Parkside"] as const;

/** When the invented clinic works around `now`: shut at New Year and on Christmas Day. */
export function demoHours(now: Date): ClinicHours {
  const year = now.getUTCFullYear();
  const holidays = [year - 1, year, year + 1].flatMap((each) => [`${each}-01-01`, `${each}-12-25`]);
  return { openingHours: DEMO_CLINIC.openingHours, holidays, timeZone: DEMO_CLINIC.timeZone };
}
