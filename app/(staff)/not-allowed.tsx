import Link from "next/link";
import { whoIsSignedIn } from "@/app/auth";
import { listPeopleWhoMay } from "@/db/queries/staff";
import { may, type Permission, ROLE_WORDS, rolesWhoMay } from "@/lib/actor";

/**
 * What somebody sees instead of a page that their role doesn't open: which role is needed and who
 * has it. A forbidden.tsx renders with every page beside it, so it is empty for those who may.
 */
export async function NotAllowed({ permission }: { permission: Permission }) {
  const actor = await whoIsSignedIn();
  if (actor === null || may(actor.role, permission)) return null;
  const people = await listPeopleWhoMay(actor, permission);
  const roles = rolesWhoMay(permission).map((role) => ROLE_WORDS[role].toLowerCase());
  return (
    <section aria-labelledby="not-allowed" className="max-w-prose py-8">
      <h1 id="not-allowed" className="text-22 font-semibold">
        Your role doesn't open this page
      </h1>
      <p className="mt-2">
        It takes the role {listed(roles)}. You are signed in as{" "}
        {ROLE_WORDS[actor.role].toLowerCase()}.
      </p>
      {people.length === 0 ? (
        <p className="mt-2">Nobody of the clinic has it now.</p>
      ) : (
        <>
          <p className="mt-2">You can ask:</p>
          <ul className="mt-1 list-disc pl-5">
            {people.map(({ staffId, name, role }) => (
              <li key={staffId}>
                {name}, {ROLE_WORDS[role].toLowerCase()}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="mt-4">
        <Link href="/worklist" className="underline">
          Go to the worklist
        </Link>
      </p>
    </section>
  );
}

function listed(words: readonly string[]): string {
  return new Intl.ListFormat("en", { type: "disjunction" }).format(words);
}
