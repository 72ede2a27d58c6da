"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import { buttonLook } from "@/components/ui/button";

/**
 * A small dialog that the server draws open, because the address says so: it is there without
 * scripts, and with them becomes a true modal. Closing leads to `closeHref`.
 */
export function DrawnDialog({
  title,
  closeHref,
  children,
}: {
  title: string;
  closeHref: string;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const router = useRouter();

  // After every drawing: whoever closes it and asks for it again at once gets the same element.
  useEffect(() => {
    const element = dialog.current;
    if (element === null || element.matches(":modal")) return;
    element.removeAttribute("open");
    element.showModal();
    element.querySelector<HTMLElement>("[data-first], input:not([type=hidden])")?.focus();
  });

  return (
    <dialog
      ref={dialog}
      open
      aria-labelledby="drawn-dialog-title"
      onClose={() => router.push(closeHref, { scroll: false })}
      className="fixed inset-x-0 top-[max(1rem,min(12vh,6rem))] z-40 m-0 mx-auto max-h-[calc(100dvh-2rem)] w-[min(34rem,calc(100vw-2rem))] overflow-y-auto rounded-card border bg-surface p-5 text-ink shadow-overlay backdrop:bg-scrim"
    >
      <div className="grid gap-4">
        <div className="flex items-start justify-between gap-4">
          <h2 id="drawn-dialog-title" className="text-16 font-semibold">
            {title}
          </h2>
          <Link
            prefetch={false}
            href={closeHref}
            scroll={false}
            aria-label="Close"
            className={buttonLook({ variant: "quiet", size: "small" })}
          >
            <X size={16} strokeWidth={1.75} aria-hidden="true" />
          </Link>
        </div>
        {children}
      </div>
    </dialog>
  );
}
