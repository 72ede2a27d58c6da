"use client";

import { useEffect, useMemo, useState } from "react";
import { flushSync } from "react-dom";
import type { WorklistRow } from "@/lib/worklist/row";

const listeners = new Set<(row: WorklistRow) => void>();

/**
 * Shows a row as a save left it, before the list has been read again. It stands there when this
 * returns, so that whatever closes over it is painted in the same frame.
 */
export function showSavedRow(row: WorklistRow): void {
  flushSync(() => {
    for (const listener of listeners) listener(row);
  });
}

/** The rows, one of them as a save left it: in its place, until other rows come from the server. */
export function useSavedRow(rows: WorklistRow[]): WorklistRow[] {
  const [saved, setSaved] = useState<{ row: WorklistRow; over: WorklistRow[] } | null>(null);
  useEffect(() => {
    const listener = (row: WorklistRow) => setSaved({ row, over: rows });
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, [rows]);
  return useMemo(() => {
    if (saved?.over !== rows) return rows;
    return rows.map((row) =>
      row.patientId === saved.row.patientId ? { ...saved.row, group: row.group } : row,
    );
  }, [rows, saved]);
}
