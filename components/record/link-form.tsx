"use client";

import { useState } from "react";
import { Button, buttonLook } from "@/components/ui/button";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { useKeptForm } from "@/components/use-kept-form";
import type { MadeLink } from "@/lib/check-in/link-message";
import type { FormState } from "@/lib/forms/form-state";

type State = FormState & { made?: MadeLink };

export type LinkFormProps = {
  action: (state: State, form: FormData) => Promise<State>;
  /** The link that this form makes, sealed. */
  token: string;
  idempotencyKey: string;
  patientId: string;
};

/** Makes a link and shows it this once: to copy, to send by hand, or to be read from the screen. */
export function LinkForm(props: LinkFormProps) {
  // A link of one patient may never stand under another.
  return <OneLink key={props.patientId} {...props} />;
}

function OneLink({ action, token: first, idempotencyKey }: LinkFormProps) {
  const { pending, key, props, ...kept } = useKeptForm<State>(action, idempotencyKey);
  const state: State = kept.state;
  // The two belong together, whatever is drawn anew meanwhile.
  const [token] = useState(first);
  if (state.made) return <Made made={state.made} />;
  return (
    <form {...props} aria-label="Make a check-in link" className="grid gap-3 print:hidden">
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="idempotencyKey" value={key} />
      <FormMessage message={state.message} />
      <Button type="submit" aria-disabled={pending}>
        {pending ? "Making…" : "Make a check-in link"}
      </Button>
    </form>
  );
}

function Made({ made: { url, addresses, qr } }: { made: MadeLink }) {
  const [copied, setCopied] = useState<boolean | null>(null);
  const copy = () =>
    navigator.clipboard.writeText(url).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <div className="grid gap-3 print:hidden" role="group" aria-label="The new link">
      <p className="font-medium" role="status">
        The link is made. It is shown this once.
      </p>
      <Input
        aria-label="Link"
        readOnly
        value={url}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => void copy()}>{copied ? "Copied" : "Copy"}</Button>
        {addresses.map(({ kind, to, href }) => (
          <a key={href} href={href} className={buttonLook({})}>
            {kind === "sms" ? `Text ${to}` : `E-mail ${to}`}
          </a>
        ))}
      </div>
      {copied === false ? (
        <p className="text-urgent">Not copied: select the link and copy it by hand.</p>
      ) : null}
      <svg
        viewBox={`0 0 ${qr.size} ${qr.size}`}
        role="img"
        aria-label="The link as a QR code, for the patient’s camera"
        className="size-48 rounded-control"
        shapeRendering="crispEdges"
      >
        {/* A code is read dark on white, in whatever theme. */}
        <rect width={qr.size} height={qr.size} fill="#fff" />
        <path d={qr.path} fill="#000" />
      </svg>
    </div>
  );
}
