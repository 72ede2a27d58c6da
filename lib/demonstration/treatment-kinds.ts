import type { EndSource } from "@/lib/recovery/end-sources";
import { DEMO_CLINIC, DEMO_STAFF } from "./clinic";
import type { Random } from "./random";

/** A treatment of a story, with everything that the treatment's row says of it. */
export type DemoTreatment = {
  key: number;
  endedAt: Date;
  startedAt: Date | null;
  endedAtSource: EndSource;
  site: number;
  area: string;
  serviceName: string;
  device: string;
  rf: boolean;
  depthMm: number;
  products: string;
  productLot: string;
  practitioner: string;
};

type Kind = Pick<DemoTreatment, "serviceName" | "device" | "rf" | "products"> & {
  depths: readonly [number, ...number[]];
  lot: string;
};

// Makers are invented: no complication here speaks of a real device.
const KINDS: readonly [Kind, ...Kind[]] = [
  {
    serviceName: "Microneedling",
    device: "DermaPoint Pen 3",
    rf: false,
    depths: [0.5, 1, 1.5, 2],
    products: "Hyaluronic acid serum",
    lot: "HA",
  },
  {
    serviceName: "Microneedling with peptide serum",
    device: "DermaPoint Pen 3",
    rf: false,
    depths: [1, 1.5, 2],
    products: "Peptide serum, hyaluronic acid",
    lot: "PS",
  },
  {
    serviceName: "RF microneedling",
    device: "Lumara RF 25",
    rf: true,
    depths: [1.5, 2, 2.5, 3.5],
    products: "Barrier cream",
    lot: "BC",
  },
  {
    serviceName: "Microneedling, scar programme",
    device: "Velour Needler",
    rf: false,
    depths: [1.5, 2, 2.5],
    products: "Hyaluronic acid serum",
    lot: "HA",
  },
];
const AREAS = ["Face", "Face", "Face", "Face and neck", "Neck", "Cheeks", "Décolleté"] as const;
const PRACTITIONERS = [
  DEMO_STAFF[0].name,
  DEMO_STAFF[1].name,
  DEMO_STAFF[2].name,
  "Camille Duarte",
] as const;

/** One treatment that ended at `endedAt`; the lot is that month's. */
export function inventTreatment(
  key: number,
  endedAt: Date,
  random: Random,
  given: Partial<DemoTreatment> = {},
): DemoTreatment {
  const { lot, depths, ...kind } = random.pick(KINDS);
  const minutes =
    given.endedAtSource === "estimated" ? DEMO_CLINIC.usualTreatmentMinutes : random.whole(45, 80);
  return {
    ...kind,
    key,
    endedAt,
    startedAt: new Date(endedAt.getTime() - minutes * 60_000),
    endedAtSource: "recorded",
    site: random.chance(0.65) ? 0 : 1,
    area: random.pick(AREAS),
    depthMm: random.pick(depths),
    productLot: `${lot}-${endedAt.toISOString().slice(2, 7).replace("-", "")}-${random.pick(["A", "B"])}`,
    practitioner: random.pick(PRACTITIONERS),
    ...given,
  };
}
