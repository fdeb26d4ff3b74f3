export function TestModeStrip() {
  return (
    <aside className="test-mode" aria-label="Test mode">
      <strong>Test mode</strong> No real money moves.
    </aside>
  );
}
