"use client";

import { useState } from "react";

/**
 * A photo by an address that holds for minutes. The page that it stands on is drawn anew with a new address
 * each time; the photo isn't fetched anew for that, since each fetch is a look that the audit keeps.
 */
export function SignedPhoto({
  src: given,
  alt,
  width,
  height,
  className,
}: {
  src: string;
  alt: string;
  width: number;
  height: number;
  className: string;
}) {
  const [src] = useState(given);
  // oxlint-disable-next-line nextjs/no-img-element -- No optimizer may see a patient's photo.
  return <img src={src} alt={alt} width={width} height={height} className={className} />;
}
