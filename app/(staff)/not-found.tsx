import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** An unknown id, and an id of another clinic, inside the frame of the desk. */
export default function StaffNotFound() {
  return (
    <EmptyState
      title={<h1>Nothing here</h1>}
      action={<ButtonLink href="/worklist">Go to the worklist</ButtonLink>}
    >
      This page doesn’t exist, or what it showed isn’t in your clinic.
    </EmptyState>
  );
}
