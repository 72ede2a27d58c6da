import Link from "next/link";
import { Card } from "@/components/ui/card";
import type { Moment } from "@/lib/dates";
import { SignedPhoto } from "./signed-photo";

export type ShownPhoto = {
  photoId: string;
  /** Signed, for the next minutes. */
  src: string;
  /** The page that shows it large. */
  href: string;
  /** "Photo at 47 h" */
  name: string;
  /** "Day 2 · 47 h" */
  dayAndHour: string;
  /** Of when it was taken; of when it came, if nobody knows more. */
  at: Moment;
  width: number;
  height: number;
};

/** The photos of a recovery side by side, the earliest first, and what became of those that are gone. */
export function PhotoStrip({
  photos,
  removed,
}: {
  photos: readonly ShownPhoto[];
  /** "Sent Tue 24 Nov 2026, 9:10 AM, removed …: …" */
  removed: readonly { photoId: string; text: string }[];
}) {
  return (
    <Card heading="Photos" headingId="photos">
      <div className="grid gap-3">
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(7.5rem,1fr))] gap-3">
          {photos.map(({ photoId, src, href, name, dayAndHour, at, width, height }) => (
            <li key={photoId}>
              <Link href={href} prefetch={false} className="block rounded-control">
                <SignedPhoto
                  src={src}
                  alt={name}
                  width={width}
                  height={height}
                  className="aspect-[3/4] w-full rounded-control border bg-sunken object-cover"
                />
                <span className="block pt-1 font-semibold tabular-nums">{dayAndHour}</span>
                <time
                  dateTime={at.iso}
                  title={at.relative}
                  className="block text-12 text-muted tabular-nums"
                >
                  {at.absolute}
                </time>
              </Link>
            </li>
          ))}
        </ul>
        {removed.map(({ photoId, text }) => (
          <p key={photoId} className="text-12 text-muted">
            {text}
          </p>
        ))}
      </div>
    </Card>
  );
}
