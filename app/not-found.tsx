import { headers } from "next/headers";
import Link from "next/link";
import { LinkGone } from "@/components/check-in/without-clinic";
import { isCheckIn, pageLanguage } from "@/lib/check-in/page-language";
import { REQUESTED_PATH_HEADER } from "@/lib/http/requested-path";

/**
 * The one answer for a page that doesn't exist, an unknown id, and an id of another clinic; for a patient
 * whose link leads nowhere, one of its own.
 */
export default async function NotFound() {
  const asked = await headers();
  const path = asked.get(REQUESTED_PATH_HEADER);
  if (path !== null && isCheckIn(path)) {
    return <LinkGone language={pageLanguage(path, asked.get("accept-language"))} />;
  }
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
