import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions, refusal } from "@/app/auth";

type Context = { params: Promise<{ nextauth: string[] }> };

async function answer(request: NextRequest, context: Context): Promise<Response> {
  const handler: (request: NextRequest, context: Context) => Promise<Response> = NextAuth(
    authOptions(),
  );
  return handler(request, context);
}

/** A password comes as a form: next-auth answers a link to its door with an error of the server. */
async function answerGet(request: NextRequest, context: Context): Promise<Response> {
  const [action] = (await context.params).nextauth;
  if (action === "callback") return refusal(404, "not_found", "There is no such page.");
  return answer(request, context);
}

/** The same for a body that says it is JSON and isn't. */
async function answerPost(request: NextRequest, context: Context): Promise<Response> {
  if (!(await isReadable(request.clone()))) {
    return refusal(400, "unreadable", "The request can't be read.");
  }
  return answer(request, context);
}

async function isReadable(request: Request): Promise<boolean> {
  if (!request.headers.get("content-type")?.includes("application/json")) return true;
  try {
    JSON.parse(await request.text());
    return true;
  } catch {
    return false;
  }
}

export { answerGet as GET, answerPost as POST };
