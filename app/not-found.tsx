import Link from "next/link";

/** The one answer for a page that doesn't exist, an unknown id, and an id of another clinic. */
export default function NotFound() {
  return (
    <main className="mx-auto max-w-prose px-4 py-12">
      <h1 className="text-22 font-semibold">Nothing here</h1>
      <p className="mt-2">This page doesn't exist, or what it showed is gone.</p>
      <p className="mt-4">
        <Link href="/worklist" className="underline">
          Go to the worklist
        </Link>
      </p>
    </main>
  );
}
