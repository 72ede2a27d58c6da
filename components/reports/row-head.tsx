import type { ReactNode } from "react";

/** What a row of a table is about. */
export function RowHead({ children }: { children: ReactNode }) {
  return (
    <th scope="row" className="border-b px-3 py-2 align-top text-14 font-medium whitespace-nowrap">
      {children}
    </th>
  );
}
