export function BackLink({ href, children }: { href: string; children: string }) {
  return (
    <p className="back-link">
      <a href={href}>{children}</a>
    </p>
  );
}
