import { statusKey } from "./status-word";

/** Whether a sale line's kind is something else than a visit: product, package, gift card, refund. */
export function isOtherSale(itemType: string): boolean {
  return OTHER_SALE.test(statusKey(itemType));
}

const OTHER_SALE =
  /^(?:products?|retail|packages?|series|gc|tips?|fees?|membership|memberships|deposit|credit|void|discount|voucher|class)\b|\b(?:product|package|gift|membership|refund|deposit|retail|prepayment|voucher|fee|credit)\b/;
