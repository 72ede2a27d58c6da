"use client";

import { useActionState } from "react";
import { type FormAction, IDLE } from "@/lib/forms/form-state";

/** E-mail and password. A plain form until scripts arrive, and the same form afterwards. */
export function SignInForm({ action, from }: { action: FormAction; from: string }) {
  const [state, send, pending] = useActionState(action, IDLE);
  const { email, password } = state.errors;
  const field =
    "min-h-9 w-full rounded-control border border-control bg-surface px-3 text-14 max-sm:min-h-11";
  return (
    <form action={send} noValidate className="grid gap-4">
      {state.message === null ? null : (
        <p
          role="alert"
          className="rounded-control border-l-4 border-urgent-icon bg-urgent-tint px-3 py-2 text-14 text-urgent"
        >
          {state.message}
        </p>
      )}
      <input type="hidden" name="from" value={from} />
      <div className="grid gap-1">
        <label htmlFor="email" className="text-14 font-medium">
          E-mail
        </label>
        <input
          id="email"
          name="email"
          type="email"
          autoComplete="username"
          inputMode="email"
          defaultValue={state.values.email?.[0]}
          aria-invalid={email === undefined ? undefined : true}
          aria-describedby={email === undefined ? undefined : "email-error"}
          className={field}
        />
        <FieldError id="email-error" words={email} />
      </div>
      <div className="grid gap-1">
        <label htmlFor="password" className="text-14 font-medium">
          Password
        </label>
        <input
          id="password"
          name="password"
          type="password"
          autoComplete="current-password"
          aria-invalid={password === undefined ? undefined : true}
          aria-describedby={password === undefined ? undefined : "password-error"}
          className={field}
        />
        <FieldError id="password-error" words={password} />
      </div>
      <button
        type="submit"
        aria-disabled={pending}
        className="min-h-9 rounded-control bg-primary px-3 text-14 font-semibold text-on-primary max-sm:min-h-11"
      >
        {pending ? "Signing in…" : "Sign in"}
      </button>
    </form>
  );
}

function FieldError({ id, words }: { id: string; words: string | undefined }) {
  return words === undefined ? null : (
    <p id={id} role="alert" className="text-14 font-medium text-urgent">
      {words}
    </p>
  );
}
