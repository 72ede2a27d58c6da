import { redirect } from "next/navigation";
import { requireStaff } from "@/app/auth";

/** The desk begins with its list. */
export default async function Home() {
  await requireStaff();
  redirect("/worklist");
}
