import { formatMoney } from "@/lib/money";
import { classNames } from "./class-names";

export function Price({ minor, size = "normal" }: { minor: number; size?: "normal" | "large" }) {
  return <span className={classNames("money", size === "large" && "large")}>{formatMoney(minor)}</span>;
}
