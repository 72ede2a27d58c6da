"use client";

import { Search } from "lucide-react";
import { useRef } from "react";
import { useKeys } from "@/components/shell/use-keys";
import { useSearch } from "@/components/shell/use-search";
import { classes } from "@/components/ui/classes";
import { CONTROL } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";

/** Finds a patient from any page; posted, so that no address holds a name. `/` goes to it. */
export function PatientSearch({
  action,
  shortcuts,
}: {
  action: (form: FormData) => Promise<void>;
  shortcuts: boolean;
}) {
  const field = useRef<HTMLInputElement>(null);
  const search = useSearch(field);
  useKeys({
    search: () => {
      field.current?.select();
      field.current?.focus();
    },
  });
  return (
    <search className="min-w-0">
      <form action={action} onSubmit={search.onSubmit} className="relative">
        <label htmlFor="patient-search" className="sr-only">
          Search a patient by name or phone
        </label>
        <Search
          size={16}
          strokeWidth={1.75}
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-muted"
        />
        <input
          ref={field}
          id="patient-search"
          name="q"
          type="search"
          onInput={search.onInput}
          autoComplete="off"
          placeholder="Name or phone"
          className={classes(CONTROL, "peer h-9 pr-2 pl-9 max-sm:h-11")}
        />
        {shortcuts ? (
          <span className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 peer-focus:hidden peer-not-placeholder-shown:hidden">
            <Kbd>/</Kbd>
          </span>
        ) : null}
      </form>
    </search>
  );
}
