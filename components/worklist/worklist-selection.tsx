"use client";

import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { type SubmitEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import { useKeys } from "@/components/shell/use-keys";
import { Button, buttonLook } from "@/components/ui/button";
import { SELECTION_FORM } from "@/components/worklist/worklist-forms";
import { MOST_SELECTED, packIds, unpackIds } from "@/lib/worklist/selection";

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
  const address = useSearchParams().getAll("selected").join(" ");
  const router = useRouter();
  const [selected, setSelected] = useState(() => selectedIn(address));
  // The router shows what is written into the address only later, and what was written before it
  // once more on the way: hands are faster, so the address is asked only about what isn't from here.
  const newest = useRef(selected);
  const written = useRef<string[]>([]);
  const elsewhere = selected.filter((id) => !rowIds.includes(id));

  const show = (ids: string[]) => {
    newest.current = ids;
    setSelected(ids);
    tickBoxes(ids);
  };
  const choose = (ids: readonly string[]) => {
    show(ids.slice(0, MOST_SELECTED));
    written.current.push(packIds(newest.current));
    writeSelection(newest.current);
  };

  const addressShows = useEffectEvent((ids: string) => {
    const at = written.current.indexOf(ids);
    if (at >= 0) written.current.splice(0, at + 1);
    else show(selectedIn(ids));
  });
  useEffect(() => addressShows(address), [address]);

  const rows = rowIds.join(" ");
  useEffect(() => tickBoxes(newest.current.filter((id) => rows.includes(id))), [rows]);

  const changed = useEffectEvent(({ target }: Event) => {
    if (!(target instanceof HTMLInputElement) || target.name !== "selected") return;
    const rest = newest.current.filter((id) => id !== target.value);
    choose(target.checked ? [...rest, target.value] : rest);
  });
  useEffect(() => {
    const listener = (event: Event) => changed(event);
    const goneBack = () => {
      written.current = [];
    };
    document.addEventListener("change", listener);
    window.addEventListener("popstate", goneBack);
    return () => {
      document.removeEventListener("change", listener);
      window.removeEventListener("popstate", goneBack);
    };
  }, []);

  useKeys({
    clear: () => {
      if (newest.current.length === 0) return false;
      choose([]);
      return true;
    },
  });

  const open = (event: SubmitEvent<HTMLFormElement>) => {
    const { submitter } = event.nativeEvent;
    if (!(submitter instanceof HTMLButtonElement)) return;
    event.preventDefault();
    const query = new URLSearchParams(listQuery);
    query.set("selected", packIds(newest.current));
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

function tickBoxes(ids: readonly string[]): void {
  const boxes = document.querySelectorAll<HTMLInputElement>("[data-row] input[name=selected]");
  for (const box of boxes) box.checked = ids.includes(box.value);
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
