"use client";

import { type SubmitEvent, startTransition, useState } from "react";

/**
 * The form of a single button around a server action. Without scripts the browser posts it; with
 * them a failure is told beside the button, and takes nothing else of the page away.
 */
export function usePlainAction(action: (form: FormData) => Promise<void>, done?: () => void) {
  const [failed, setFailed] = useState(false);
  return {
    failed,
    props: {
      action,
      onSubmit: (event: SubmitEvent<HTMLFormElement>) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget, event.nativeEvent.submitter);
        startTransition(async () => {
          try {
            await action(data);
            setFailed(false);
            done?.();
          } catch {
            setFailed(true);
          }
        });
      },
    },
  };
}
