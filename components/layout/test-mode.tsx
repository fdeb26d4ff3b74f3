import { frameWords as words } from "@/lib/messages";

export function TestModeStrip() {
  return (
    <aside className="test-mode" aria-label={words.testMode}>
      <strong>{words.testMode}</strong> {words.testModeMeans}
    </aside>
  );
}
