import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { whoIsSignedIn } from "@/app/auth";
import { demonstrationOffered } from "@/lib/env";
import { returnPath } from "@/lib/sign-in/return-path";
import { signInWithPassword } from "./actions";
import { DemonstrationBox } from "./demonstration-box";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const { from } = await searchParams;
  const asked = returnPath(typeof from === "string" ? from : null);
  if ((await whoIsSignedIn()) !== null) redirect(asked);
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-96 content-center gap-6 px-4 py-8">
      <div>
        <p className="text-16 font-bold">
          After<span className="text-primary">glow</span>
        </p>
        <h1 className="mt-2 text-22 font-semibold">Sign in</h1>
      </div>
      <SignInForm action={signInWithPassword} from={asked} />
      {demonstrationOffered() ? <DemonstrationBox /> : null}
    </main>
  );
}
