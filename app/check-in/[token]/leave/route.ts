import { answerPosted } from "@/app/check-in/posted";
import { endVisit } from "@/app/check-in/visit";

type Context = { params: Promise<{ token: string }> };

/** Closes the page in this browser: the birth date is asked for again. What was answered stays. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return answerPosted(request, params, async ({ leadTo }) => {
    await endVisit();
    return leadTo();
  });
}
