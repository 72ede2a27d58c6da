import { cache } from "react";
import { findClinic } from "@/db/queries/clinic";
import type { StaffActor } from "@/lib/actor";

/** The signed-in person's clinic, read once a request for the frame, the page and the action. */
export const clinicOf = cache((actor: StaffActor) => findClinic(actor));
