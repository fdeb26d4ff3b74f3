import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { cardWords } from "@/lib/messages";
import { SchemeMark } from "./scheme-mark";

type SavedCardItemProps = {
  scheme: string;
  title: string;
  expiry: string;
  preferred: boolean;
  expired?: boolean;
  note?: string;
  actions: ReactNode;
};

export function SavedCardItem({
  scheme,
  title,
  expiry,
  preferred,
  expired,
  note,
  actions,
}: SavedCardItemProps) {
  return (
    <li className={classNames("saved-card", expired && "expired")}>
      <SchemeMark scheme={scheme} />
      <div className="saved-card-words">
        <p>
          <b>{title}</b> <span className="saved-card-expiry">{expiry}</span>
        </p>
        {preferred && <p className="mark">{cardWords.preferred}</p>}
        {note && <p className="hint">{note}</p>}
      </div>
      <div className="cluster">{actions}</div>
    </li>
  );
}
