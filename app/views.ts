import { cache } from "react";
import { listViews } from "@/db/queries/views";
import type { StaffActor } from "@/lib/actor";

/** The views this person sees, read once a request for the navigation and the list. */
export const viewsOf = cache((actor: StaffActor) => listViews(actor));
