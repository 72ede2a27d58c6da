import type { Field } from "./fields";

/** A booking system known by headings that only its export has together. */
export type BookingSystem = {
  name: string;
  /** All of these headings (after `headingKey`) must be there. */
  signature: readonly string[];
  /** Where the general aliases would read the wrong column. */
  columns: Partial<Record<Field, string>>;
  /** Headings that look like a field and are not one in this system. */
  never?: readonly string[];
  /** The system marks no appointment as done: past and not cancelled counts as done. */
  marksNoCompletion?: true;
  /** The report has one table per practitioner, named on a line of its own. */
  grouped?: true;
};

/** Most specific first: the first whose signature is in the header is taken. */
export const SYSTEMS: readonly BookingSystem[] = [
  {
    name: "Boulevard",
    signature: ["appointmentservicerecord id", "appointment state"],
    columns: {
      start: "start at",
      end: "end at",
      date: "start on",
      sourceId: "appointmentservicerecord id",
    },
    never: ["appointment id"],
  },
  {
    name: "Boulevard Staff Schedule",
    signature: ["date", "time", "service", "client", "other providers"],
    columns: {},
    grouped: true,
  },
  {
    name: "Calendly",
    signature: ["invitee name", "event type name", "start date & time"],
    columns: { practitioner: "user name", sourceId: "event uuid" },
    marksNoCompletion: true,
  },
  {
    name: "Acuity",
    signature: ["calendar", "type", "appointment id"],
    columns: {
      service: "type",
      practitioner: "calendar",
      status: "label",
      sourceId: "appointment id",
    },
    marksNoCompletion: true,
  },
  {
    name: "Acuity",
    signature: ["calendar", "type", "date scheduled"],
    columns: { service: "type", practitioner: "calendar", status: "label" },
    marksNoCompletion: true,
  },
  {
    name: "Acuity",
    signature: ["visit date", "full name"],
    columns: { date: "visit date", patientName: "full name" },
    marksNoCompletion: true,
  },
  {
    name: "Fresha",
    signature: ["appt ref", "scheduled date", "team member"],
    columns: {
      date: "scheduled date",
      time: "appt slot",
      patientName: "client",
      sourceId: "appt ref",
    },
  },
  {
    name: "Zenoti",
    signature: ["invoice no", "guest name", "scheduled service duration"],
    columns: {
      start: "start time",
      date: "appointment date",
      end: "end time",
      patientName: "guest name",
    },
  },
  {
    name: "Vagaro transactions",
    signature: ["transaction id", "customer", "service/product/gc/package/membership/class"],
    columns: { date: "appointment date", patientName: "customer", itemType: "transaction type" },
    marksNoCompletion: true,
  },
  {
    name: "Vagaro cancellations",
    signature: ["customer", "service provider", "appointment date", "status changed date"],
    columns: { practitioner: "service provider" },
  },
  {
    name: "WriteUpp",
    signature: ["wuid", "patient name", "appointment type"],
    columns: { service: "appointment type", practitioner: "with", patientId: "wuid" },
  },
  {
    name: "SimplePractice",
    signature: ["clinician", "date of service", "client", "billing code"],
    columns: { service: "billing code" },
  },
  {
    name: "Mindbody",
    signature: ["date", "start time", "end time", "description", "staff"],
    columns: { service: "description" },
  },
  {
    name: "Phorest",
    signature: ["transaction id", "item type", "branch name"],
    columns: { itemType: "item type" },
    never: ["appointment id"],
  },
  {
    name: "Jane",
    signature: ["start at", "treatment name", "patient guid"],
    columns: { patientId: "patient guid" },
  },
  {
    name: "Jane",
    signature: ["appointment start date & time", "patient number", "treatment name"],
    columns: { patientId: "patient number", practitioner: "staff member name" },
  },
  { name: "Cliniko", signature: ["starts at", "ends at", "patient first name"], columns: {} },
];
