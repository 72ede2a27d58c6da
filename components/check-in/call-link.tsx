import type { ReactNode } from "react";
import { buttonLook } from "@/components/ui/button";

/** Rings a number: the largest thing on a patient's screen wherever it stands. */
export function CallLink({
  number,
  urgent = false,
  children,
}: {
  number: string;
  urgent?: boolean;
  children: ReactNode;
}) {
  return (
    <a
      href={`tel:${number.replaceAll(/[^\d+*#]/g, "")}`}
      className={buttonLook({ variant: urgent ? "primary" : "secondary", size: "thumb" })}
    >
      {children}
    </a>
  );
}
