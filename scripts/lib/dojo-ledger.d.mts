export type Kind = "customer" | "payment intent";
export type Entry =
  | { event: "made" | "removed"; kind: Kind; id: string }
  | { event: "doubtful"; kind: Kind; name: string; why: string };
export type Ledger = {
  note: (entry: Entry) => void;
  made: () => { kind: Kind; id: string }[];
  doubtful: () => { kind: Kind; name: string; why: string }[];
  left: () => { kind: Kind; id: string }[];
};

export function openLedger(file: string): Ledger;
export function removeLeft(
  ledger: Ledger,
  dojo: { apiUrl: string; apiKey: string },
): Promise<{ kind: Kind; id: string; status: number | string }[]>;
