import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { whoIsSignedIn } from "@/app/auth";
import { SignInForm } from "@/components/shell/sign-in-form";
import { demonstrationOffered } from "@/lib/env";
import { returnPath } from "@/lib/sign-in/return-path";
import { signInWithPassword } from "./actions";
import { DemonstrationBox } from "./demonstration-box";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The one page for nobody in particular; whoever is signed in already goes on. */
export default async function SignInPage({ searchParams }: Props) {
  const { from } = await searchParams;
  const asked = returnPath(typeof from === "string" ? from : null);
  if ((await whoIsSignedIn()) !== null) redirect(asked);
  const demo = demonstrationOffered() ? <DemonstrationBox /> : null;
  return <SignInForm action={signInWithPassword} next={asked} demo={demo} />;
}
