import { asc, eq, sql } from "drizzle-orm";
import { type Database, db } from "@/db/client";
import { staff } from "@/db/schema/clinic";
import type { Role } from "@/lib/actor";

/** Somebody with this e-mail in one clinic; `enabled` is false once they were disabled. */
export type Candidate = {
  clinicId: string;
  staffId: string;
  name: string;
  role: Role;
  passwordHash: string;
  enabled: boolean;
};

/** One address in more clinics than this can't sign in to the newest ones. */
const MOST_CLINICS = 5;

/**
 * Who may be meant by an e-mail before anybody is signed in: the only read without a clinic. The
 * database shows it the rows of this very address, for this one transaction.
 */
export function listCandidates(email: string, database: Database = db): Promise<Candidate[]> {
  return database.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.sign_in_email', ${email}, true)`);
    const rows = await tx
      .select({
        clinicId: staff.clinicId,
        staffId: staff.id,
        name: staff.name,
        role: staff.role,
        passwordHash: staff.passwordHash,
        disabledAt: staff.disabledAt,
      })
      .from(staff)
      .where(eq(staff.email, email))
      .orderBy(asc(staff.createdAt), asc(staff.id))
      .limit(MOST_CLINICS);
    return rows.map(({ disabledAt, ...row }) => ({ ...row, enabled: disabledAt === null }));
  });
}
