import { cache } from "react";
import { findPreferences } from "@/db/queries/preferences";
import type { StaffActor } from "@/lib/actor";

/** How the signed-in person works, read once a request for the frame and the page. */
export const preferencesOf = cache((actor: StaffActor) => findPreferences(actor));
