import { generateKeyPairSync, sign } from "node:crypto";

/** A key and a certificate for an IPv4 address of this machine, in PEM; good for ten years. */
export type OwnCertificate = { key: string; cert: string };

/** Makes a certificate that signs itself (RFC 5280), for servers of the tests. */
export function ownCertificate(address: string): OwnCertificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
  const name = sequence(
    der(0x31, sequence(oid(0x55, 0x04, 0x03), der(0x0c, Buffer.from("tests")))),
  );
  const year = new Date().getUTCFullYear();
  const at = (each: number) => der(0x18, Buffer.from(`${each}0101000000Z`));
  const ip = der(0x87, Buffer.from(address.split(".").map(Number)));
  const alternativeName = sequence(oid(0x55, 0x1d, 0x11), der(0x04, sequence(ip)));
  const facts = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    sequence(at(year - 1), at(year + 10)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(alternativeName)),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign("sha256", facts, privateKey)]);
  const certificate = sequence(facts, algorithm, der(0x03, signature)).toString("base64");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`,
  };
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function oid(...bytes: number[]): Buffer {
  return der(0x06, Buffer.from(bytes));
}
