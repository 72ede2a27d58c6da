import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { type AuditList, listAudit } from "@/db/queries/audit";
import { verifyAuditChain } from "@/db/queries/audit-chain";
import { auditQuery, parseAuditFilters } from "@/lib/audit-filters";
import { AUDIT_WORDS, auditWords, detailWords } from "@/lib/audit-words";
import { absolute } from "@/lib/dates";
import { AuditForm } from "./audit-form";
import { ChainSection } from "./chain-section";

export const metadata: Metadata = { title: "Audit" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuditPage({ searchParams }: Props) {
  const actor = await requireStaff();
  const query = await searchParams;
  const parsed = parseAuditFilters(query);
  if (!parsed.ok) notFound();
  const now = new Date();
  const { list, chain } = await orForbidden(actor, async () => ({
    list: await listAudit(actor, parsed.filters, now),
    chain: query.check === "1" ? await verifyAuditChain(actor, now) : null,
  }));
  const older = list.next === null ? null : auditQuery({ ...parsed.filters, before: list.next });
  const newest = auditQuery({ ...parsed.filters, before: null });
  return (
    <>
      <h1 className="text-22 font-semibold">Audit</h1>
      <p className="mt-1 text-14 text-muted">Who did or saw what. Nothing here can be changed.</p>
      <ChainSection chain={chain} />
      <AuditForm filters={parsed.filters} people={list.people} actions={AUDIT_WORDS} />
      {list.rows.length === 0 ? (
        <p className="py-6">No entry matches these filters.</p>
      ) : (
        <Rows list={list} />
      )}
      <nav aria-label="Pages of the audit" className="flex gap-4 py-3 text-14">
        {parsed.filters.before === null ? null : (
          <Link href={`/audit?${newest}`} className="underline">
            Newest
          </Link>
        )}
        {older === null ? null : (
          <Link href={`/audit?${older}`} className="underline">
            Older
          </Link>
        )}
      </nav>
    </>
  );
}

function Rows({ list }: { list: AuditList }) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-left text-14">
        <thead>
          <tr className="border-b text-12 text-muted">
            {["When", "Who", "What", "Patient", "Details", "No."].map((head) => (
              <th key={head} scope="col" className="py-2 pr-4 font-medium">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {list.rows.map(({ seq, at, by, action, about, patient, details }) => (
            <tr key={seq} className="border-b align-top">
              <td className="py-2 pr-4 whitespace-nowrap tabular-nums">
                <time dateTime={at.toISOString()}>{absolute(at, list.timeZone)}</time>
              </td>
              <td className="py-2 pr-4">{by}</td>
              <td className="py-2 pr-4">
                {auditWords(action)}
                {about === null ? null : `: ${about}`}
              </td>
              <td className="py-2 pr-4">
                {patient === null ? null : (
                  <Link href={`/audit?patient=${patient.id}`} className="underline">
                    {patient.name}
                  </Link>
                )}
              </td>
              <td className="py-2 pr-4 text-muted">{detailWords(details)}</td>
              <td className="py-2 pr-4 text-muted tabular-nums">{seq}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
