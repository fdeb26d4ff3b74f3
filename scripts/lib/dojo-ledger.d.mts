export type Kind = "customer" | "payment intent";
type Thing = { kind: Kind; id: string };
export type Ledger = {
  asked: (creation: { kind: Kind; name: string }) => {
    made: (id: string) => void;
    refused: () => void;
    doubtful: (why: string) => void;
  };
  removed: (thing: Thing) => void;
  made: () => Thing[];
  doubtful: () => { kind: Kind; name: string; why: string }[];
  left: () => Thing[];
};

export function openLedger(file: string): Ledger;
export function removeLeft(
  ledger: Ledger,
  dojo: { apiUrl: string; apiKey: string },
): Promise<(Thing & { status: number | string })[]>;
