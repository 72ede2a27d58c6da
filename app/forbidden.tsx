import Link from "next/link";

/** When a role isn't enough and the page says nothing more exact with a forbidden.tsx of its own. */
export default function Forbidden() {
  return (
    <main className="mx-auto max-w-prose px-4 py-12">
      <h1 className="text-22 font-semibold">Your role doesn't allow this</h1>
      <p className="mt-2">An administrator of the clinic can say who may do it.</p>
      <p className="mt-4">
        <Link href="/worklist" className="underline">
          Go to the worklist
        </Link>
      </p>
    </main>
  );
}
