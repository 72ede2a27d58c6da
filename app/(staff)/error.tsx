"use client";

import { useEffect } from "react";
import { Alert } from "@/components/ui/alert";
import { Button, ButtonLink } from "@/components/ui/button";

/** Something failed while a page was made. It never looks like an empty page. */
export default function StaffError({ error }: { error: Error & { digest?: string } }) {
  useEffect(() => document.querySelector<HTMLElement>("#main")?.focus(), []);
  return (
    <Alert tone="danger" title="This page could not be read.">
      <p>
        Nothing is lost and nobody is missing; it just can’t be shown right now.
        {error.digest ? ` Reference ${error.digest}.` : ""}
      </p>
      <p className="mt-2 flex gap-2">
        {/* The framework's own way draws the failed answer once more, and asks the server for none. */}
        <Button onClick={() => window.location.reload()}>Try again</Button>
        <ButtonLink href="/worklist">Worklist</ButtonLink>
      </p>
    </Alert>
  );
}
