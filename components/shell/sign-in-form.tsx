"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { useKeptForm } from "@/components/use-kept-form";
import type { FormAction } from "@/lib/forms/form-state";

/** Mail and password. `next` is where to go afterwards; `demo` only shows with demonstration data. */
export function SignInForm({
  action,
  next,
  demo,
}: {
  action: FormAction;
  next?: string;
  demo?: ReactNode;
}) {
  const { state, pending, props: formProps } = useKeptForm(action);
  const { errors, values, message } = state;
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-96 content-center gap-6 px-4 py-8">
      <div>
        <p className="text-16 font-bold">
          After<span className="text-primary">glow</span>
        </p>
        <h1 className="mt-1 text-22 font-bold">Sign in</h1>
      </div>
      <form {...formProps} className="grid gap-4 rounded-card border bg-surface p-5" noValidate>
        {next === undefined ? null : <input type="hidden" name="next" value={next} />}
        <FormMessage message={message} />
        <Field id="email" label="E-mail" error={errors.email}>
          <Input
            id="email"
            name="email"
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            defaultValue={values.email?.[0]}
            {...describedBy("email", false, errors.email)}
          />
        </Field>
        <Field id="password" label="Password" error={errors.password}>
          <Input
            id="password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            {...describedBy("password", false, errors.password)}
          />
        </Field>
        <Button type="submit" variant="primary" aria-disabled={pending}>
          {pending ? "Signing in…" : "Sign in"}
        </Button>
      </form>
      {demo}
    </main>
  );
}
