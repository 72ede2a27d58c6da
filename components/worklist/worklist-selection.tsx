"use client";

import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { type SubmitEvent, useEffect } from "react";
import { useKeys } from "@/components/shell/use-keys";
import { Button, buttonLook } from "@/components/ui/button";
import { SELECTION_FORM } from "@/components/worklist/worklist-forms";
import { packIds, unpackIds } from "@/lib/worklist/selection";

/**
 * What can be done with the rows that are ticked. The address holds who they are, so that reload,
 * Back and a pasted link keep them; without scripts the boxes and this bar are a plain form.
 */
export function WorklistSelection({
  rowIds,
  listQuery,
  maySnooze,
}: {
  /** The patients on this page. */
  rowIds: readonly string[];
  /** The parameters of the address that name the list. */
  listQuery: string;
  maySnooze: boolean;
}) {
  const params = useSearchParams().getAll("selected").join(" ");
  const router = useRouter();
  const selected = selectedIn(params);
  const elsewhere = selected.filter((id) => !rowIds.includes(id));

  useEffect(() => {
    const ids = new Set(selectedIn(params));
    for (const box of boxes()) box.checked = ids.has(box.value);
  }, [params]);

  useEffect(() => {
    const changed = ({ target }: Event) => {
      if (!(target instanceof HTMLInputElement) || target.name !== "selected") return;
      const rest = selectedNow().filter((id) => id !== target.value);
      writeSelection(target.checked ? [...rest, target.value] : rest);
    };
    document.addEventListener("change", changed);
    return () => document.removeEventListener("change", changed);
  }, []);

  useKeys({
    clear: () => {
      if (selectedNow().length === 0) return false;
      writeSelection([]);
      return true;
    },
  });

  const open = (event: SubmitEvent<HTMLFormElement>) => {
    const { submitter } = event.nativeEvent;
    if (!(submitter instanceof HTMLButtonElement)) return;
    event.preventDefault();
    const query = new URLSearchParams(listQuery);
    query.set("selected", packIds(selectedNow()));
    query.set("open", submitter.value);
    router.push(`/worklist?${query}`, { scroll: false });
  };

  return (
    <form
      id={SELECTION_FORM}
      action="/worklist"
      onSubmit={open}
      data-elsewhere={elsewhere.length > 0 ? "" : undefined}
      aria-label="Selected patients"
      className="selection-bar sticky bottom-2 z-20 flex-wrap items-center gap-2 rounded-card border border-primary bg-selected px-3 py-2 shadow-overlay max-lg:bottom-16 print:hidden"
    >
      {[...new URLSearchParams(listQuery)].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {elsewhere.length > 0 ? (
        <input type="hidden" name="selected" value={packIds(elsewhere)} />
      ) : null}
      <output className="mr-auto font-medium tabular-nums">
        {selected.length > 0 ? `${selected.length} selected` : "Selected"}
        {elsewhere.length > 0 ? `, ${elsewhere.length} of them not on this page` : null}
      </output>
      <Button type="submit" name="open" value="assign" size="small">
        Assign…
      </Button>
      {maySnooze ? (
        <Button type="submit" name="open" value="snooze" size="small">
          Snooze…
        </Button>
      ) : null}
      <Link
        prefetch={false}
        href={`/worklist?${listQuery}`}
        onClick={(event) => {
          event.preventDefault();
          writeSelection([]);
        }}
        className={buttonLook({ size: "small", variant: "quiet" })}
      >
        <span aria-hidden="true">✕</span> Let go
      </Link>
    </form>
  );
}

function boxes(): NodeListOf<HTMLInputElement> {
  return document.querySelectorAll<HTMLInputElement>("[data-row] input[name=selected]");
}

function selectedNow(): string[] {
  return unpackIds(new URLSearchParams(window.location.search).getAll("selected"));
}

function selectedIn(params: string): string[] {
  return unpackIds(params.split(" "));
}

function writeSelection(ids: readonly string[]): void {
  const address = new URL(window.location.href);
  if (ids.length > 0) address.searchParams.set("selected", packIds(ids));
  else address.searchParams.delete("selected");
  window.history.replaceState(null, "", address);
}
