import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/app/auth";

type Context = { params: Promise<{ nextauth: string[] }> };

async function answer(request: NextRequest, context: Context): Promise<Response> {
  const handler: (request: NextRequest, context: Context) => Promise<Response> = NextAuth(
    authOptions(),
  );
  return handler(request, context);
}

export { answer as GET, answer as POST };
